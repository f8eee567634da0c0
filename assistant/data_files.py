"""Reads the data files of the rooms: lists, tables and patterns as `index` reads its own, and what is said to people.

`room` is the package whose folder data/ holds the file. A line that begins with "# " says what the file is for.
"""

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from index.data_files import read_lines, read_pairs, read_patterns, read_rows, read_toml, read_words

__all__ = ["Messages", "read_lines", "read_pairs", "read_patterns", "read_rows", "read_toml", "read_words"]


class Messages:
    """What one room says to people: its data/messages.toml, a table for each sentence with a line for each language.

    A table within a table is named with a dot: reason.missing.
    """

    def __init__(self, room: str) -> None:
        self._room = room

    @functools.cached_property
    def _texts(self) -> dict[str, dict[str, str]]:
        return dict(_sentences(read_toml(self._room, "messages.toml")))

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
