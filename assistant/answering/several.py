"""A question that asks several things: the answers of its parts as one."""

from collections.abc import Sequence

from assistant.answering.composing import joined
from assistant.types import Answer, Question, Status

_FEWEST = 2


def answer_parts(question: Question, parts: Sequence[tuple[str, Answer]]) -> Answer | None:
    """Join the answers of the parts; None where no two of them were found."""
    found = [answer for _, answer in parts if answer.status is Status.ANSWERED]
    return joined(question, parts) if len(found) >= _FEWEST else None
