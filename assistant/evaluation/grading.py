"""Grades answers against a question set: right, wrong headline, refused; source cited; quotes verbatim."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from assistant.evaluation.case_table import SUFFIXES, NotATable, read_case_rows
from assistant.types import Answer, Status
from index.text import fold

FIGURE_KINDS = {"figure", "figures", "followup", "compare_years", "compare_provinces"}


class BadCases(ValueError):
    """A question set cannot be used; `line` is the first bad line, 0 where the file itself is bad."""

    def __init__(self, path: Path, line: int, detail: str) -> None:
        super().__init__(f"{path}:{line}: {detail}")
        self.path, self.line, self.detail = path, line, detail


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a question set; each group of `gold` must be met by one of its strings."""

    id: str
    question: str
    kind: str
    style: str
    lang: str
    gold: tuple[tuple[str, ...], ...]
    forbid: tuple[str, ...]
    quote: tuple[str, ...]
    source: tuple[str, ...]
    section: str
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """How one answer did; `outcome` is "right", "wrong" or "refused", `source` None where none was asked for."""

    case: Case
    answer: Answer
    outcome: str
    source: bool | None
    wrong_headline: bool


def read_cases(path: Path) -> list[Case]:
    """Read a question set, JSON lines or a table of two columns; raises BadCases for a file or line that is none."""
    if path.suffix.lower() in SUFFIXES:
        try:
            return [case_of(fields) for fields in read_case_rows(path)]
        except NotATable as error:
            raise BadCases(path, error.line, error.detail) from error
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadCases(path, 0, str(error)) from error
    cases = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cases.append(case_of(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise BadCases(path, number, str(error)) from error
    if not cases:
        raise BadCases(path, 0, "no questions")
    return cases


def case_of(fields: Mapping[str, Any]) -> Case:
    """Make a case of a question-set line; raises KeyError, TypeError or AttributeError for what is none."""
    return Case(
        id=str(fields["id"]),
        question=str(fields["question"]),
        kind=str(fields["kind"]),
        style=str(fields.get("style", "")),
        lang=str(fields.get("lang", "zh")),
        gold=tuple(tuple(map(str, group)) for group in fields.get("gold", ())),
        forbid=tuple(map(str, fields.get("forbid", ()))),
        quote=tuple(map(str, fields.get("quote", ()))),
        source=tuple(map(str, fields.get("source", ()))),
        section=str(fields.get("section", "")),
        history=tuple(map(str, fields.get("history", ()))),
    )


def holds(text: str, wanted: str) -> bool:
    """Tell whether `wanted` stands in `text`; a number only as a whole one, so that 50 is not found in 1500."""
    left = r"(?<![0-9.])" if wanted[:1].isdigit() else ""
    right = r"(?![0-9]|\.[0-9])" if wanted[-1:].isdigit() else ""
    return bool(re.search(left + re.escape(_bare(wanted)) + right, _bare(text)))


def _bare(text: str) -> str:
    """Return text without the blanks that typesetting puts around numbers and without the commas of thousands."""
    return re.sub(r"\s+|(?<=[0-9]),(?=[0-9])", "", fold(text))


def grade(case: Case, answer: Answer) -> Grade:
    """Grade one answer against its case."""
    if case.kind == "unanswerable":
        refused = answer.status is not Status.ANSWERED
        return Grade(case, answer, "right" if refused else "wrong", None, not refused and bool(answer.figures))
    if answer.status is not Status.ANSWERED:
        return Grade(case, answer, "refused", False, False)
    headline = answer.headline or ""
    shown = headline if case.kind in FIGURE_KINDS else f"{headline}\n{answer.text}"
    met = all(any(holds(shown, wanted) for wanted in group) for group in case.gold)
    forbidden = any(holds(headline, string) for string in case.forbid)
    quotes = "\n".join(citation.quote for citation in answer.citations)
    files = {PurePath(citation.file).stem for citation in answer.citations}
    source = all(_bare(quote) in _bare(quotes) for quote in case.quote) and (
        not case.source or set(case.source) <= files
    )
    right = met and not forbidden
    return Grade(case, answer, "right" if right else "wrong", source, not right and case.kind in FIGURE_KINDS)
