"""Lines that were broken at a fixed width, inside sentences, words and numbers, joined into paragraphs again."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from index.structure.metadata import names_kind
from index.structure.outline import mark_of
from index.text import fold, unit_at

_SHORTEST = 12  # characters of a line that ends at a comma and goes on
_NARROWEST = 36  # columns of a line that was broken for want of room; a Chinese character takes two
_BAND = 12  # columns by which lines broken at one width differ: words and numbers are not always cut
_FEWEST = 5  # broken lines that show that a file was broken at a fixed width
_ENDS = "。！？；：!?;:…”’）)】》」"
_COMMAS = "，、"
_BULLETS = "-*●•·◆■★※►▪○①②③④⑤⑥⑦⑧⑨⑩"
_CAPTION = re.compile(
    r"(?:图|表|附表|附图|注|单位|来源|资料来源|附件)\s*[0-9一二三四五六七八九十]*\s*[:：\s]|(?:图|表)\s*[0-9]|[-—]\s*[0-9]+\s*[-—]$"
)
_SCALES = "万亿千百余多"


def joined_lines(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs of lines: a line that was broken off goes on with the next; blank lines stay empty."""
    width = _width_of_breaks(lines)
    indent = min((_indent(line) for line in lines if line.strip()), default=0)
    joined: list[str] = []
    last = 0  # columns of the line read last
    for line in lines:
        stripped = line.strip()
        before = joined[-1] if joined else ""
        open_end = bool(before) and (
            (len(before) >= _SHORTEST and before.endswith(tuple(_COMMAS)))
            or (width is not None and width - _BAND <= last <= width and before[-1] not in _ENDS)
        )
        if not stripped:
            if not open_end:
                joined.append("")
            continue
        ended = bool(_CAPTION.match(before)) or names_kind(before)
        begins = ended or mark_of(stripped) is not None or stripped[0] in _BULLETS or bool(_CAPTION.match(stripped))
        comma = open_end and before.endswith(tuple(_COMMAS))
        goes_on = open_end and not begins and (comma or _indent(line) <= indent)
        if goes_on or (before and not begins and _cuts_number(before, stripped)):
            blank = " " if before[-1].isascii() and before[-1].isalpha() and stripped[0].isascii() else ""
            joined[-1] = before + blank + stripped
        else:
            joined.append(stripped)
        last = _columns(stripped)
    return joined


def _width_of_breaks(lines: Sequence[str]) -> int | None:
    """Return the widest of the columns at which lines are broken off, None where lines are whole paragraphs."""
    counts: Counter[int] = Counter()
    for line, following in itertools.pairwise(lines):
        text, after = line.strip(), following.strip()
        if not after or len(text) * 2 < _NARROWEST or text[-1] in _ENDS or mark_of(text) or mark_of(after):
            continue
        if _CAPTION.match(text) or _CAPTION.match(after) or names_kind(text):
            continue
        if (columns := _columns(text)) >= _NARROWEST:
            counts[columns] += 1
    best = max(counts, key=lambda top: (sum(counts[top - step] for step in range(_BAND + 1)), -top), default=None)
    if best is None or sum(counts[best - step] for step in range(_BAND + 1)) < _FEWEST:
        return None
    return best


def _cuts_number(before: str, after: str) -> bool:
    """Tell whether a number was cut from its scale or unit: 514 ⏎ 万人."""
    end, start = fold(before[-1]), fold(after[:4])
    if len(before) < _SHORTEST or not end.isdigit():
        return False
    return start[0] in _SCALES or start[0] == "%" or bool(unit_at(start, 0))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _indent(line: str) -> int:
    return _columns(line[: len(line) - len(line.lstrip())])
