"""The grid of a Word table: merged cells repeated where they reach, rows that begin later in their place, controls and
tracked rows looked through, tables inside cells handed out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.reading.noticed import Noticed
from index.reading.ooxml import child_value, is_on, qn
from index.reading.word_text import LineReader

_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_LONGEST_NAME = 16  # characters of a cell that names the row a table stands in
_WIDEST = 200  # columns that a cell may claim to span; Word itself makes 63 at the most


@dataclass(slots=True)
class Table:
    """A table's cells as text, row by row; `nested` are the tables in its cells with the name of their row."""

    rows: list[list[str]] = field(default_factory=list)
    cells: list[Any] = field(default_factory=list)
    nested: list[tuple[str, Any]] = field(default_factory=list)
    anchors: list[Any] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def table_of(element: Any, lines: LineReader, noticed: Noticed) -> Table:
    """Read the cells of a `w:tbl`."""
    table = Table()
    for row in _below(element, qn("w:tr")):
        properties = row.find(qn("w:trPr"))
        if properties is not None and properties.find(qn("w:del")) is not None:
            noticed.add("deleted", lines.place)
            continue
        if is_on(properties, "w:hidden"):
            noticed.add("hidden_words", lines.place)
            continue
        table.rows.append(_row(row, table, lines, properties))
    return table


def _below(element: Any, tag: str) -> Iterator[Any]:
    """Yield the rows or cells of `element`, through content controls and tracked insertions."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _below(child, tag)


def _skipped(properties: Any, name: str) -> int:
    value = None if properties is None else child_value(properties, name)
    return min(int(value), _WIDEST) if value and value.isdigit() else 0


def _row(row: Any, table: Table, lines: LineReader, properties: Any) -> list[str]:
    above = table.rows[-1] if table.rows else []
    cells = [""] * _skipped(properties, "w:gridBefore")
    nested: list[tuple[str, Any]] = []
    for cell in _below(row, qn("w:tc")):
        settings = cell.find(qn("w:tcPr"))
        if settings is not None and settings.find(qn("w:cellDel")) is not None:
            continue
        merge = None if settings is None else settings.find(qn("w:vMerge"))
        text, inside = _content(cell, table, lines)
        first = next((words for words in cells if words), "")
        nested += [(first if len(first) <= _LONGEST_NAME else "", element) for element in inside]
        if merge is not None and merge.get(qn("w:val")) != "restart" and len(cells) < len(above):
            text = above[len(cells)]
        else:
            table.cells.append(cell)
        sideways = None if settings is None else settings.find(qn("w:hMerge"))
        if sideways is not None and sideways.get(qn("w:val")) != "restart" and cells:
            text = cells[-1]
        cells += [text] * max(1, _skipped(settings, "w:gridSpan"))
    table.nested += nested
    return cells


def _content(cell: Any, table: Table, lines: LineReader) -> tuple[str, list[Any]]:
    """Return a cell's own text and the tables inside it."""
    parts: list[str] = []
    nested: list[Any] = []
    for child in _blocks(cell):
        if child.tag == qn("w:tbl"):
            nested.append(child)
            continue
        text, anchors = lines.read(child)
        parts.append(text.strip())
        for anchor in anchors:
            if anchor.tag == qn("w:txbxContent") and next(anchor.iter(qn("w:tbl")), None) is None:
                # a box of text over a cell is the cell's text
                words, inside = _content(anchor, table, lines)
                parts.append(words)
                nested += inside
            else:
                table.anchors.append(anchor)
    return " ".join(filter(None, parts)), nested


def _blocks(element: Any) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)
