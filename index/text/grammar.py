"""The grammar of quantities: reads the one that stands at a place of folded text.

quantity = [sign] [qualifier] numeral [dash numeral] [unit] [per] [qualifier]
         | rank | share | ratio | 翻番 | 持平 | 半 unit
"""

import functools
import re
from decimal import Decimal

from index.data_files import either, read_rows, read_words
from index.text.in_characters import and_a_half, and_more, counted_in_characters
from index.text.nonfigures import in_idiom
from index.text.numerals import HAN, Numeral, numeral_at, skip_notes, value_of
from index.text.quantity import Quantity
from index.text.ratios import ratio_at
from index.text.shares import is_barred, share_at
from index.text.signs import finished, sign_before
from index.text.units import known_units, unit_at
from index.types import FigureKind

_ROOM = "index.text"

_RUN = re.compile(rf"[0-9]+(?:[.,，][0-9]+)*|[{HAN}几数]+|.")
_RANK = re.compile(
    rf"(?:第|前)(?P<place>[0-9]{{1,9}}|[{HAN}]{{1,9}})(?:(?P<unit>名|位)|(?P<strong>强)|(?=[，。、；）,;]|$))"
)
_PLACED = re.compile(r"[居列获排名位全国省市]{2}|[居列获排、]$")
_DOUBLED = re.compile(rf"翻了?(?P<times>[{HAN}0-9]{{1,3}})?番")
_EVERY = re.compile(r"每\s?$")
_BARE_END = re.compile(r"[，。；、）)!！?？;]|$")
_FRACTION = re.compile(
    r"(?<![0-9./])([1-9][0-9]?)/([1-9][0-9]?)(?![0-9./年月日号])(?=以上|以下|强|弱|的|左右|[，。；、）]|$)"
)
_WHOLE_KINDS = {"person", "household", "place", "medal"}
_LOOKBACK = 6


@functools.cache
def _dash() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{either(read_words(_ROOM, 'dashes.txt'))})\s?")


def _verbs() -> list[str]:
    return [word for word, _, use in read_rows(_ROOM, "directions.tsv", 3) if use == "verb"]


@functools.cache
def _moved() -> re.Pattern[str]:
    """Words after which a decimal without a unit says by how much something without one moved: 性别比113.4，下降1.9."""
    return re.compile(f"(?:{either(_verbs())})了?$")


@functools.cache
def _bare_after() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(read_words(_ROOM, 'bare_after.txt'))})[:：]?$")


@functools.cache
def _identified() -> re.Pattern[str]:
    return re.compile(either(read_words(_ROOM, "identifiers.txt")))


@functools.cache
def _unchanged() -> re.Pattern[str]:
    return re.compile(either(read_words(_ROOM, "unchanged.txt")))


@functools.cache
def _halves() -> re.Pattern[str]:
    return re.compile(f"半({either(read_words(_ROOM, 'halves.txt'))})")


@functools.cache
def triggers() -> re.Pattern[str]:
    """Return the pattern of the characters at which a quantity can begin."""
    return re.compile(rf"[0-9第前翻半过近超约持零接{HAN}几数]|基本持平")


def quantity_at(folded: str, floor: int, at: int) -> tuple[Quantity | None, int]:
    """Return the quantity at `at`, None without one, and where to read on; nothing before `floor` is looked at."""
    character = folded[at]
    if character in "第前":
        return _rank(folded, floor, at)
    if character in "翻持基零" and (word := _word(folded, at))[0] is not None:
        return word
    if folded[max(floor, at - 1) : at + 1] in read_words(_ROOM, "glued.txt"):
        return None, at + 1  # 统一三项标准, 总人数百余
    if character == "半":
        return _half(folded, floor, at)
    numeral = numeral_at(folded, at)
    share = share_at(folded, at, numeral)
    if share is not None:
        return finished(folded, floor, share), share.end
    if numeral is None:
        return None, _after_run(folded, at)
    if character.isdigit() and character.isascii():
        ratio = ratio_at(folded, floor, at)
        if ratio is not None:
            return ratio
        fraction = _FRACTION.match(folded, at)
        if fraction and int(fraction[1]) < int(fraction[2]):
            value = Decimal(fraction[1]) / Decimal(fraction[2]) * 100
            found = Quantity(at, fraction.end(), at, value, "", FigureKind.PERCENT)
            return finished(folded, floor, found), found.end
    return _measured(folded, floor, at, numeral)


