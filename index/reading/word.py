"""Reads .docx: paragraphs and tables in order, heading styles, automatic numbering, tracked changes as accepted."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from index.errors import Reason, UnreadableFile
from index.outline import Paragraph
from index.reading.numbering import Numbering

LARGEST_UNPACKED = 200_000_000  # bytes; a .docx that unpacks to more is refused unread
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read_word(path: Path, content: bytes) -> list[Paragraph]:
    """Return the paragraphs of a .docx; raises UnreadableFile where it is none or unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableFile(path, Reason.FORMAT, ".docx") from error
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableFile(path, Reason.TOO_LARGE, f"{LARGEST_UNPACKED // 1_000_000} MB")
    try:
        document = docx.Document(io.BytesIO(content))
        return list(_paragraphs(document))
    except Exception as error:  # python-docx raises many kinds (KeyError, ValueError, lxml's) for a broken package
        raise UnreadableFile(path, Reason.BROKEN, ".docx") from error


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    numbering = Numbering(document)
    for element in document.element.body.iterchildren():
        yield from _block(element, document, numbering)


def _block(element: Any, document: Document, numbering: Numbering) -> Iterator[Paragraph]:
    if element.tag == qn("w:p"):
        level = _level(element, document)
        label = numbering.label(element)
        lines = _text(element).split("\n")
        for position, line in enumerate(lines):
            yield Paragraph((label if position == 0 else "") + line.strip(), level)
    elif element.tag == qn("w:tbl"):
        for row in element.iter(qn("w:tr")):
            cells = [" ".join(_text(p) for p in cell.iter(qn("w:p"))) for cell in row.iterchildren(qn("w:tc"))]
            yield Paragraph("\t".join(cell.strip() for cell in cells))
    elif element.tag in (qn("w:sdt"), qn("w:ins"), qn("w:moveTo")):
        inner = element.find(qn("w:sdtContent")) if element.tag == qn("w:sdt") else element
        for child in () if inner is None else inner.iterchildren():
            yield from _block(child, document, numbering)


def _text(element: Any) -> str:
    parts: list[str] = []
    for child in element.iterchildren():
        if child.tag in _SKIPPED:
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
