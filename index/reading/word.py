"""Reads .docx and its like: paragraphs, tables, text boxes, notes, charts and what is inserted, in order; heading
styles, automatic numbering, the pages of Word's last layout; tracked changes as accepted, hidden words left out.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.errors import Reason, UnreadableFile
from index.reading.kinds import is_encrypted_office
from index.reading.noticed import Noticed
from index.reading.numbering import Numbering
from index.reading.ooxml import child_value, qn
from index.reading.package import Package
from index.reading.styles import Styles
from index.reading.tables import TableReader
from index.reading.word_parts import Parts, ReadOther, is_page_number
from index.reading.word_table import Table, table_of
from index.reading.word_text import LineReader
from index.structure import Paragraph

_PAGE_BREAK = qn("w:lastRenderedPageBreak")
_HOLDERS = {qn(f"w:{name}") for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "sdt")}
_REFERENCES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
AROUND = "页眉、页脚"  # the heading under which headers and footers stand at the end


def read_word(path: Path, content: bytes, noticed: Noticed, read_other: ReadOther) -> list[Paragraph]:
    """Return the paragraphs of a Word document; raises UnreadableFile where it is none or unpacks to too much.

    `read_other` reads files that the document holds: it returns None where it cannot.
    """
    if is_encrypted_office(content):
        raise UnreadableFile(path, Reason.ENCRYPTED)
    try:
        package = Package(path, content)
        main = package.main("word/", "word/document.xml", "word/document2.xml")
        root = package.xml(main)
        body = None if root is None else root.find(qn("w:body"))
        if body is None:
            raise UnreadableFile(path, Reason.BROKEN, path.suffix)
        return list(_Walk(package, main, noticed, read_other).document(body))
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # damaged parts make every kind of error
        raise UnreadableFile(path, Reason.BROKEN, ".docx") from error


class _Walk:
    """Walks through a document's blocks in order, counting numbered paragraphs, tables, notes and pages."""

    def __init__(self, package: Package, main: str, noticed: Noticed, read_other: ReadOther) -> None:
        self._package = package
        self._main = main
        self._part = main  # the part whose relations hold: the document, a header, the notes
        self._styles = Styles(self._kind("styles", "word/styles.xml"))
        self._numbering = Numbering(self._kind("numbering", "word/numbering.xml"), self._styles)
        self._lines = LineReader(self._styles, noticed)
        self._tables = TableReader()
        self._parts = Parts(package, self._tables, noticed, read_other)
        self._noticed = noticed
        self._notes = self._read_notes()
        self._noted = 0
        self._page: int | None = None
        self._held = ""  # the text of a paragraph whose end was deleted: the next one goes on with it

    def _kind(self, kind: str, usual: str) -> Any:
        named = [r.target for r in self._package.relations(self._main).values() if r.kind == kind]
        return next((root for name in (*named, usual) if (root := self._package.xml(name)) is not None), None)

    def _read_notes(self) -> dict[tuple[str, str], Any]:
        found: dict[tuple[str, str], Any] = {}
        for kind in ("footnote", "endnote"):
            root = self._kind(f"{kind}s", f"word/{kind}s.xml")
            for note in () if root is None else root.iterchildren(qn(f"w:{kind}")):
                if note.get(qn("w:type")) in (None, "normal"):
                    found[kind, str(note.get(qn("w:id")))] = note
        return found

    def document(self, body: Any) -> Iterator[Paragraph]:
        """Yield the whole document, what stands around its pages last."""
        # Word leaves the pages of its last layout in the file; other programs do not
        self._page = 1 if next(body.iter(_PAGE_BREAK), None) is not None else None
        written: set[str] = set()
        for element in body.iterchildren():
            for paragraph in self.block(element):
                written.add(paragraph.text.strip())
                yield paragraph
        if self._held:
            yield Paragraph(self._held.strip(), page=self._page)
            self._held = ""
        yield from self._around(written)

    def _around(self, written: set[str]) -> Iterator[Paragraph]:
        """Yield what headers and footers say beyond page numbers and what the document says itself."""
        found: list[Paragraph] = []
        self._page = None
        for name in self._parts.around(self._main):
            root = self._package.xml(name)
            self._part = name
            for element in () if root is None else root.iterchildren():
                found += [
                    paragraph
                    for paragraph in self.block(element)
                    if paragraph.table is not None or not is_page_number(paragraph.text)
                ]
        self._part = self._main
        said = list(dict.fromkeys(p for p in found if p.table is not None or p.text.strip() not in written))
        if said:
            yield Paragraph(AROUND, level=1)
            yield from (replace(paragraph, level=None) for paragraph in said)

    def block(self, element: Any) -> Iterator[Paragraph]:
        tag = element.tag
        if tag == qn("w:p"):
            yield from self._paragraph(element)
        elif tag == qn("w:tbl"):
            yield from self._table(element)
        elif tag == qn("w:altChunk"):
            relation = self._package.relations(self._part).get(str(element.get(qn("r:id"))))
            yield from self._parts.inserted("" if relation is None else relation.target, self._lines.place, "inserted")
        elif tag in (qn("w:del"), qn("w:moveFrom")):
            self._noticed.add("deleted", self._lines.place)
        elif tag in _HOLDERS:
            properties = element.find(qn("w:sdtPr"))
            if properties is None or properties.find(qn("w:showingPlcHdr")) is None:
                for child in element.iterchildren():
                    yield from self.block(child)

    def _paragraph(self, element: Any) -> Iterator[Paragraph]:
        words, anchors = self._lines.read(element)
        level = self._styles.level_of(element)
        page = self._page
        self._turn(element)
        if _is_contents(element, self._styles):
            return
        text = words.strip()
        if text or anchors:
            text = self._held + self._numbering.label(element, text) + text
            self._held = ""
        if page is not None and self._page is not None and self._page > page and not _begins_before_break(element):
            page = self._page
        if _end_is_deleted(element):
            self._held = text
            text = ""
        for line in text.split("\n"):
            yield Paragraph(line.strip(), level, page)
        if text:
            self._tables.heard(text)
            self._lines.place = text if level is not None or not self._lines.place else self._lines.place
        yield from self._hung(anchors, page)

    def _hung(self, anchors: list[Any], page: int | None) -> Iterator[Paragraph]:
        for anchor in anchors:
            if anchor.tag == qn("w:txbxContent"):
                for child in anchor.iterchildren():
                    yield from self.block(child)
            elif anchor.tag in _REFERENCES:
                yield from self._note(anchor, page)
            else:
                yield from self._parts.read(anchor, self._part, self._lines.place, page)

    def _note(self, reference: Any, page: int | None) -> Iterator[Paragraph]:
        note = self._notes.get((_REFERENCES[reference.tag], str(reference.get(qn("w:id")))))
        if note is None:
            self._noticed.add("lost_note", self._lines.place)
            return
        words: list[str] = []
        further: list[Paragraph] = []
        for child in note.iterchildren():
            if child.tag == qn("w:p"):
                text, anchors = self._lines.read(child)
                words.append(text.strip())
                further += self._hung([a for a in anchors if a.tag not in _REFERENCES], page)
            else:
                further += self.block(child)
        text = " ".join(filter(None, words)).replace("\n", " ")
        if text:
            self._noted += 1
            yield Paragraph(f"[{self._noted}] {text}", page=page)
        yield from further

    def _table(self, element: Any, under: str = "") -> Iterator[Paragraph]:
        page = self._page
        table = table_of(element, self._lines, self._noticed)
        self._turn(element)
        if table.width <= 1:
            # a frame around text rather than a table
            for cell in table.cells:
                for child in cell.iterchildren():
                    yield from self.block(child)
            return
        yield from self._tables.read(table.rows, page, merged=True, under=under)
        yield from self._inside(table, page)

    def _inside(self, table: Table, page: int | None) -> Iterator[Paragraph]:
        """Yield the tables inside cells, known by the row they stand in, and what hangs at the cells' words."""
        for name, nested in table.nested:
            yield from self._table(nested, name)
        yield from self._hung(table.anchors, page)

    def _turn(self, element: Any) -> None:
        if self._page is not None:
            self._page += sum(1 for _ in element.iter(_PAGE_BREAK))


def _begins_before_break(element: Any) -> bool:
    """Tell whether a paragraph has text before the page turns in it."""
    for child in element.iter(qn("w:t"), _PAGE_BREAK):
        return bool(child.tag == qn("w:t"))
    return True


def _end_is_deleted(element: Any) -> bool:
    marks = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return marks is not None and marks.find(qn("w:del")) is not None


def _is_contents(element: Any, styles: Styles) -> bool:
    """Tell whether a paragraph is a line of a table of contents, which only repeats headings with their pages."""
    properties = element.find(qn("w:pPr"))
    style = None if properties is None else child_value(properties, "w:pStyle")
    return style is not None and styles.name(style).startswith(("toc ", "目录 "))
