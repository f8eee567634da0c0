"""The printed lines of a PDF's page: characters → pieces → lines in reading order, two columns one after the other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.reading.marks import raised

WIDE_GAP = 1.6  # of a line's height: wider gaps part columns
_HAN = "\u2e80-\u9fff，。；：、！？（）“”《》—…％"
_SPACE_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}])[ \u3000]+|[ \u3000]+(?=[{_HAN}])")
_COLUMN = 4  # lines that make a column
_NO_LETTERS = "\r\n\x00\ufffe\x02"


@dataclass(slots=True)
class Line:
    """A stretch of text on one printed line; distances from the left and the upper edge of the page, in points."""

    left: float
    right: float
    top: float
    bottom: float
    text: str
    rows: list[list[str]] = field(default_factory=list)

    @property
    def height(self) -> float:
        return max(1.0, self.bottom - self.top)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


Box = tuple[float, float, float, float]  # left, right, top, bottom


def turned(box: Box, angle: int, width: float, height: float) -> Box:
    """Turn a box of a page `width` × `height` so that text written at `angle` (counterclockwise, 90 a step) is upright."""
    left, right, top, bottom = box
    if angle == 90:
        return height - bottom, height - top, left, right
    if angle == 180:
        return width - right, width - left, height - bottom, height - top
    if angle == 270:
        return top, bottom, width - right, width - left
    return box


def pieces(characters: Iterable[tuple[str, Box]]) -> Iterator[Line]:
    """Yield runs of characters that follow one another in the file and on one printed line.

    Boxes are those of the font, not of the ink: a comma is then as high as the word before it.
    """
    piece: Line | None = None
    lifted = ""
    for character, box in characters:
        if character in _NO_LETTERS:
            continue
        if character.isspace():
            if piece is not None and not lifted and not piece.text.endswith(" "):
                piece.text += " "
            continue
        if piece is not None:
            high = piece.height
            level = abs((box[2] + box[3]) / 2 - piece.middle) < 0.6 * high
            if level and -0.5 * high < box[0] - piece.right < WIDE_GAP * high:
                small = box[3] - box[2] < 0.8 * high and box[3] < piece.bottom - 0.2 * high
                if small:
                    lifted += character
                else:
                    piece.text += raised(piece.text, lifted) + character
                    lifted = ""
                    piece.top, piece.bottom = min(piece.top, box[2]), max(piece.bottom, box[3])
                piece.right = max(piece.right, box[1])
                continue
            piece.text += raised(piece.text, lifted)
            lifted = ""
            yield piece
        piece = Line(*box, character)
    if piece is not None:
        piece.text += raised(piece.text, lifted)
        yield piece


def rows_of(lines: list[Line]) -> list[list[Line]]:
    """Group pieces that stand at the same height, from the top down, each group from left to right."""
    rows: list[list[Line]] = []
    for piece in sorted(lines, key=lambda p: p.middle):
        row = rows[-1] if rows else None
        if (
            row
            and piece.middle < max(other.bottom for other in row)
            and abs(piece.middle - _middle(row)) < 0.5 * piece.height
        ):
            row.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _middle(row: Sequence[Line]) -> float:
    return sum(line.middle for line in row) / len(row)


def joined_pieces(found: list[Line]) -> list[Line]:
    """Put the pieces of one printed line together: the same height, no wide gap between."""
    lines: list[Line] = []
    for row in rows_of(found):
        open_line: Line | None = None
        for piece in row:
            gap = piece.left - open_line.right if open_line else 0.0
            if open_line is None or gap > WIDE_GAP * min(piece.height, open_line.height):
                open_line = piece
                lines.append(piece)
                continue
            open_line.text += (" " if gap > 0.25 * piece.height else "") + piece.text
            open_line.right = max(open_line.right, piece.right)
            open_line.top, open_line.bottom = min(open_line.top, piece.top), max(open_line.bottom, piece.bottom)
    for line in lines:
        # layout leaves a gap between Chinese and digits that nobody typed
        line.text = _SPACE_BESIDE_HAN.sub("", line.text)
    return lines


def in_order(lines: list[Line], width: float) -> list[Line]:
    """Order lines for reading; between lines that cross the middle, the left column comes before the right one."""
    middle = width / 2
    lines = sorted(lines, key=lambda line: (line.top, line.left))
    ordered: list[Line] = []
    band: list[Line] = []
    for line in [*lines, None]:
        crosses = line is None or bool(line.rows) or (line.left < middle - 10 and line.right > middle + 10)
        if line is not None and not crosses:
            band.append(line)
            continue
        left = [item for item in band if item.right <= middle + 10]
        right = [item for item in band if item.right > middle + 10]
        beside = sum(any(r.top < item.bottom and r.bottom > item.top for r in right) for item in left)
        ordered += [*left, *right] if min(len(left), len(right), beside) >= _COLUMN else band
        band = []
        if line is not None:
            ordered.append(line)
    return ordered


def characters_of(text: Any, width: float, height: float) -> tuple[list[tuple[str, Box]], float]:
    """Return a page's characters with their boxes, turned upright, and the share of those whose letter is not known."""
    from pypdfium2 import raw

    found: list[tuple[str, Box]] = []
    angles: dict[int, int] = {}
    unknown = visible = 0
    half = ""
    for position in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, position)
        if 0xD800 <= code < 0xDC00:
            half = chr(code)
            continue
        character = (
            (half + chr(code)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            if half
            else chr(code)
        )
        half = ""
        if character.strip():
            visible += 1
            lost = raw.FPDFText_HasUnicodeMapError(text, position) == 1
            unknown += lost or code < 32 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD
            # PDFium counts clockwise
            turn = -round(raw.FPDFText_GetCharAngle(text, position) / 1.5707963) % 4 * 90
            angles[turn] = angles.get(turn, 0) + 1
        left, bottom, right, top = text.get_charbox(position, loose=True)
        found.append((character, (left, right, height - top, height - bottom)))
    angle = max(angles, key=lambda key: angles[key], default=0)
    if angle:
        found = [(character, turned(box, angle, width, height)) for character, box in found]
    return found, unknown / visible if visible else 0.0
