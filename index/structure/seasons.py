"""The part of a year that words name: quarters, halves, and the months from January on."""

import functools
import re

from index.data_files import read_lines, read_pairs
from index.text import value_of

_MONTHS = re.compile(
    r"(?:1|一)(?:月份?)?\s*[-—–~至到]+\s*(1[0-2]|[1-9]|十[一二]?|[二三四五六七八九])月|前(1[0-2]|[1-9]|十[一二]?|[二三四五六七八九])个月"
)


@functools.cache
def _named() -> tuple[re.Pattern[str], dict[str, tuple[int, int]]]:
    known: dict[str, tuple[int, int]] = {}
    for months, names in read_pairs("index.structure", "seasons.tsv"):
        first, _, last = months.partition("-")
        known |= {name: (int(first), int(last)) for name in names.split()}
    return re.compile("|".join(sorted(known, key=len, reverse=True))), known


def holiday_in(text: str) -> str:
    """Return the holiday that `text` names, "" for none: what is counted in one is not the year's."""
    return next((name for name in read_lines("index.structure", "holidays.txt") if name in text), "")


def season_in(text: str) -> tuple[int, int] | None:
    """Return the first and last month of the part of a year that stands last in `text`; None where none is named."""
    pattern, known = _named()
    found = [(match.start(), known[match.group()]) for match in pattern.finditer(text)]
    found += [(match.start(), (1, int(value_of(match[1] or match[2]) or 0))) for match in _MONTHS.finditer(text)]
    return max(found)[1] if found else None
