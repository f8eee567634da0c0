"""Answers in words: sentences, a list or a name taken out of them."""

from collections.abc import Sequence

from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.items import answer_items
from assistant.answering.refusing import refused
from assistant.evidence import Candidate
from assistant.reading import Reader, companions, confidence_of, shipped_bounds, shown
from assistant.types import Answer, Asked, Question


def answer_sentences(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Answer with the list, name or clause asked for, and the sentences that tell more of it; else refuse."""
    readings = reader.words(question, candidates)
    if not shown(readings[:1], shipped_bounds().words):
        return refused(question, candidates)
    best = readings[0]
    items = answer_items(question, best) if question.asked is not Asked.WHO_WHAT else None
    if items is not None:
        return items
    chosen = readings[:1] if question.asked in (Asked.LIST, Asked.WHO_WHAT) else companions(question, readings)
    return found(
        question,
        headline=best.candidate.indexed.report.text[slice(*best.span)],
        text=" ".join(reading.candidate.words for reading in chosen),
        citations=tuple(cite(r.candidate, [best.span] if r.candidate is best.candidate else []) for r in chosen),
        confidence=confidence_of(best),
    )
