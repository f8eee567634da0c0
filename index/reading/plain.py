"""Reads .txt: lines broken inside a sentence are joined, aligned columns are read as tables."""

from pathlib import Path

from index.reading.aligned import parted
from index.reading.encodings import decode
from index.reading.noticed import Noticed
from index.reading.tables import TableReader
from index.structure import Paragraph, joined_lines


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
