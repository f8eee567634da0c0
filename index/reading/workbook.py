"""The sheets of an .xlsx: what a reader of the sheet sees in its cells, row by row, in bounded memory.

Rows are read as they come and never held as XML; only cells that hold something are kept, so that a sheet formatted to
its last row costs no more than one that is not.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from index.errors import Reason, UnreadableFile
from index.reading.limits import within_cells, within_characters
from index.reading.number_formats import BUILT_IN, shown
from index.reading.package import Package

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Sheet:
    """A sheet as shown: `cells` by row and column from 0 on, `merged` as first row, first column, last row, last column."""

    name: str
    hidden: bool
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    without_value: list[str] = field(default_factory=list)  # formulas whose result is not stored
    lost: list[str] = field(default_factory=list)  # cells whose text or format the workbook does not hold
    blanked: list[str] = field(default_factory=list)  # values that their format does not show
    is_missing: bool = False  # listed, and nowhere to be found, or no sheet of cells
    drawings: list[str] = field(default_factory=list)  # parts of drawings beside the cells


class Workbook:
    """One workbook; its sheets are read one after another."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path = path
        self.package = Package(path, content)
        self._main = self.package.main("xl/", "xl/workbook.xml")
        root = self.package.xml(self._main)
        if root is None:
            raise UnreadableFile(path, Reason.BROKEN, path.suffix)
        properties = root.find("{*}workbookPr")
        self._date1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._listed = [
            (sheet.get("name") or "", sheet.get("state") or "visible", _id(sheet)) for sheet in root.iter("{*}sheet")
        ]
        self._strings = self._shared_strings()
        self._formats = self._cell_formats()
        self._count = 0

    def _part(self, kind: str) -> str:
        targets = [r.target for r in self.package.relations(self._main).values() if r.kind == kind]
        return targets[0] if targets else ""

    def _shared_strings(self) -> list[str]:
        content = self.package.read(self._part("sharedStrings") or "xl/sharedStrings.xml")
        strings: list[str] = []
        if content is None:
            return strings
        characters = 0
        for item in _elements(content, "si"):
            strings.append(_text_of(item))
            characters += len(strings[-1])
            within_characters(self._path, characters)
        return strings

    def _cell_formats(self) -> list[str]:
        root = self.package.xml(self._part("styles") or "xl/styles.xml")
        if root is None:
            return []
        own = {int(f.get("numFmtId") or 0): f.get("formatCode") or "" for f in root.iter("{*}numFmt")}
        formats = root.find("{*}cellXfs")
        ids = [] if formats is None else [int(xf.get("numFmtId") or 0) for xf in formats.iterchildren("{*}xf")]
        return [own.get(number) or BUILT_IN.get(number, "General") for number in ids]

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets in order; the cells of hidden ones are not read."""
        relations = self.package.relations(self._main)
        for name, state, relation_id in self._listed:
            relation = relations.get(relation_id)
            sheet = Sheet(name, state != "visible")
            if relation is None or relation.kind != "worksheet":
                if relation is not None and relation.kind == "chartsheet":
                    sheet.drawings += self._drawings_of(relation.target)
                sheet.is_missing = not (sheet.drawings or sheet.hidden)
            elif not sheet.hidden:
                self._read(sheet, relation.target)
            yield sheet

    def _drawings_of(self, part: str) -> list[str]:
        """Return the drawings of a sheet that holds nothing but a chart."""
        return [r.target for r in self.package.relations(part).values() if r.kind == "drawing"]

    def _read(self, sheet: Sheet, part: str) -> None:
        content = self.package.read(part)
        if content is None:
            raise UnreadableFile(self._path, Reason.BROKEN, self._path.suffix)
        last = -1
        for element in _elements(content, "row", "mergeCell", "col", "drawing"):
            match etree.QName(element).localname:
                case "row":
                    last = self._row(sheet, element, last)
                case "mergeCell":
                    span = [_place(part) for part in str(element.get("ref")).split(":")]
                    if len(span) == 2 and None not in span:
                        sheet.merged.append((*span[0], *span[1]))  # type: ignore[misc]
                case "col":
                    if element.get("hidden") in ("1", "true"):
                        last_column = min(int(element.get("max") or 0), int(element.get("min") or 0) + 1000)
                        sheet.hidden_columns |= set(range(int(element.get("min") or 1) - 1, last_column))
                case "drawing":
                    relation = self.package.relations(part).get(_id(element))
                    if relation is not None:
                        sheet.drawings.append(relation.target)

    def _row(self, sheet: Sheet, element: Any, last: int) -> int:
        number = int(element.get("r") or last + 2) - 1
        column = -1
        cells: dict[int, str] = {}
        for cell in element.iterchildren("{*}c"):
            place = _place(str(cell.get("r") or ""))
            column = place[1] if place else column + 1
            text = self._shown(cell)
            if text.strip():
                cells[column] = text
            elif text == "" and cell.find("{*}f") is not None and cell.find("{*}v") is None:
                sheet.without_value.append(f"{_letters(column)}{number + 1}")
            elif (value := cell.findtext("{*}v") or "").strip():
                is_text = cell.get("t") == "s"
                if not is_text or not self._holds(self._strings, value):
                    (sheet.lost if is_text else sheet.blanked).append(f"{_letters(column)}{number + 1}")
            if (
                text.strip()
                and cell.get("t", "n") == "n"
                and not self._holds(self._formats, cell.get("s") or "0", True)
            ):
                sheet.lost.append(f"{_letters(column)}{number + 1}")
        if element.get("hidden") in ("1", "true"):
            if cells:
                sheet.hidden_rows.add(number)
        elif cells:
            sheet.cells[number] = cells
            self._count += len(cells)
            within_cells(self._path, self._count)
        return number

    @staticmethod
    def _holds(listed: list[str], number: str, first_is_plain: bool = False) -> bool:
        """Tell whether a list of the workbook has an entry of that number; the first format is there even where none is."""
        return number.isdigit() and (int(number) < len(listed) or (first_is_plain and int(number) == 0))

    def _shown(self, cell: Any) -> str:
        """Write a cell's value as the sheet shows it, as far as its format changes what it means."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return "" if inline is None else _text_of(inline)
        value = cell.find("{*}v")
        text = "" if value is None else (value.text or "")
        if kind == "s":
            return self._strings[int(text)] if text.isdigit() and int(text) < len(self._strings) else ""
        if kind == "b":
            return "" if not text else "是" if text == "1" else "否"
        if kind in ("str", "e"):
            return _unescaped(text)
        if kind == "d":
            found = re.match(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
            return f"{found[1]}年{int(found[2])}月{int(found[3])}日" if found else text
        style = cell.get("s")
        form = self._formats[int(style)] if style and style.isdigit() and int(style) < len(self._formats) else "General"
        return shown(text.strip(), form, self._date1904) if text.strip() else ""


def _elements(content: bytes, *names: str) -> Iterator[Any]:
    """Yield the elements of these names as they end, and let go of each afterwards."""
    tags = [f"{{*}}{name}" for name in names]
    source = io.BytesIO(content)
    steps = etree.iterparse(source, events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        for _, element in steps:
            yield element
            element.clear()
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise ValueError("the sheet's XML is damaged") from error


def _id(element: Any) -> str:
    return next((str(value) for name, value in element.attrib.items() if name.endswith("}id")), "")


def _text_of(element: Any) -> str:
    """Return the text of a string of cells, raised marks and the signs of pronunciation apart."""
    from index.reading.marks import raised

    parts: list[str] = []
    for child in element.iterchildren():
        match etree.QName(child).localname:
            case "t":
                parts.append(child.text or "")
            case "r":
                text = "".join(t.text or "" for t in child.iterchildren("{*}t"))
                align = child.find("{*}rPr/{*}vertAlign")
                if child.find("{*}rPr/{*}strike") is not None:
                    continue
                is_raised = align is not None and align.get("val") == "superscript"
                parts.append(raised("".join(parts[-4:]), text) if is_raised else text)
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _place(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
