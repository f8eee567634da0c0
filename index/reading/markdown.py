"""Reads .md: headings keep their level, markup is dropped, what is struck out stays out, nested lists name their parents."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree, html
from markdown_it import MarkdownIt

from index.reading.encodings import decode
from index.reading.marks import raised
from index.reading.noticed import Noticed
from index.reading.page_text import PageText
from index.reading.scopes import scoped
from index.reading.tables import TableReader
from index.structure import Paragraph

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title\s*[：:]\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_NOTE = re.compile(r"^[ \t]{0,3}\[\^([^\]\n]{1,40})\]:[ \t]*", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\n]{1,40})\]")
_TASK = re.compile(r"\[[ xX]\]\s+")
# bold that ends where other bold begins, as programs write it: **3****8** is 38
_BOLD_BESIDE_BOLD = re.compile(r"(?<=[^\s*\\])\*{4}(?=[^\s*])|(?<=[^\s_\\])_{4}(?=[^\s_])")
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]{1,80})(?<=\S)==")
_RULE = re.compile(r"\s*<\s*(/?)\s*([a-zA-Z]+)[^>]*>")


def read_markdown(path: Path, content: bytes, noticed: Noticed) -> list[Paragraph]:
    """Return the paragraphs and tables of a Markdown text."""
    text = decode(path, content, noticed).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    title = ""
    if front:
        named = _TITLE.search(front["fields"])
        title, text = (named[1] if named else ""), text[front.end() :]
    # as commonmark reads it, the definition of a note is that of a link, which shows nothing
    text = _NOTE.sub(lambda note: f"\n\\[{note[1]}\\] ", text)
    text = _HIGHLIGHT.sub(r"\1", _BOLD_BESIDE_BOLD.sub("", text))
    walk = _Walk(noticed)
    walk.all(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text))
    if title and not any(paragraph.text == title for paragraph in walk.paragraphs[:5]):
        walk.paragraphs.insert(0, Paragraph(title))
    return walk.paragraphs


@dataclass(slots=True)
class _Walk:
    noticed: Noticed
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: TableReader = field(default_factory=TableReader)
    level: int | None = None
    number: str = ""
    rows: list[list[str]] | None = None
    parents: list[str] = field(default_factory=list)

    def all(self, tokens: list[Any]) -> None:
        for token in tokens:
            self._token(token)

    def _token(self, token: Any) -> None:
        match token.type:
            case "heading_open":
                self.level = int(token.tag[1:])
            case "heading_close":
                self.level = None
            case "list_item_open":
                self.number = f"{token.info}{token.markup}" if token.info else ""
                self.parents.append("")
            case "list_item_close":
                self.parents.pop()
            case "table_open":
                self.rows = []
            case "table_close":
                self.paragraphs += self.tables.read(self.rows or [])
                self.rows = None
            case "tr_open":
                if self.rows is not None:
                    self.rows.append([])
            case "inline":
                self._inline(token)
            case "fence":  # an example or data of a program, no sentence of the report
                self.noticed.add("code", token.content.strip().split("\n")[0])
            case "code_block":
                self.paragraphs += [Paragraph(line) for line in token.content.split("\n")]
            case "html_block":
                self.paragraphs += self.tables.numbered(_page(token.content, self.noticed))

    def _inline(self, token: Any) -> None:
        text = inline_text(token.children or [], self.noticed)
        if self.rows is not None:
            self.rows[-1].append(text.replace("\n", " "))
            return
        if self.parents:
            text = _TASK.sub("", text, count=1)
            above = [name for name in self.parents[:-1] if name]
            if not self.parents[-1]:
                self.parents[-1] = text
            text = scoped(above, text)
        if self.number and text[:1].isdigit() and self.number[-1:].isalnum():
            self.number += "."
        text, self.number = (f"{self.number} " if self.number and text[:1].isdigit() else self.number) + text, ""
        for line in text.split("\n"):
            self.tables.heard(line)
            self.paragraphs.append(Paragraph(line, self.level))


def inline_text(children: list[Any], noticed: Noticed) -> str:
    """Return the words of a line: without marks, struck-out words and comments; raised marks out of figures."""
    parts: list[str] = []
    struck, lifted = 0, False
    for child in children:
        if child.type in ("s_open", "s_close"):
            struck += 1 if child.type == "s_open" else -1
            if child.type == "s_open":
                noticed.add("deleted", "".join(parts).strip()[-12:])
            continue
        tag = _RULE.match(child.content) if child.type == "html_inline" else None
        if tag:
            closing, name = bool(tag[1]), tag[2].lower()
            if name in ("s", "del", "strike"):
                struck += -1 if closing else 1
            elif name == "sup":
                lifted = not closing
            elif name == "br" and not struck:
                parts.append("\n")
            continue
        if struck > 0:
            continue
        if child.type in ("text", "code_inline"):
            parts.append(_lifted(parts, child.content) if lifted else _without_references(parts, child.content))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            noticed.add("picture", child.content or child.attrGet("alt") or "")
    return "".join(parts)


def _lifted(parts: list[str], text: str) -> str:
    return raised("".join(parts[-4:]), text)


def _without_references(parts: list[str], text: str) -> str:
    before = "".join(parts[-4:])

    def written(found: re.Match[str]) -> str:
        # a line may hold thousands of them: what stands just before is enough
        return raised(text[max(0, found.start() - 24) : found.start()] if found.start() else before, found[1])

    return _REFERENCE.sub(written, text)


def _page(markup: str, noticed: Noticed) -> list[Paragraph]:
    """Read a block of HTML inside Markdown; comments say nothing."""
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return [Paragraph(" ".join(re.sub(r"<[^>]*>", " ", markup).split()))]
    for element in list(root.iter(etree.Comment, "script", "style")):
        element.drop_tree()
    return PageText(noticed).of(root)
