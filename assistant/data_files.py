"""Reads the data files of the rooms: word lists and tables as `index` reads its own, named patterns, and what is said to people.

`room` is the package whose folder data/ holds the file. A line that begins with "# " says what the file is for.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.data_files import compiled, read_lines, read_pairs, read_rows, read_toml, read_words
from index.errors import BrokenDataFile

__all__ = ["Messages", "read_lines", "read_pairs", "read_patterns", "read_rows", "read_toml", "read_words"]


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
        found[key] = compiled(room, name, written, key)
        known[key] = f"(?:{written})"
    return found


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
