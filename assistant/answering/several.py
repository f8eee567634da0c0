"""A question that asks several things: the answers of its parts as one, or the values that stand together.

A part alone would be a wrong answer: where not every part is found, each at a place of its own, nothing is joined.
"""

from collections.abc import Sequence

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found, joined
from assistant.evidence import Candidate
from assistant.reading import Reader, Reading, confidence_of, shipped_bounds
from assistant.types import Answer, Question, Status

_FEWEST = 2


def answer_parts(question: Question, parts: Sequence[tuple[str, Answer]]) -> Answer | None:
    """Join the answers of the parts; None where one was not found, or two stand at the same place."""
    answers = [answer for _, answer in parts]
    if len(answers) < _FEWEST or any(answer.status is not Status.ANSWERED for answer in answers):
        return None
    return None if share_a_place(answers) else joined(question, parts)


def answer_together(question: Question, candidates: Sequence[Candidate], reader: Reader, count: int) -> Answer | None:
    """Answer with `count` figures of the best one's sentence that answer together; None where there are not so many."""
    readings = [reading for reading in reader.figures(question, candidates) if len(reading.figures) == 1]
    beside = shipped_bounds().beside
    if not readings or readings[0].probability < shipped_bounds().several:
        return None
    best = readings[0]
    near = [r for r in readings if r.candidate is best.candidate and r.probability >= beside][:count]
    if len(near) < count:
        return None
    near.sort(key=lambda reading: reading.span)
    return found(
        question,
        headline=wording.say(question.language, "join").join(_named(reading) for reading in near),
        text=wording.source_line(question.language, best.candidate, best.candidate.words.strip("。；")),
        citations=(cite(best.candidate, [reading.span for reading in near]),),
        figures=tuple(wording.figure_of(reading.figure) for reading in near),
        confidence=confidence_of(min(near, key=lambda reading: reading.probability)),
    )


def share_a_place(answers: Sequence[Answer]) -> bool:
    """Tell whether two answers rest on the very same figure: then one of them is not its own."""
    places = [
        (citation.report_id, citation.start + mark[0], citation.start + mark[1])
        for answer in answers
        for citation in answer.citations[:1]
        for mark in citation.marks[:1]
    ]
    return len(set(places)) < len(places)


def _named(reading: Reading) -> str:
    """Return a value with the words of its own stretch, where these are few; else the value alone."""
    text, figure = reading.candidate.indexed.report.text, reading.figure
    own = text[figure.owner_start : max(figure.end, figure.owner_end)].strip("，、；。和与及 ")
    return own if len(own) <= wording.LONGEST_LABELLED else wording.shown_figure(text, figure)
