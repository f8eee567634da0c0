"""Shares written in words: 三分之二, 百分之三点五, 七成五, 半数以上."""

import functools
import re
from decimal import Decimal

from index.data_files import either, read_rows
from index.text.han_numbers import DIGITS
from index.text.numerals import Numeral, numeral_at
from index.text.quantity import Quantity
from index.types import FigureKind

_ROOM = "index.text"

_HUNDREDTHS = {"百": "%", "千": "‰", "万": "‱", "十万": "/10万"}
_TENTHS = re.compile(
    rf"([{''.join(DIGITS)}1-9])(?P<high>[{''.join(DIGITS)}])?成(?P<more>[{''.join(DIGITS)}半1-9](?![{''.join(DIGITS)}0-9十百千万]))?"
)
_OVER = "过"  # before a share, where it is no end of another verb
_OTHER_VERBS = tuple("超通经不路度透跳越")


@functools.cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    known = {word: (percent, qualifier) for word, percent, qualifier in read_rows(_ROOM, "shares.tsv", 3, needed=2)}
    return re.compile(either(known)), known


@functools.cache
def _barred() -> dict[tuple[str, str], str]:
    return {(word, where): characters for word, where, characters in read_rows(_ROOM, "not_shares.tsv", 3)}


def is_barred(word: str, folded: str, start: int, end: int) -> bool:
    """Tell whether the characters around make another word of it (成立, 一半径, 双过半)."""
    before, after = folded[max(0, start - 1) : start], folded[end : end + 1]
    barred = _barred()
    return bool(
        (before and before in barred.get((word, "before"), "")) or (after and after in barred.get((word, "after"), ""))
    )


def share_at(folded: str, at: int, numeral: Numeral | None) -> Quantity | None:
    """Return the share that begins at `at`, where `numeral` is what is read there; None where none does."""
    if numeral is not None and folded.startswith("分之", numeral.end):
        return _fraction(folded, at, numeral)
    return _tenths(folded, at) or _half(folded, at)


def _fraction(folded: str, at: int, numeral: Numeral) -> Quantity | None:
    below, above = numeral, numeral_at(folded, numeral.end + 2)
    if above is None:
        return None
    written = folded[at : below.end]
    if written in _HUNDREDTHS:
        unit = _HUNDREDTHS[written]
        return Quantity(at, above.end, at, above.value, unit, FigureKind.PERCENT, above.loose, above.upper)
    if not below.value or below.upper is not None or above.bare:
        return None
    return Quantity(at, above.end, at, above.value / below.value * 100, "", FigureKind.PERCENT)


def _tenths(folded: str, at: int) -> Quantity | None:
    found = _TENTHS.match(folded, at)
    if found is None or is_barred("成", folded, at, found.end()) or not _digit(found[1]):
        return None
    more, high = found["more"], found["high"]
    value = _digit(found[1]) * 10 + (_digit(more) if more and more != "半" else 5 if more else 0)
    upper = _digit(high) * 10 if high else None  # 七八成
    if upper is not None and (more or upper != value + 10):
        return None
    over = folded[max(0, at - 1) : at] == _OVER and folded[max(0, at - 2) : at - 1] not in _OTHER_VERBS
    start, qualifier = (at - 1, _OVER) if over else (at, "")
    return Quantity(
        start,
        found.end(),
        at,
        Decimal(value),
        "成",
        FigureKind.PERCENT,
        qualifier,
        None if upper is None else Decimal(upper),
    )


def _digit(character: str) -> int:
    return DIGITS[character] if character in DIGITS else int(character)


def _half(folded: str, at: int) -> Quantity | None:
    pattern, known = _words()
    found = pattern.match(folded, at)
    if found is None or is_barred(found.group(), folded, at, found.end()):
        return None
    percent, qualifier = known[found.group()]
    return Quantity(at, found.end(), at, Decimal(percent), "", FigureKind.PERCENT, qualifier)
