"""One question, asked of one year and place: each kind of answer by its own module."""

from collections.abc import Callable, Sequence

from assistant.answering.claims import answer_claim
from assistant.answering.figures import answer_figure, figure_answer
from assistant.answering.sentences import answer_sentences
from assistant.evidence import Candidate
from assistant.reading import Reader, shipped_bounds, shown
from assistant.types import Answer, Asked, Question


def answer_keywords(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Answer keywords alone: with the figure they lead to, where they surely lead to one, else with a sentence."""
    readings = shown(reader.figures(question, candidates), shipped_bounds().keyword)
    if readings:
        return figure_answer(question, readings[0])
    return answer_sentences(question, candidates, reader)


_BY_KIND: dict[Asked, Callable[[Question, Sequence[Candidate], Reader], Answer]] = {
    Asked.FIGURE: answer_figure,
    Asked.FROM_TO: answer_figure,
    Asked.YESNO: answer_claim,
    Asked.TOPIC: answer_keywords,
}


def answer_one(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Answer a question from its candidates, in the kind of answer it asks for."""
    return _BY_KIND.get(question.asked, answer_sentences)(question, candidates, reader)
