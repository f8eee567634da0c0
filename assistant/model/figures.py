"""Whether a figure that a model writes says what a figure of a quote says.

Value, unit, sign and direction, qualifier, what it is compared with, for each of what, which part or stretch of time, and
whether it is planned: each has to be the same. How the number is written (1.2万, 12000, 三百六十五) does not matter.
"""

import functools

from assistant.data_files import read_lines, read_words
from assistant.model.sources import Stated
from index.structure import is_goal
from index.text import sense_of
from index.types import Aim, Basis, Direction, Extent, Figure, FigureKind, Role

_WHOLE_YEAR = (1, 12)
_STANDING = (Role.LEVEL, Role.TO)


@functools.cache
def _same_units() -> dict[str, str]:
    return {unit: line.split()[0] for line in read_lines("assistant.model", "same_units.txt") for unit in line.split()}


def says_same(written: Figure, sentence: str, stated: Stated) -> bool:
    """Tell whether `written`, a figure of the folded `sentence` of a model, says what the stated figure says."""
    figure = stated.figure
    return (
        written.value == figure.value
        and written.upper == figure.upper
        and written.ratio == figure.ratio
        and _unit(written) == _unit(figure)
        and sense_of(written.qualifier) == sense_of(figure.qualifier)
        and _moves_alike(written, figure)
        and _compares_alike(written, stated)
        and written.per.strip() == figure.per.strip()
        and _covers_alike(written, figure)
        and _is_planned(written, sentence) == (stated.planned or figure.aim is Aim.PLANNED)
        and _months(written) == _months(figure)
    )


def _unit(figure: Figure) -> tuple[FigureKind, str]:
    if figure.kind is FigureKind.RANK:
        return figure.kind, ""
    unit = figure.unit or ("%" if figure.kind is FigureKind.PERCENT else "")
    return figure.kind, _same_units().get(unit, unit)


def _moves_alike(written: Figure, figure: Figure) -> bool:
    """Tell whether both are levels, or both the amount of a change in the same direction, and the same end of one."""
    if _is_added(written) and _is_added(figure):
        return True
    if written.is_change != figure.is_change:
        return False
    if written.is_change:
        return written.direction is figure.direction and written.signed == figure.signed
    if written.direction not in (Direction.NONE, figure.direction):
        return False
    return written.role is figure.role or (written.role in _STANDING and figure.role in _STANDING)


def _is_added(figure: Figure) -> bool:
    """Tell whether a count is of what came on top: 新增学位1530个, 学位增加1530个."""
    counted = figure.kind not in (FigureKind.PERCENT, FigureKind.POINTS)
    rises = figure.is_change and figure.direction is Direction.RISE and figure.basis is Basis.NONE
    return counted and (figure.extent is Extent.ADDED or rises)


def _compares_alike(written: Figure, stated: Stated) -> bool:
    """Tell whether both are compared with the same; 比上年 may be left out, anything else may not."""
    figure = stated.figure
    if written.basis is Basis.NONE:
        return figure.basis in (Basis.NONE, Basis.YEAR) and _same_place(written, stated)
    if written.basis is not figure.basis:
        return False
    named = written.basis in (Basis.BASE, Basis.PLACE)
    return (not named or written.against == figure.against) and _same_place(written, stated)


def _same_place(written: Figure, stated: Stated) -> bool:
    """Tell whether a value for a wider place (全市第4名) is not said of another one; a rank always says of which."""
    said, told = (_elsewhere(place, stated.home) for place in (written.place, stated.figure.place))
    return said == told if said or stated.figure.kind is FigureKind.RANK else True


def _elsewhere(place: str, home: str) -> str:
    """Return a place that a value is given for, "" where it is the report's own: 全区 in a district's report."""
    return "" if home and place.endswith(home) else place


def _covers_alike(written: Figure, figure: Figure) -> bool:
    """Tell whether both cover the same: what was added is no stock, a part no whole."""
    if _is_added(written) or _is_added(figure):
        return _is_added(written) and _is_added(figure)
    if written.extent is Extent.PART and figure.extent is not Extent.PART:
        return False
    loose = (Extent.PLAIN, Extent.YEAR, Extent.TOTAL, Extent.PART)
    if Extent.CUMULATIVE in (written.extent, figure.extent):
        return written.extent is figure.extent
    return written.extent in loose and figure.extent in loose


def _months(figure: Figure) -> tuple[int, int] | None:
    return None if figure.months == _WHOLE_YEAR else figure.months


def _is_planned(written: Figure, sentence: str) -> bool:
    return written.aim is Aim.PLANNED or (written.aim is Aim.NONE and speaks_of_plans(sentence))


@functools.cache
def _plan_words() -> tuple[str, ...]:
    return tuple(sorted(read_words("assistant.model", "plan_words.txt")))


def speaks_of_plans(sentence: str) -> bool:
    """Tell whether a folded sentence speaks of what is to come."""
    return is_goal(sentence) or any(word in sentence for word in _plan_words())
