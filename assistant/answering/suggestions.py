"""Questions to go on with, made from the answer at hand and kept only where they are answered."""

import re
from collections.abc import Iterator

from assistant.answering import wording
from assistant.answering.assistant import Assistant
from assistant.answering.phrasing import question_for
from assistant.data_files import read_patterns
from assistant.evidence import Candidate
from assistant.question import UnusableQuestion
from assistant.types import Answer, Citation, Hit, Status
from index.text import reads_as_name

_PATTERNS = read_patterns("assistant.answering", "patterns.toml")
WANTED = 3
_TRIED = 6


def follow_ups(assistant: Assistant, answer: Answer) -> list[str]:
    """Return up to three questions about other figures beside the one that was cited, each answered with that very figure."""
    found: list[str] = []
    tried = 0
    for citation in answer.citations[:1]:
        for asked, expected in _beside(assistant, citation):
            if asked in found or asked == answer.question:
                continue
            given = assistant.ask(asked)
            here = bool(given.citations) and given.citations[0].report_id == citation.report_id
            if given.status is Status.ANSWERED and given.headline == expected and here:
                found.append(asked)
            tried += 1
            if len(found) == WANTED or tried == _TRIED:
                break
    return found


def _beside(assistant: Assistant, citation: Citation) -> Iterator[tuple[str, str]]:
    """Yield questions for the other figures of the cited sentence and of those around it, with their values."""
    entries = assistant.snapshot.entries
    number = next((n for n, entry in enumerate(entries) if entry.id == citation.report_id), None)
    if number is None:
        return
    indexed = assistant.snapshot.report(number)
    marked = {citation.start + start for start, _ in citation.marks}
    home = next((p for p, s in enumerate(indexed.sentences) if s.start <= citation.start < s.end), None)
    if home is None:
        return
    for position in (home, home + 1, home - 1):
        if not 0 <= position < len(indexed.sentences):
            continue
        candidate = Candidate(Hit(0, number, position, 0.0, 0.0, 0.0), indexed, position)
        for figure in indexed.figures[position]:
            asked = question_for(candidate, figure, owned=len(entries) > 1)
            if asked is not None and figure.start not in marked:
                yield asked, wording.written(figure)


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