def _after_run(folded: str, at: int) -> int:
    found = _RUN.match(folded, at)
    return found.end() if found else at + 1


def _rank(folded: str, floor: int, at: int) -> tuple[Quantity | None, int]:
    found = _RANK.match(folded, at)
    place = value_of(found["place"]) if found else None
    if found is None:
        return None, at + 1 if folded[at] == "前" else _after_run(folded, at + 1)
    before = folded[max(floor, at - _LOOKBACK) : at]
    if place is None or not (found["unit"] or found["strong"] or _PLACED.search(before)):
        return None, found.end()
    return Quantity(at, found.end(), at, place, found["unit"] or "", FigureKind.RANK), found.end()


def _word(folded: str, at: int) -> tuple[Quantity | None, int]:
    """Read 翻一番 and 持平, the quantities that are written as verbs."""
    found = _DOUBLED.match(folded, at)
    if found:
        times = value_of(found["times"]) if found["times"] else Decimal(1)
        if times is not None:
            doubled = finished(folded, at, Quantity(at, found.end(), at, times, "番", FigureKind.COUNT))
            return doubled, doubled.end
    found = _unchanged().match(folded, at)
    if found and not is_barred(found.group(), folded, at, found.end()):
        return Quantity(at, found.end(), at, Decimal(0), "", FigureKind.PERCENT), found.end()
    return None, max(at + 1, found.end() if found else 0)


def _half(folded: str, floor: int, at: int) -> tuple[Quantity | None, int]:
    share = share_at(folded, at, None)
    if share is not None:
        return finished(folded, floor, share), share.end
    found = _halves().match(folded, at)
    before = folded[max(floor, at - 1) : at]
    if found is None or before in tuple("上下前后大小过") or folded[max(floor, at - 2) : at] in ("几个", "数个"):
        return None, at + 1
    unit = known_units().get(found[1])
    if unit is None:
        return None, found.end()
    half = Quantity(at, found.end(), at, Decimal("0.5"), unit.name, unit.kind)
    return finished(folded, floor, half), found.end()


def _measured(folded: str, floor: int, at: int, numeral: Numeral) -> tuple[Quantity | None, int]:
    after = _after_run(folded, at)
    skipped = max(after, numeral.end)
    before = folded[max(floor, at - 1) : at]
    if before == "第" or _EVERY.search(folded[max(floor, at - 2) : at]):
        return None, skipped  # 第3至5条, 每10万人
    quantity = _range(folded, floor, at, numeral) or _single(folded, floor, at, numeral)
    if quantity is None and " " in folded[at : numeral.end]:
        numeral = numeral_at(folded, at, blanks=False) or numeral
        skipped = max(numeral.end, at + 1)
        quantity = _range(folded, floor, at, numeral) or _single(folded, floor, at, numeral)
    if quantity is None:
        return None, skipped
    if numeral.core and in_idiom(folded, at, quantity.end):
        return None, skipped
    return quantity, quantity.end


def _gap(folded: str, at: int) -> int:
    return at + 1 if folded[at : at + 1] == " " else at


def _range(folded: str, floor: int, at: int, low: Numeral) -> Quantity | None:
    """Read 3-5所, 18℃—22℃, 10%至15%, 3万至5万元; a from–to (由7所到4所) is two quantities."""
    low_unit = unit_at(folded, low.end, bool(low.core))
    dash = _dash().match(folded, low.end + len(low_unit))
    if dash is None or low.bare or folded[max(floor, at - 1) : at] in tuple("由从自"):
        return None
    high_at = dash.end()
    minus = folded[high_at : high_at + 1] == "-" and not folded.startswith("--", dash.start())
    high = numeral_at(folded, high_at + minus)
    if high is None or bool(high.core) != bool(low.core) or high.bare or minus:
        return None
    unit_start = _gap(folded, high.end)
    unit = unit_at(folded, unit_start, bool(high.core))
    if not unit or (low_unit and low_unit != unit and not _same_unit(low_unit, unit)):
        return None
    shares_scale = not low_unit and not low.scaled and low.value < high.value / high.factor
    low_value = low.value * high.factor if shares_scale else low.value
    known = known_units()[unit]
    start, sign = at, 1
    signed = sign_before(folded, floor, at, known.kind)
    if signed is not None:
        start, sign = signed
    if low_value * sign >= high.value or (known.kind is FigureKind.TIME and known.name == "年" and high.value > 1000):
        return None
    found = Quantity(
        start,
        unit_start + len(unit),
        at,
        low_value * sign,
        known.name,
        known.kind,
        high.loose,
        high.upper or high.value,
        factor=high.factor,
    )
    return finished(folded, floor, found)


