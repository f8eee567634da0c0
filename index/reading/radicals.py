"""Radicals and compatibility forms that fonts give in place of ordinary characters, one for one: ⼈ → 人."""

import functools
import unicodedata

from index.data_files import read_words


@functools.cache
def _table() -> dict[int, str]:
    table = {
        code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF))
    }
    table |= {ord(pair[0]): pair[1] for pair in read_words("index.reading", "radicals.txt")}
    return {code: letter for code, letter in table.items() if len(letter) == 1 and letter != chr(code)}


def ordinary(text: str) -> str:
    """Return `text` with such forms made ordinary characters; as long as before."""
    return text if text.isascii() else text.translate(_table())
