"""The text of a web page's part: blocks as paragraphs, tables by their cells, tables that only lay out the page as what
stands in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from index.reading.marks import raised
from index.reading.noticed import Noticed
from index.reading.scopes import scoped
from index.reading.tables import TableReader
from index.structure import Paragraph, cuts_number

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "body",
        "html",
        "center",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "blockquote",
        "pre",
        "form",
        "fieldset",
        "legend",
        "address",
        "figure",
        "figcaption",
        "details",
        "summary",
        "header",
        "hr",
        "font-block",
    ]
)
_TYPED = ("text", "number", "date", "tel", "month")  # fields of a form whose values a page shows
_STRUCK = ("del", "s", "strike")
_LONG_CELL = 120  # characters of a cell that lays out text rather than holding a value
_MOST_SPAN = 200
_HAN = r"\u2e80-\u9fff，。；：、！？（）“”《》"
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}])[ \t]*\n[ \t\n]*(?=\S)|(?<=\S)[ \t]*\n[ \t\n]*(?=[{_HAN}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_GOES_ON = tuple("，。；、：）”》？！")
_BREAK = "\ue000"  # stands for <br> until blanks are joined
_LIST_MARK = re.compile(r"\s*(?:[0-9一二三四五六七八九十（(①-⑳]|[-·•●])")


@dataclass(slots=True)
class _Flow:
    """The words gathered since the last block began."""

    parts: list[str] = field(default_factory=list)

    def taken(self) -> list[str]:
        text = _SPACE_BESIDE_HAN.sub("", "".join(self.parts))
        self.parts.clear()
        lines: list[str] = []
        for line in (_SPACES.sub(" ", part).strip() for part in text.split(_BREAK)):
            if lines and line and (line.startswith(_GOES_ON) or cuts_number(lines[-1], line)):
                lines[-1] += line  # broken before a comma or a unit: by the layout, not by the text
            elif line:
                lines.append(line)
        return lines


class PageText:
    """Reads the parts of one page in order."""

    def __init__(self, noticed: Noticed) -> None:
        self._noticed = noticed
        self._tables = TableReader()
        self._items: list[str] = []  # the items of lists that are open, by their own words

    def of(self, element: Any) -> list[Paragraph]:
        """Return the paragraphs below `element`."""
        flow = _Flow()
        read = list(self._walk(element, flow, None))
        return [*read, *self._lines(flow, None)]

    def _lines(self, flow: _Flow, level: int | None) -> Iterator[Paragraph]:
        for line in flow.taken():
            self._tables.heard(line)
            yield Paragraph(line, level)

    def _walk(self, element: Any, flow: _Flow, level: int | None) -> Iterator[Paragraph]:
        flow.parts.append(element.text or "")
        for number, child in enumerate(element.iterchildren()):
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "br":
                flow.parts.append(_BREAK)
            elif tag in ("sup", "sub"):
                text = "".join(child.itertext())
                flow.parts.append(raised("".join(flow.parts[-4:]), text) if tag == "sup" else text)
            elif tag in _STRUCK or "line-through" in (child.get("style") or ""):
                if "".join(child.itertext()).strip():
                    self._noticed.add("deleted", "".join(flow.parts).strip()[-12:])
            elif tag in ("rt", "rp"):
                pass
            elif tag == "input":
                if (child.get("type") or "text").lower() in _TYPED:
                    flow.parts.append(child.get("value") or "")
            elif tag in ("img", "image"):
                self._picture(child)
            elif tag in ("iframe", "frame", "embed", "object"):
                self._noticed.add("frame", str(child.get("src") or "")[-24:])
            elif tag == "table":
                yield from self._lines(flow, level)
                yield from self._table(child)
            elif tag in _BLOCKS:
                yield from self._lines(flow, level)
                own = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else level
                if tag == "li" and element.tag == "ol" and not _LIST_MARK.match("".join(child.itertext())):
                    flow.parts.append(f"{number + int(element.get('start') or 1)}. ")
                if tag == "li":
                    flow.parts.append(self._entered(child))
                yield from self._walk(child, flow, own)
                yield from self._lines(flow, own)
                if tag == "li":
                    self._items.pop()
            else:
                yield from self._walk(child, flow, level)
            flow.parts.append(child.tail or "")

    def _entered(self, item: Any) -> str:
        """Open an item of a list; return the names of the items it stands below, where its line needs them."""
        own = " ".join("".join(_own_words(item)).split())
        inner = next(item.iterdescendants("ul", "ol"), None) is not None
        above = [name for name in self._items if name]
        self._items.append(own)
        line = scoped(above, own) if own and not inner else own
        return line.removesuffix(own) if line != own else ""

    def _picture(self, image: Any) -> None:
        sizes = [
            int(found[0]) for side in ("width", "height") if (found := re.findall(r"[0-9]+", image.get(side) or ""))
        ]
        if not sizes or min(sizes) >= 60:
            self._noticed.add("picture", str(image.get("alt") or image.get("title") or ""))

    def _table(self, table: Any) -> Iterator[Paragraph]:
        caption = table.find("caption")
        if caption is not None:
            text = " ".join("".join(caption.itertext()).split())
            self._tables.heard(text)
            yield Paragraph(text)
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        if _is_layout(table, rows):
            for row in rows:
                for cell in row.iterchildren("td", "th"):
                    flow = _Flow()
                    yield from self._walk(cell, flow, None)
                    yield from self._lines(flow, None)
            return
        yield from self._tables.read(_grid(rows, self._cell), merged=True)

    def _cell(self, cell: Any) -> str:
        flow = _Flow()
        read = [paragraph.text for paragraph in self._walk(cell, flow, None)]
        return " ".join([*read, *flow.taken()])


def _own_words(item: Any) -> Iterator[str]:
    """Yield the words of an item of a list without those of lists inside it."""
    yield item.text or ""
    for child in item.iterchildren():
        if child.tag not in ("ul", "ol"):
            yield "".join(child.itertext()) if isinstance(child.tag, str) else ""
            yield child.tail or ""


def _is_layout(table: Any, rows: list[Any]) -> bool:
    """Tell whether a table only places parts of the page: it holds tables, one column, or text by the paragraph."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return True
    cells = [list(row.iterchildren("td", "th")) for row in rows]
    if max(map(len, cells), default=0) <= 1:
        return True
    if next(table.iter("th"), None) is not None:
        return False
    texts = [["".join("".join(cell.itertext()).split()) for cell in row] for row in cells]
    long = sum(len(text) > _LONG_CELL for row in texts for text in row)
    filled = sum(bool(text) for row in texts for text in row)
    return bool(long) and (len(rows) <= 2 or long >= 0.5 * filled)


def _grid(rows: list[Any], read: Any) -> list[list[str]]:
    """Return the cells of a table row by row, those that span rows or columns repeated where they reach."""
    grid: list[list[str]] = []
    reaching: dict[int, tuple[int, str]] = {}  # column → rows left, text
    for row in rows:
        cells: list[str] = []
        column = 0

        def over(column: int, cells: list[str] = cells) -> int:
            while column in reaching:
                left, text = reaching[column]
                cells.append(text)
                if left > 1:
                    reaching[column] = (left - 1, text)
                else:
                    del reaching[column]
                column += 1
            return column

        for cell in row.iterchildren("td", "th"):
            column = over(column)
            text = read(cell)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(wide):
                cells.append(text)
                if high > 1:
                    reaching[column] = (high - 1, text)
                column += 1
        over(column)
        grid.append(cells)
    return grid


def _span(cell: Any, name: str) -> int:
    found = re.match(r"\s*([0-9]{1,4})", cell.get(name) or "")
    return max(1, min(_MOST_SPAN, int(found[1]))) if found else 1
