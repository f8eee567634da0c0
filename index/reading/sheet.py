"""Reads .xlsx and .csv: every block of rows is a table, a line of one cell is a paragraph."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.errors import Reason, UnreadableFile
from index.reading.charts import chart_rows
from index.reading.encodings import decode
from index.reading.kinds import is_encrypted_office
from index.reading.limits import within_cells
from index.reading.noticed import Noticed
from index.reading.ooxml import qn
from index.reading.tables import TableReader
from index.reading.workbook import Sheet, Workbook
from index.structure import Paragraph

_DEFAULT_NAMES = ("sheet", "工作表", "table")
_DELIMITERS = "\t;|，,"
_SAMPLE_LINES = 60
_LEAST_ROWS = 2  # whole rows inside one cell that show that its quotation mark was never closed


def read_csv(path: Path, content: bytes, noticed: Noticed) -> list[Paragraph]:
    """Return the rows of separated values; the separator is the one that cuts most lines alike."""
    text = decode(path, content, noticed)
    csv.field_size_limit(10_000_000)
    delimiter = delimiter_of(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        if '"' in text and _run_on(text, rows, delimiter):
            rows = list(_by_the_line(text, delimiter))
            noticed.add("quotes")
    except csv.Error as error:
        raise UnreadableFile(path, Reason.BROKEN, ".csv") from error
    within_cells(path, sum(map(len, rows)))
    return list(blocks(rows, TableReader()))


def _run_on(text: str, rows: list[list[str]], delimiter: str) -> bool:
    """Tell whether a quotation mark that nothing closes took whole rows into one cell."""
    width = max((len(row) for row in rows[:_SAMPLE_LINES]), default=0)
    is_odd = text.count('"') % 2 == 1
    for row in rows:
        for cell in row:
            if "\n" in cell and delimiter in cell:
                full = sum(line.count(delimiter) == width - 1 for line in cell.splitlines())
                if is_odd or full >= _LEAST_ROWS:
                    return True
    return False


def _by_the_line(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a text whose quotation marks do not match, a line each; where a line's do, they hold."""
    for line in text.splitlines():
        if line.count('"') % 2:
            yield [cell.strip().strip('"') for cell in line.split(delimiter)]
        else:
            yield from csv.reader([line], delimiter=delimiter)


def delimiter_of(text: str) -> str:
    """Return the separator of cells: the one found outside quotation marks in most of the first lines, equally often."""
    lines = [line for line in text[:20_000].splitlines()[:_SAMPLE_LINES] if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [_outside_quotes(line, delimiter) for line in lines]
        cut = [count for count in counts if count]
        usual = max(set(cut), key=cut.count) if cut else 0
        alike = sum(count == usual for count in cut)
        # a comma inside sentences cuts lines unlike one another
        score = alike * (alike / len(cut)) if cut else 0.0
        if delimiter == "，" and alike < 0.8 * len(lines):
            score = 0.0
        if score > most:
            best, most = delimiter, score
    return best


def _outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])


def read_sheet(path: Path, content: bytes, noticed: Noticed) -> list[Paragraph]:
    """Return the visible cells of a workbook; hidden rows, columns and sheets are noticed."""
    if is_encrypted_office(content):
        raise UnreadableFile(path, Reason.ENCRYPTED)
    paragraphs: list[Paragraph] = []
    try:
        workbook = Workbook(path, content)
        tables = TableReader()
        shown = 0
        for sheet in workbook.sheets():
            if sheet.is_missing:
                noticed.add("lost_sheet", sheet.name)
                continue
            if sheet.hidden:
                noticed.add("hidden_sheet", sheet.name)
                continue
            read = [*blocks(_rows(sheet, noticed), tables), *_drawn(workbook, sheet, tables, noticed)]
            if read:
                shown += 1
                paragraphs += [Paragraph(sheet.name, level=1), *read]
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # damaged parts make every kind of error
        raise UnreadableFile(path, Reason.BROKEN, ".xlsx") from error
    if shown == 1 and paragraphs[0].text.lower().startswith(_DEFAULT_NAMES):
        return paragraphs[1:]
    return paragraphs


