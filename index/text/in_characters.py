"""Quantities whose number is written in characters: which of them count something (两所, 十几人次), and 一个半小时."""

import functools
from decimal import Decimal

from index.data_files import read_rows, read_words
from index.text.numerals import Numeral
from index.text.quantity import Quantity
from index.text.signs import finished, qualifier_before, sense_of, sign_before
from index.text.units import han_units, known_units

_ROOM = "index.text"

_VAGUE = tuple("上成近过逾")  # before a scale that stands alone: 上千名, 近百所
_CAPITALS = tuple("壹贰貳叁叄肆伍陆陸柒捌玖兩")


@functools.cache
def _one_units() -> dict[str, tuple[str, ...]]:
    return {
        unit: tuple(before.split("|")) if before else ()
        for unit, before in read_rows(_ROOM, "one_units.tsv", 2, needed=1)
    }


def counted_in_characters(folded: str, floor: int, at: int, numeral: Numeral, unit: str) -> Quantity | None:
    """Return the quantity of a number in characters with its unit; None where it counts nothing (一个, 千方)."""
    if not unit or unit not in han_units():
        return None
    written, end = numeral.core, numeral.end + len(unit)
    start, qualifier = qualifier_before(folded, floor, at)
    vague = folded[max(floor, at - 1) : at]
    if numeral.bare and not numeral.loose:
        if sense_of(qualifier) == "about" or (not qualifier and vague not in _VAGUE):
            return None  # 签约亿元项目
        qualifier, start = (qualifier, start) if qualifier else (vague, at - 1)
        if folded[max(floor, start - 1) : start + 1] in read_words(_ROOM, "not_signs.txt"):
            return None
    known = known_units()[unit]
    if and_a_half(folded, end, unit):
        half = Quantity(start, end + 1, at, numeral.value + Decimal("0.5"), known.name, known.kind, qualifier)
        return finished(folded, floor, half)
    if written == "零" and numeral.value == 0 and unit not in ("起", "例", "宗"):
        return None
    if written == "零" and folded[end : end + 1] in tuple("步点"):
        return None
    if written in _CAPITALS and known.name != "元":
        return None  # 陆家嘴
    if written == "一" and not _one_counts(folded, floor, at, unit):
        return None
    if unit == "年" and (
        numeral.core[0] in "零〇" or numeral.core[-1] in "零〇" or (len(written) == 4 and not numeral.scaled)
    ):
        return None
    if unit in ("个", "次", "年", "人", "大", "项", "家") and folded[end : end + 1] in tuple("性体"):
        return None
    signed = sign_before(folded, floor, start, known.kind)
    start, sign = signed if signed is not None else (start, 1)
    found = Quantity(
        start,
        end,
        at,
        numeral.value * sign,
        known.name,
        known.kind,
        numeral.loose + qualifier,
        numeral.upper,
        factor=numeral.factor,
    )
    return finished(folded, floor, found, qualified=bool(qualifier))


def and_a_half(folded: str, end: int, unit: str) -> bool:
    """Tell whether half a unit more stands behind a number with its unit: 39岁半; 3天半价 says nothing of days."""
    return (
        unit in read_words(_ROOM, "halves.txt")
        and folded.startswith("半", end)
        and folded[end + 1 : end + 2] not in read_words(_ROOM, "half_words.txt")
    )


def _one_counts(folded: str, floor: int, at: int, unit: str) -> bool:
    """Tell whether 一 counts (新建一所学校) or only says "a" (一个, 一批)."""
    leads = _one_units().get(unit)
    return leads is not None and (not leads or folded[max(floor, at - 4) : at].endswith(leads))


def and_more(folded: str, floor: int, at: int, numeral: Numeral) -> Quantity | None:
    """Read 一个半小时, 三个半月 and 3个多月 (the unit of which is 个月)."""
    more = folded[numeral.end + 1 : numeral.end + 2]
    named = numeral.end + len("个半")
    name = next((n for n in ("小时", "月", "学期", "星期") if folded.startswith(n, named)), "")
    if not name or numeral.bare:
        return None
    known = known_units().get("个月" if name == "月" else name)
    if known is None:
        return None
    value, loose = (numeral.value + Decimal("0.5"), "") if more == "半" else (numeral.value, more)
    return finished(folded, floor, Quantity(at, named + len(name), at, value, known.name, known.kind, loose))
