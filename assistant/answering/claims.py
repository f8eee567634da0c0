"""Answers whether something is so: by the figure a question claims, or by a sentence that speaks of all of it."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.figures import figure_answer
from assistant.answering.refusing import refused
from assistant.evidence import Candidate, matches
from assistant.question import guards, without_claim
from assistant.reading import Reader, confidence_of, shipped_bounds, shown
from assistant.types import Answer, Question, Term


def answer_claim(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Answer yes or no, with what the reports say; refuse where they do not settle it."""
    claimed = [term for term in question.terms if term.number is not None and not term.soft]
    if claimed:
        return _by_figure(question, claimed[0], candidates, reader)
    readings = shown(reader.words(question, candidates)[:1], shipped_bounds().claim)
    if not readings or _only_guarded_against(question, readings[0].candidate):
        return refused(question, candidates)
    best, span = readings[0].candidate, readings[0].span
    clause = best.indexed.report.text[slice(*span)]
    verdict = wording.say(question.language, "no" if wording.denies(clause) else "yes")
    return found(
        question,
        headline=f"{verdict}：{clause}",
        text=f"{verdict}。{best.words}",
        citations=(cite(best, [span]),),
        confidence=confidence_of(readings[0]),
    )


def _by_figure(question: Question, claimed: Term, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Compare the figure that the question claims with the one that is found without it."""
    bare = without_claim(question)
    readings = shown(reader.figures(bare, candidates), shipped_bounds().figure)
    if not readings:
        return refused(question, candidates)
    answer = figure_answer(question, readings[0])
    verdict = wording.say(question.language, "yes" if readings[0].figure.value == claimed.number else "no")
    return replace(answer, headline=f"{verdict}（{answer.headline}）", text=f"{verdict}。{answer.text}")


def _only_guarded_against(question: Question, candidate: Candidate) -> bool:
    """Tell whether what is asked about is only kept from happening: 开展防溺水巡查 does not say whether anybody drowned."""
    if question.wanted.against:
        return False
    words = candidate.folded
    found = [matches(term, words) for term in question.terms if term.weight >= 1.0]
    return any(
        places and all(words[max(0, match.start - 2) : match.start].endswith(guards()) for match in places)
        for places in found
    )
