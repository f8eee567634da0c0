"""Tables in plain text: cells parted by tabs, by runs of blanks, or by upright strokes."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from index.reading.cells import is_empty, is_value, is_year

_GAP = re.compile(r"\t+|[ \xa0]{2,}|[ \xa0]*\u3000+[ \xa0\u3000]*")
_STROKES = re.compile(r"[|｜│┃║]")
_RULER = re.compile(r"[-—─━═=+|｜│┃║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋:\s]+")
_SENTENCE = re.compile(r"[。！？；]|，.*，")
_LEAST = 2  # rows that make a table
_LONGEST = 300  # characters of a row

Cells = list[tuple[str, int, int]]  # text, first and last column on the screen


def parted(lines: Sequence[str]) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield, in order, lines of text and the rows of the table behind them; either may be empty."""
    text: list[str] = []
    position = 0
    while position < len(lines):
        rows, position_after = _table_at(lines, position)
        if rows:
            yield text, rows
            text, position = [], position_after
        else:
            text.append(lines[position])
            position += 1
    yield text, []


def _table_at(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """Return the rows of a table that begins at line `start` and the line after it; no rows where none begins."""
    if len(_cut(lines[start])) < 2:
        return [], start
    taken: list[Cells] = []
    position = start
    while position < len(lines):
        line = lines[position]
        if taken and (_RULER.fullmatch(line) and line.strip()):
            position += 1
            continue
        cells = _cut(line)
        if len(cells) < 2 or len(line) > _LONGEST:
            break
        taken.append(cells)
        position += 1
    if len(taken) < _LEAST or not _is_table(taken):
        return [], start
    width = max(map(len, taken))
    if all(len(row) == width for row in taken) or "\t" in lines[start] or _STROKES.search(lines[start]):
        return [[text for text, _, _ in row] for row in taken], position
    rows = _placed(taken, width)
    return (rows, position) if rows else ([], start)


def is_spoken(text: str) -> bool:
    """Tell whether a cell holds sentences rather than a name or a value."""
    return bool(_SENTENCE.search(text))


def _is_table(rows: list[Cells]) -> bool:
    """Tell a table from text that happens to hold wide gaps: values stand in most rows, and no sentences."""
    valued = sum(
        any((is_value(text) and not is_year(text)) or is_empty(text) for text, _, _ in row[1:]) for row in rows
    )
    spoken = any(_SENTENCE.search(text) for row in rows for text, _, _ in row)
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=widths.count)
    return valued >= max(1, (len(rows) - 1) * 0.5) and not spoken and widths.count(usual) >= 0.5 * len(widths)


def _cut(line: str) -> Cells:
    stripped = line.strip(" \u3000\xa0") if "\t" not in line else line.rstrip()
    if _STROKES.search(stripped) and len(_STROKES.findall(stripped)) >= 1 and not _RULER.fullmatch(stripped):
        inner = _STROKES.split(stripped.strip("|｜│┃║ \u3000\xa0\t"))
        return [(cell.strip(), n, n) for n, cell in enumerate(inner)] if len(inner) > 1 else []
    if "\t" in line:
        return [(cell.strip(), n, n) for n, cell in enumerate(stripped.split("\t"))]
    cells: Cells = []
    offset = len(line) - len(line.lstrip(" \u3000\xa0"))
    body = line.rstrip()
    start = offset
    for gap in [*_GAP.finditer(body, offset), None]:
        end = gap.start() if gap else len(body)
        if end > start:
            left = _screen(body[:start])
            cells.append((body[start:end].strip(), left, left + _screen(body[start:end]) - 1))
        start = gap.end() if gap else end
    return cells


def _screen(text: str) -> int:
    """Return how many columns of a screen a text takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _placed(rows: list[Cells], width: int) -> list[list[str]]:
    """Put the cells of rows with blanks in them below the cells of the full ones; nothing where that is not clear."""
    full = [row for row in rows if len(row) == width]
    left = [min(row[n][1] for row in full) for n in range(width)]
    right = [max(row[n][2] for row in full) for n in range(width)]
    placed: list[list[str]] = []
    for row in rows:
        cells = [""] * width
        for text, first, last in row:
            meets = [n for n in range(width) if first <= right[n] and last >= left[n]]
            if len(meets) != 1 or cells[meets[0]]:
                return []
            cells[meets[0]] = text
        placed.append(cells)
    return placed
