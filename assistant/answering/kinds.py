"""One question, asked of one year and place: each kind of answer by its own module."""

from collections.abc import Callable, Sequence

from assistant.answering.claims import answer_claim
from assistant.answering.figures import answer_figure
from assistant.answering.keywords import answer_keywords
from assistant.answering.sentences import answer_sentences
from assistant.evidence import Candidate
from assistant.question import keywords_of
from assistant.reading import Reader
from assistant.types import Answer, Asked, Question

_BY_KIND: dict[Asked, Callable[[Question, Sequence[Candidate], Reader], Answer]] = {
    Asked.FIGURE: answer_figure,
    Asked.FROM_TO: answer_figure,
    Asked.YESNO: answer_claim,
    Asked.TOPIC: answer_keywords,
}


def answer_one(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Answer a question from its candidates, in the kind of answer it asks for."""
    if question.asked is Asked.FIGURE and keywords_of(question):
        return answer_keywords(question, candidates, reader)
    return _BY_KIND.get(question.asked, answer_sentences)(question, candidates, reader)
