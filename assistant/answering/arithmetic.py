"""Figures computed from figures of the reports: difference, growth, sum, mean. Decimal arithmetic, every operand shown.

Nothing is computed where units differ, a figure is a range or only about right, or an owner has none.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.answering import wording
from assistant.data_files import read_patterns
from assistant.types import AnswerFigure, Operation
from index.text import known_units, value_of
from index.types import FigureKind

PLACES = Decimal("0.01")
_PATTERNS = read_patterns("assistant.answering", "patterns.toml")


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed figure with the formula that gives it, operands as the reports write them."""

    text: str
    formula: str


@dataclass(frozen=True, slots=True)
class Operands:
    """The figures to compute with, the later year first; `in_time` tells years of one place from places."""

    figures: tuple[AnswerFigure, ...]
    in_time: bool
    language: str

    @property
    def values(self) -> tuple[Decimal, ...]:
        return tuple(Decimal(figure.value) for figure in self.figures)


def compute(operation: Operation, operands: Operands) -> Derived | None:
    """Return what an operation makes of figures that are `usable`; None where it makes nothing of them."""
    return _OPERATIONS[operation](operands)


def ends_of(value: str) -> tuple[Decimal, Decimal]:
    """Return the lower and the upper end of an answer's value: 5-6 → 5 and 6; one number is both, with its sign."""
    lower, upper = re.fullmatch(r"(-?[\d.]+)(?:-(-?[\d.]+))?", value or "0").groups()  # type: ignore[union-attr]
    return Decimal(lower), Decimal(upper or lower)


def usable(figures: Sequence[AnswerFigure]) -> bool:
    """Tell whether figures may be computed with: two or more, of one unit, results or goals, each one exact number."""
    alike = len({figure.unit for figure in figures}) == 1 and len({figure.goal for figure in figures}) == 1
    return len(figures) > 1 and alike and all(map(_is_exact, figures))


def _is_exact(figure: AnswerFigure) -> bool:
    one = re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", figure.value)
    return one is not None and _PATTERNS["exact"].fullmatch(figure.text) is not None


def _in_points(figure: AnswerFigure) -> bool:
    """Tell whether a figure's differences are percentage points."""
    unit = known_units().get(figure.unit)
    return figure.unit == "%" or (unit is not None and unit.kind is FigureKind.POINTS)


def _written(value: Decimal, figure: AnswerFigure) -> str:
    """Write a value in the unit and the scale (万, 亿) of a figure of the report."""
    found = _PATTERNS["scale"].search(figure.text)
    scale = found.group() if found else ""
    return f"{_plain(value / (value_of(f'1{scale}') or 1))}{scale}{figure.unit}"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _difference(operands: Operands) -> Derived | None:
    """How much more the first has than the second; the later year comes first."""
    found = _gap(operands)
    if found is None:
        return None
    first, second = operands.values
    if first == second:
        return found
    between = ("higher", "lower") if _in_points(operands.figures[0]) else ("more", "less")
    rise, fall = ("risen", "fallen") if operands.in_time else between
    return Derived(wording.say(operands.language, rise if first > second else fall, value=found.text), found.formula)


def _gap(operands: Operands) -> Derived | None:
    """How far apart two are, whichever has more."""
    if len(operands.figures) != 2:
        return None
    (first, second), (one, other) = operands.figures, operands.values
    more, less = (first, second) if one >= other else (second, first)
    gap = abs(one - other)
    text = wording.say(operands.language, "points", value=_plain(gap)) if _in_points(first) else _written(gap, more)
    return Derived(text, f"{more.text} − {less.text} = {text}")


def _growth(operands: Operands) -> Derived | None:
    """Growth from the earlier year to the later one, which comes first, in percent; of shares, the difference."""
    if len(operands.figures) != 2:
        return None
    (later, earlier), (now, before) = operands.figures, operands.values
    if _in_points(later):
        return _difference(operands)
    if not before:
        return None
    text = f"{_plain(((now - before) / before * 100).quantize(PLACES, ROUND_HALF_UP))}%"
    return Derived(text, f"({later.text} − {earlier.text}) ÷ {earlier.text} = {text}")


def _sum(operands: Operands) -> Derived | None:
    if _in_points(operands.figures[0]):
        return None  # shares of different wholes do not add up
    text = _written(sum(operands.values, Decimal(0)), operands.figures[0])
    return Derived(text, f"{_added(operands)} = {text}")


def _mean(operands: Operands) -> Derived | None:
    mean = sum(operands.values, Decimal(0)) / len(operands.values)
    text = _written(mean.quantize(PLACES, ROUND_HALF_UP), operands.figures[0])
    return Derived(text, f"({_added(operands)}) ÷ {len(operands.values)} = {text}")


def _added(operands: Operands) -> str:
    return " + ".join(figure.text for figure in operands.figures)


_OPERATIONS: dict[Operation, Callable[[Operands], Derived | None]] = {
    Operation.SUM: _sum,
    Operation.MEAN: _mean,
    Operation.GAP: _gap,
    Operation.GROWTH: _growth,
    Operation.DIFFERENCE: _difference,
}
