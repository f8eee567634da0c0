"""Short replies to what asks nothing of the reports, with questions to go on with."""

from collections.abc import Sequence

from assistant.answering import wording
from assistant.answering.composing import READER
from assistant.types import Answer, Question, Status, Talk


def reply(question: Question, reports: int, examples: Sequence[str]) -> Answer:
    """Return the reply to a greeting, thanks, a complaint, or who asks what the program can do."""
    talk = question.talk or Talk.GREETING
    return Answer(
        question=question.text,
        status=Status.TALK,
        headline=None,
        text=wording.say(question.reply_in, talk.value, reports=reports),
        citations=(),
        figures=(),
        reader=READER,
        snapshot="",  # who asks knows it
        language=question.reply_in,
        examples=tuple(examples),
    )
