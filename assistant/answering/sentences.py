"""Answers in words: sentences, a list or a name taken out of them."""

from collections.abc import Sequence

from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.refusing import refused
from assistant.evidence import Candidate
from assistant.reading import (
    Verdict,
    best_clause,
    companions,
    confidence_of,
    listed,
    named,
    read_sentences,
    trust_sentences,
)
from assistant.types import Answer, Asked, Question


def answer_sentences(question: Question, candidates: Sequence[Candidate]) -> Answer:
    """Answer with the list or name asked for, else with the clause that meets the question best; else refuse."""
    readings = read_sentences(question, candidates)
    if trust_sentences(question, readings) is not Verdict.ANSWER:
        return refused(question, candidates, readings[:1])
    single = question.asked in (Asked.LIST, Asked.WHO_WHAT)
    chosen = readings[:1] if single else companions(question, readings)
    best = readings[0].candidate if readings[0] in chosen else chosen[0].candidate
    span = None
    if question.asked is Asked.LIST:
        span = listed(question, best) or named(question, best)
    elif question.asked is Asked.WHO_WHAT:
        span = named(question, best) or listed(question, best)
    marked = span or best_clause(question, best)
    return found(
        question,
        headline=best.indexed.report.text[slice(*marked)],
        text=" ".join(reading.candidate.words for reading in chosen),
        citations=tuple(cite(r.candidate, [marked] if r.candidate is best else []) for r in chosen),
        confidence=confidence_of(readings),
    )
