"""The shape of a table before it is read: captions and notes parted from it, tables that stand beside or below one
another parted, its rows of headings found, what merged cells cover filled in."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from index.data_files import read_pattern
from index.reading.cells import as_negative, cleaned_cell, is_empty, is_rate, is_unit, is_value, is_year, unit_of_name

Row = tuple[str, ...]
_MOST_HEADINGS = 4
_NUMERIC = 0.5  # share of a column's cells that are values in a column of values
_LONG_NOTE = 24  # characters; a longer line alone in its row below the values is a note
_COVERED = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by itself: `rows` all as wide as one another, the first `headings` of them headings.

    `above` and `below` hold the lines of text that stood in it: its titles and its notes; `numeric` are the columns of
    values.
    """

    rows: tuple[Row, ...]
    headings: int
    numeric: frozenset[int]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def grids_of(rows: Sequence[Sequence[str]], merged: bool = False) -> list[Grid]:
    """Part `rows` into tables; `merged` tells that merged cells are repeated already wherever they reach."""
    full = _rectangle(rows)
    if not full:
        return []
    return [grid for part in _stacked(full) for grid in _beside(part, merged)]


def _rectangle(rows: Sequence[Sequence[str]]) -> list[Row]:
    cleaned = [tuple(map(cleaned_cell, row)) for row in rows]
    cleaned = [row for row in cleaned if any(row)]
    width = max(map(len, cleaned), default=0)
    return [row + ("",) * (width - len(row)) for row in cleaned]


def _narrow(rows: list[Row]) -> list[Row]:
    """Leave out the columns that are empty in every row."""
    used = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    return [tuple(row[column] for column in used) for row in rows] if len(used) < len(rows[0]) else rows


def single(row: Row) -> str:
    """Return what a row says that says one thing only, in one cell or merged over its cells; "" for any other."""
    filled = set(row) - {""}
    return filled.pop() if len(filled) == 1 else ""


def _stacked(rows: list[Row]) -> list[list[Row]]:
    """Part tables that stand below one another: where new headings follow values."""
    numeric = numeric_columns(rows)
    parts: list[list[Row]] = [[]]
    seen_values = False
    for position, row in enumerate(rows):
        values = [cell for column, cell in enumerate(row) if column in numeric and not is_empty(cell)]
        if seen_values and _is_new_heading(rows, position, values):
            last, moved = parts[-1], list[Row]()
            while len(last) > 1 and single(last[-1]) and not is_value(single(last[-1])):
                moved.insert(0, last.pop())
            if last and any(is_value(cell) for kept in last for cell in kept):
                parts.append(moved)
            else:
                last += moved
            seen_values = False
        parts[-1].append(row)
        seen_values = seen_values or any(is_value(value) and not is_year(value) for value in values)
    return [part for part in parts if part]


def _is_new_heading(rows: list[Row], position: int, values: list[str]) -> bool:
    row = rows[position]
    filled = [cell for cell in row if not is_empty(cell)]
    if len(filled) < 2 or len(set(filled)) < 2 or any(is_value(cell) and not is_year(cell) for cell in filled):
        return False
    if row == rows[0] or len(values) < 2 or len(set(values)) < 2 or position + 1 >= len(rows):
        # a head repeated on the next page is no new table
        return False
    if any(len(value) > 16 for value in values):
        return False
    return any(
        any(is_value(cell) and not is_year(cell) for cell in below[1:]) for below in rows[position + 1 : position + 3]
    )


def _beside(rows: list[Row], merged: bool) -> list[Grid]:
    """Part tables that stand side by side (an empty column between), and unfold one that was set in several columns."""
    width = len(rows[0])
    body = [row for row in rows if len({cell for cell in row if cell}) > 1] or rows
    gaps = [c for c in range(1, width - 1) if not any(row[c] for row in body)]
    edges = [-1, *gaps, width]
    spans = [(left + 1, right) for left, right in itertools.pairwise(edges) if right - left > 1]
    if len(spans) > 1 and all(right - left > 1 for left, right in spans):
        return [
            grid
            for left, right in spans
            if (part := _rectangle([row[left:right] for row in rows])) and (grid := _grid(_narrow(part), merged))
        ]
    return [_grid(_unfolded(_narrow(rows)), merged)]


def _unfolded(rows: list[Row]) -> list[Row]:
    """Put the halves of a table that was set in two or more columns (学校 人数 学校 人数) below one another."""
    for position, head in enumerate(rows[:_MOST_HEADINGS]):
        for times in (2, 3, 4):
            part, rest = divmod(len(head), times)
            if rest or part < 2 or len(rows) < position + 2 or not all(head[:part]) or len(set(head[:part])) < part:
                continue
            if head == head[:part] * times and all(single(row) or row == head for row in rows[: position + 1]):
                above = [row[:part] for row in rows[: position + 1]]
                below = [row[n * part : (n + 1) * part] for n in range(times) for row in rows[position + 1 :]]
                return [*above, *(row for row in below if any(row))]
    return rows


