"""Printed lines → paragraphs: lines that a page's width cut are joined, across columns and pages as well."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from index.reading.cells import caption_units
from index.reading.grid import grids_of
from index.reading.pdf_lines import WIDE_GAP, Line
from index.reading.tables import TableReader
from index.structure import Paragraph, mark_of

_ENDS = tuple("。！？；：!?;:")
_LONGEST_UNIT = 30  # characters of a line that gives the unit of the table below it: 单位：万元
_SLACK = 3.5  # of a line's height by which a line that ends inside a sentence may fall short of the margin


class _Page(Protocol):
    number: int
    width: float
    lines: list[Line]


class _Joiner:
    """Joins lines to one paragraph after another."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._begun = 0
        self._turns: list[tuple[int, int]] = []

    @property
    def is_open(self) -> bool:
        return bool(self._parts)

    def last(self) -> str:
        return self._parts[-1][-1:] if self._parts else ""

    def add(self, words: str, page: int) -> None:
        if not self._parts:
            self._begun, self._turns, self._length = page, [], 0
        elif page != (self._turns[-1][1] if self._turns else self._begun):
            self._turns.append((self._length, page))
        self._parts.append(words)
        self._length += len(words)

    def taken(self) -> Paragraph:
        text, turns = "".join(self._parts), tuple(self._turns)
        self._parts = []
        return Paragraph(text, page=self._begun, turns=turns)


def paragraphs_of(pages: Sequence[_Page]) -> Iterator[Paragraph]:
    """Yield the paragraphs and the rows of tables of all pages in order."""
    joiner, tables = _Joiner(), TableReader()
    ended_full, size = False, 0.0
    heads: list[list[str]] = []  # the headings of a table that reached the foot of the page before
    for page in pages:
        for number, group in enumerate(_groups(page)):
            if group[0].rows:
                if joiner.is_open:
                    paragraph = joiner.taken()
                    tables.heard(paragraph.text)
                    yield paragraph
                rows = group[0].rows
                goes_on = number == 0 and heads and len(rows[0]) == len(heads[0]) and not _has_heads(rows)
                yield from tables.read([*heads, *rows] if goes_on else rows, page.number)
                heads = heads if goes_on else _heads(rows)
                ended_full = False
                continue
            heads = []
            left = min(line.left for line in group)
            right = max(line.right for line in group)
            for line in group:
                words = line.text.strip()
                indented = line.left - left > 1.2 * line.height
                other_size = size and abs(line.height - size) > 0.25 * size
                unit_alone = len(words) <= _LONGEST_UNIT and bool(caption_units(words))
                new = not ended_full or indented or mark_of(words) is not None or other_size or unit_alone
                if joiner.is_open and not new:
                    last = joiner.last()
                    blank = last.isascii() and last.isalpha() and words[:1].isascii() and words[:1].isalpha()
                    joiner.add((" " if blank else "") + words, page.number)
                else:
                    if joiner.is_open:
                        paragraph = joiner.taken()
                        tables.heard(paragraph.text)
                        yield paragraph
                    joiner.add(words, page.number)
                short = right - line.right
                inside = not words.endswith(_ENDS) and line.right - line.left > 0.5 * (right - left)
                ended_full = short < (_SLACK if inside else WIDE_GAP) * line.height and not unit_alone
                size = line.height
    if joiner.is_open:
        yield joiner.taken()


def _heads(rows: list[list[str]]) -> list[list[str]]:
    grids = grids_of(rows, merged=True)
    return [list(row) for row in grids[-1].rows[: grids[-1].headings]] if len(grids) == 1 else []


def _has_heads(rows: list[list[str]]) -> bool:
    return bool(_heads(rows))


def _groups(page: _Page) -> list[list[Line]]:
    """Part a page's lines where the column changes or a table stands, so that margins are compared within a column."""
    groups: list[list[Line]] = []
    for line in page.lines:
        last = groups[-1][-1] if groups else None
        turns = last is not None and line.top < last.top - last.height and line.left > last.left + 0.3 * page.width
        # a line set across the page stands between columns and has margins of its own
        across = last is not None and (line.right - line.left > 0.6 * page.width) != (
            _width(groups[-1]) > 0.6 * page.width
        )
        if last is None or line.rows or last.rows or turns or (across and _beside(page, line, last)):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _width(group: list[Line]) -> float:
    return max(line.right for line in group) - min(line.left for line in group)


def _beside(page: _Page, line: Line, last: Line) -> bool:
    """Tell whether other lines of the page stand beside one of the two, as in columns."""
    return any(
        other is not line and other is not last and other.top < one.bottom - 2 and other.bottom > one.top + 2
        for one in (line, last)
        for other in page.lines
    )
