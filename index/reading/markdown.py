"""Reads .md: headings keep their level, markup is dropped, the text stays."""

from pathlib import Path

from markdown_it import MarkdownIt

from index.reading.plain import decode
from index.structure import Paragraph


def read_markdown(path: Path, content: bytes) -> list[Paragraph]:
    tokens = MarkdownIt("commonmark").enable("table").parse(decode(path, content))
    paragraphs: list[Paragraph] = []
    level: int | None = None
    row: list[str] | None = None
    number = ""
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = None
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup}" if token.info else ""
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            paragraphs.append(Paragraph("\t".join(row or [])))
            row = None
        elif token.type == "inline":
            text = "".join(
                "\n" if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children or []
                if child.type in ("text", "code_inline", "softbreak", "hardbreak")
            )
            text, number = number + text, ""
            if row is not None:
                row.append(text.replace("\n", " "))
            else:
                paragraphs += [Paragraph(line, level) for line in text.split("\n")]
        elif token.type in ("fence", "code_block"):
            paragraphs += [Paragraph(line) for line in token.content.split("\n")]
    return paragraphs
