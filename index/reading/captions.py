"""Tables alike in rows and columns: what only their titles tell apart is said in every line of them.

表1 城区医院 and 表2 郊区医院 with the same names of rows and columns would otherwise give two answers to one question.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.reading.cells import unit_of_name
from index.structure import Paragraph
from index.types import Cell

_NUMBER = re.compile(r"^(?:附|续)?表?\s*[0-9一二三四五六七八九十]{0,3}(?:[-—.][0-9]+)?\s*[：:、.．]?\s*")
_UNIT = re.compile(r"[（(【\[]?\s*(?:计量)?单位\s*[：:].*$")
_TAIL = re.compile(r"(?:基本)?(?:情况|统计)?(?:一览|简|统计|汇总)?表?$")
_LONGEST = 40  # characters of a table's title


def told_apart(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, the lines of tables that only their titles tell apart with the titles' words before them."""
    rows: dict[int, list[int]] = {}
    titles: dict[int, str] = {}
    title = ""
    for place, paragraph in enumerate(paragraphs):
        if paragraph.table is None:
            title = _subject(paragraph.text) or title if _is_note_of_unit(paragraph.text) else _subject(paragraph.text)
            continue
        if paragraph.table not in rows:
            titles[paragraph.table] = title
            title = ""
        rows.setdefault(paragraph.table, []).append(place)
    alike: dict[tuple[tuple[str, ...], ...], list[int]] = {}
    for table, places in rows.items():
        heads = tuple(paragraphs[place].cells for place in places if not paragraphs[place].text)
        if heads and titles[table]:
            alike.setdefault(heads, []).append(table)
    written = list(paragraphs)
    for tables in alike.values():
        names = [{cell.name for place in rows[table] for cell in paragraphs[place].values} for table in tables]
        for table, own in zip(tables, names, strict=True):
            others = [
                titles[other] for other, theirs in zip(tables, names, strict=True) if other != table and own & theirs
            ]
            if others and titles[table] not in others:
                for place in rows[table]:
                    written[place] = _led(paragraphs[place], titles[table])
    return written


def _is_note_of_unit(text: str) -> bool:
    return not _UNIT.sub("", text).strip()


def _subject(text: str) -> str:
    """Return what a title says that its table is about; "" for a line that is no title."""
    bare = _UNIT.sub("", unit_of_name(_NUMBER.sub("", text.strip()))[0]).strip(" （(")
    bare = _TAIL.sub("", bare)
    return "" if len(text) > _LONGEST or re.search(r"[。；，：:]", bare) else re.sub(r"\s", "", bare)


def _led(row: Paragraph, words: str) -> Paragraph:
    """Return a row's line with `words` before each of its clauses, and the places of its values moved along."""
    if not row.values:
        return row
    text, last, moved = "", 0, list[Cell]()
    for cell in row.values:
        begins = 0 if last == 0 else last + 1  # behind the comma
        lead = row.text[last:begins]
        start = len(text) + len(lead) + len(words) + cell.start - begins
        text += lead + words + row.text[begins : cell.end]
        moved.append(replace(cell, start=start, end=start + cell.end - cell.start))
        last = cell.end
    return replace(row, text=text + row.text[last:], values=tuple(moved))
