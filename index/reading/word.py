"""Reads .docx: paragraphs, tables, text boxes and footnotes in order, heading styles, automatic numbering, the pages of
Word's last layout; tracked changes as accepted."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from index.errors import Reason, UnreadableFile
from index.reading.kinds import is_encrypted_office
from index.reading.limits import MEGABYTE, limits
from index.reading.numbering import Numbering
from index.reading.tables import table_paragraphs, table_unit
from index.structure import Paragraph

_PAGE_BREAK = qn("w:lastRenderedPageBreak")
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read_word(path: Path, content: bytes) -> list[Paragraph]:
    """Return the paragraphs of a .docx; raises UnreadableFile where it is none or unpacks to too much."""
    if is_encrypted_office(content):
        raise UnreadableFile(path, Reason.ENCRYPTED)
    unpacked_size(path, content)
    try:
        document = docx.Document(io.BytesIO(content))
        return list(_paragraphs(document))
    except MemoryError:
        raise
    except Exception as error:  # python-docx raises many kinds (KeyError, ValueError, lxml's) for a broken package
        raise UnreadableFile(path, Reason.BROKEN, ".docx") from error


def unpacked_size(path: Path, content: bytes) -> int:
    """Return what a zipped document unpacks to, in bytes; raises UnreadableFile where that is too much."""
    largest = limits().unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            encrypted = any(entry.flag_bits & 1 for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableFile(path, Reason.FORMAT, path.suffix) from error
    if encrypted:
        raise UnreadableFile(path, Reason.ENCRYPTED)
    if unpacked > largest:
        raise UnreadableFile(path, Reason.TOO_LARGE, f"{largest // MEGABYTE} MB")
    return unpacked


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    walk = _Walk(document)
    for element in document.element.body.iterchildren():
        yield from walk.block(element)


class _Walk:
    """Walks through a document's blocks in order, counting numbered paragraphs, tables, footnotes and pages."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._notes = _notes(document)
        self._noted = 0
        self._tables = 0
        # Word leaves the pages of its last layout in the file; other programs do not
        self._page = 1 if next(document.element.body.iter(_PAGE_BREAK), None) is not None else None
        self._unit = ""

    def block(self, element: Any) -> Iterator[Paragraph]:
        if element.tag == qn("w:p"):
            yield from self._paragraph(element)
        elif element.tag == qn("w:tbl"):
            yield from self._table(element)
        elif element.tag in (qn("w:sdt"), qn("w:ins"), qn("w:moveTo")):
            inner = element.find(qn("w:sdtContent")) if element.tag == qn("w:sdt") else element
            for child in () if inner is None else inner.iterchildren():
                yield from self.block(child)

    def _paragraph(self, element: Any) -> Iterator[Paragraph]:
        level = _level(element, self._document)
        label = self._numbering.label(element)
        page = self._page
        self._turn(element)
        text = label + _text(element).strip()
        if page is not None and self._page is not None and self._page > page and not _begins_before_break(element):
            page = self._page
        for line in text.split("\n"):
            yield Paragraph(line.strip(), level, page)
        if text.strip():
            self._unit = table_unit(text)
        for box in _own(element, qn("w:txbxContent")):
            for child in box.iterchildren():
                yield from self.block(child)
        for reference in _own(element, qn("w:footnoteReference"), qn("w:endnoteReference")):
            note = self._notes.get((reference.tag, reference.get(qn("w:id"))), "")
            if note:
                self._noted += 1
                yield Paragraph(f"[{self._noted}] {note}", page=page)

    def _table(self, element: Any) -> Iterator[Paragraph]:
        page = self._page
        rows = _rows(element)
        self._turn(element)
        if max(map(len, rows), default=0) <= 1:
            # a frame around text rather than a table
            for cell in element.iter(qn("w:tc")):
                for child in cell.iterchildren():
                    yield from self.block(child)
            return
        yield from table_paragraphs(rows, self._tables, self._unit, page)
        self._tables += 1

    def _turn(self, element: Any) -> None:
        if self._page is not None:
            self._page += sum(1 for _ in element.iter(_PAGE_BREAK))


def _begins_before_break(element: Any) -> bool:
    """Tell whether a paragraph has text before the page turns in it."""
    for child in element.iter(qn("w:t"), _PAGE_BREAK):
        return bool(child.tag == qn("w:t"))
    return True


def _own(element: Any, *tags: str) -> list[Any]:
    """Return the elements of these tags below `element` that will be read, each alternative of Word's once."""
    found = []
    for child in element.iterchildren():
        if child.tag in _SKIPPED:
            continue
        found += [child] if child.tag in tags else _own(child, *tags)
    return found


def _rows(table: Any) -> list[list[str]]:
    """Return the cells of a table row by row, merged cells repeated where they reach."""
    rows: list[list[str]] = []
    for row in table.iterchildren(qn("w:tr")):
        cells: list[str] = []
        for cell in row.iterchildren(qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            span = None if properties is None else properties.find(qn("w:gridSpan"))
            merge = None if properties is None else properties.find(qn("w:vMerge"))
            text = " ".join(filter(None, (_text(p).strip() for p in cell.iter(qn("w:p")))))
            if merge is not None and merge.get(qn("w:val")) != "restart" and rows and len(cells) < len(rows[-1]):
                text = rows[-1][len(cells)]
            cells += [text] * (int(span.get(qn("w:val"))) if span is not None else 1)
        rows.append(cells)
    return rows


def _notes(document: Document) -> dict[tuple[str, str], str]:
    """Return the footnotes and endnotes by the tag and number of their references."""
    found: dict[tuple[str, str], str] = {}
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        kind = next((kind for kind in ("footnote", "endnote") if name.endswith(f"/{kind}s.xml")), None)
        if kind is None:
            continue
        for note in parse_xml(part.blob).iterchildren(qn(f"w:{kind}")):
            if note.get(qn("w:type")) is None:
                text = " ".join(filter(None, (_text(p).strip() for p in note.iter(qn("w:p")))))
                found[qn(f"w:{kind}Reference"), note.get(qn("w:id"))] = text
    return found


def _text(element: Any) -> str:
    parts: list[str] = []
    for child in element.iterchildren():
        if child.tag in _SKIPPED or child.tag == qn("w:txbxContent"):
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag == qn("w:tab"):
            parts.append(" ")
        elif child.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag not in (qn("w:pPr"), qn("w:rPr")):
            parts.append(_text(child))
    return "".join(parts)


def _level(element: Any, document: Document) -> int | None:
    """Return the heading level of a paragraph from its outline level or the name of its style."""
    properties = element.pPr
    if properties is None:
        return None
    outline = properties.find(qn("w:outlineLvl"))
    style_id = properties.pStyle.val if properties.pStyle is not None else None
    style = document.styles.element.get_by_id(style_id) if style_id else None
    for _ in range(10):
        if outline is not None:
            level = int(outline.get(qn("w:val"))) + 1
            return level if level <= 9 else None
        if style is None:
            return None
        name = (style.name_val or "").lower()
        if name.startswith(("heading ", "标题 ")) and name[-1].isdigit():
            return int(name.split()[-1])
        style_properties = style.find(qn("w:pPr"))
        outline = None if style_properties is None else style_properties.find(qn("w:outlineLvl"))
        style = style.base_style
    return None