def _rows(sheet: Sheet, noticed: Noticed) -> Iterator[list[str]]:
    """Yield the visible rows from the first to the last that holds something; merged cells repeated where they reach."""
    if sheet.hidden_rows:
        noticed.add("hidden_rows", f"{sheet.name} {_ranges(sheet.hidden_rows)}")
    hidden = {c for c in sheet.hidden_columns if any(c in cells for cells in sheet.cells.values())}
    if hidden:
        noticed.add("hidden_columns", f"{sheet.name} {len(hidden)}")
    for name, places in (("formula", sheet.without_value), ("lost_cells", sheet.lost), ("hidden_words", sheet.blanked)):
        for place in places:
            noticed.add(name, f"{sheet.name}!{place}")
    width = max((max(cells) for cells in sheet.cells.values()), default=-1) + 1
    _repeat_merged(sheet, width)
    previous: int | None = None
    for number in sorted(sheet.cells):
        if previous is not None and any(
            n not in sheet.hidden_rows for n in range(previous + 1, min(number, previous + 50))
        ):
            yield []
        previous = number
        cells = sheet.cells[number]
        yield [cells.get(column, "") for column in range(width) if column not in hidden]


def _repeat_merged(sheet: Sheet, width: int) -> None:
    for top, left, bottom, right in sheet.merged:
        value = sheet.cells.get(top, {}).get(left, "")
        if not value and top in sheet.hidden_rows:
            continue
        wide = right - left + 1 >= max(2, width - 1) or (right >= 2 and _is_title(sheet, top, right))
        if not value or (left == 0 and wide):
            continue  # a title over the whole sheet is a line, not a heading of each column
        for row in range(top, min(bottom, top + 100_000) + 1):
            if row == top or row in sheet.cells:
                for column in range(left, min(right, width) + 1):
                    sheet.cells[row][column] = value


def _is_title(sheet: Sheet, row: int, right: int) -> bool:
    """Tell whether nothing else stands in a row beside a wide merged cell."""
    return not any(column > right for column in sheet.cells[row])


def _ranges(numbers: set[int]) -> str:
    ordered = sorted(numbers)
    shown = [f"{number + 1}" for number in ordered[:4]]
    return "/".join(shown) + (f" … +{len(ordered) - 4}" if len(ordered) > 4 else "")


def _drawn(workbook: Workbook, sheet: Sheet, tables: TableReader, noticed: Noticed) -> Iterator[Paragraph]:
    """Yield what stands in text boxes over a sheet and in its charts; notice its pictures."""
    for part in sheet.drawings:
        root = workbook.package.xml(part)
        if root is None:
            continue
        for paragraph in root.iter(qn("a:p")):
            text = "".join(t.text or "" for t in paragraph.iter(qn("a:t"))).strip()
            if text:
                yield Paragraph(text)
        for relation in workbook.package.relations(part).values():
            if relation.kind == "image":
                noticed.add("picture", sheet.name)
            elif relation.kind == "chart":
                title, rows = chart_rows(workbook.package.xml(relation.target))
                if rows and not _repeats_cells(rows, sheet):
                    yield from [Paragraph(title)] if title else []
                    yield from tables.read(rows)
                elif not rows:
                    noticed.add("chart", title or sheet.name)


def _repeats_cells(rows: list[list[str]], sheet: Sheet) -> bool:
    """Tell whether a chart shows what the sheet's cells say already."""
    said = {cell.strip() for cells in sheet.cells.values() for cell in cells.values()}
    return all(cell.strip() in said for row in rows[1:] for cell in row if cell)


def blocks(rows: Iterable[Sequence[str]], tables: TableReader) -> Iterator[Paragraph]:
    """Yield the rows as tables, parted by empty rows; rows of one cell outside a table are lines of text."""
    table: list[Sequence[str]] = []
    for row in rows:
        filled = [cell.strip() for cell in row if cell.strip()]
        if not filled and table:
            yield from _block(table, tables)
            table = []
        elif filled:
            table.append(row)
    if table:
        yield from _block(table, tables)


def _block(rows: list[Sequence[str]], tables: TableReader) -> Iterator[Paragraph]:
    """Yield the lines above a table, the table, and the lines below it."""
    alone = [len({cell.strip() for cell in row if cell.strip()}) == 1 for row in rows]
    if all(alone) and all(_first(row) == _first(rows[0]) for row in rows):
        lines, rows = rows, []
    else:
        count = next((number for number, single in enumerate(alone) if not single), len(rows))
        lines, rows = rows[:count], rows[count:]
    for row in lines:
        text = next(cell.strip() for cell in row if cell.strip())
        tables.heard(text)
        yield Paragraph(text)
    if rows:
        yield from tables.read(rows, merged=False)


def _first(row: Sequence[str]) -> int:
    return next(column for column, cell in enumerate(row) if cell.strip())
