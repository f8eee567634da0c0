"""The language of a question, and its Simplified form."""

import functools
import re
from typing import Any

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def language_of(text: str) -> str:
    """Return "en" for a question in English words, "zh" for everything else."""
    han = len(_HAN.findall(text))
    return "en" if len(_LATIN_WORD.findall(text)) >= 2 and han <= 2 else "zh"


@functools.cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Return the Simplified Chinese form of `text`."""
    if not _HAN.search(text):
        return text
    converted: str = _converter().convert(text)
    return converted
