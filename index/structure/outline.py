"""The outline of a Chinese official document: numbered headings, run-in headings and Word's own heading styles.

Numbering marks rank by the order in which a document nests them: after 一、 a 1. is its child, whatever other
documents do with 1. — so no fixed table of levels is needed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.data_files import read_patterns
from index.text import find_figures
from index.types import Cell, FigureKind, Heading

_DIGITS = "一二三四五六七八九十百"
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第[{_DIGITS}0-9]+(?:部分|篇|编)[、.．：:\s]?\s*")),
    ("chapter", re.compile(rf"第[{_DIGITS}0-9]+章[、.．：:\s]?\s*")),
    ("section", re.compile(rf"第[{_DIGITS}0-9]+节[、.．：:\s]?\s*")),
    ("capital", re.compile(r"[壹贰叁肆伍陆柒捌玖拾]{1,3}[、.．]\s*")),
    ("han", re.compile(rf"[{_DIGITS}]{{1,3}}[、.．]\s*(?![{_DIGITS}][、等])")),
    ("han_bracket", re.compile(rf"[（(][{_DIGITS}]{{1,3}}[）)][、.．]?\s*")),
    ("dotted", re.compile(r"[0-9]{1,2}(?:[.．][0-9]{1,2})+[、.．\s]\s*(?![0-9])")),
    ("arabic", re.compile(r"[0-9]{1,2}(?:[.．、]|[)）])\s*(?![0-9])")),
    ("arabic_bracket", re.compile(r"[（(][0-9]{1,2}[）)][、.．]?\s*")),
    ("circled", re.compile(r"[①-⑳]\s*")),
)
_LONGEST_HEADING = 60  # characters of a heading that fills its paragraph
_LONGEST_RUN_IN = 40  # characters of a heading that opens a paragraph
_BARE = read_patterns("index.structure", "announcing.toml")["bare"]  # headings without a number or a style
_ENDS = "。！？；：:"
_UPPER_MARKS = ("part", "chapter", "section", "capital", "han", "han_bracket")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as read: its text, the heading level its style gives it (1 is the highest), and its page from 1 on.

    A row of a table is a paragraph too, `text` being its readable line; `table` numbers the tables of a document and
    `cells` holds the row as it stood there. Rows of headings have cells and no text.
    """

    text: str
    level: int | None = None
    page: int | None = None
    table: int | None = None
    cells: tuple[str, ...] = ()
    values: tuple[Cell, ...] = ()  # the cells of this row that hold values; offsets are those of `text`
    turns: tuple[tuple[int, int], ...] = ()  # where further pages begin: offset in `text`, page


@dataclass(frozen=True, slots=True)
class _Found:
    mark: str
    title: str
    start: int
    level: int | None

    @property
    def end(self) -> int:
        return self.start + len(self.title)


def outline_of(paragraphs: Sequence[Paragraph], starts: Sequence[int]) -> tuple[Heading, ...]:
    """Return the headings of a document whose n-th paragraph begins at offset `starts[n]` of the stored text."""
    found = [
        heading
        for position, (paragraph, start) in enumerate(zip(paragraphs, starts, strict=True))
        if (heading := _heading_in(paragraph, start, first=position == 0)) is not None
    ]
    headings: list[Heading] = []
    open_marks: list[str] = []
    for heading in found:
        if heading.level is not None:
            # A style outranks any numbering mark: marks open under an earlier style are closed by it
            open_marks = [mark for mark in open_marks if mark.startswith("style") and int(mark[5:]) < heading.level]
            open_marks.append(f"style{heading.level}")
        elif heading.mark == "bare":
            open_marks = ["bare"]
        elif heading.mark in open_marks:
            del open_marks[open_marks.index(heading.mark) + 1 :]
        else:
            open_marks.append(heading.mark)
        headings.append(Heading(len(open_marks), heading.title, heading.start, heading.end))
    return tuple(headings)


def mark_of(text: str) -> tuple[str, int] | None:
    """Return the kind of the numbering mark that `text` begins with and its length; None where there is none."""
    for mark, pattern in _MARKS:
        found = pattern.match(text)
        if found:
            return mark, found.end()
    return None


def _heading_in(paragraph: Paragraph, start: int, first: bool) -> _Found | None:
    text = paragraph.text
    if paragraph.table is not None:
        return None
    if not first and len(text) <= _LONGEST_RUN_IN and _BARE.fullmatch(text):
        return _Found("bare", text, start, None)
    if paragraph.level is not None and len(text) <= 2 * _LONGEST_HEADING:
        return None if first else _Found("style", _unclosed(text), start, paragraph.level)
    marked = mark_of(text)
    if marked is None:
        return None
    mark, width = marked
    ends = [offset for offset in range(width, len(text)) if text[offset] in _ENDS]
    if not ends or ends[0] >= len(text) - 1:
        # A heading fills its paragraph; a numbered sentence with several clauses is text
        is_text = ("，" in text[width + 12 :] and mark not in _UPPER_MARKS) or _tells_a_figure(text, width)
        return None if len(text) > _LONGEST_HEADING or is_text else _Found(mark, _unclosed(text), start, None)
    if text[ends[0]] == "；" or not 0 < ends[0] - width <= _LONGEST_RUN_IN:
        return None
    if re.search(r"[0-9]", text[width : ends[0]]) and mark not in (*_UPPER_MARKS, "arabic"):
        return None
    if text[ends[0]] != "：" and _tells_a_figure(text[: ends[0] + 1], width):
        return None
    return _Found(mark, text[: ends[0]], start, None)


def _tells_a_figure(text: str, width: int) -> bool:
    """Tell whether a numbered line is a sentence with a figure (（一）新增学位1260个；) and so no heading.

    A number in characters makes a sentence only of a line that is closed like one: 二、办好三件实事 is a heading.
    """
    closed = text.endswith(("；", "。", ";"))
    return any(
        closed or any(character.isdigit() for character in figure.text)
        for figure in find_figures(text[width:])
        if figure.kind is not FigureKind.TIME
    )


def _unclosed(text: str) -> str:
    """Return a heading without the punctuation that closes it."""
    return text.rstrip("。；：:！.．")


def sections_at(headings: Sequence[Heading], offset: int) -> tuple[Heading, ...]:
    """Return the headings that hold `offset`, the highest first."""
    path: list[Heading] = []
    for heading in headings:
        if heading.start > offset:
            break
        while path and path[-1].level >= heading.level:
            path.pop()
        path.append(heading)
    return tuple(path)
