"""Reads the data files of the rooms: word lists, patterns, and what is said to people.

`room` is the package whose folder data/ holds the file. A line that begins with # says what the file is for.
"""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any


def _text(room: str, name: str) -> str:
    return resources.files(room).joinpath("data", name).read_text("utf-8")


def read_lines(room: str, name: str) -> Iterator[str]:
    """Yield the lines of a list, without comments and empty ones."""
    for line in _text(room, name).splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def read_rows(room: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield the two columns of a list separated by tabs."""
    for line in read_lines(room, name):
        left, _, right = line.partition("\t")
        yield left.strip(), right.strip()


def read_words(room: str, name: str) -> frozenset[str]:
    """Return the words of a list, several on a line."""
    return frozenset(word for line in read_lines(room, name) for word in line.split())


def read_patterns(room: str, name: str, **parts: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a TOML file by their names.

    Each is a list of alternatives, regular expressions. `{word}` in one stands for a pattern of the same file that
    came before it, or for one of `parts`; both are put in as groups.
    """
    known = {part: f"(?:{pattern})" for part, pattern in parts.items()}
    found: dict[str, re.Pattern[str]] = {}
    for pattern, alternatives in tomllib.loads(_text(room, name)).items():
        written = "|".join(alternatives)
        for part in re.findall(r"\{([a-z_]+)\}", written):
            written = written.replace(f"{{{part}}}", known[part])
        found[pattern] = re.compile(written)
        known[pattern] = f"(?:{written})"
    return found


class Messages:
    """What one room says to people: its data/messages.toml, a table for each sentence with a line for each language.

    A table within a table is named with a dot: reason.missing.
    """

    def __init__(self, room: str) -> None:
        self._room = room

    @functools.cached_property
    def _texts(self) -> dict[str, dict[str, str]]:
        return dict(_sentences(tomllib.loads(_text(self._room, "messages.toml"))))

    def say(self, language: str, key: str, /, **values: object) -> str:
        """Return a sentence in "zh" or "en" with its values put in; raises KeyError for one that is not there."""
        text = self._texts[key][language]
        return text.format(**values) if values else text

    def knows(self, key: str) -> bool:
        return key in self._texts

    def all(self, language: str) -> dict[str, str]:
        """Return every sentence there is in a language by its key."""
        return {key: texts[language] for key, texts in self._texts.items() if language in texts}


def _sentences(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for key, value in table.items():
        if all(isinstance(text, str) for text in value.values()):
            yield before + key, value
        else:
            yield from _sentences(value, f"{before}{key}.")
