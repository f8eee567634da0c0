"""Questions to go on with, made from the answer at hand and kept only where they are answered."""

import re

from assistant.answering import wording
from assistant.answering.assistant import Assistant
from assistant.answering.labels import indicator_of
from assistant.data_files import read_patterns
from assistant.evidence import Candidate
from assistant.question import UnusableQuestion
from assistant.types import Answer, Citation, Hit, Status
from index.text import reads_as_name
from index.types import FigureKind, Role

_PATTERNS = read_patterns("assistant.answering", "patterns.toml")
WANTED = 3
_TRIED = 6


def follow_ups(assistant: Assistant, answer: Answer) -> list[str]:
    """Return up to three questions about other figures beside the one that was cited."""
    found: list[str] = []
    for citation in answer.citations[:1]:
        for asked, expected in _beside(assistant, citation)[:_TRIED]:
            if asked in found or asked == answer.question:
                continue
            numbers = [n for n, entry in enumerate(assistant.snapshot.entries) if entry.id == citation.report_id]
            given = assistant.ask(asked, reports=numbers)
            if given.status is Status.ANSWERED and given.headline == expected:
                found.append(asked)
            if len(found) == WANTED:
                break
    return found


def _beside(assistant: Assistant, citation: Citation) -> list[tuple[str, str]]:
    """Return questions for the other figures of the cited sentence and of those around it."""
    number = next((n for n, entry in enumerate(assistant.snapshot.entries) if entry.id == citation.report_id), None)
    if number is None:
        return []
    indexed = assistant.snapshot.report(number)
    marked = {citation.start + start for start, _ in citation.marks}
    home = next((p for p, s in enumerate(indexed.sentences) if s.start <= citation.start < s.end), None)
    if home is None:
        return []
    asked = []
    for position in (home, home + 1, home - 1):
        if not 0 <= position < len(indexed.sentences):
            continue
        candidate = Candidate(Hit(0, number, position, 0.0, 0.0, 0.0), indexed, position)
        for figure in indexed.figures[position]:
            indicator = indicator_of(candidate, figure)
            plain = re.fullmatch(r"(?!.*[了等])[\u4e00-\u9fff]{4,14}", indicator)
            if figure.start in marked or plain is None or figure.role is not Role.LEVEL or not reads_as_name(indicator):
                continue
            ending = f"有多少{figure.unit}？" if figure.kind is FigureKind.COUNT else "是多少？"
            asked.append((indicator + ending, wording.written(figure)))
    return asked


def rephrased(assistant: Assistant, answer: Answer) -> str | None:
    """Return the refused question without the words that found no support, where that is answered."""
    text = answer.question
    for word in answer.unsupported:
        text = text.replace(word, "")
    text = re.sub(r"^[的在和、，\s]+", "", text)
    if text == answer.question or len(re.findall(r"[\u4e00-\u9fff]", text)) < 5:
        return None
    if not reads_as_name(_PATTERNS["asks"].split(text)[0] or text):
        return None  # 类社团有多少个: what is left is no question that anybody would ask
    try:
        given = assistant.ask(text, answer.history)
    except UnusableQuestion:
        return None
    return text if given.status is Status.ANSWERED else None
