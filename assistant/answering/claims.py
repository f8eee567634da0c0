"""Answers whether something is so: by the figure a question claims, or by a sentence that speaks of all of it."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.figures import figure_answer
from assistant.answering.refusing import refused
from assistant.evidence import Candidate
from assistant.reading import (
    Verdict,
    best_clause,
    confidence_of,
    read_figures,
    read_sentences,
    trust_claim,
    trust_figure,
)
from assistant.types import Answer, Asked, Question, Term


def answer_claim(question: Question, candidates: Sequence[Candidate]) -> Answer:
    """Answer yes or no, with what the reports say; refuse where they do not settle it."""
    claimed = [term for term in question.terms if term.number is not None and not term.soft]
    if claimed:
        return _by_figure(question, claimed[0], candidates)
    readings = read_sentences(question, candidates)
    if trust_claim(question, readings) is not Verdict.ANSWER:
        return refused(question, candidates, readings[:1])
    best = readings[0].candidate
    span = best_clause(question, best)
    clause = best.indexed.report.text[slice(*span)]
    verdict = wording.say(question.language, "no" if wording.denies(clause) else "yes")
    return found(
        question,
        headline=f"{verdict}：{clause}",
        text=f"{verdict}。{best.words}",
        citations=(cite(best, [span]),),
        confidence=confidence_of(readings),
    )


def _by_figure(question: Question, claimed: Term, candidates: Sequence[Candidate]) -> Answer:
    """Compare the figure that the question claims with the one that is found without it."""
    rest = tuple(term for term in question.terms if term.number is None)
    bare = replace(question, terms=rest, asked=Asked.FIGURE)
    readings = read_figures(bare, candidates)
    if trust_figure(bare, readings) is not Verdict.ANSWER:
        return refused(question, candidates, readings[:1])
    answer = figure_answer(question, readings[0], confidence_of(readings))
    verdict = wording.say(question.language, "yes" if readings[0].figure.value == claimed.number else "no")
    return replace(answer, headline=f"{verdict}（{answer.headline}）", text=f"{verdict}。{answer.text}")
