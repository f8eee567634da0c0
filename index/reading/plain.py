"""Reads .txt: hard line breaks inside a sentence are joined, aligned columns are read as tables."""

from pathlib import Path

from index.reading.aligned import parted
from index.reading.encodings import decode
from index.reading.noticed import Noticed
from index.reading.tables import TableReader
from index.structure import Paragraph, mark_of


def read_plain(path: Path, content: bytes, noticed: Noticed) -> list[Paragraph]:
    """Return the lines of a text and the rows of its tables."""
    text = decode(path, content, noticed)
    for ending in ("\r\n", "\r", "\f", "\v", "\x85", "\u2028", "\u2029"):
        text = text.replace(ending, "\n")
    paragraphs: list[Paragraph] = []
    tables = TableReader()
    for lines, rows in parted(text.split("\n")):
        for line in joined_lines(lines):
            tables.heard(line)
            paragraphs.append(Paragraph(line))
        if rows:
            paragraphs += tables.read(rows)
    return paragraphs


def joined_lines(lines: list[str]) -> list[str]:
    """Join a line to the one before where that one stops inside a sentence, at a comma."""
    joined: list[str] = []
    open_line: list[str] = []  # the parts of the line that may go on; joined once, so that many parts cost no more

    def close() -> None:
        if open_line:
            joined.append("".join(open_line))
            open_line.clear()

    for line in lines:
        stripped = line.strip()
        inside = open_line and sum(map(len, open_line[-2:])) >= 12 and open_line[-1].endswith(("，", "、"))
        if inside and stripped and mark_of(stripped) is None:
            open_line.append(stripped)
        elif inside and not stripped:
            continue
        else:
            close()
            open_line.append(stripped)
    close()
    return joined
