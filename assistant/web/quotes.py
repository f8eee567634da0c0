"""Quotes as HTML: everything from a report is escaped, so that markup in it shows as text and never renders."""

from html import escape

from assistant.answering import Assistant
from assistant.types import Citation
from index.types import IndexedReport

AROUND = 220  # characters of the paragraph shown before and after the quote


def quote_html(citation: Citation) -> str:
    """Return the quote with its marks."""
    parts = []
    offset = 0
    for start, end in citation.marks:
        parts.append(escape(citation.quote[offset:start]))
        parts.append(f"<strong>{escape(citation.quote[start:end])}</strong>")
        offset = end
    parts.append(escape(citation.quote[offset:]))
    return f"<mark>{''.join(parts)}</mark>"


def paragraph_html(citation: Citation, indexed: IndexedReport) -> str:
    """Return the paragraph that the quote stands in, with the quote marked."""
    text = indexed.report.text
    left = max(text.rfind("\n", 0, citation.start) + 1, citation.start - AROUND)
    right = text.find("\n", citation.end)
    right = min(len(text) if right < 0 else right, citation.end + AROUND)
    before = ("…" if left > 0 and text[left - 1] != "\n" else "") + text[left : citation.start]
    after = text[citation.end : right] + ("…" if right < len(text) and text[right] != "\n" else "")
    return (
        f'<div class="ra-paragraph"><span class="around">{escape(before)}</span>'
        f'{quote_html(citation)}<span class="around">{escape(after)}</span></div>'
    )


def place_of(citation: Citation, page_words: str = "") -> str:
    """Return report, headings and page in one line."""
    parts = [citation.report, *citation.section]
    if citation.page is not None and page_words:
        parts.append(page_words)
    return " › ".join(parts)


def report_of(citation: Citation, assistant: Assistant) -> IndexedReport | None:
    """Return the report an answer was read from; None where a newer snapshot no longer holds it."""
    for number, entry in enumerate(assistant.snapshot.entries):
        if entry.id == citation.report_id:
            return assistant.snapshot.report(number)
    return None


def escaped_label(text: str) -> str:
    """Keep Markdown in a report's or user's words from rendering in the label of a widget."""
    return "".join(f"\\{character}" if character in r"\`*_{}[]()#+-.!|<>~$:" else character for character in text)
