"""Columns that say by how much another one moved (增减, 比上年±): of which year, and in amounts or in percent.

A heading that names no unit leaves open what stands below it; the columns of the two years tell.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from index.data_files import read_pattern
from index.reading.cells import is_bare, is_empty, is_value, plain_value
from index.reading.columns import Column
from index.reading.grid import Row
from index.text import fold

_MOST_COLUMNS, _MOST_ROWS = 12, 60  # of a larger table its first ones tell
_SURE = 0.8  # share of the rows that have to agree
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Change:
    """What a column of changes tells: the year that it leads to ("" where none is named), in percent, or neither known."""

    year: str = ""
    amount: bool = False
    percent: bool = False


def says_change(name: str) -> bool:
    """Tell whether a column's name says that something moved since the year before: 增减, 比上年±."""
    return bool(read_pattern("index.reading", "change_columns.txt").search(name))


def changes_in(columns: Sequence[Column], numeric: Set[int], body: Sequence[Row]) -> Mapping[int, Change]:
    """Return the columns that tell changes, each with what the other columns show of it."""
    changing = [column for column in sorted(numeric) if says_change(columns[column].name) and not columns[column].year]
    levels = [column for column in sorted(numeric) if column not in changing][:_MOST_COLUMNS]
    years = sorted({columns[column].year for column in levels} - {""})
    found = {}
    for column in changing:
        named = [level for level in levels if columns[level].year]
        pairs = [(a, b) for a in levels for b in levels if a != b]
        # years that follow one another come first
        pairs.sort(key=lambda pair: not (pair[0] in named and pair[1] in named))
        shown = next((change for a, b in pairs if (change := _shown(columns, body, column, a, b)) is not None), None)
        found[column] = shown or Change(years[-1] if len(years) > 1 else "")
    return found


def _shown(columns: Sequence[Column], body: Sequence[Row], column: int, before: int, now: int) -> Change | None:
    """Return what a column is where it is the difference of two others, or the growth of one to the other."""
    rows = [
        (change, a, b)
        for row in body[:_MOST_ROWS]
        if (change := _number(row[column])) is not None
        and (a := _number(row[before])) is not None
        and (b := _number(row[now])) is not None
    ]
    amounts = sum(abs(b - a - change) <= _last_place(change) for change, a, b in rows)
    shares = sum(a != 0 and abs((b - a) / a * _HUNDRED - change) <= _last_place(change) for change, a, b in rows)
    year = columns[now].year
    if rows and amounts >= _SURE * len(rows):
        return Change(year, amount=True)
    return Change(year, percent=True) if rows and shares >= _SURE * len(rows) else None


def _number(cell: str) -> Decimal | None:
    if is_empty(cell) or not is_value(cell) or not is_bare(cell):
        return None
    try:
        return Decimal(fold(plain_value(cell)).strip().lstrip("+±"))
    except InvalidOperation:
        return None  # 约120, 3万


def _last_place(value: Decimal) -> Decimal:
    """Return how far apart rounding leaves two values: one of the last place that is written."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1) / 2
