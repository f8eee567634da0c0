"""Units and measure words, read from data/units.tsv."""

import functools
from dataclasses import dataclass
from importlib import resources

from index.types import FigureKind


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    kind: FigureKind
    group: str


@functools.cache
def known_units() -> dict[str, Unit]:
    """Return every known unit by its name."""
    lines = resources.files("index.text").joinpath("data/units.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: Unit(name, FigureKind(kind), group) for name, kind, group in rows}


def group_of(unit: str) -> str:
    """Return the group of `unit`; a unit that is not in the list is a group of its own."""
    known = known_units().get(unit)
    return known.group if known else unit


@functools.cache
def han_units() -> frozenset[str]:
    """Return the measure words that may follow a number written in characters."""
    lines = resources.files("index.text").joinpath("data/han_units.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def asked_units() -> list[str]:
    """Return the units that a question may name after 多少, the longest first; 金 after 多少 begins 金牌."""
    return sorted((u.name for u in known_units().values() if u.group != "medal"), key=lambda name: (-len(name), name))
