"""A report as HTML for reading: its headings as places to jump to, figures marked, tables as tables, one quote pointed
out. Everything from the report is escaped.
"""

import itertools
import re
from dataclasses import dataclass
from html import escape

from index.text import Span
from index.types import Figure, Heading, IndexedReport, Table

QUOTE = "quote"


def anchor_of(heading: Heading) -> str:
    return f"h{heading.start}"


def outline_html(indexed: IndexedReport, at: int | None = None, prefix: str = "") -> str:
    """Return the outline as links into the report; `at` is a place of its text, whose heading is pointed out."""
    headings = indexed.report.headings
    here = max((heading.start for heading in headings if at is not None and heading.start <= at), default=None)
    current = ' aria-current="true"'
    rows = [
        f'<a class="ra-outline l{min(heading.level, 4)}" href="#{prefix}{anchor_of(heading)}"'
        f"{current if heading.start == here else ''}>{escape(heading.title)}</a>"
        for heading in headings
    ]
    return f'<nav class="ra-outline-list">{"".join(rows)}</nav>'


@dataclass(frozen=True, slots=True)
class _Pointed:
    """What is pointed out: the span of a quote, and the spans of the figures in it that answer."""

    quote: Span | None = None
    marks: tuple[Span, ...] = ()
    prefix: str = ""  # of the names of places, where a page has two reports


def report_html(
    indexed: IndexedReport,
    quote: Span | None = None,
    marks: tuple[Span, ...] = (),
    within: Span | None = None,
    prefix: str = "",
) -> str:
    """Return the report; `quote` is the span of its text to point out, `marks` those in it that answer.

    `within` is the span whose lines are enough, where it is a long one; `prefix` begins the names of its places.
    """
    report = indexed.report
    first, last = within or (0, len(report.text))
    pointed = _Pointed(quote, marks, prefix)
    headings = {heading.start: heading for heading in report.headings}
    tables = {table.start: table for table in report.tables}
    figures = [f for row in indexed.figures for f in row if f.end > first and f.start < last]
    figures.sort(key=lambda figure: figure.start)
    pages = [page for page in report.pages if first <= page.start <= last]
    parts: list[str] = []
    start, skip_to = 0, 0
    for line in report.text.split("\n"):
        end = start + len(line)
        for page in pages:
            if start <= page.start < max(end, start + 1):
                parts.append(f'<div class="ra-page" aria-hidden="true">{page.number}</div>')
        if start in tables and tables[start].end > start:
            skip_to = tables[start].end
            if first <= skip_to and start <= last:
                parts.append(_table(tables[start], report.text, pointed))
        elif start >= skip_to and end >= first and start <= last:
            own = [figure for figure in figures if start <= figure.start < end]
            parts.append(_line(report.text, (start, end), headings.get(start), own, pointed))
        start = end + 1
    return f'<article class="ra-report-text">{"".join(parts)}</article>'


def _line(text: str, span: Span, heading: Heading | None, figures: list[Figure], pointed: _Pointed) -> str:
    """Return a line of the text as heading, as paragraph with a heading in front, or as paragraph."""
    start, end = span
    if heading is not None:
        level = min(heading.level + 1, 5)
        place = f'id="{pointed.prefix}{anchor_of(heading)}"'
        title = _marked(text, heading.start, heading.end, [], pointed)
        rest = _marked(text, heading.end, end, figures, pointed)
        if end - heading.end <= 2:
            return f"<h{level} {place}>{title}{rest}</h{level}>"
        return f"<p {place}><strong>{title}</strong>{rest}</p>"
    if not text[start:end].strip():
        return ""
    tag = "h1" if start == 0 and not pointed.prefix else "p"
    return f"<{tag}>{_marked(text, start, end, figures, pointed)}</{tag}>"


def _marked(text: str, start: int, end: int, figures: list[Figure], pointed: _Pointed) -> str:
    """Return `text[start:end]` with its figures marked and the part of the quote in it pointed out."""
    quote = pointed.quote
    cuts = {start, end}
    for span in ((figure.start, figure.end) for figure in figures):
        cuts |= {max(start, span[0]), min(end, span[1])}
    for span in (*pointed.marks, *(() if quote is None else (quote,))):
        if span[0] < end and span[1] > start:
            cuts |= {max(start, span[0]), min(end, span[1])}
    places = sorted(cut for cut in cuts if start <= cut <= end)
    parts: list[str] = []
    quoted = False
    for left, right in itertools.pairwise(places):
        piece = escape(text[left:right])
        if any(mark[0] <= left and right <= mark[1] for mark in pointed.marks):
            piece = f"<strong>{piece}</strong>"
        elif any(figure.start <= left and right <= figure.end for figure in figures):
            piece = f'<b class="ra-figure">{piece}</b>'
        inside = quote is not None and quote[0] <= left and right <= quote[1]
        if inside and not quoted:
            begins = quote is not None and left == quote[0]
            parts.append(f'<mark id="{pointed.prefix}{QUOTE}">' if begins else "<mark>")
        if quoted and not inside:
            parts.append("</mark>")
        quoted = inside
        parts.append(piece)
    return "".join(parts) + ("</mark>" if quoted else "")


def _table(table: Table, text: str, pointed: _Pointed) -> str:
    rows: list[str] = []
    offset = table.start
    quote = pointed.quote
    words = {text[start:end].strip() for start, end in pointed.marks}
    lines = iter(text[table.start : table.end].split("\n"))
    for number, cells in enumerate(table.rows):
        tag = "th" if number < table.headings else "td"
        mark, strong = "", set()
        if number >= table.headings:
            line = next(lines, "")
            if quote is not None and quote[0] < offset + len(line) and quote[1] > offset:
                mark, strong = f' class="quoted" id="{pointed.prefix}{QUOTE}"', words
            offset += len(line) + 1
        shown = (f"<strong>{escape(c)}</strong>" if _holds(c, strong) else escape(c) for c in cells)
        rows.append(f"<tr{mark}>{''.join(f'<{tag}>{cell}</{tag}>' for cell in shown)}</tr>")
    return f'<div class="ra-table"><table>{"".join(rows)}</table></div>'


def _holds(cell: str, words: set[str]) -> bool:
    """Tell whether a cell holds a figure that is pointed out: in the text its unit stands behind it."""
    plain = cell.strip()
    return any(plain and re.fullmatch(re.escape(plain) + r"(?![\d.]).*", word) for word in words)
