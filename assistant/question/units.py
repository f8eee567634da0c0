"""The unit that a question asks for, the group of units that counts a noun, and which figures can answer."""

import functools

from assistant.data_files import read_pairs, read_words
from assistant.question.patterns import ROOM, patterns
from index.text import known_units
from index.types import FigureKind

COUNTED = "counted"  # things of a kind that the list of nouns does not know
_PATTERNS = patterns("unit")
_LONGEST_NOUN = 6  # characters


@functools.cache
def _noun_groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((group, tuple(endings.split())) for group, endings in read_pairs(ROOM, "noun_groups.tsv"))


@functools.cache
def _not_units() -> frozenset[str]:
    return read_words(ROOM, "not_units.txt")


def asks_how_many(folded: str) -> bool:
    """Tell whether a question asks for a number: 多少, 几, 若干."""
    return _PATTERNS["how_many"].search(folded) is not None


def unit_of(folded: str) -> tuple[str, str]:
    """Return the unit a how-many question names and its group; both empty where it names none."""
    for found in _PATTERNS["how_many"].finditer(folded):
        unit = found["unit"] or ""
        after = folded[found.end() :]
        if unit and _in_yuan(unit + after, folded[: found.start()]):
            return "元", "money"
        if unit and _PATTERNS["scaled"].match(unit + after):
            return "", _group_before(folded[: found.start()])  # 多少个亿 counts no pieces
        if unit and not _is_word_start(unit, after):
            return unit, _group(unit)
        measure = _PATTERNS["unknown_measure"].match(after)
        if not unit and measure:
            return measure[1], measure[1]  # a measure word that no list has: only its own figures answer
        noun = _PATTERNS["noun"].match(folded, found.start("unit") if unit else found.end())
        if noun:
            group = _group_of_leading_noun(noun.group())
            if group:
                return "", group
            if len(noun.group()) > 1 and not _PATTERNS["verb_follows"].match(noun.group()):
                return "", COUNTED
        return "", _group_before(folded[: found.start()])
    return "", ""


def _in_yuan(asked: str, before: str) -> bool:
    """Tell whether 块 is asked for as money: 几块钱 always, 多少块 where the words before it name nothing
    that comes in pieces.
    """
    if _PATTERNS["in_yuan"].match(asked):
        return True
    if _PATTERNS["in_pieces"].match(asked) is None:
        return False
    return _PATTERNS["pays"].search(before) is not None or _PATTERNS["lie"].search(before) is None


def _group_before(words: str) -> str:
    """Return the group of units that counts what the words before 多少 name."""
    before = _PATTERNS["before_much"].sub("", _PATTERNS["compared"].sub("", words))
    group = group_of_noun(before)
    if not group and _PATTERNS["rises"].search(before):
        return "percent" if _PATTERNS["in_percent"].search(before) else ""
    return group


def _is_word_start(unit: str, after: str) -> bool:
    """Tell a unit from the first character of a noun: 多少家长 asks for parents, not for 家."""
    return any(unit + after[:width] in _not_units() for width in (1, 2))


def _group(unit: str) -> str:
    known = known_units().get(unit)
    return known.group if known else ""


def group_of_noun(text: str) -> str:
    """Return the group of units that counts what a noun names; "" where that is not known."""
    bare = _PATTERNS["after_noun"].sub("", text.strip())
    if _PATTERNS["is_rate"].search(bare):
        return "percent"
    counted = _PATTERNS["counted"].sub("", bare)
    if counted != bare:
        return group_of_noun(counted) or "thing"
    return next((group for group, endings in _noun_groups() if bare.endswith(endings)), "")


def _group_of_leading_noun(text: str) -> str:
    if _PATTERNS["money"].match(text):
        return "money"
    noun = _PATTERNS["noun_ends"].split(text, maxsplit=1)[0]
    for width in range(min(_LONGEST_NOUN, len(noun)), 1, -1):
        group = group_of_noun(noun[:width])
        if group:
            return group
    return "person" if _PATTERNS["people"].match(text) else ""


_COMPATIBLE: dict[str, dict[str, float]] = {
    "person": {"person": 1.0, "visits": 0.6, "household": 0.3, "thing": 0.3},
    "visits": {"visits": 1.0, "person": 0.8},
    "household": {"household": 1.0},
    "place": {"place": 1.0, "thing": 0.8, "group": 0.5},
    "medal": {"medal": 1.0, "thing": 1.0},
    "thing": {
        "thing": 1.0,
        "medal": 1.0,
        "place": 0.8,
        "person": 0.8,
        "time": 0.3,
        "group": 0.8,
        "household": 0.6,
        "visits": 0.4,
    },
    "event": {"thing": 1.0, "time": 1.0, "group": 0.8, "place": 0.4},
    "group": {"group": 1.0, "thing": 0.8, "time": 0.5},
    "time": {"time": 1.0, "thing": 0.4, "group": 0.5, "visits": 0.6},
    "percent": {"percent": 1.0, "points": 0.8},
    "points": {"points": 1.0, "percent": 0.6},
    "weight": {"weight": 1.0},
    "duration": {"duration": 1.0, "age": 0.5},
    "age": {"age": 1.0},
    "score": {"score": 1.0},
    "concentration": {"concentration": 1.0},
}


_MAY_LACK_UNIT = {"person", "visits", "thing", "place", "household"}  # 注册用户9.7万
_NOT_COUNTED = {FigureKind.PERCENT, FigureKind.POINTS, FigureKind.MONEY, FigureKind.RANK, FigureKind.TIME}


def compatibility(asked: str, unit: str, kind: FigureKind, group: str) -> float:
    """Return how well a figure of `group` answers a question for the group `asked`, 0 to 1."""
    if not asked:
        return {FigureKind.TIME: 0.6, FigureKind.RANK: 0.5}.get(kind, 1.0)
    if asked == COUNTED:
        return 1.0 if kind not in _NOT_COUNTED and group else 0.0
    if asked == "rank":
        return 1.0 if kind is FigureKind.RANK else 0.0
    if kind is FigureKind.RANK:
        return 0.0
    if asked == "ratio":
        return 1.0 if kind is FigureKind.RATIO else 0.0
    if asked == "percent" and kind is FigureKind.PERCENT and not group:
        return 1.0  # 持平
    if asked == "percent" and not unit and group == "multiple":
        return 0.8  # 翻一番, 1.2倍 of 增长多少; 占多少 names its unit
    if not group:
        return 0.5 if kind is FigureKind.COUNT and asked in _MAY_LACK_UNIT else 0.0
    return _COMPATIBLE.get(asked, {asked: 1.0}).get(group, 0.0)
