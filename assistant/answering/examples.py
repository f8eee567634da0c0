"""Questions to start with, made from the figures of the index in use and kept only where they are answered."""

import re
from collections.abc import Callable

from assistant.answering import wording
from assistant.data_files import read_patterns
from assistant.types import Answer, Confidence, Status
from index.snapshot import Snapshot
from index.text import reads_as_name
from index.types import Figure, FigureKind, Role

_PATTERNS = read_patterns("assistant.answering", "patterns.toml")
WANTED = 4
TRIED = 60
_INDICATOR = re.compile(r"[\u4e00-\u9fff]{4,12}")


def example_questions(snapshot: Snapshot, ask: Callable[[str], Answer]) -> list[str]:
    """Return up to four questions that `ask` answers with high confidence and with that very figure."""
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
