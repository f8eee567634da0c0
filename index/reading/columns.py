"""What the headings of a table's columns say: year, name and unit; which columns only count or name the rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.reading.cells import as_year, is_empty, is_ordinal_name, is_unit, is_year, leading_year, unit_of_name
from index.reading.grid import Row


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading: its year, its name without year and unit, and its unit; each "" where there is none."""

    year: str
    name: str
    unit: str
    whole: str  # the heading as it stands, for words


def one_clause(name: str) -> str:
    """Return a name without the marks that would part it from its value: 其中：增值税 → 其中增值税."""
    return re.sub(r"[：:，；。\s]+(?=[\u4e00-\u9fff])|[：:，；。]+$", "", name)


def column_of(levels: list[str]) -> Column:
    """Read the heading of a column from its cells, the highest first."""
    unit = ""
    kept: list[str] = []
    year = ""
    for level in dict.fromkeys(cell for cell in levels if not is_empty(cell)):
        if kept and is_unit(level):
            unit = level
            continue
        name, own = unit_of_name(level)
        unit = own or unit
        if is_year(name):
            year = as_year(name)
            continue
        before, rest = leading_year(name)
        if before and rest and not year:
            year, name = before, rest
        if name:
            kept.append(one_clause(name))
    if len(levels) > 1 and not kept and not unit and year and is_unit(levels[-1]):
        unit = levels[-1]
    whole = "".join(dict.fromkeys(cell for cell in levels if not is_empty(cell)))
    return Column(year, "".join(kept), unit, whole)


def is_serial(column: int, heading: str, body: Sequence[Row]) -> bool:
    """Tell whether a column only counts the rows."""
    if is_ordinal_name(heading):
        return True
    cells = [row[column] for row in body if row[column]]
    counts = [str(number) for number in range(1, len(cells) + 1)]
    return column == 0 and not heading and len(cells) > 1 and cells == counts and len(body[0]) > 2


def all_years(cells: list[str]) -> bool:
    """Tell whether a column names years and nothing else."""
    filled = [cell for cell in cells if not is_empty(cell)]
    return bool(filled) and all(map(is_year, filled))
