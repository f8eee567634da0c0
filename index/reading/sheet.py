"""Reads .xlsx and .csv: every block of rows is a table, a line of one cell is a paragraph."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from index.errors import Reason, UnreadableFile
from index.reading.kinds import is_encrypted_office
from index.reading.limits import limits
from index.reading.plain import decode
from index.reading.tables import table_paragraphs, table_unit
from index.reading.word import unpacked_size
from index.structure import Paragraph

_DEFAULT_NAMES = ("sheet", "工作表")


def read_csv(path: Path, content: bytes) -> list[Paragraph]:
    text = decode(path, content)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4000], delimiters=",;\t|，")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(1_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error as error:
        raise UnreadableFile(path, Reason.BROKEN, ".csv") from error
    _check(path, sum(map(len, rows)))
    return list(blocks(rows))


def read_sheet(path: Path, content: bytes) -> list[Paragraph]:
    from openpyxl import load_workbook

    if is_encrypted_office(content):
        raise UnreadableFile(path, Reason.ENCRYPTED)
    unpacked_size(path, content)
    try:
        workbook = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises many kinds for a broken package
        raise UnreadableFile(path, Reason.BROKEN, ".xlsx") from error
    paragraphs: list[Paragraph] = []
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        _check(path, (sheet.max_row or 0) * (sheet.max_column or 0))
        rows = [[_written(cell) for cell in row] for row in sheet.iter_rows(values_only=False)]
        for merged in sheet.merged_cells.ranges:
            value = rows[merged.min_row - 1][merged.min_col - 1]
            wide = merged.max_col - merged.min_col + 1 >= max(2, (sheet.max_column or 1))
            if wide:
                continue  # a title over the whole sheet is a line, not a heading of each column
            for row in range(merged.min_row - 1, merged.max_row):
                for column in range(merged.min_col - 1, merged.max_col):
                    rows[row][column] = value
        if len(sheets) > 1 or not str(sheet.title).lower().startswith(_DEFAULT_NAMES):
            paragraphs.append(Paragraph(str(sheet.title), level=1))
        first = 1 + max((p.table for p in paragraphs if p.table is not None), default=-1)
        paragraphs += blocks(rows, first)
    return paragraphs


def _check(path: Path, cells: int) -> None:
    if cells > limits().cells:
        raise UnreadableFile(path, Reason.TOO_LARGE, f"{limits().cells} 格 / cells")


def _written(cell: Any) -> str:
    """Write a cell's value as the sheet shows it, as far as its format is simple."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | float):
        if "%" in str(cell.number_format):
            return f"{round(value * 100, 4):g}%"
        return f"{value:.10g}" if abs(value) < 1e15 else str(value)
    return str(value)


def blocks(rows: Iterable[Sequence[str]], number: int = 0) -> Iterable[Paragraph]:
    """Yield the rows as tables, parted by empty rows; rows of one cell are lines of text."""
    table: list[Sequence[str]] = []
    unit = ""
    for row in [*rows, []]:
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) > 1:
            table.append(row)
            continue
        if table and not filled:
            yield from table_paragraphs(_narrow(table), number, unit)
            number, table, unit = number + 1, [], ""
        elif table:
            table.append(row)
        elif filled:
            unit = table_unit(filled[0]) or unit
            yield Paragraph(filled[0])
    if table:
        yield from table_paragraphs(_narrow(table), number, unit)


def _narrow(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Leave out the columns that are empty in every row."""
    width = max(map(len, rows))
    used = [c for c in range(width) if any(c < len(row) and row[c].strip() for row in rows)]
    return [[row[c] if c < len(row) else "" for c in used] for row in rows]
