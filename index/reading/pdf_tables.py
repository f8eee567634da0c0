"""Tables of a PDF's pages: ruled ones by their lines, those without upright lines by the columns their cells keep."""

import io
import itertools
from collections.abc import Sequence
from typing import Any

from index.reading.aligned import is_spoken
from index.reading.cells import is_empty, is_value, is_year
from index.reading.noticed import Noticed
from index.reading.pdf_lines import Line, rows_of

RULES = 6  # drawn lines of a page that may hold a ruled table
_MOST_RULES = 4000  # lines of a page; a table of a hundred rows drawn cell by cell has fewer
_LONG_CELL = 30  # characters of a cell; longer ones are text in columns
_LEAST = 2  # rows of values that make a table


def rules_of(page: Any) -> int:
    """Count the drawn lines and boxes of a page, as far as they matter."""
    count = 0
    for drawn in page.get_objects(filter=[2], max_depth=3):  # FPDF_PAGEOBJ_PATH
        count += 1 if drawn.type == 2 else 0
        if count >= RULES:
            break
    return count


def put_ruled(content: bytes, pages: Sequence[tuple[int, list[Line]]], noticed: Noticed) -> dict[int, list[Line]]:
    """Return the lines of the pages given as index and lines, those inside ruled tables replaced by the tables' rows.

    A page whose rules cannot be made out keeps its lines and is noticed.
    """
    import pdfplumber

    found: dict[int, list[Line]] = {}
    try:
        document = pdfplumber.open(io.BytesIO(content))
    except MemoryError:
        raise
    except Exception:  # another program's reader, with failures of its own over files that this one has read
        for index, _ in pages:
            noticed.add("ruled_tables", str(index + 1))
        return found
    with document:
        for index, plain in pages:
            try:
                sheet = document.pages[index]
                found[index] = _ruled(sheet, plain)
                sheet.close()
            except MemoryError:
                raise
            except Exception:
                noticed.add("ruled_tables", str(index + 1))
    return found


def _ruled(sheet: Any, lines: list[Line]) -> list[Line]:
    if len(sheet.lines) + len(sheet.rects) + len(sheet.curves) > _MOST_RULES:
        return lines  # a drawing: its lines are no table's, and there are too many to pair
    for table in sheet.find_tables():
        rows = _filled(table)
        filled = [cell for row in rows for cell in row if cell.strip()]
        if len(rows) < 2 or max(map(len, rows)) < 2 or len(filled) < 4:
            continue
        lines = _replaced(lines, table.bbox, rows)
    return lines


def _filled(table: Any) -> list[list[str]]:
    """Return a ruled table's cells, those that reach over several repeated where they reach."""
    texts: dict[tuple[float, ...], str] = {}
    for row, words in zip(table.rows, table.extract(), strict=True):
        for box, text in zip(row.cells, words, strict=True):
            if box is not None:
                texts[tuple(box)] = (text or "").replace("\n", "")
    across = _edges([edge for box in texts for edge in (box[0], box[2])])
    down = _edges([edge for box in texts for edge in (box[1], box[3])])
    rows = []
    for top, bottom in itertools.pairwise(down):
        cells = []
        for left, right in itertools.pairwise(across):
            x, y = (left + right) / 2, (top + bottom) / 2
            cells.append(next((t for box, t in texts.items() if box[0] <= x <= box[2] and box[1] <= y <= box[3]), ""))
        rows.append(cells)
    return rows


