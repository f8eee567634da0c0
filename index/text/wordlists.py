"""Reads the word lists beside the code; a line that begins with # says what a list is for."""

import functools
import re
from collections.abc import Iterable
from importlib import resources


@functools.cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of data/`name` as their fields, which tabs separate."""
    lines = resources.files("index.text").joinpath(f"data/{name}").read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


@functools.cache
def listed(name: str) -> frozenset[str]:
    """Return the words of data/`name`, which white space separates."""
    return frozenset(word for row in rows(name) for word in row[0].split())


def either(words: Iterable[str]) -> str:
    """Return the words as the alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
