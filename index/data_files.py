"""Reads the data files of the rooms: word lists, tables and patterns.

`room` is the package whose folder data/ holds the file, such as "index.text". A line that begins with "# " says what the
file is for. Every reader raises `BrokenDataFile` for a file that does not hold what it should.
"""

import functools
import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any

from index.errors import BrokenDataFile


def _text(room: str, name: str) -> str:
    try:
        return resources.files(room).joinpath("data", name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenDataFile(room, name, str(error)) from error


@functools.cache
def read_lines(room: str, name: str) -> tuple[str, ...]:
    """Return the lines of a list, without comments and empty ones."""
    return tuple(line for _, line in _numbered(room, name))


def _numbered(room: str, name: str) -> list[tuple[int, str]]:
    lines = enumerate(_text(room, name).splitlines(), 1)
    return [(number, line) for number, line in lines if line.strip() and not line.startswith("# ")]


@functools.cache
def read_words(room: str, name: str) -> frozenset[str]:
    """Return the words of a list, which white space separates."""
    return frozenset(word for line in read_lines(room, name) for word in line.split())


@functools.cache
def read_rows(room: str, name: str, columns: int, needed: int | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, whose fields tabs separate: `columns` of them, the last ones "" where they are left out.

    The first `needed` of them, otherwise all, have to say something.
    """
    rows: list[tuple[str, ...]] = []
    for number, line in _numbered(room, name):
        fields = [field.strip() for field in line.split("\t")]
        fields += [""] * (columns - len(fields))
        if len(fields) > columns or not all(fields[:needed]):
            raise BrokenDataFile(room, name, f"{columns} fields wanted, separated by tabs", number)
        rows.append(tuple(fields))
    return tuple(rows)


def read_pairs(room: str, name: str) -> tuple[tuple[str, str], ...]:
    """Return the rows of a table of two columns."""
    return tuple((left, right) for left, right in read_rows(room, name, 2))


@functools.cache
def read_pattern(room: str, name: str) -> re.Pattern[str]:
    """Return one pattern of the regular expressions of a list, one a line: what any of them finds, in letters of either case."""
    lines = _numbered(room, name)
    for number, line in lines:
        _compiled(room, name, line, number)
    return re.compile("|".join(f"(?:{line})" for _, line in lines), re.IGNORECASE)


def _compiled(room: str, name: str, expression: str, place: int | str) -> re.Pattern[str]:
    """Return the pattern of a regular expression that stands at `place` of a data file."""
    try:
        return re.compile(expression)
    except re.error as error:
        raise BrokenDataFile(room, name, f"no regular expression: {error}", place) from error


@functools.cache
def read_toml(room: str, name: str) -> dict[str, Any]:
    """Return the tables of a TOML file."""
    try:
        return tomllib.loads(_text(room, name))
    except tomllib.TOMLDecodeError as error:
        raise BrokenDataFile(room, name, str(error)) from error


def read_patterns(room: str, name: str, **parts: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a TOML file by their names.

    Each is a list of alternatives, regular expressions. `{word}` in one stands for a pattern of the same file that
    came before it, or for one of `parts`; both are put in as groups.
    """
    known = {part: f"(?:{pattern})" for part, pattern in parts.items()}
    found: dict[str, re.Pattern[str]] = {}
    for key, alternatives in read_toml(room, name).items():
        written = "|".join(alternatives)
        for part in re.findall(r"\{([a-z_]+)\}", written):
            if part not in known:
                raise BrokenDataFile(room, name, f"{{{part}}} is not known here", key)
            written = written.replace(f"{{{part}}}", known[part])
        found[key] = _compiled(room, name, written, key)
        known[key] = f"(?:{written})"
    return found


def either(words: Iterable[str]) -> str:
    """Return the words as the alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
