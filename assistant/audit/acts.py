"""The record for people: beginning and end of a change as one row, pseudonyms as names, codes as words."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.audit.line import Line, Outcome, read_line
from assistant.audit.people import Person
from assistant.audit.sealing import lines_of, sealed_files
from assistant.audit.trail import Trail
from assistant.data_files import Messages

COLUMNS = ("at", "who", "what", "thing", "about", "outcome", "detail")
_MESSAGES = Messages("assistant.audit")
_LOCAL, _UNKNOWN = "local:", "unknown:"
_ERASED = 8  # characters of a pseudonym that tell erased people apart


@dataclass(frozen=True, slots=True)
class Row:
    """One act. `at` is ISO 8601 in UTC; `who` and `about` are names, where a person was erased their pseudonyms."""

    n: int
    at: str
    who: str
    what: str
    thing: str
    about: str
    outcome: str
    more: dict[str, Any]
    erased: frozenset[str] = frozenset()  # those of `who` and `about` that are no names any more


def acts(data: Path, *, since: str = "", until: str = "", who: str = "", what: str = "") -> list[Row]:
    """Return what was done, the latest first.

    `since` and `until` are the beginnings of ISO 8601 moments in UTC, both included; `who` is part of a name, `what` a
    code. Raises CannotWrite where the names cannot be read.
    """
    trail = Trail(data)
    if not trail.exists():
        return []
    raws = [raw for path in (*sealed_files(trail.folder), trail.path) for raw in lines_of(path)]
    lines = {line.n: line for raw in raws if (line := read_line(raw)) is not None}
    ends = {line.act: line for line in lines.values() if line.act and line.outcome != Outcome.BEGUN}
    begun = {line.act for line in lines.values() if line.outcome == Outcome.BEGUN}
    people, words = trail.people.all(), trail.people.words()
    rows = []
    for line in sorted(lines.values(), key=lambda line: line.n, reverse=True):
        if line.outcome != Outcome.BEGUN and line.act in begun:
            continue  # it stands in the row of its beginning
        row = _row(line, ends.get(line.act) if line.outcome == Outcome.BEGUN else line, people, words)
        in_time = row.at >= since and (not until or row.at[: len(until)] <= until)
        if in_time and (not who or who in row.who or who in row.about) and (not what or row.what == what):
            rows.append(row)
    return rows


def _row(line: Line, end: Line | None, people: dict[str, Person], words: dict[int, str]) -> Row:
    more = {} if end is None else {key: value for key, value in end.more.items() if key not in ("said", "head")}
    if line.n in words:
        more["words"] = words[line.n]
    erased = frozenset(pseudonym for pseudonym in (line.who, line.about) if pseudonym and pseudonym not in people)
    who, about = (people[p].name if p in people else p for p in (line.who, line.about))
    outcome = Outcome.UNKNOWN if end is None else end.outcome
    return Row(line.n, line.at, who, line.what, line.thing, about, str(outcome), more, erased)


def as_rows(rows: Sequence[Row], language: str) -> list[tuple[str, ...]]:
    """Return the rows in words, a text for each of COLUMNS."""
    return [
        (
            row.at,
            _named(row.who, row, language),
            label(language, "what", row.what),
            row.thing,
            _named(row.about, row, language),
            label(language, "outcome", row.outcome),
            _detail(row.more, language),
        )
        for row in rows
    ]


def label(language: str, kind: str, code: str) -> str:
    """Return the words for a code of `kind` (column, what, outcome, more, fault); the code where there are none."""
    key = f"{kind}.{code}"
    return _MESSAGES.say(language, key) if _MESSAGES.knows(key) else code


def _named(name: str, row: Row, language: str) -> str:
    if name in row.erased:
        return _MESSAGES.say(language, "erased", code=name[:_ERASED])
    if name.startswith(_LOCAL):
        return _MESSAGES.say(language, "local", name=name.removeprefix(_LOCAL))
    return _MESSAGES.say(language, "unknown") if name == _UNKNOWN else name


def _detail(more: dict[str, Any], language: str) -> str:
    parts = []
    for key, value in more.items():
        words = "、".join(map(str, value)) if isinstance(value, list) else str(value)
        if words:
            parts.append(f"{label(language, 'more', key)} {words}")
    return "；".join(parts)
