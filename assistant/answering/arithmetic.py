"""Figures computed from figures of the reports: difference, growth, sum, mean. Decimal arithmetic, every operand shown.

Nothing is computed where units differ, a figure is a range or only about right, or an owner has none.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.types import AnswerFigure

PLACES = Decimal("0.01")
_GROWTH = re.compile(r"(?:增长|增加|提高|上升|下降|减少|降低|高|多|低|少)了?(?:百分之|几成|多少%)")
_GAP = re.compile(r"相差|差(?:了)?(?:多少|几|距)")
_DIFFERENCE = re.compile(
    r"(?:比|较)[^，。]{1,16}(?:高|多|低|少|大|小|快|慢|增加|减少|提高|下降|增长)(?:了|出)?(?:多少|几)"
)
_SUM = re.compile(r"(?:之和|合计|加起来|加在一起|总共|一共|总和)")
_MEAN = re.compile(r"平均(?!工资|年龄|寿命|预期|分|每|单价|水平|收入)|均值")
_WORDS = frozenset(
    [
        "平均",
        "均值",
        "相差",
        "差距",
        "差",
        "合计",
        "总和",
        "之和",
        "加",
        "加起来",
        "总共",
        "一共",
        "增加",
        "减少",
        "增长",
        "多",
        "少",
        "高",
        "低",
    ]
)
_SIGNS = {1: "高", -1: "低", 0: ""}
_IN_TIME = {1: "增加", -1: "减少", 0: ""}
_PERCENT = ("%", "％", "个百分点")


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed figure with the formula that gives it, operands as the reports write them."""

    text: str
    formula: str


def operation_of(plain: str) -> Callable[[Sequence[tuple[str, AnswerFigure]]], Derived | None] | None:
    """Return what a question wants computed from several owners' figures; None where it wants them as they are."""
    if _SUM.search(plain):
        return _sum
    if _MEAN.search(plain):
        return _mean
    if _GAP.search(plain):
        return _gap
    if asks_growth(plain):
        return _growth
    if _DIFFERENCE.search(plain):
        return _difference
    return None


def asks_growth(plain: str) -> bool:
    """Tell whether a question asks for growth in percent."""
    return _GROWTH.search(plain) is not None


def asks_to_compute(word: str) -> bool:
    """Tell a word that asks for arithmetic from one that evidence has to meet."""
    return word in _WORDS


def usable(figures: Sequence[AnswerFigure]) -> bool:
    """Tell whether figures may be computed with: one unit, each one exact number."""
    return len({figure.unit for figure in figures}) == 1 and all(
        re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", figure.value)
        and re.fullmatch(r"[-0-9０-９.．,，\s万亿千百十]+[^余多以约近超左右不]*", figure.text)
        for figure in figures
    )


def _written(value: Decimal, figure: AnswerFigure) -> str:
    """Write a value in the unit and the scale (万, 亿) of a figure of the report."""
    scale = next((s for s in ("万亿", "亿", "万") if re.search(rf"[0-9]{s}", figure.text)), "")
    factor = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, "": Decimal(1)}[scale]
    shown = format((value / factor).normalize(), "f")
    return f"{shown}{scale}{figure.unit}"


def _difference(owned: Sequence[tuple[str, AnswerFigure]]) -> Derived | None:
    """How much more the first has than the second; the later year comes first."""
    if len(owned) != 2:
        return None
    (_, first), (_, second) = owned
    gap = Decimal(first.value) - Decimal(second.value)
    more, less = (first, second) if gap >= 0 else (second, first)
    points = first.unit in _PERCENT
    text = f"{format(abs(gap).normalize(), 'f')}个百分点" if points else _written(abs(gap), more)
    sign = (gap > 0) - (gap < 0)
    in_time = "年" in owned[0][0]
    return Derived((_IN_TIME if in_time else _SIGNS)[sign] + text, f"{more.text} − {less.text} = {text}")


def _gap(owned: Sequence[tuple[str, AnswerFigure]]) -> Derived | None:
    """How far apart two are, whichever has more."""
    found = _difference(owned)
    return None if found is None else Derived(re.sub("^(?:高|低|增加|减少)", "", found.text), found.formula)


def _growth(owned: Sequence[tuple[str, AnswerFigure]]) -> Derived | None:
    """Growth from the earlier year to the later one, which comes first, in percent."""
    if len(owned) != 2:
        return None
    (_, later), (_, earlier) = owned
    if later.unit in _PERCENT:
        return _difference(owned)
    if not Decimal(earlier.value):
        return None
    share = (Decimal(later.value) - Decimal(earlier.value)) / Decimal(earlier.value) * 100
    text = f"{format(share.quantize(PLACES, ROUND_HALF_UP).normalize(), 'f')}%"
    return Derived(text, f"({later.text} − {earlier.text}) ÷ {earlier.text} = {text}")


def _sum(owned: Sequence[tuple[str, AnswerFigure]]) -> Derived | None:
    figures = [figure for _, figure in owned]
    if figures[0].unit in _PERCENT:
        return None  # shares of different wholes do not add up
    text = _written(sum((Decimal(figure.value) for figure in figures), Decimal(0)), figures[0])
    return Derived(text, f"{' + '.join(figure.text for figure in figures)} = {text}")


def _mean(owned: Sequence[tuple[str, AnswerFigure]]) -> Derived | None:
    figures = [figure for _, figure in owned]
    mean = sum((Decimal(figure.value) for figure in figures), Decimal(0)) / len(figures)
    text = _written(mean.quantize(PLACES, ROUND_HALF_UP), figures[0])
    return Derived(text, f"({' + '.join(figure.text for figure in figures)}) ÷ {len(figures)} = {text}")
