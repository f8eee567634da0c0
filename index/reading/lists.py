"""Word lists and patterns of this room: data files with a line saying what each is for."""

import functools
import re
from importlib import resources


@functools.cache
def lines_of(name: str) -> tuple[str, ...]:
    """Return the lines of a data file, remarks left out."""
    lines = resources.files("index.reading").joinpath(f"data/{name}.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("# "))


@functools.cache
def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a data file that parts their fields by tabs."""
    return tuple(tuple(line.split("\t")) for line in lines_of(name))


@functools.cache
def words_of(name: str) -> frozenset[str]:
    """Return the words of a data file that parts them by blanks."""
    return frozenset(word for line in lines_of(name) for word in line.split())


@functools.cache
def pattern_of(name: str) -> re.Pattern[str]:
    """Return one pattern of all those that a data file lists, one a line; letters of either case."""
    return re.compile("|".join(f"(?:{line})" for line in lines_of(name)), re.IGNORECASE)
