"""Which of several figures of one thing a question wants: what was added or what there is in all, a part, the rest …"""

import functools
import re

from assistant.data_files import read_pairs
from assistant.question.lexicon import guards, kinds_in, pairs
from assistant.question.patterns import ROOM, patterns
from assistant.types import Wanted
from index.structure import holiday_in, season_in
from index.text import bases_in, fold, known_units, poles_in, value_of

_PATTERNS = patterns("wanted")
_SAID = (
    "compares",
    "how_much_more",
    "before",
    "leaves_out",
    "part",
    "added",
    "whole",
    "rest",
    "in_all",
    "of_one",
    "large",
    "planned",
    "actual",
    "for_each",
    "for_so_many",
    "share",
    "every",
    "age",
    "standing",
    "ended",
    "running",
    "most",
    "apart",
    "all_of_them",
    "crop",
    "of_each_house",
    "of_task",
    "since",
    "rate",
    "condition",
    "amount",
    "either_way",
    "falls",
    "denies",
    "so_far",
    "fatal",
    "happened",
    "money",
    "out_of",
)
_SAID_IN_ENGLISH = ("each", "moved")
_JOINTLY = re.compile("(?<!其)中小学")  # but 其中小学 singles one out
_OPENINGS = frozenset(pattern[0] for pattern in _PATTERNS["qualifiers"].pattern.split("|"))


def read_wanted(plain: str, beyond: str = "", typed: str = "") -> Wanted:
    """Read it off a question in Simplified Chinese; `beyond` holds its words without those for the report's own place.

    `typed` is the question in its own language, of which "per 1,000" is looked at.
    """
    halves = (names for pair in pairs() for names in (pair.first, pair.second))
    metals = (unit.name for unit in known_units().values() if unit.group == "medal")
    return Wanted(
        **{name: _PATTERNS[name].search(plain) is not None for name in _SAID},
        **{name: _PATTERNS[name].search(f"{plain} {typed}") is not None for name in _SAID_IN_ENGLISH},
        against=any(word in plain for word in guards()),
        bases=tuple(bases_in(plain)),
        poles=poles_in(plain),
        siblings=siblings_in(plain),
        names=_names(plain),
        stages=frozenset(stage for stage in _stages() if stage in _JOINTLY.sub("", plain)),
        season=season_in(plain),
        holiday=holiday_in(plain),
        area=_area(beyond),
        share_of=_base(plain),
        month=_month(plain),
        base_year=_base_year(plain),
        order=_order(plain),
        ranked_by=ranked_by(plain),
        qualifiers=_OPENINGS & frozenset(plain),
        kinds=kinds_in(plain),
        halves=frozenset(names[0] for names in halves if any(name in plain for name in names)),
        medals=frozenset(metal for metal in metals if f"{metal}牌" in plain),
    )


def _area(beyond: str) -> str:
    """Return the place whose value is asked for, where it is said to be another than the report's own."""
    found = _PATTERNS["area"].search(beyond)
    return found["area"] if found else ""


def _base(plain: str) -> str:
    """Return the place of whose whole a share is asked for: 全省 of 占全省的比重."""
    found = _PATTERNS["base"].search(plain)
    return found["base"] if found else ""


def _month(plain: str) -> int:
    """Return the one month that a question asks about, 0 where it names none or several."""
    found = _PATTERNS["month"].findall(plain)
    return int(found[0]) if len(found) == 1 else 0


def _base_year(plain: str) -> int:
    """Return the year that a question compares with by its number, 0 where it does not."""
    found = _PATTERNS["base_year"].search(plain)
    return int(found["year"]) if found else 0


def _order(plain: str) -> int:
    """Return the place in an order that a question names (排第三吗, 居首位吗), 0 where it names none."""
    found = _PATTERNS["order"].search(plain)
    if found is None:
        return 0
    value = value_of(found["place"]) if found["place"] else 1
    return int(value) if value else 0


def whole_in(text: str) -> str:
    """Return the place that `text` begins with, where a share is one of its whole: 全市 of 全市药品产值; "" without one."""
    found = _PATTERNS["whole_of"].match(text)
    return found.group() if found else ""


def ranked_by(text: str) -> str:
    """Return what a place in an order goes by, as the words last before it say: "total", "rate", "" where they do not."""
    found = None
    for match in _PATTERNS["ranked_by"].finditer(text):
        found = match
    return found.lastgroup or "" if found else ""


def _names(plain: str) -> frozenset[tuple[str, str]]:
    """Return the houses and places that a question names, each as its own last two characters and its kind: 石塘, 法庭."""
    found = ((match["own"], match["head"]) for match in _PATTERNS["name"].finditer(plain))
    return frozenset((own, head) for own, head in found if not _PATTERNS["common"].search(own))


def named_in(text: str, head: str) -> list[str]:
    """Return the two characters before each `head` in `text` that make a name of it."""
    before = (text[max(0, match.start() - 2) : match.start()] for match in re.finditer(head, text))
    return [own for own in before if len(own) == 2 and own.isalpha() and not _PATTERNS["common"].search(own)]


def speaks_of(stage: str, text: str) -> bool:
    """Tell whether a text speaks of a stage of schooling alone, whatever the words: 七年级 is 初中, 中小学 is not 小学."""
    return _stages()[stage].search(_JOINTLY.sub("", text)) is not None


@functools.cache
def _stages() -> dict[str, re.Pattern[str]]:
    return {stage: re.compile(spoken) for stage, spoken in read_pairs(ROOM, "stages.tsv")}


def deaths_in(text: str) -> bool:
    """Tell whether a text speaks of the dead."""
    return _PATTERNS["deaths"].search(text) is not None


def left_out_in(text: str) -> list[tuple[int, int]]:
    """Return the places in `text` that name what is not counted: 幼儿教师 of 不含幼儿教师."""
    return [found.span("left_out") for found in _PATTERNS["left_out"].finditer(text)]


def siblings_in(text: str) -> frozenset[str]:
    """Return the names in `text` of which there are others that differ in the first character: 二小, 北片区."""
    return frozenset(found.group() for found in _PATTERNS["sibling"].finditer(fold(text)))


def qualifiers_in(text: str) -> frozenset[str]:
    """Return the words of `text` that make another figure of the same thing of a figure beside them (人均, 其中 …)."""
    return frozenset(_PATTERNS["qualifiers"].findall(text))
