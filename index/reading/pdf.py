"""Reads .pdf: text with page numbers, in reading order (two columns as well), tables with ruled lines, headers and
footers dropped, lines joined across breaks and pages. A scanned document is recognised, and read where OCR is installed.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import Reason, UnreadableFile
from index.reading.limits import limits
from index.reading.ocr import ocr_lines
from index.reading.tables import table_paragraphs, table_unit
from index.structure import Paragraph, mark_of

_MARGIN = 0.1  # share of a page's height where headers and footers stand
_REPEATED = 0.4  # share of the pages on which a line in the margin makes it a header
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?[0-9ⅠⅡⅢⅣⅤivx]{1,4}\s*(?:页)?(?:\s*[/／共]\s*(?:共\s*)?[0-9]{1,4}\s*页?)?[-—–·\s]*"
)
_RULES = 6  # ruled lines of a page that may hold a table
_LETTERS = 12  # characters a page; fewer on average means a scan
_WIDE_GAP = 1.6  # of a line's height: wider gaps part columns
_HAN = "\u4e00-\u9fff，。；：、！？（）“”《》—…％"
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}])[ \u3000]+|[ \u3000]+(?=[{_HAN}])")
_COLUMN = 4  # lines that make a column


@dataclass(slots=True)
class _Line:
    left: float
    right: float
    top: float  # distance from the upper edge
    bottom: float
    text: str
    rows: list[list[str]] = field(default_factory=list)

    @property
    def height(self) -> float:
        return max(1.0, self.bottom - self.top)


@dataclass(slots=True)
class _PageText:
    number: int
    width: float
    height: float
    lines: list[_Line]


def read_pdf(path: Path, content: bytes) -> list[Paragraph]:
    """Return the paragraphs of a PDF with their pages; raises UnreadableFile with the reason where it cannot."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        reason = Reason.ENCRYPTED if "password" in str(error).lower() else Reason.BROKEN
        raise UnreadableFile(path, reason, ".pdf") from error
    try:
        if len(document) > limits().pages:
            raise UnreadableFile(path, Reason.TOO_MANY_PAGES, f"{limits().pages}")
        pages = [_page(document[number], number + 1) for number in range(len(document))]
        letters = sum(len(line.text) for page in pages for line in page.lines)
        if letters < _LETTERS * max(1, len(pages)):
            return _scanned(path, document)
        ruled = [page.number for page in pages if _rules(document[page.number - 1]) >= _RULES]
    finally:
        document.close()
    _put_tables(content, pages, ruled)
    _drop_margins(pages)
    return list(_paragraphs(pages))


def _scanned(path: Path, document: Any) -> list[Paragraph]:
    if len(document) > limits().ocr_pages:
        raise UnreadableFile(path, Reason.SCANNED)
    pages = []
    for number in range(len(document)):
        image = document[number].render(scale=2.0).to_pil().convert("RGB")
        boxes = ocr_lines(image)
        if boxes is None:
            raise UnreadableFile(path, Reason.SCANNED)
        lines = [_Line(*box, text) for box, text in boxes]
        pages.append(_PageText(number + 1, image.width, image.height, _in_order(lines, image.width)))
    _drop_margins(pages)
    return list(_paragraphs(pages))


def _page(page: Any, number: int) -> _PageText:
    width, height = page.get_size()
    text = page.get_textpage()
    pieces = list(_pieces(text, height))
    text.close()
    return _PageText(number, width, height, _in_order(_joined_pieces(pieces), width))


def _pieces(text: Any, height: float) -> Iterator[_Line]:
    """Yield runs of characters that follow one another in the file and on one printed line.

    Boxes are those of the font, not of the ink: a comma is then as high as the word before it.
    """
    from pypdfium2 import raw

    piece: _Line | None = None
    for position in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, position))
        if character in "\r\n\x00\ufffe\x02":
            continue
        left, bottom, right, top = text.get_charbox(position, loose=True)
        box = (left, right, height - top, height - bottom)
        if character.isspace():
            if piece is not None and not piece.text.endswith(" "):
                piece.text += " "
            continue
        if piece is not None:
            high = piece.height
            level = abs((box[2] + box[3]) - (piece.top + piece.bottom)) < 0.6 * high
            if level and -0.5 * high < left - piece.right < _WIDE_GAP * high:
                piece.text += character
                piece.right = max(piece.right, right)
                piece.top, piece.bottom = min(piece.top, box[2]), max(piece.bottom, box[3])
                continue
            yield piece
        piece = _Line(*box, character)
    if piece is not None:
        yield piece


def _rules(page: Any) -> int:
    """Count the drawn lines and boxes of a page, as far as they matter."""
    count = 0
    for drawn in page.get_objects(filter=[2], max_depth=3):  # FPDF_PAGEOBJ_PATH
        count += 1 if drawn.type == 2 else 0
        if count >= _RULES:
            break
    return count


