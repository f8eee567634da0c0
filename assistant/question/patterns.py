"""The patterns of this room: data/*.toml, with the words put in that several of them share."""

import functools
import re

from assistant.data_files import read_pairs, read_patterns
from index.text import asked_units, scales

ROOM = "assistant.question"


@functools.cache
def _shared() -> dict[str, str]:
    units = "|".join(map(re.escape, asked_units()))
    found = read_patterns(ROOM, "shared.toml")
    return {"units": units, "scale": "|".join(scales()), **{name: words.pattern for name, words in found.items()}}


def patterns(name: str, **parts: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of data/`name`.toml by their names, with the shared words and `parts` put in."""
    return read_patterns(ROOM, f"{name}.toml", **_shared(), **parts)


@functools.cache
def _asking() -> dict[str, str]:
    return dict(read_pairs(ROOM, "asking.tsv"))


def asking(name: str, **words: str) -> str:
    """Return words that a question is completed with, with its own words put in."""
    return _asking()[name].format(**words)
