"""The sum of several things that one report gives one by one, with the formula and every operand; or why there is none."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.arithmetic import Operands, compute, usable
from assistant.answering.composing import joined
from assistant.answering.refusing import refused
from assistant.answering.several import share_a_place
from assistant.data_files import read_patterns
from assistant.question import excluded_by, kinds_in
from assistant.types import Answer, Operation, Question, Status

_PATTERNS = read_patterns("assistant.answering", "patterns.toml")
_HEAD = 2  # characters that two things of one kind end with alike
_SEVERAL = 2


def answer_sum(question: Question, addends: Sequence[tuple[str, Answer]]) -> Answer:
    """Return the sum of the answers, or a refusal that says why they are not added up.

    Figures of two reports are not added: they may be of two years, or one may hold the other.
    """
    reason = _why_not(question.reply_in, addends)
    figures = tuple(answer.figures[0] for _, answer in addends if answer.figures)
    total = (
        None if reason or not usable(figures) else compute(Operation.SUM, Operands(figures, False, question.reply_in))
    )
    if total is None:
        return _not_added(question, addends, reason or wording.say(question.reply_in, "not_summed.inexact"))
    whole = joined(question, addends)
    formula = wording.say(question.reply_in, "computed", formula=total.formula)
    return replace(
        whole,
        headline=total.text,
        text=wording.shortened(formula + whole.text, wording.LONGEST_TEXT),
        computed=total.formula,
    )


def _not_added(question: Question, addends: Sequence[tuple[str, Answer]], reason: str) -> Answer:
    """Return a refusal with its reason, and beside it what was found of each."""
    given = [(label, answer) for label, answer in addends if answer.status is Status.ANSWERED]
    values = wording.several_values([(label, answer.headline or "") for label, answer in given], question.reply_in)
    told = wording.say(question.reply_in, "given", values=values) if given else ""
    return replace(
        refused(question),
        text=f"{reason}{told}".strip(),
        nearest=tuple(dict.fromkeys(answer.citations[0] for _, answer in given if answer.citations)),
    )


def _why_not(language: str, addends: Sequence[tuple[str, Answer]]) -> str:
    """Return why the answers are not to be added up; "" where they may be."""
    missing = [label for label, answer in addends if answer.status is not Status.ANSWERED or len(answer.figures) != 1]
    if missing:
        return wording.say(language, "not_summed.missing", labels=wording.say(language, "comma").join(missing))
    answers = [answer for _, answer in addends]
    figures = [answer.figures[0] for answer in answers]
    units = list(dict.fromkeys(figure.unit for figure in figures))
    if len(units) > 1:
        return wording.say(
            language, "not_summed.units", units=wording.say(language, "comma").join(unit or "—" for unit in units)
        )
    times = list(dict.fromkeys(f.stretch or wording.say(language, "in_year", year=f.year) for f in figures))
    if len(times) > 1:
        return wording.say(language, "not_summed.years", years=wording.say(language, "comma").join(times))
    if len({answer.citations[0].report_id for answer in answers}) > 1:
        return wording.say(language, "not_summed.reports")
    if share_a_place(answers) or any(_may_hold(one, other) for one, other in itertools.combinations(addends, _SEVERAL)):
        return wording.say(language, "not_summed.part")
    return ""


def _may_hold(one: tuple[str, Answer], other: tuple[str, Answer]) -> bool:
    """Tell whether one of two things may be counted in the other: 骨干教师 in 专任教师, 完成整改 in 排查隐患, 其中….

    Things of one kind are apart where words that exclude one another tell them from each other (小学, 初中).
    """
    (label, answer), (second, following) = one, other
    ours, theirs = answer.citations[0], following.citations[0]
    if ours.start == theirs.start and answer.figures[0].unit == following.figures[0].unit:
        marks = sorted([*ours.marks, *theirs.marks])
        if _PATTERNS["part"].search(ours.quote[marks[0][1] : marks[-1][0]]):
            return True
        if (_PATTERNS["of_task"].search(label) is None) is not (_PATTERNS["of_task"].search(second) is None):
            return True
    apart = any(excluded_by(kind) & kinds_in(second) for kind in kinds_in(label))
    return label[-_HEAD:] == second[-_HEAD:] and not apart


def tells_of_all(answer: Answer, addends: Sequence[tuple[str, Answer]]) -> bool:
    """Tell whether a single figure is told of all that is to be added: 金牌和银牌共165块; one of the things is not."""
    citation = answer.citations[0] if answer.citations else None
    if answer.status is not Status.ANSWERED or citation is None or not citation.marks:
        return False
    if any(share_a_place([answer, addend]) for _, addend in addends if addend.status is Status.ANSWERED):
        return False
    before = citation.quote[: citation.marks[0][0]]
    own = re.split(r"[0-9]", before)[-1]
    stretch = before if _PATTERNS["summed_up"].search(own) else own
    return all(label[-_HEAD:] in stretch and label[:_HEAD] in stretch for label, _ in addends)