def _joined_pieces(pieces: list[_Line]) -> list[_Line]:
    """Put the pieces of one printed line together: the same height, no wide gap between."""
    rows: list[list[_Line]] = []
    for piece in sorted(pieces, key=lambda p: p.top + p.bottom):
        middle = (piece.top + piece.bottom) / 2
        row = rows[-1] if rows else None
        if row and middle < max(other.bottom for other in row) and abs(middle - _middle(row)) < 0.5 * piece.height:
            row.append(piece)
        else:
            rows.append([piece])
    lines: list[_Line] = []
    for row in rows:
        open_line: _Line | None = None
        for piece in sorted(row, key=lambda p: p.left):
            gap = piece.left - open_line.right if open_line else 0.0
            if open_line is None or gap > _WIDE_GAP * piece.height:
                open_line = piece
                lines.append(piece)
                continue
            open_line.text += (" " if gap > 0.25 * piece.height else "") + piece.text
            open_line.right = max(open_line.right, piece.right)
            open_line.top, open_line.bottom = min(open_line.top, piece.top), max(open_line.bottom, piece.bottom)
    for line in lines:
        # layout leaves a gap between Chinese and digits that nobody typed
        line.text = _SPACE_BESIDE_HAN.sub("", line.text)
    return lines


def _middle(row: Sequence[_Line]) -> float:
    return sum(line.top + line.bottom for line in row) / 2 / len(row)


def _in_order(lines: list[_Line], width: float) -> list[_Line]:
    """Order lines for reading; between lines that cross the middle, the left column comes before the right one."""
    middle = width / 2
    lines = sorted(lines, key=lambda line: (line.top, line.left))
    ordered: list[_Line] = []
    band: list[_Line] = []
    for line in [*lines, None]:
        crosses = line is None or (line.left < middle - 10 and line.right > middle + 10)
        if line is not None and not crosses:
            band.append(line)
            continue
        left = [item for item in band if item.right <= middle + 10]
        right = [item for item in band if item.right > middle + 10]
        beside = sum(any(r.top < item.bottom and r.bottom > item.top for r in right) for item in left)
        ordered += [*left, *right] if min(len(left), len(right), beside) >= _COLUMN else band
        band = []
        if line is not None:
            ordered.append(line)
    return ordered


def _put_tables(content: bytes, pages: list[_PageText], ruled: Sequence[int]) -> None:
    """Replace the lines inside ruled tables by the tables' rows."""
    if not ruled:
        return
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        for number in ruled:
            sheet = document.pages[number - 1]
            for table in sheet.find_tables():
                rows = [[(cell or "").replace("\n", "") for cell in row] for row in table.extract()]
                filled = [cell for row in rows for cell in row if cell.strip()]
                if len(rows) < 2 or max(map(len, rows)) < 2 or len(filled) < 4:
                    continue
                left, top, right, bottom = table.bbox
                page = pages[number - 1]
                outside = [
                    line
                    for line in page.lines
                    if not (
                        top - 2 <= (line.top + line.bottom) / 2 <= bottom + 2
                        and line.right > left
                        and line.left < right
                    )
                ]
                at = sum(1 for line in outside if line.bottom <= top + 2)
                outside.insert(at, _Line(left, right, top, bottom, "", rows))
                page.lines = outside
            sheet.close()


def _drop_margins(pages: list[_PageText]) -> None:
    """Drop page numbers, and lines that stand in the margin of many pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line.text) for line in page.lines if _in_margin(line, page)})
    often = {shape for shape, count in seen.items() if count >= max(2, _REPEATED * len(pages))}
    for page in pages:
        page.lines = [
            line
            for line in page.lines
            if line.rows
            or not _in_margin(line, page)
            or not (_shape(line.text) in often or _PAGE_NUMBER.fullmatch(line.text))
        ]


def _in_margin(line: _Line, page: _PageText) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _shape(text: str) -> str:
    return re.sub(r"[0-9]+", "0", re.sub(r"\s+", "", text))


def _paragraphs(pages: list[_PageText]) -> Iterator[Paragraph]:
    """Join printed lines to paragraphs, across pages as well."""
    text, begun, ended_full, size = "", 0, False, 0.0
    turns: list[tuple[int, int]] = []
    tables, unit = 0, ""
    for page in pages:
        for group in _groups(page):
            if group[0].rows:
                if text:
                    yield Paragraph(text, page=begun, turns=tuple(turns))
                    unit, text = table_unit(text), ""
                yield from table_paragraphs(group[0].rows, tables, unit, page.number)
                tables, unit, ended_full = tables + 1, "", False
                continue
            left = min(line.left for line in group)
            right = max(line.right for line in group)
            for line in group:
                words = line.text.strip()
                indented = line.left - left > 1.2 * line.height
                other_size = size and abs(line.height - size) > 0.25 * size
                new = not ended_full or indented or mark_of(words) is not None or other_size
                if text and not new:
                    text += " " if text[-1].isascii() and text[-1].isalpha() and words[:1].isascii() else ""
                    if page.number != (turns[-1][1] if turns else begun):
                        turns.append((len(text), page.number))
                    text += words
                else:
                    if text:
                        yield Paragraph(text, page=begun, turns=tuple(turns))
                    text, begun, turns = words, page.number, []
                ended_full = right - line.right < _WIDE_GAP * line.height
                size = line.height
    if text:
        yield Paragraph(text, page=begun, turns=tuple(turns))


def _groups(page: _PageText) -> list[list[_Line]]:
    """Part a page's lines where the column changes or a table stands, so that margins are compared within a column."""
    groups: list[list[_Line]] = []
    for line in page.lines:
        last = groups[-1][-1] if groups else None
        turns = last is not None and line.top < last.top - last.height and line.left > last.left + 0.3 * page.width
        if last is None or line.rows or last.rows or turns:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups
