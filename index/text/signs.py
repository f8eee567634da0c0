"""The sign and the qualifier that stand before a number, and what stands after it: a qualifier, 元/人·月."""

import functools
import re

from index.data_files import either, read_rows, read_words
from index.text.coins import with_coins
from index.text.quantity import Quantity
from index.types import Direction, FigureKind

_ROOM = "index.text"

_MINUS = "-—"
_SIGNED_KINDS = (FigureKind.PERCENT, FigureKind.POINTS, FigureKind.MONEY, FigureKind.MEASURE)
_PER = re.compile(
    r"/每?((?:[0-9]+)?[十百千万]*(?:平方公里|平方米|公顷|小时|学期|[人生户亩月年日天次吨辆床校班])(?:[·•.]?(?:学期|[月年日天次人]))*)"
)
_MULTIPLES = ("倍", "成", "番")
_LOOKBACK = 5  # the longest qualifier and a blank


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the pattern of the qualifiers of each place that the data names."""
    words = {
        place: either(word for word, where, _ in read_rows(_ROOM, "qualifiers.tsv", 3) if where == place)
        for place in ("before", "after", "multiple")
    }
    words["before"] = rf"(?:{words['before']})\s?$"
    return {place: re.compile(pattern) for place, pattern in words.items()}


@functools.cache
def _rate_words() -> re.Pattern[str]:
    """Return the pattern of the words after which a dash is a minus sign even before a count: 净增-3人, 增速为—2.1%."""
    words = [*(word for word, _, _ in read_rows(_ROOM, "directions.tsv", 3)), *read_words(_ROOM, "either_ways.txt")]
    return re.compile(rf"(?:{either(words)}|率|比|为|至|到|达)[:：]?$")


def qualifier_before(folded: str, floor: int, at: int) -> tuple[int, str]:
    """Return where the qualifier before `at` begins and the word itself; (`at`, "") without one."""
    begin = max(floor, at - _LOOKBACK)
    found = _patterns()["before"].search(folded[begin:at])
    return (begin + found.start(), found.group().strip()) if found else (at, "")


def sense_of(qualifier: str) -> str:
    """Return what a figure's qualifier says: "about", "nearly", "over", "under", "least" or "most"; "" where it says nothing.

    近3000余人 is said to be over, as the word nearest to the number says.
    """
    senses = [_senses()[word] for word in _either_qualifier().findall(qualifier)]
    told = [sense for sense in senses if sense != "plain"]
    return told[-1] if told else ""


@functools.cache
def _senses() -> dict[str, str]:
    return {word: sense for word, _, sense in read_rows(_ROOM, "qualifiers.tsv", 3)}


@functools.cache
def _either_qualifier() -> re.Pattern[str]:
    return re.compile(either(_senses()))


def qualifier_after(folded: str, at: int, unit: str) -> str:
    """Return the qualifier that stands at `at`, behind a number with its unit; "" without one."""
    found = _patterns()["after"].match(folded, at)
    if found is None and unit in _MULTIPLES:
        found = _patterns()["multiple"].match(folded, at)
    return found.group() if found else ""


def sign_before(folded: str, floor: int, at: int, kind: FigureKind) -> tuple[int, int] | None:
    """Return where the sign before the number at `at` begins, and -1 or 1; (`at`, 1) without a sign.

    None where a dash before the number is neither a sign nor the dash of a sentence: 2-3, 小学-12所.
    """
    before = folded[max(floor, at - 2) : at]
    if before.endswith("零下"):
        return at - 2, -1
    if before.endswith("零上"):
        return at - 2, 1
    mark = before[-1:]
    if mark == "负" and before not in read_words(_ROOM, "not_signs.txt"):
        return at - 1, -1
    if not mark or mark not in "+±-—":
        return at, 1
    earlier = folded[max(floor, at - 2) : at - 1]
    if earlier and (earlier.isascii() and earlier.isalnum()):
        return None
    if mark in "+±":
        return at - 1, 1
    named = bool(_rate_words().search(folded[max(floor, at - 8) : at - 1]))
    if mark == "—" or earlier == "-":
        return (at - 1, -1) if named and earlier not in tuple(_MINUS) else (at, 1)
    opens = at - 1 == floor
    if named or kind in (FigureKind.PERCENT, FigureKind.POINTS) or (kind in _SIGNED_KINDS and not opens):
        return at - 1, -1
    return at, 1


def finished(folded: str, floor: int, found: Quantity, qualified: bool = False) -> Quantity:
    """Add what is written before and after the number: the qualifiers and what it is one value for each of."""
    if found.unit == "元":
        found = with_coins(folded, found)
    start, end, qualifier, per = found.start, found.end, found.qualifier, found.per
    if not qualified:
        begin, word = qualifier_before(folded, floor, start)
        if word:
            start, qualifier = begin, qualifier + word
        if (
            found.start == found.first
            and found.kind is FigureKind.PERCENT
            and folded[max(floor, start - 1) : start] == "负"
        ):
            start = start - 1
    slash = _PER.match(folded, end)
    if slash:
        end, per = slash.end(), slash[1]
    elif found.unit.startswith("/"):
        per = found.unit[1:]
    if after := qualifier_after(folded, end, found.unit):
        end, qualifier = end + len(after), qualifier + after
    negative = folded[start : found.first].endswith("负") and found.value > 0
    return Quantity(
        start,
        end,
        found.first,
        -found.value if negative else found.value,
        found.unit,
        found.kind,
        qualifier,
        found.upper,
        found.ratio,
        per,
        found.factor,
    )


@functools.cache
def _direction_words() -> tuple[re.Pattern[str], dict[str, Direction]]:
    # a single 多 or 高 ends a comparison only where a figure follows
    known = {
        word: Direction(way)
        for word, way, use in read_rows(_ROOM, "directions.tsv", 3)
        if use != "than" or len(word) > 1
    }
    return re.compile(rf"(?<!新)(?:{either(known)})"), known


def directions_in(folded: str) -> frozenset[Direction]:
    """Return which ways the words of folded text say that something moved."""
    pattern, known = _direction_words()
    return frozenset(known[found.group()] for found in pattern.finditer(folded))
