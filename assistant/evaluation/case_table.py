"""Question sets as people keep them: an Excel or CSV table with a column of questions and one of right answers."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.data_files import read_patterns, read_words
from index.text import find_figures, fold

SUFFIXES = (".xlsx", ".csv")
_OR = re.compile(r"\s*[|｜]\s*|\s+或\s+")
_COLUMNS = 2
_LONGEST = 20_000  # characters of a cell
_PATTERNS = read_patterns("assistant.evaluation", "patterns.toml")


class NotATable(ValueError):
    """The file holds no table of two columns; `line` is the first bad row, 0 where the file itself is bad."""

    def __init__(self, line: int, detail: str) -> None:
        super().__init__(detail)
        self.line, self.detail = line, detail


def read_case_rows(path: Path) -> list[dict[str, object]]:
    """Return the fields of the cases of a table: the first column asks, the second gives the right answer.

    An empty answer says that the reports do not tell; several that are right are separated by |. A first row that only
    names the columns is left out. Raises NotATable.
    """
    rows = [row for row in _rows(path) if any(row)]
    if any(len(cell) > _LONGEST for row in rows for cell in row):
        raise NotATable(0, "a cell is longer than any question")
    named = bool(rows) and _names_columns(rows[0])
    rows = rows[1:] if named else rows
    if not rows:
        raise NotATable(0, "no questions")
    if not named and sum(_asks(row[0]) for row in rows) * 2 < len(rows):
        raise NotATable(1, "the first column asks nothing: is this a question set?")
    return [_fields(number, row) for number, row in enumerate(rows, 1)]


def _fields(number: int, row: Sequence[str]) -> dict[str, object]:
    question, answer = (*row, "", "")[:_COLUMNS]
    if not question:
        raise NotATable(number, "the first column asks, the second gives the right answer")
    gold = [[part for part in _OR.split(answer) if part]] if answer else []
    kind = "unanswerable" if not gold else "figure" if find_figures(fold(answer)) or answer.isdigit() else "text"
    return {"id": str(number), "question": question, "kind": kind, "gold": gold}


def _asks(cell: str) -> bool:
    """Tell whether a cell of a table without names of columns asks anything: a list of people is no question set."""
    return _PATTERNS["asking"].search(fold(cell)) is not None


def _names_columns(row: Sequence[str]) -> bool:
    names = read_words("assistant.evaluation", "column_names.txt")
    return all(cell.strip("：: ").lower() in names for cell in row[:_COLUMNS] if cell)


def _rows(path: Path) -> list[list[str]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotATable(0, error.strerror or str(error)) from error
    return _excel(content) if path.suffix.lower() == ".xlsx" else _comma(content)


def _excel(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [_cells(row) for row in book.worksheets[0].iter_rows(max_col=_COLUMNS, values_only=True)]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
        raise NotATable(0, f"no Excel file: {error}") from error


def _comma(content: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return [_cells(row[:_COLUMNS]) for row in csv.reader(io.StringIO(text))]
        except csv.Error as error:  # a cell longer than any question
            raise NotATable(0, str(error)) from error
    raise NotATable(0, "no text")


def _cells(row: Iterable[object]) -> list[str]:
    return ["" if cell is None else str(cell).strip() for cell in row]
