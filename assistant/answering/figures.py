"""Answers in one figure, or in the two ends of a change."""

from collections.abc import Sequence

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.other_reports import with_other_reports
from assistant.answering.refusing import refused
from assistant.evidence import Candidate
from assistant.reading import (
    Reading,
    Verdict,
    confidence_of,
    pairs_from_to,
    read_figures,
    trust_figure,
    trusted_figures,
)
from assistant.types import Answer, Confidence, Question
from index.types import Tense


def answer_figure(question: Question, candidates: Sequence[Candidate]) -> Answer:
    """Answer with the figure asked for, and with what other reports say of it; else refuse."""
    readings = read_figures(question, candidates)
    trusted = trusted_figures(question, readings)
    if not trusted:
        return refused(question, candidates, readings[:1])
    answer = figure_answer(question, trusted[0], confidence_of(trusted))
    return with_other_reports(question, answer, trusted)


def answer_from_to(question: Question, candidates: Sequence[Candidate]) -> Answer:
    """Answer with both ends of a change, where a report gives them together; else with a figure."""
    readings = read_figures(question, candidates)
    pair = pairs_from_to([reading for reading in readings if trust_figure(question, [reading]) is Verdict.ANSWER])
    if pair is None:
        return answer_figure(question, candidates)
    first, second = pair
    candidate = first.candidate
    return found(
        question,
        headline=candidate.indexed.report.text[first.figure.start : second.figure.end],
        text=wording.source_line(question.language, candidate, wording.statement(candidate, second.figure)),
        citations=(cite(candidate, [(figure.start, figure.end) for figure in (first.figure, second.figure)]),),
        figures=(wording.figure_of(first.figure), wording.figure_of(second.figure)),
        confidence=confidence_of([second]),
    )


def figure_answer(question: Question, reading: Reading, confidence: Confidence) -> Answer:
    """Return the answer that a reading of a figure gives; a goal nobody asked for is called one."""
    figure, candidate = reading.figure, reading.candidate
    goal = candidate.tense is Tense.GOAL
    text = wording.source_line(question.language, candidate, wording.statement(candidate, figure))
    if goal and question.scope.tense is None:
        text += wording.say(question.language, "goal")
    return found(
        question,
        headline=figure.text.strip(),
        text=text,
        citations=(cite(candidate, [(figure.start, figure.end)]),),
        figures=(wording.figure_of(figure, goal),),
        confidence=confidence,
    )