def _edges(places: list[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > 2:
            edges.append(place)
    return edges


def _replaced(lines: list[Line], box: Sequence[float], rows: list[list[str]]) -> list[Line]:
    left, top, right, bottom = box
    outside = [
        line for line in lines if not (top - 2 <= line.middle <= bottom + 2 and line.right > left and line.left < right)
    ]
    at = sum(1 for line in outside if line.bottom <= top + 2)
    outside.insert(at, Line(left, right, top, bottom, "", rows))
    return outside


def with_unruled(lines: list[Line]) -> list[Line]:
    """Return a page's lines with those that stand in columns of values joined to tables."""
    rows = rows_of([line for line in lines if not line.rows])
    found: list[Line] = [line for line in lines if line.rows]
    position = 0
    while position < len(rows):
        end = _end_of_table(rows, position)
        table = _table(rows[position:end]) if end - position > _LEAST else None
        if table is None:
            found += rows[position]
            position += 1
        else:
            found.append(table)
            position = end
    return found


def _end_of_table(rows: list[list[Line]], start: int) -> int:
    """Return the row behind the last one that may belong to a table beginning at `start`."""
    if len(rows[start]) < 2:
        return start
    end = start + 1
    while end < len(rows):
        row, before = rows[end], rows[end - 1]
        near = min(line.top for line in row) - max(line.bottom for line in before) < 2.5 * before[0].height
        if not near or any(len(line.text) > _LONG_CELL or is_spoken(line.text) for line in row):
            break
        if len(row) < 2 and not (len(row[0].text) <= 16 and any(len(later) >= 2 for later in rows[end + 1 : end + 3])):
            break
        end += 1
    return end


def _table(rows: list[list[Line]]) -> Line | None:
    """Put the pieces of these rows into columns; None where they make no table of values."""
    widest = max(map(len, rows))
    full = [row for row in rows if len(row) == widest]
    if len(full) < _LEAST or widest < 2:
        return None
    left = [min(row[n].left for row in full) for n in range(widest)]
    right = [max(row[n].right for row in full) for n in range(widest)]
    if any(right[n] > left[n + 1] for n in range(widest - 1)):
        return None
    cells: list[list[str]] = []
    for row in rows:
        placed = [""] * widest
        for line in row:
            meets = [n for n in range(widest) if line.left < right[n] and line.right > left[n]]
            if not meets:
                meets = [min(range(widest), key=lambda n: abs(line.left + line.right - left[n] - right[n]))]
            if any(placed[n] for n in meets) or (len(meets) > 1 and is_value(line.text)):
                return None
            for n in meets if len(row) > 1 else meets[:1]:
                placed[n] = line.text
        cells.append(placed)
    cells = _whole_names(cells)
    values = [row for row in cells if any(is_value(cell) and not is_year(cell) for cell in row[1:])]
    others = [cell for row in cells[1:] for cell in row[1:] if not is_empty(cell)]
    valued = sum(map(is_value, others))
    if len(values) < _LEAST or valued < 0.5 * len(others):
        return None
    flat = [line for row in rows for line in row]
    box = min(p.left for p in flat), max(p.right for p in flat), min(p.top for p in flat), max(p.bottom for p in flat)
    return Line(*box, "", cells)


def _whole_names(cells: list[list[str]]) -> list[list[str]]:
    """Put a name that stands alone above, or above and below, a row without one into that row: a cell of two lines.

    Values stand at the middle of such a cell, and 学校 at that of a head of two levels.
    """
    whole: list[list[str]] = []
    position = 0
    while position < len(cells):
        row = cells[position]
        after = cells[position + 1] if position + 1 < len(cells) else []
        column = _alone(row)
        if column is None or not after or after[column] or not any(after):
            whole.append(row)
            position += 1
            continue
        name = row[column]
        position += 2
        is_valued = any(map(is_value, after))
        if is_valued and position < len(cells) and _alone(cells[position]) == column:
            name += cells[position][column]
            position += 1
        whole.append([name if n == column else cell for n, cell in enumerate(after)])
    return whole


def _alone(row: list[str]) -> int | None:
    """Return the column of a name that stands alone in its row; None for any other row."""
    filled = [column for column, cell in enumerate(row) if cell]
    return filled[0] if len(filled) == 1 and filled[0] == 0 and not is_value(row[0]) else None
