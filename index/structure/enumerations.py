"""Enumerations within the text: 一是…；二是…, ①…②…, numbered lines, with the words that announce them.

Numbers tell a row of items from marks that only look like them: the first item is number one, each next one is one
more, and all have the same form. Headings are no items; a row ends where the next heading stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text import Span, value_of

_DIGITS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_AFTER_NO_WORD = r"(?<![\u4e00-\u9fff0-9])"
_FORMS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"{_AFTER_NO_WORD}(?P<n>[{_DIGITS}])(?:是|要)"),
    re.compile(rf"{_AFTER_NO_WORD}第(?P<n>[{_DIGITS}])[，、,：:]"),
    re.compile(rf"(?P<n>[{_CIRCLED}])[ \t　]*"),
    re.compile(rf"{_AFTER_NO_WORD}[（(](?P<n>[0-9]{{1,2}}|[{_DIGITS}]{{1,2}})[）)][、.．]?[ \t　]*"),
    re.compile(r"(?m:^)[ \t　]*(?P<n>[0-9]{1,2})(?:[.．、](?![0-9])|[)）])[ \t　]*"),
)
_ENDS = "。！？\n"
_TRIMMED = " \t　\n；;。，,、"
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The items of a row in their order, without mark and closing punctuation, and what stands before the first.

    `lead` reaches back to the beginning of the sentence that announces the items, on the line above where they are
    lines of their own; it is empty where nothing does.
    """

    lead: Span
    items: tuple[Span, ...]


def enumerations_in(text: str, within: Span, headings: Sequence[Span] = ()) -> list[Enumeration]:
    """Return the rows of at least two items that begin in a stretch of `text`, in their order; offsets are those of `text`."""
    found = []
    for form in _FORMS:
        row: list[re.Match[str]] = []
        for mark in form.finditer(text, *within):
            if any(start <= mark.start() < end for start, end in headings):
                continue
            number = _number(mark["n"])
            apart = row and any(row[-1].end() <= start < mark.start() for start, _ in headings)
            if number == len(row) + 1 and not apart:
                row.append(mark)
                continue
            found += _row(text, row, within)
            row = [mark] if number == 1 else []
        found += _row(text, row, within)
    return sorted(found, key=lambda each: each.items)


def _row(text: str, marks: Sequence[re.Match[str]], within: Span) -> list[Enumeration]:
    if len(marks) < _FEWEST:
        return []
    ends = [*(mark.start() for mark in marks[1:]), _end_of_last(text, marks, within)]
    items = tuple(_trimmed(text, mark.end(), end) for mark, end in zip(marks, ends, strict=True))
    if any(start >= end for start, end in items):
        return []
    return [Enumeration(_lead(text, marks[0].start(), within[0]), items)]


def _end_of_last(text: str, marks: Sequence[re.Match[str]], within: Span) -> int:
    """Return where the last item ends: with its line where items are lines, else with its sentence."""
    start = marks[-1].end()
    line = _first(text, "\n", start, within[1])
    if "\n" in text[marks[-2].end() : marks[-1].start()]:
        return line
    return _first(text, "。！？", start, line)


def _lead(text: str, end: int, least: int) -> Span:
    """Return the words before the first item, back to where their sentence begins."""
    stop = end
    while stop > least and text[stop - 1] in " \t　\n":
        stop -= 1
    start = stop - 1 if stop > least and text[stop - 1] in _ENDS else stop
    while start > least and text[start - 1] not in _ENDS:
        start -= 1
    return start, stop


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    return start, end


def _first(text: str, marks: str, start: int, end: int) -> int:
    return min((at for mark in marks if (at := text.find(mark, start, end)) >= 0), default=end)


def _number(written: str) -> int:
    """Return the number of a mark, 0 for digits that make none: （二一）."""
    if written in _CIRCLED:
        return _CIRCLED.index(written) + 1
    return int(value_of(written) or 0)
