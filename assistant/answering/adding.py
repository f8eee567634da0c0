"""The sum of several things that one report gives one by one, with the formula and every operand."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.arithmetic import Operands, compute, usable
from assistant.answering.composing import joined
from assistant.answering.several import share_a_place
from assistant.types import Answer, Operation, Question, Status


def answer_sum(question: Question, addends: Sequence[tuple[str, Answer]]) -> Answer | None:
    """Return the sum of the answers; None where one is missing, two are the same figure, or they cannot be added.

    Figures of two reports are not added: they may be of two years, or one may hold the other.
    """
    answers = [answer for _, answer in addends]
    if any(answer.status is not Status.ANSWERED or len(answer.figures) != 1 for answer in answers):
        return None
    figures = tuple(answer.figures[0] for answer in answers)
    reports = {answer.citations[0].report_id for answer in answers}
    if len(reports) > 1 or share_a_place(answers) or not usable(figures):
        return None
    total = compute(Operation.SUM, Operands(figures, False, question.language))
    if total is None:
        return None
    whole = joined(question, addends)
    formula = wording.say(question.language, "computed", formula=total.formula)
    return replace(
        whole,
        headline=total.text,
        text=wording.shortened(formula + whole.text, wording.LONGEST_TEXT),
        computed=total.formula,
    )


def is_one_of(answer: Answer, addends: Sequence[tuple[str, Answer]]) -> bool:
    """Tell whether an answer is nothing but one of the things to be added."""
    return any(share_a_place([answer, addend]) for _, addend in addends if addend.status is Status.ANSWERED)
