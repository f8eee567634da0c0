"""A question that asks for one figure of a report, in words that people would use."""

import functools
import re

from assistant.answering.labels import indicator_of
from assistant.data_files import read_patterns, read_words
from assistant.evidence import Candidate
from index.text import reads_as_name
from index.types import Figure, FigureKind, Role, Tense

_PATTERNS = read_patterns("assistant.answering", "patterns.toml")
_NAME = re.compile(r"(?!.*[了等])[\u4e00-\u9fff]{3,16}")
_SHORTEST, _LONGEST = 2, 10  # characters of the thing that a verb is followed by


@functools.cache
def _verbs() -> tuple[str, ...]:
    return tuple(sorted(read_words("assistant.answering", "verbs.txt"), key=len, reverse=True))


@functools.cache
def _behind_people() -> frozenset[str]:
    """Return the units that stand behind the people they count: 培训教师多少人次."""
    return frozenset(read_words("assistant.answering", "behind_people.txt"))


def question_for(candidate: Candidate, figure: Figure, *, owned: bool) -> str | None:
    """Return a question for one value of a report; None where its words make none that anybody would ask.

    `owned` puts the place and year before it, where other reports may speak of the same.
    """
    indicator = indicator_of(candidate, figure)
    if figure.role is not Role.LEVEL or candidate.tense is Tense.GOAL or not _NAME.fullmatch(indicator):
        return None
    if _PATTERNS["needs_more"].search(indicator) or figure.kind in (FigureKind.TIME, FigureKind.RANK):
        return None
    asked = _of_done(indicator, figure) or _of_thing(indicator, figure)
    if asked is None:
        return None
    report, year = candidate.indexed.report, candidate.year_of(figure)
    return f"{report.region or ''}{f'{year}年' if year else ''}{asked}" if owned else asked


def _of_done(indicator: str, figure: Figure) -> str | None:
    """Ask how much of it was done: 排查隐患 → 排查了多少处隐患？"""
    verb = next((verb for verb in _verbs() if indicator.startswith(verb)), None)
    thing = indicator.removeprefix(verb or "")
    if verb is None or "的" in thing or not _SHORTEST <= len(thing) <= _LONGEST:
        return None
    if not reads_as_name(thing if len(thing) > _SHORTEST else indicator):
        return None
    if figure.kind is FigureKind.MONEY:
        return f"{verb}了多少{thing}？"
    if figure.kind is not FigureKind.COUNT:
        return None
    return (
        f"{verb}{thing}多少{figure.unit}？"
        if figure.unit in _behind_people()
        else f"{verb}了多少{figure.unit}{thing}？"
    )


def _of_thing(indicator: str, figure: Figure) -> str | None:
    """Ask how much there is of it: 应急演练有多少次？, 普惠率是多少？"""
    if not reads_as_name(indicator) or (indicator.startswith(_verbs()) and "的" not in indicator):
        return None
    counted = figure.kind is FigureKind.COUNT and not _PATTERNS["amount"].search(indicator)
    return indicator + (f"有多少{figure.unit}？" if counted else "是多少？")
