"""Lines as long as a book are cut where a sentence or a clause ends: everything behind reading goes by the line, and
its cost grows faster than a line's length."""

from collections.abc import Iterator
from dataclasses import replace

from index.structure import Paragraph

LONGEST = 6000  # characters; no paragraph that a person wrote comes near
_ENDS = ("。！？!?", "；;", "，,：:", " \u3000\t、")


def shortened(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield a paragraph, or the pieces it is cut into; together they hold every character but blanks at the cuts."""
    text = paragraph.text
    if len(text) <= LONGEST or paragraph.table is not None:
        yield paragraph
        return
    start = 0
    page = paragraph.page
    while start < len(text):
        end = len(text) if len(text) - start <= LONGEST else _cut(text, start)
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        turns = tuple((at - start - lead, number) for at, number in paragraph.turns if start + lead < at < end)
        begins = [number for at, number in paragraph.turns if at <= start + lead]
        yield replace(paragraph, text=piece.strip(), level=None, page=begins[-1] if begins else page, turns=turns)
        start = end


def _cut(text: str, start: int) -> int:
    """Return where to cut the piece that begins at `start`: behind the last sentence that fits, or else a clause."""
    last = start + LONGEST
    for marks in _ENDS:
        found = max(text.rfind(mark, start + LONGEST // 2, last) for mark in marks)
        if found > 0 and not (text[found] in ",:" and text[found + 1 : found + 2].isdigit()):
            return found + 1
    cut = last
    while cut > start + LONGEST // 2 and text[cut - 1].isascii() and text[cut - 1].isalnum() and text[cut].isalnum():
        cut -= 1  # a figure stays whole
    return cut if cut > start + LONGEST // 2 else last
