"""What stands in parts of their own beside a Word document's text: notes, charts, diagrams, embedded files, pictures,
headers and footers."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from index.errors import UnreadableFile
from index.reading.charts import chart_rows, diagram_lines
from index.reading.noticed import Noticed
from index.reading.ooxml import qn
from index.reading.package import Package
from index.reading.tables import TableReader
from index.reading.word_text import is_small
from index.structure import Paragraph

_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?[0-9ⅠⅡⅢⅣⅤivxIVX]{0,4}\s*页?\s*[/／,，]?\s*(?:共\s*[0-9]{0,4}\s*页)?[-—–·\s]*"
)
_NAMED = {"embedded": "embedded", "chart": "chart", "diagram": "diagram"}
# how files of other kinds are read is handed in, so that this module need not know every reader
ReadOther = Callable[[Path, bytes, Noticed], list[Paragraph] | None]


class Parts:
    """Reads the parts that a document's part `name` points to."""

    def __init__(self, package: Package, tables: TableReader, noticed: Noticed, read_other: ReadOther) -> None:
        self._package = package
        self._tables = tables
        self._noticed = noticed
        self._read_other = read_other

    def read(self, anchor: Any, part: str, place: str, page: int | None) -> Iterator[Paragraph]:
        """Yield what the chart, diagram, embedded file or text of a shape at `anchor` says; notice what it cannot."""
        tag = anchor.tag
        if tag == qn("c:chart"):
            yield from self._chart(self._target(anchor.get(qn("r:id")), part), place, page)
        elif tag == qn("dgm:relIds"):
            lines = diagram_lines(self._package.xml(self._target(anchor.get(qn("r:dm")), part)))
            if not lines:
                self._noticed.add("diagram", place)
            for line in lines:
                yield Paragraph(line, page=page)
        elif tag == qn("o:OLEObject"):
            yield from self.inserted(self._target(anchor.get(qn("r:id")), part), place, "embedded")
        elif tag in (qn("a:blip"), qn("v:imagedata")):
            self._picture(anchor, part, place)
        elif tag == qn("a:p"):
            yield Paragraph("".join(text.text or "" for text in anchor.iter(qn("a:t"))).strip(), page=page)
        elif tag == qn("v:textpath"):
            yield Paragraph(str(anchor.get("string")).strip(), page=page)
        elif tag == qn("w:commentReference"):
            self._noticed.add("comments")
        elif tag == qn("w:subDoc"):
            self._noticed.add("embedded", place)

    def _target(self, relation_id: str | None, part: str) -> str:
        relation = self._package.relations(part).get(str(relation_id))
        return "" if relation is None or relation.external else relation.target

    def _chart(self, name: str, place: str, page: int | None) -> Iterator[Paragraph]:
        title, rows = chart_rows(self._package.xml(name)) if name else ("", [])
        if not rows:
            self._noticed.add("chart", title or place)
            return
        if title:
            self._tables.heard(title)
            yield Paragraph(title, page=page)
        self._noticed.add("chart_read", title or place)
        yield from self._tables.read(rows, page)

    def inserted(self, name: str, place: str, kind: str) -> Iterator[Paragraph]:
        """Yield the text of a file that the document holds, such as a workbook or a page put in by another program."""
        content = self._package.read(name) if name else None
        read: list[Paragraph] | None = None
        if content:
            try:
                read = self._read_other(Path(PurePosixPath(name).name), content, self._noticed)
            except UnreadableFile:
                read = None
        if not read:
            self._noticed.add(kind, place)
            return
        if kind == "embedded":
            self._noticed.add("embedded_read", place)
        yield from self._tables.numbered(read)

    def _picture(self, anchor: Any, part: str, place: str) -> None:
        if any(above.tag == qn("w:object") for above in anchor.iterancestors()):
            return  # the picture of an embedded file
        name = self._target(anchor.get(qn("r:embed")) or anchor.get(qn("r:id")), part)
        if not name or name not in self._package:
            if not anchor.get(qn("r:link")):
                self._noticed.add("lost_picture", place)
        elif not is_small(anchor):
            self._noticed.add("picture", place)

    def around(self, part: str) -> list[str]:
        """Return the names of the headers and footers of the document's part, each once."""
        relations = self._package.relations(part).values()
        return list(dict.fromkeys(r.target for r in relations if r.kind in ("header", "footer") and not r.external))


def is_page_number(text: str) -> bool:
    """Tell whether a line of a header or footer holds nothing but a page's number."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None