def _grid(rows: list[Row], merged: bool) -> Grid:
    above: list[str] = []
    below: list[str] = []
    while len(rows) > 1 and (title := single(rows[0])) and len(rows[0]) > 1 and not is_value(title):
        if not rows[0][0] and numeric_columns(rows[1:]) == {rows[0].index(title)}:
            break  # the heading of the one column of values
        above.append(title)
        rows = rows[1:]
    while len(rows) > 1 and (note := single(rows[-1])) and len(rows[-1]) > 1 and _is_note(note):
        below.insert(0, note)
        rows = rows[:-1]
    rows = _signed(rows)
    numeric = numeric_columns(rows)
    count = _headings(rows, numeric)
    heads = rows[:count]
    if not merged:
        heads = _covered(heads)
    body = [row for row in rows[count:] if not (count and row in rows[:count])]
    return Grid((*heads, *_filled_down(body, numeric)), count, frozenset(numeric), tuple(above), tuple(below))


def _signed(rows: list[Row]) -> list[Row]:
    """Write what stands in brackets in a column of changes (比上年增减) with its sign."""
    changes = [
        column
        for column in range(len(rows[0]))
        if any(is_rate(unit_of_name(row[column])[0]) for row in rows[:_MOST_HEADINGS] if not is_value(row[column]))
    ]
    return (
        [tuple(as_negative(cell) if c in changes else cell for c, cell in enumerate(row)) for row in rows]
        if changes
        else rows
    )


def _is_note(text: str) -> bool:
    return bool(read_pattern("index.reading", "table_notes.txt").match(text)) or (
        len(text) > _LONG_NOTE and not is_value(text)
    )


def numeric_columns(rows: Sequence[Row]) -> set[int]:
    """Return the columns of values; years alone make none where other columns hold values."""
    found, years = set(), set()
    for column in range(len(rows[0])):
        filled = [row[column] for row in rows if not is_empty(row[column]) and not single(row)]
        first = next((n for n, cell in enumerate(filled) if is_value(cell)), len(filled) - 1)
        filled = filled[max(0, first) :]
        values = sum(map(is_value, filled))
        if filled and values and values >= _NUMERIC * len(filled):
            found.add(column)
            if column == 0 and all(is_year(cell) for cell in filled if is_value(cell)):
                years.add(column)
    return found - years if found - years else found


def _headings(rows: Sequence[Row], numeric: set[int]) -> int:
    """Return how many rows at the top are headings: no value stands in them, years apart."""
    if not numeric:
        return 1 if len(rows) > 1 and len({cell for cell in rows[0] if cell}) > 1 else 0
    count = 0
    for position, row in enumerate(rows[:_MOST_HEADINGS]):
        values = [row[column] for column in numeric if not is_empty(row[column])]
        years = [value for value in values if is_year(value)]
        if any(is_value(value) and not is_year(value) for value in values):
            break
        if years and position and not _below_a_group(rows[position - 1], numeric):
            break
        if position and (not values or single(row)):
            break
        count += 1
    return min(count, len(rows) - 1)


def _below_a_group(row: Row, numeric: set[int]) -> bool:
    """Tell whether a row holds headings of groups of columns: one is repeated, or blank beside one."""
    cells = [row[column] for column in sorted(numeric)]
    return any(first == second or not second for first, second in itertools.pairwise(cells))


def _covered(heads: list[Row]) -> list[Row]:
    """Let the heading of a group cover the columns to its right that have headings of their own below it."""
    filled = list(heads)
    for position in range(len(heads) - 1):
        row, last = list(heads[position]), ""
        for column, cell in enumerate(row):
            has_own = any(below[column] for below in heads[position + 1 :])
            if cell:
                last = cell if has_own else ""
            elif column and has_own and last:
                row[column] = last
        filled[position] = tuple(row)
    return filled


def _filled_down(rows: list[Row], numeric: set[int]) -> list[Row]:
    """Repeat the first name of a row where it is left blank and a second name follows, as merged cells leave it."""
    names = [c for c in range(min(numeric, default=0)) if c < _COVERED]
    if len(names) < 2 or any(all(is_unit(row[c]) or not row[c] for row in rows) for c in names[1:]):
        return rows
    filled: list[Row] = []
    last = ""
    for row in rows:
        blank = not row[0] and any(row[c] for c in names[1:])
        filled.append((last, *row[1:]) if blank else row)
        last = row[0] or last
    return filled
