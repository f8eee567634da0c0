"""Lines that were broken at a fixed width, inside sentences, words and numbers, joined into paragraphs again."""

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.data_files import read_patterns
from index.structure.metadata import names_kind
from index.structure.outline import mark_of
from index.text import fold, unit_at

_SHORTEST = 12  # characters of a line that ends at a comma and goes on
_SHORTEST_CUT = 8  # … of one that ends inside a number
_NARROWEST = 36  # columns of a line that was broken for want of room; a Chinese character takes two
_NARROWEST_CUT = 24  # … in a file whose lines were seen to be broken inside numbers
_CUT_NUMBERS = 2
_BAND = 12  # columns by which lines broken at one width differ: words and numbers are not always cut
_BAND_OF_CHARACTERS = 2
_FEWEST = 3  # broken lines that show that a file was broken at a fixed width
_SHARE = 0.2  # of its wide lines
_ENDS = "。！？；：!?;:…”’）)】》」"
_COMMAS = "，、"
_BULLETS = "-*●•·◆■★※►▪○①②③④⑤⑥⑦⑧⑨⑩"
_CAPTION = read_patterns("index.structure", "announcing.toml")["caption"]
_SCALES = "万亿千百余多"


@dataclass(frozen=True, slots=True)
class _Break:
    """Where lines are broken off: at `widest` at most, of what `measure` counts, and at `band` less at the least."""

    measure: Callable[[str], int]
    widest: int
    band: int

    def ends(self, line: str) -> bool:
        """Tell whether a line was broken off there."""
        return self.widest - self.band <= self.measure(line) <= self.widest


def joined_lines(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs of lines: a line that was broken off goes on with the next; blank lines stay empty."""
    broken = _break_of(lines)
    indent = min((_indent(line) for line in lines if line.strip()), default=0)
    joined: list[str] = []
    pieces: list[str] = []  # the lines of the paragraph that may go on; joined once, so that many cost no more
    for line in lines:
        stripped = line.strip()
        last = pieces[-1] if pieces else ""
        comma = last.endswith(tuple(_COMMAS)) and sum(map(len, pieces[-2:])) >= _SHORTEST
        open_end = bool(last) and (comma or (broken is not None and last[-1] not in _ENDS and broken.ends(last)))
        if not stripped and open_end:
            continue
        goes_on = open_end and (comma or _indent(line) <= indent)
        apart = not stripped or not last or _begins(stripped) or (len(pieces) == 1 and _stands_alone(last))
        if not apart and (goes_on or cuts_number(last, stripped)):
            words = last[-1].isascii() and last[-1].isalpha() and stripped[0].isascii()
            pieces += [" ", stripped] if words else [stripped]
            continue
        if pieces:
            joined.append("".join(pieces))
        pieces = [stripped]
    return [*joined, "".join(pieces)] if pieces else joined


def _stands_alone(line: str) -> bool:
    """Tell whether nothing goes on after a line: a caption, a title."""
    return bool(_CAPTION.match(line)) or names_kind(line)


def _begins(line: str) -> bool:
    """Tell whether a line begins something of its own: a number, a bullet, the caption of a figure."""
    return mark_of(line) is not None or line[0] in _BULLETS or bool(_CAPTION.match(line))


def _break_of(lines: Sequence[str]) -> _Break | None:
    """Return where lines are broken off, None where lines are whole paragraphs."""
    narrowest = _NARROWEST_CUT if _cuts_inside_numbers(lines) else _NARROWEST
    wide = [line.strip() for line in lines if _columns(line.strip()) >= narrowest]
    open_lines = [
        text
        for text, after in itertools.pairwise(line.strip() for line in lines)
        if after
        and _columns(text) >= narrowest
        and text[-1] not in _ENDS
        and not (_begins(text) or _begins(after) or names_kind(text))
    ]
    best: tuple[int, _Break] | None = None
    for measure, band in ((len, _BAND_OF_CHARACTERS), (_columns, _BAND)):
        for widest in {measure(text) for text in open_lines}:
            found = _Break(measure, widest, band)
            count = sum(found.ends(text) for text in open_lines)
            if best is None or (count, -widest) > (best[0], -best[1].widest):
                best = count, found
    if best is None or best[0] < max(_FEWEST, _SHARE * len(wide)):
        return None
    return best[1]


def _cuts_inside_numbers(lines: Sequence[str]) -> bool:
    """Tell whether several lines end within words in a digit with which the next one goes on: 达到28674 ⏎ 0辆."""
    cut = 0
    for before, after in itertools.pairwise(fold(line.strip()) for line in lines):
        if before[-1:].isdigit() and after[:1].isdigit() and len(before) >= _SHORTEST_CUT:
            words = re.search(r"[^0-9.,%\s|][0-9.,]*$", before)
            cut += words is not None and re.fullmatch("[0-9.,]+", after) is None
    return cut >= _CUT_NUMBERS


def cuts_number(before: str, after: str) -> bool:
    """Tell whether a number was cut from its scale or unit: 514 ⏎ 万人, 18.6亿 ⏎ 元."""
    end, start = fold(before[-2:]), fold(after[:4])
    if len(before) < _SHORTEST_CUT or not start:
        return False
    if end[-1].isdigit():
        return start[0] in _SCALES or start[0] == "%" or bool(unit_at(start, 0))
    return end[-1] in _SCALES[:2] and end[0].isdigit() and bool(unit_at(start, 0))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _indent(line: str) -> int:
    return _columns(line[: len(line) - len(line.lstrip())])
