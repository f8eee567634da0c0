"""Questions to start with, made from the figures of the index in use and kept only where they are answered."""

import itertools
import re
from collections.abc import Callable, Iterator

from assistant.answering import wording
from assistant.data_files import read_pairs, read_patterns
from assistant.types import Answer, Confidence, Status
from index.snapshot import Snapshot
from index.text import reads_as_name
from index.types import Figure, FigureKind, Role

_PATTERNS = read_patterns("assistant.answering", "patterns.toml")
WANTED = 4
TRIED = 60
LOOKED_INTO = 20  # reports
_NAMED = 2  # last characters of what an English question asks about
_INDICATOR = re.compile(r"[\u4e00-\u9fff]{4,12}")


def example_questions(snapshot: Snapshot, ask: Callable[[str], Answer], language: str = "zh") -> list[str]:
    """Return up to four questions that `ask` answers with high confidence and with that very figure.

    English ones are written ahead: what a report calls its indicators is Chinese.
    """
    if language == "en":
        return list(itertools.islice(_in_english(snapshot, ask), WANTED))
    questions: list[str] = []
    indexed = snapshot.report(0)
    figures = [figure for row in indexed.figures for figure in row]
    step = max(1, len(figures) // TRIED)
    for figure in figures[::step]:
        question = _question(indexed.report.text, figure)
        if question is None or question in questions:
            continue
        answer = ask(question)
        right = answer.status is Status.ANSWERED and answer.headline == wording.written(figure)
        here = right and answer.citations[0].report_id == indexed.report.id
        if here and answer.confidence is Confidence.HIGH:
            questions.append(question)
        if len(questions) == WANTED:
            break
    return questions


def _in_english(snapshot: Snapshot, ask: Callable[[str], Answer]) -> Iterator[str]:
    """Yield the English questions that get the same figure as in Chinese, each figure asked for once."""
    texts = [snapshot.report(number).report.text for number in range(min(len(snapshot.entries), LOOKED_INTO))]
    seen: set[tuple[str, int]] = set()
    for english, chinese in read_pairs("assistant.answering", "examples_en.tsv"):
        thing = re.split("是?多少", chinese)[0]
        if not any(thing[-_NAMED:] in text for text in texts):
            continue
        answer, same = ask(english), ask(chinese)
        place = _place(answer)
        if place is not None and place == _place(same) and place not in seen:
            seen.add(place)
            yield english


def _place(answer: Answer) -> tuple[str, int] | None:
    """Return where the one figure of an answer stands; None for one that is none, or hardly sure."""
    if len(answer.figures) != 1 or answer.confidence is Confidence.LOW or not answer.citations[0].marks:
        return None
    citation = answer.citations[0]
    return citation.report_id, citation.start + citation.marks[0][0]


def _question(text: str, figure: Figure) -> str | None:
    before = text[figure.owner_start : figure.start]
    indicator = _PATTERNS["before_value"].sub("", before.strip())
    if figure.role is not Role.LEVEL or not _INDICATOR.fullmatch(indicator) or not reads_as_name(indicator):
        return None
    if figure.kind is FigureKind.PERCENT:
        return f"{indicator}是多少？"
    if figure.kind is FigureKind.COUNT:
        return f"{indicator}有多少{figure.unit}？"
    return None
