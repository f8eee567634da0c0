"""Which of several figures of one thing a question wants: what was added or what there is in all, a part, the rest …"""

from assistant.data_files import read_patterns
from assistant.question.lexicon import guards, kinds_in, pairs
from assistant.types import Wanted
from index.structure import season_in
from index.text import known_units

_PATTERNS = read_patterns("assistant.question", "wanted.toml")
_SAID = ("compares", "how_much_more", "before", "part", "added", "whole", "rest", "large", "each", "planned", "moved")
_OPENINGS = frozenset(pattern[0] for pattern in _PATTERNS["qualifiers"].pattern.split("|"))


def read_wanted(plain: str, beyond: str = "") -> Wanted:
    """Read it off a question in Simplified Chinese; `beyond` holds its words without those for the report's own place."""
    halves = (names for pair in pairs() for names in (pair.first, pair.second))
    metals = (unit.name for unit in known_units().values() if unit.group == "medal")
    return Wanted(
        **{name: _PATTERNS[name].search(plain) is not None for name in _SAID},
        against=any(word in plain for word in guards()),
        siblings=siblings_in(plain),
        season=season_in(plain),
        area=_area(beyond),
        qualifiers=_OPENINGS & frozenset(plain),
        kinds=kinds_in(plain),
        halves=frozenset(names[0] for names in halves if any(name in plain for name in names)),
        medals=frozenset(metal for metal in metals if f"{metal}牌" in plain),
    )


def _area(beyond: str) -> str:
    """Return the place whose value is asked for, where it is said to be another than the report's own."""
    found = _PATTERNS["area"].search(beyond)
    return found["area"] if found else ""


def siblings_in(text: str) -> frozenset[str]:
    """Return the names in `text` of which there are others that differ in the first character: 二小, 北片区."""
    return frozenset(found.group() for found in _PATTERNS["sibling"].finditer(text))


def qualifiers_in(text: str) -> frozenset[str]:
    """Return the words of `text` that make another figure of the same thing of a figure beside them (人均, 其中 …)."""
    return frozenset(_PATTERNS["qualifiers"].findall(text))
