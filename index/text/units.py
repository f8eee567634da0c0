"""Units and measure words, read from data/units.tsv, and where one stands in a text."""

import functools
from dataclasses import dataclass

from index.data_files import read_pairs, read_rows, read_words
from index.types import FigureKind

_ROOM = "index.text"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its usual name; those of one group may answer for one another."""

    name: str
    kind: FigureKind
    group: str


@functools.cache
def known_units() -> dict[str, Unit]:
    """Return every known unit by its name."""
    rows = read_rows(_ROOM, "units.tsv", 4, needed=3)
    return {written: Unit(name or written, FigureKind(kind), group) for written, kind, group, name in rows}


def group_of(unit: str) -> str:
    """Return the group of `unit`; a unit that is not in the list is a group of its own."""
    known = known_units().get(unit)
    return known.group if known else unit


@functools.cache
def han_units() -> frozenset[str]:
    """Return the measure words that may follow a number written in characters."""
    return read_words(_ROOM, "han_units.txt")


@functools.cache
def asked_units() -> list[str]:
    """Return the units that a question may name after 多少, the longest first; 金 after 多少 begins 金牌."""
    names = {name for name, unit in known_units().items() if unit.group != "medal"}
    return sorted(names, key=lambda name: (-len(name), name))


@functools.cache
def _by_first() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in known_units():
        found.setdefault(name[0], []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


@functools.cache
def _continuations() -> dict[str, tuple[str, ...]]:
    return {unit: tuple(after.split("|")) for unit, after in read_pairs(_ROOM, "continuations.tsv")}


def unit_at(folded: str, offset: int, han: bool = False) -> str:
    """Return the longest unit that stands at `offset` and begins no other word, "" where none does.

    `han`: only measure words that may follow a number written in characters.
    """
    for name in _by_first().get(folded[offset : offset + 1], ()):
        if not folded.startswith(name, offset) or (han and name not in han_units()):
            continue
        end = offset + len(name)
        after = folded[end : end + 1]
        if name[-1].isascii() and name[-1].isalnum() and after.isascii() and after.isalnum():
            continue  # 7000p is computing power, 3pm is not
        if known_units()[name].group == "medal" and not (after.isdigit() or after in "、，。；和"):
            continue  # 3金5银 counts medals, 3金属 does not
        if folded.startswith(_continuations().get(name, ()) or ("\0",), end):
            continue
        return name
    return ""
