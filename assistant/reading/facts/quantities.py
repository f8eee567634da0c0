"""Facts of quantity: another unit, a value for each, a level for a change and the reverse."""

import re

from assistant.evidence import Candidate
from assistant.types import Asked, Question
from index.text import group_of
from index.types import Direction, Figure, FigureKind, Role

_FEW = 1000
_COUNTED = ("person", "place", "household", "thing")  # groups of units that come in whole numbers
_AMOUNTS = (FigureKind.COUNT, FigureKind.MONEY, FigureKind.MEASURE)
_NO_COUNT = (
    FigureKind.MONEY,
    FigureKind.MEASURE,
    FigureKind.TIME,
    FigureKind.RATIO,
    FigureKind.PERCENT,
    FigureKind.POINTS,
)
_EACH = re.compile("[每均/／]|[0-9一十百千万]+名[^，。]{0,6}(?:拥有|有)")


def contradicts_unit(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether another kind of quantity is asked for in so many words: 几张床 of 38600平方米, 占比 of 58件.

    What only a noun suggests rules nothing out.
    """
    if question.asked is not Asked.FIGURE or not figure.unit:
        return False
    if question.group in _COUNTED and question.unit:
        return figure.kind in _NO_COUNT and question.unit not in ("位", "点")
    if question.group == "percent":
        return figure.kind in (*_AMOUNTS, FigureKind.RANK) and figure.unit not in ("倍", "番")
    return question.wanted.share and figure.kind in _AMOUNTS and group_of(figure.unit) in (*_COUNTED, "money")


def contradicts_rate(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a count is asked for and the figure is one for each of something (每千人4.08个 of 多少个托位), or the reverse."""
    if question.wanted.for_each and not figure.per and not figure.share_of:
        said = candidate.indexed.report.text[candidate.sentence.start : figure.end] + candidate.headings
        return _EACH.search(said if question.wanted.for_so_many else said + candidate.around) is None
    if question.wanted.each or group_of(figure.unit) not in _COUNTED or question.asked is not Asked.FIGURE:
        return False
    broken = abs(figure.value) < _FEW and figure.value % 1 != 0  # nobody counts 0.67人
    return broken or bool(figure.per and question.wanted.whole)


def contradicts_level(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a level is asked for and the figure says by how much it changed: 提高2.6个百分点, 减少了9起."""
    if question.wanted.level:
        return figure.is_change
    moved = question.change or question.wanted.moved or question.wanted.compares
    if moved or question.asked is not Asked.FIGURE or question.comparison.operation is not None:
        return False
    if figure.kind is FigureKind.POINTS:
        return figure.role is Role.CHANGE and question.unit != figure.unit
    return figure.role is Role.CHANGE and figure.direction is Direction.FALL and figure.kind is FigureKind.COUNT


def contradicts_amount(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether it is asked by how much something moved, and the figure is the level that the sentence gives beside it."""
    wanted = question.wanted
    if question.asked is not Asked.FIGURE or figure.is_change or wanted.level or not (wanted.amount or wanted.compares):
        return False
    if figure.role is not Role.LEVEL or figure.kind is FigureKind.POINTS:
        return False
    if wanted.compares:
        return True
    moved = (other for other in candidate.figures if other.is_change or other.role is Role.CHANGE)
    if figure.kind is FigureKind.PERCENT:
        return any(
            other.kind is FigureKind.POINTS for other in moved
        )  # of percents many are changes without a word for it
    return any(other is not figure for other in moved)
