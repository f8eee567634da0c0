"""Which of several figures of one thing a question wants: what was added or what there is in all, a part, the rest …"""

from assistant.data_files import read_patterns
from assistant.question.lexicon import guards, kinds_in, pairs
from assistant.types import Wanted
from index.text import known_units

_PATTERNS = read_patterns("assistant.question", "wanted.toml")
_SAID = ("compares", "how_much_more", "before", "part", "added", "whole", "rest", "large")
_OPENINGS = frozenset(pattern[0] for pattern in _PATTERNS["qualifiers"].pattern.split("|"))


def read_wanted(plain: str) -> Wanted:
    """Read it off a question in Simplified Chinese."""
    halves = (names for pair in pairs() for names in (pair.first, pair.second))
    metals = (unit.name for unit in known_units().values() if unit.group == "medal")
    return Wanted(
        **{name: _PATTERNS[name].search(plain) is not None for name in _SAID},
        against=any(word in plain for word in guards()),
        qualifiers=_OPENINGS & frozenset(plain),
        kinds=kinds_in(plain),
        halves=frozenset(names[0] for names in halves if any(name in plain for name in names)),
        medals=frozenset(metal for metal in metals if f"{metal}牌" in plain),
    )


def qualifiers_in(text: str) -> frozenset[str]:
    """Return the words of `text` that make another figure of the same thing of a figure beside them (人均, 其中 …)."""
    return frozenset(_PATTERNS["qualifiers"].findall(text))
