"""A report as HTML for reading: its headings as places to jump to, figures marked, tables as tables, one quote pointed
out. Everything from the report is escaped.
"""

import itertools
from html import escape

from index.types import Figure, Heading, IndexedReport, Table

QUOTE = "quote"


def anchor_of(heading: Heading) -> str:
    return f"h{heading.start}"


def outline_html(indexed: IndexedReport) -> str:
    """Return the outline as links into the report."""
    rows = [
        f'<a class="ra-outline l{min(heading.level, 4)}" href="#{anchor_of(heading)}">{escape(heading.title)}</a>'
        for heading in indexed.report.headings
    ]
    return f'<nav class="ra-outline-list">{"".join(rows)}</nav>'


def report_html(indexed: IndexedReport, quote: tuple[int, int] | None = None) -> str:
    """Return the whole report; `quote` is the span of its text to point out."""
    report = indexed.report
    headings = {heading.start: heading for heading in report.headings}
    tables = {table.start: table for table in report.tables}
    figures = sorted((f for row in indexed.figures for f in row), key=lambda figure: figure.start)
    pages = {page.start: page.number for page in report.pages}
    parts: list[str] = []
    start, skip_to = 0, 0
    for line in report.text.split("\n"):
        end = start + len(line)
        for page_start, number in pages.items():
            if start <= page_start < max(end, start + 1):
                parts.append(f'<div class="ra-page" aria-hidden="true">{number}</div>')
        if start in tables and tables[start].end > start:
            parts.append(_table(tables[start], report.text, quote))
            skip_to = tables[start].end
        elif start >= skip_to:
            heading = headings.get(start)
            own = [figure for figure in figures if start <= figure.start < end]
            if heading is not None:
                level = min(heading.level + 1, 5)
                title = _marked(report.text, heading.start, heading.end, [], quote)
                rest = _marked(report.text, heading.end, end, own, quote)
                if end - heading.end <= 2:
                    parts.append(f'<h{level} id="{anchor_of(heading)}">{title}{rest}</h{level}>')
                else:
                    parts.append(f'<p id="{anchor_of(heading)}"><strong>{title}</strong>{rest}</p>')
            elif line.strip():
                tag = "h1" if start == 0 else "p"
                parts.append(f"<{tag}>{_marked(report.text, start, end, own, quote)}</{tag}>")
        start = end + 1
    return f'<article class="ra-report-text">{"".join(parts)}</article>'


def _marked(text: str, start: int, end: int, figures: list[Figure], quote: tuple[int, int] | None) -> str:
    """Return `text[start:end]` with its figures marked and the part of the quote in it pointed out."""
    cuts = {start, end}
    for figure in figures:
        cuts |= {max(start, figure.start), min(end, figure.end)}
    if quote is not None and quote[0] < end and quote[1] > start:
        cuts |= {max(start, quote[0]), min(end, quote[1])}
    places = sorted(cut for cut in cuts if start <= cut <= end)
    parts: list[str] = []
    quoted = False
    for left, right in itertools.pairwise(places):
        piece = escape(text[left:right])
        if any(figure.start <= left and right <= figure.end for figure in figures):
            piece = f'<b class="ra-figure">{piece}</b>'
        inside = quote is not None and quote[0] <= left and right <= quote[1]
        if inside and not quoted:
            parts.append(f'<mark id="{QUOTE}">' if quote is not None and left == quote[0] else "<mark>")
        if quoted and not inside:
            parts.append("</mark>")
        quoted = inside
        parts.append(piece)
    return "".join(parts) + ("</mark>" if quoted else "")


def _table(table: Table, text: str, quote: tuple[int, int] | None) -> str:
    rows: list[str] = []
    offset = table.start
    lines = iter(text[table.start : table.end].split("\n"))
    for number, cells in enumerate(table.rows):
        tag = "th" if number < table.headings else "td"
        mark = ""
        if number >= table.headings:
            line = next(lines, "")
            if quote is not None and quote[0] < offset + len(line) and quote[1] > offset:
                mark = f' class="quoted" id="{QUOTE}"'
            offset += len(line) + 1
        rows.append(f"<tr{mark}>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>")
    return f'<div class="ra-table"><table>{"".join(rows)}</table></div>'
