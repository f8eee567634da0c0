"""Reads .pdf: text with page numbers, in reading order, tables, filled forms; headers and footers dropped, lines joined
across breaks and pages. Scanned pages are recognised, and read where OCR is installed.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import Reason, UnreadableFile
from index.reading.limits import limits, within_characters
from index.reading.noticed import Noticed
from index.reading.ocr import ocr_lines
from index.reading.pdf_flow import paragraphs_of
from index.reading.pdf_forms import fields_of
from index.reading.pdf_lines import Line, characters_of, in_order, joined_pieces, pieces
from index.reading.pdf_tables import RULES, put_ruled, rules_of, with_unruled
from index.structure import Paragraph

_MARGIN = 0.1  # share of a page's height where headers and footers stand
_REPEATED = 0.4  # share of the pages on which a line in the margin makes it a header
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?[0-9ⅠⅡⅢⅣⅤivx]{1,4}\s*(?:页)?(?:\s*[/／共]\s*(?:共\s*)?[0-9]{1,4}\s*页?)?[-—–·\s]*"
)
_LETTERS = 12  # characters of a page; with fewer and a picture it is a scan
_UNKNOWN = 0.2  # share of letters whose meaning the file does not tell that makes a page garble
_LARGE_PICTURE = 0.2  # share of a page that a picture covers which may hold text
_DRAWN_LETTERS = 60  # paths on a page without text: letters turned into drawings


@dataclass(slots=True)
class PageText:
    """A page with its lines; `is_scan` where it is a picture of text, `is_garble` where its letters are unknown."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    is_scan: bool = False
    is_garble: bool = False


def read_pdf(path: Path, content: bytes, noticed: Noticed) -> list[Paragraph]:
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
        pages, ruled = _pages(path, document, noticed)
        _recognise(path, document, pages, noticed)
    finally:
        document.close()
    plain = [(n - 1, pages[n - 1].lines) for n in ruled if pages[n - 1].lines]
    for index, lines in (put_ruled(content, plain, noticed) if plain else {}).items():
        pages[index].lines = lines
    for page in pages:
        page.lines = in_order(with_unruled(page.lines), page.width)
    _drop_margins(pages)
    return list(paragraphs_of(pages))


def _pages(path: Path, document: Any, noticed: Noticed) -> tuple[list[PageText], list[int]]:
    """Read every page; return the pages and the numbers of those that may hold ruled tables."""
    try:
        document.init_forms()
        forms = document.formenv.raw if document.formenv else None
    except Exception:  # a broken form leaves the text readable
        forms = None
    pages: list[PageText] = []
    ruled: list[int] = []
    characters = 0
    for number in range(1, len(document) + 1):
        try:
            sheet = document[number - 1]
            page = _page(sheet, number, forms, noticed)
            if rules_of(sheet) >= RULES:
                ruled.append(number)
            sheet.close()
        except (MemoryError, UnreadableFile):
            raise
        except Exception:  # one damaged page must not take the others with it
            noticed.add("damaged_pages", str(number))
            page = PageText(number, 595.0, 842.0)
        pages.append(page)
        characters += sum(len(line.text) for line in page.lines)
        within_characters(path, characters)
    return pages, ruled


def _page(sheet: Any, number: int, forms: Any, noticed: Noticed) -> PageText:
    width, height = sheet.get_size()
    text = sheet.get_textpage()
    characters, unknown = characters_of(text, width, height)
    text.close()
    typed, has_notes = fields_of(sheet, forms, height)
    if has_notes:
        noticed.add("annotations", str(number))
    visible = sum(not character.isspace() for character, _ in characters)
    pictures = _pictures(sheet, width * height)
    page = PageText(number, width, height)
    if visible and unknown > _UNKNOWN:
        page.is_garble = True
        return page
    page.lines = joined_pieces([*pieces(characters), *typed])
    if visible + sum(len(line.text) for line in typed) < _LETTERS:
        page.is_scan = pictures > 0 or (visible == 0 and _paths(sheet) >= _DRAWN_LETTERS)
    elif pictures >= _LARGE_PICTURE:
        noticed.add("picture", f"P{number}")
    return page


def _pictures(sheet: Any, area: float) -> float:
    """Return the share of a page that its largest picture covers."""
    largest = 0.0
    for drawn in sheet.get_objects(filter=[3], max_depth=4):  # FPDF_PAGEOBJ_IMAGE
        left, bottom, right, top = drawn.get_bounds() if hasattr(drawn, "get_bounds") else drawn.get_pos()
        largest = max(largest, abs(right - left) * abs(top - bottom))
    return largest / max(1.0, area)


def _paths(sheet: Any) -> int:
    count = 0
    for _ in sheet.get_objects(filter=[2], max_depth=3):
        count += 1
        if count >= _DRAWN_LETTERS:
            break
    return count


def _recognise(path: Path, document: Any, pages: list[PageText], noticed: Noticed) -> None:
    """Read scanned pages and pages of unknown letters by OCR where it is installed; else notice or refuse them."""
    unread = [page for page in pages if page.is_scan or page.is_garble]
    letters = sum(len(line.text) for page in pages for line in page.lines)
    if not unread:
        if letters < _LETTERS and not any(page.lines for page in pages):
            raise UnreadableFile(path, Reason.SCANNED)
        return
    whole = letters < _LETTERS * max(1, len(pages) // 4) and len(unread) >= 0.5 * len(pages)
    done = 0
    for page in unread:
        boxes = None
        if done < limits().ocr_pages:
            image = document[page.number - 1].render(scale=2.0).to_pil().convert("RGB")
            boxes = ocr_lines(image)
        if boxes is None:
            if whole and not done:
                raise UnreadableFile(path, Reason.SCANNED if page.is_scan else Reason.UNMAPPED)
            noticed.add("scanned_pages" if page.is_scan else "unmapped_pages", str(page.number))
            continue
        done += 1
        page.width, page.height = image.width, image.height
        page.lines = [Line(*box, text) for box, text in boxes]


def _drop_margins(pages: list[PageText]) -> None:
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


def _in_margin(line: Line, page: PageText) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _shape(text: str) -> str:
    return re.sub(r"[0-9]+", "0", re.sub(r"\s+", "", text))
