"""Ratios (1:12, 5.2:41.3:53.5, 1比3) told from times of the day (16:30)."""

import re
from decimal import Decimal

from index.text.quantity import Quantity
from index.types import FigureKind

_TERM = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_RATIO = re.compile(rf"{_TERM}(?:\s?[:：∶]\s?{_TERM})+|{_TERM}(?:比{_TERM})+")
_TIME = re.compile(r"[0-2]?[0-9][:：∶][0-5][0-9]([:：∶][0-5][0-9])?")
_NAMED = re.compile(r"比|结构|比例|配备|配置")
_LOOKBACK = 14


def ratio_at(folded: str, floor: int, at: int) -> tuple[Quantity | None, int] | None:
    """Return the ratio at `at` and where it ends; the ratio is None for a time of the day. None where neither stands."""
    found = _RATIO.match(folded, at)
    if found is None:
        return None
    named = _NAMED.search(folded[max(floor, at - _LOOKBACK) : at])
    if _TIME.fullmatch(found.group()) and not named:
        return None, found.end()
    if not named and "比" not in found.group() and found.group().count(":") < 2 and "." not in found.group():
        return None, found.end()
    terms = tuple(Decimal(term) for term in re.findall(_TERM, found.group()))
    if folded[found.end() : found.end() + 1] in tuple("年月日0123456789"):
        return None
    value = terms[0] / terms[1] if len(terms) == 2 and terms[1] else terms[0]
    return Quantity(at, found.end(), at, value, ":", FigureKind.RATIO, ratio=terms), found.end()
