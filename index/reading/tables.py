"""Tables as readable lines: every value with the name of its row and of its column before it and its unit behind it
(小学学校数68所，小学在校生数4.5万人。). Each clause says on its own what its figure counts.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.reading.cells import (
    as_year,
    caption_units,
    ends_with_unit,
    is_bare,
    is_code_name,
    is_empty,
    is_rate,
    is_share_unit,
    is_unit_column,
    is_value,
    plain_value,
    says_nothing,
    unit_among,
    unit_of_name,
)
from index.reading.change_columns import changes_in
from index.reading.columns import all_years, column_of, is_serial, one_clause
from index.reading.grid import Grid, Row, grids_of, single
from index.reading.sections import Sections
from index.structure import Paragraph
from index.types import Cell

_NAMES = 3  # leading columns of words that together name a row
_LONGEST_TITLE = 60  # characters of a line that may be a table's title
_CONTINUED = re.compile(
    r"[（(【\[]?\s*续\s*(?:上?表|前)?\s*[0-9一二三四五六七八九十]{0,3}\s*[)）】\]]?[：:]?|.{0,40}[（(]续(?:表|上表)?[）)]"
)
_CLOSING = tuple("。！？；：")


def table_paragraphs(
    rows: Sequence[Sequence[str]],
    number: int,
    unit: str = "",
    page: int | None = None,
    *,
    merged: bool = False,
    under: str = "",
) -> list[Paragraph]:
    """Return a table's rows as paragraphs, numbered from `number` on where it holds several tables.

    `unit` holds for every value that names no other; `merged` tells that merged cells are repeated in `rows`.
    Titles above and notes below the values become paragraphs of their own.
    """
    paragraphs: list[Paragraph] = []
    units = tuple(part for part in unit.split("、") if part)
    for grid in grids_of(rows, merged):
        paragraphs += [Paragraph(title, page=page) for title in grid.above]
        own = next((found for title in (*reversed(grid.above), *grid.below) if (found := _units_in(title))), ())
        paragraphs += _Lines(grid, own or units, under).paragraphs(number, page)
        paragraphs += [Paragraph(note, page=page) for note in grid.below]
        number += 1
    return paragraphs


def _units_in(title: str) -> tuple[str, ...]:
    return caption_units(title) or (ends_with_unit(title) if len(title) <= _LONGEST_TITLE else ())


class TableReader:
    """Reads the tables of one document in order and remembers the lines above each, where a unit may stand."""

    def __init__(self) -> None:
        self._count = 0
        self._above: list[str] = []
        self._goes_on = False  # the next table is said to continue the one before, whose units hold for it
        self._units: tuple[str, ...] = ()

    def heard(self, text: str) -> None:
        """Take note of a line of text that stands before the next table."""
        if text.strip():
            self._above = [*self._above[-1:], text.strip()]
            self._goes_on = bool(_CONTINUED.fullmatch(text.strip()))

    def read(
        self, rows: Sequence[Sequence[str]], page: int | None = None, merged: bool = False, under: str = ""
    ) -> list[Paragraph]:
        """Return a table's rows as paragraphs; `under` names the row of the table that this one stands in."""
        units = next((found for line in reversed(self._above) if (found := _units_in(line))), ())
        if self._goes_on and not units:
            units = self._units
        self._goes_on, self._units = False, units
        read = table_paragraphs(rows, self._count, "、".join(units), page, merged=merged, under=under)
        self._count = max((p.table + 1 for p in read if p.table is not None), default=self._count)
        last = [p.text for p in read if p.table is None and p.text][-1:]
        self._above = last if read and read[-1].table is None else []
        return read

    def numbered(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Return what another reader read, its tables numbered on from those of this document."""
        first = self._count
        moved = [replace(p, table=p.table + first) if p.table is not None else p for p in paragraphs]
        self._count = max((p.table + 1 for p in moved if p.table is not None), default=first)
        return moved


class _Lines:
    """Writes the rows of one table."""

    def __init__(self, grid: Grid, units: tuple[str, ...], under: str = "") -> None:
        self._grid = grid
        self._under = under
        body = grid.rows[grid.headings :]
        width = len(grid.rows[0])
        heads = [[row[column] for row in grid.rows[: grid.headings]] for column in range(width)]
        self._columns = [column_of(levels) for levels in heads]
        self._serial = {c for c in range(width) if is_serial(c, self._columns[c].whole, body)}
        plain = [row for row in body if not single(row)]  # a row that names the section below it is in every column
        codes = {c for c in grid.numeric if is_code_name(self._columns[c].whole)}
        self._numeric = set(grid.numeric) - self._serial - codes
        self._unit_column = next(
            (c for c in range(width) if is_unit_column(self._columns[c].whole, [row[c] for row in plain])), None
        )
        first = min(self._numeric, default=width)
        names = [c for c in range(first) if c not in self._serial | codes and c != self._unit_column]
        self._years = {c for c in names if all_years([row[c] for row in body])}
        self._names = names[:_NAMES] if self._numeric else []
        self._changes = changes_in(self._columns, self._numeric, plain)
        self._sections = Sections([self._name(row) for row in body], [self._has_values(row) for row in body])
        amounts = [c for c in sorted(self._numeric) if not is_rate(self._columns[c].name)]
        # 数值 tells nothing; 实际 beside 计划 does
        self._plain_alone = all(says_nothing(self._columns[c].name) for c in amounts)
        self._units = units
        self._unit_at = {column: position for position, column in enumerate(amounts)}

    def paragraphs(self, number: int, page: int | None) -> list[Paragraph]:
        found = []
        for position, row in enumerate(self._grid.rows):
            if position < self._grid.headings:
                found.append(Paragraph("", page=page, table=number, cells=row))
                continue
            parts, cells = self._line(row, position - self._grid.headings)
            found.append(Paragraph(parts, page=page, table=number, cells=row, values=cells))
        return found

    def _name(self, row: Row) -> str:
        return "".join(dict.fromkeys(row[c] for c in self._names if not is_empty(row[c])))

    def _has_values(self, row: Row) -> bool:
        """Tell whether anything but names stands in a row; a dash stands for a value that is not there."""
        return any(
            row[c]
            for c in range(len(row))
            if c not in self._names and c not in self._serial and row[c] != self._name(row)
        )

    def _line(self, row: Row, position: int) -> tuple[str, tuple[Cell, ...]]:
        if self._is_pairs():
            return _pairs(row)
        if (section := single(row)) and not is_value(section):
            return section, ()
        year = "".join(as_year(row[c]) for c in self._names if c in self._years and not is_empty(row[c]))
        name, row_unit = unit_of_name(
            "".join(dict.fromkeys(row[c] for c in self._names if c not in self._years and not is_empty(row[c])))
        )
        named = {c for c in self._names if not is_empty(row[c])}
        section = self._sections.of(position)
        name = one_clause(self._under + section + self._sections.plain(name))
        own_unit = row[self._unit_column] if self._unit_column is not None else ""
        text = ""
        cells: list[Cell] = []
        for column, cell in enumerate(row):
            if is_empty(cell) or column in named or column in self._serial or column == self._unit_column:
                continue
            head = self._columns[column]
            if column in self._numeric and is_value(cell):
                if column in self._changes:  # 2023年专任教师比上年增减-7人
                    head = replace(head, year=self._changes[column].year, name=_said(head.name))
                value = plain_value(cell)
                unit = self._unit(column, name, row_unit, own_unit) if is_bare(cell) else ""
                lead = f"{head.year or year}{name}{'' if name and self._plain_alone and says_nothing(head.name) else head.name}"
                lead += year if head.year and year != head.year else ""
                joint = "为" if lead and not unit and is_bare(cell) else ""
                clause = f"{lead}{joint}"
                start = len(text) + bool(text) + len(clause)
                cells.append(
                    Cell(start, start + len(value) + len(unit), position, column, year + name, head.whole, unit)
                )
                clause += value + unit
            elif head.whole and cell != head.whole:
                clause = f"{year}{name}{head.whole}：{cell}"
            else:
                clause = cell
            text += ("，" if text else "") + clause
        if not text:
            words = [cell for c, cell in enumerate(row) if c in named or not is_empty(cell)]
            return "，".join(dict.fromkeys(words)), ()
        return text + ("" if text.endswith(_CLOSING) else "。"), tuple(cells)

    def _is_pairs(self) -> bool:
        """Tell whether names and values stand in turn: 学校数 68 教师 5120."""
        width = len(self._grid.rows[0])
        return (
            not self._grid.headings
            and width % 2 == 0
            and bool(self._numeric)
            and all(column % 2 for column in self._numeric)
            and (width == 2 or len(self._numeric) > 1)
        )

    def _unit(self, column: int, name: str, row_unit: str, own_unit: str) -> str:
        head = self._columns[column]
        change = self._changes.get(column)
        if change is not None and not head.unit and change.percent:
            return "%"
        if change is not None and not head.unit and change.amount:
            unit = row_unit or own_unit or (self._units[0] if len(self._units) == 1 else "")
            return "个百分点" if is_share_unit(unit) else unit
        rate = is_rate(head.name)
        for unit in (row_unit, own_unit):
            if unit and not head.unit and (not rate or is_share_unit(unit)):
                return unit
        if head.unit:
            # the row says it more exactly, unless the column tells of shares
            return row_unit if row_unit and not rate and not is_share_unit(head.unit) else head.unit
        if not self._units or (row_unit or own_unit):
            return ""
        shares = [unit for unit in self._units if is_share_unit(unit)]
        amounts = [unit for unit in self._units if not is_share_unit(unit)]
        if rate or is_rate(name):
            return shares[0] if len(shares) == 1 else ""
        if not amounts:
            return shares[0] if len(shares) == 1 else ""
        if len(amounts) == 1:
            return amounts[0]
        if len(amounts) == len(self._unit_at) and column in self._unit_at:
            return amounts[self._unit_at[column]]
        return unit_among(amounts, head.name)


def _said(name: str) -> str:
    """Return a name of a change as a line says it: 比上年± → 比上年增减."""
    return re.sub(r"(?:±|[＋+][/／]?[－-])%?$", "增减", name)


def _pairs(row: Row) -> tuple[str, tuple[Cell, ...]]:
    text = ""
    cells: list[Cell] = []
    for at in range(0, len(row), 2):
        name, value = row[at], row[at + 1]
        if is_empty(value):
            text += ("，" if text and name else "") + name
            continue
        bare, unit = unit_of_name(name)
        is_plain = is_value(value) and is_bare(value)
        unit = unit if is_plain else ""
        clause = bare if unit or not is_value(value) else name
        clause += "：" if clause and not is_value(value) else "为" if clause and is_plain and not unit else ""
        start = len(text) + bool(text) + len(clause)
        if is_value(value):
            value = plain_value(value)
            cells.append(Cell(start, start + len(value) + len(unit), 0, at + 1, bare, "", unit))
        text += ("，" if text else "") + clause + value + unit
    return text + ("。" if text else ""), tuple(cells)


def shifted(cells: Sequence[Cell], offset: int, row: int) -> tuple[Cell, ...]:
    """Return the cells of a line with their places in the whole text and table."""
    return tuple(replace(cell, start=cell.start + offset, end=cell.end + offset, row=row) for cell in cells)