def _same_unit(first: str, second: str) -> bool:
    return known_units()[first].name == known_units()[second].name


def _single(folded: str, floor: int, at: int, numeral: Numeral) -> Quantity | None:
    han = bool(numeral.core)
    unit_start = numeral.end if han else _gap(folded, skip_notes(folded, numeral.end))
    if folded.startswith(("个半", "个多"), numeral.end):
        return and_more(folded, floor, at, numeral)
    unit = unit_at(folded, unit_start, han)
    if han:
        return counted_in_characters(folded, floor, at, numeral, unit)
    before = folded[max(floor, at - 1) : at]
    if before.isascii() and before.isalpha() and not (numeral.scaled or unit in ("%", "元")):
        return None
    if before in tuple(".,") and folded[max(floor, at - 2) : at - 1].isdigit():
        return None  # 3.2.1, 12,34
    if folded[numeral.end : numeral.end + 1] == "." and folded[numeral.end + 1 : numeral.end + 2].isdigit():
        return None
    if not unit:
        return _unitless(folded, floor, at, numeral, unit_start)
    known = known_units()[unit]
    if known.kind is FigureKind.TIME and known.name == "年" and re.fullmatch("[0-9]{4}", folded[at : numeral.end]):
        return None
    first, value = at, numeral.value
    if numeral.decimal and not numeral.scaled and known.group in _WHOLE_KINDS and at == floor and before == "":
        first = folded.index(".", at) + 1  # 2.5所学校…: the second line of a list, and five schools
        value = Decimal(folded[first : numeral.end]) if folded[first : numeral.end].isdigit() else value
    signed = sign_before(folded, floor, first, known.kind)
    if signed is None:
        return None
    start, sign = signed
    end = unit_start + len(unit)
    if not numeral.decimal and not numeral.loose and and_a_half(folded, end, unit):
        end, value = end + 1, value + Decimal("0.5")  # 39岁半
    found = Quantity(
        start,
        end,
        first,
        value * sign,
        known.name,
        known.kind,
        numeral.loose,
        numeral.upper,
        factor=numeral.factor,
    )
    return finished(folded, floor, found)


def _unitless(folded: str, floor: int, at: int, numeral: Numeral, end: int) -> Quantity | None:
    """Read a number without a unit: a figure only where something is said to be it, or it shares another's unit."""
    before, after = folded[max(floor, at - 1) : at], folded[end : end + 1]
    if after and after in "、和与及" and numeral_follows(folded, end + 1) and at > floor:
        signed = sign_before(folded, floor, at, FigureKind.PERCENT)
        if signed is None:
            return None
        start, sign = signed
        kind, factor = FigureKind.COUNT, numeral.factor
        return Quantity(
            start, numeral.end, at, numeral.value * sign, "", kind, numeral.loose, factor=factor, joined=True
        )
    if before == "/" or not _BARE_END.match(folded, end):
        return None
    lead = folded[max(floor, at - _LOOKBACK) : at]
    signed = sign_before(folded, floor, at, FigureKind.PERCENT)
    if signed is None:
        return None
    start, sign = signed
    named = _bare_after().search(folded[max(floor, start - _LOOKBACK) : start]) or (
        "." in folded[at:end] and _moved().search(folded[max(floor, start - _LOOKBACK) : start])
    )
    if _identified().search(lead) or not (numeral.scaled or named):
        return None
    found = Quantity(
        start, numeral.end, at, numeral.value * sign, "", FigureKind.COUNT, numeral.loose, factor=numeral.factor
    )
    return finished(folded, floor, found)


def numeral_follows(folded: str, at: int) -> bool:
    """Tell whether a digit stands at `at`, behind a sign or the verb of a change: 0.8和下降2.1."""
    return _number_next().match(folded, at) is not None


@functools.cache
def _number_next() -> re.Pattern[str]:
    return re.compile(f"(?:{either(_verbs())})?[-+]?[0-9]")
