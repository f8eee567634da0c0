"""One question, asked of one year and place: each kind of answer by its own module."""

from collections.abc import Callable, Sequence

from assistant.answering.claims import answer_claim
from assistant.answering.figures import answer_figure, answer_from_to, figure_answer
from assistant.answering.sentences import answer_sentences
from assistant.evidence import Candidate
from assistant.reading import Verdict, confidence_of, read_figures, trust_figure
from assistant.types import Answer, Asked, Question


def answer_keywords(question: Question, candidates: Sequence[Candidate]) -> Answer:
    """Answer keywords alone: with the figure they lead to, where they surely lead to one, else with a sentence."""
    readings = read_figures(question, candidates)
    if readings and trust_figure(question, readings, sure=True) is Verdict.ANSWER:
        return figure_answer(question, readings[0], confidence_of(readings))
    return answer_sentences(question, candidates)


_BY_KIND: dict[Asked, Callable[[Question, Sequence[Candidate]], Answer]] = {
    Asked.FIGURE: answer_figure,
    Asked.FROM_TO: answer_from_to,
    Asked.YESNO: answer_claim,
    Asked.TOPIC: answer_keywords,
}


def answer_one(question: Question, candidates: Sequence[Candidate]) -> Answer:
    """Answer a question from its candidates, in the kind of answer it asks for."""
    return _BY_KIND.get(question.asked, answer_sentences)(question, candidates)
