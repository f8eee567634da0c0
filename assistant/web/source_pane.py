"""The pane beside an answer that shows a numbered source in its report: outline, sentence and figure pointed out.

A number under an answer is a link to the reading page, and works as one with a modifier key or without scripts; a plain
click opens the pane. Only this part of the page is drawn again, and what was clicked keeps its place.
"""

from html import escape
from importlib import resources

import streamlit as st

from assistant.answering import Assistant
from assistant.types import Answer, Citation
from assistant.web.places import address_of
from assistant.web.quotes import place_of, report_of
from assistant.web.reading_view import outline_html, report_html
from assistant.web.texts import text_of

_OPEN = "open_source"  # the turn and the number of the source on show
_WANTED = "wanted"  # what the pane asks for: the number of a source, 0 to be closed
AROUND = 12_000  # characters of a long report that are shown before and after the quote
_PANE = st.components.v2.component(
    "source_pane",
    html='<div class="ra-source-root"></div>',
    js=resources.files("assistant").joinpath("web/source_pane.js").read_text("utf-8"),
    isolate_styles=False,
)


@st.fragment
def source_pane(turn: str, citations: tuple[Citation, ...], assistant: Assistant, language: str) -> None:
    """Show the source that was asked for; nothing until one is."""
    key = f"sources-{turn}"

    def go() -> None:
        wanted = int(st.session_state[key][_WANTED] or 0)
        if wanted or st.session_state.get(_OPEN, ("", 0))[0] == turn:  # one that gives way closes no other
            st.session_state[_OPEN] = (turn, wanted)

    open_turn, number = st.session_state.get(_OPEN, ("", 0))
    if open_turn != turn or number > len(citations):
        number = 0
    _PANE(
        key=key,
        data={
            "turn": turn,
            "number": number,
            "count": len(citations),
            "html": pane_html(citations, number, assistant, language) if number else "",
        },
        on_wanted_change=go,
    )


def sources_of(answer: Answer) -> tuple[Citation, ...]:
    """Return the numbered sources of an answer: those of its table's rows, each with its own figure, else its quotes."""
    return tuple(row.citation for row in answer.table if row.citation is not None) or answer.citations


def row_numbers(answer: Answer) -> list[int]:
    """Return the number of each row's source, that of the next for a row without one."""
    numbers = [1]
    for row in answer.table:
        numbers.append(numbers[-1] + (row.citation is not None))
    return numbers[:-1]


def pane_html(citations: tuple[Citation, ...], number: int, assistant: Assistant, language: str) -> str:
    """Return the pane with source `number`, counted from one."""
    citation = citations[number - 1]
    page = "" if citation.page is None else text_of(language, "page", page=citation.page)
    indexed = report_of(citation, assistant)
    if indexed is None:
        body = (
            f'<div class="ra-paragraph"><mark>{escape(citation.quote)}</mark></div>'
            f'<div class="ra-meta">{escape(text_of(language, "report_gone"))}</div>'
        )
    else:
        shown = (citation.start - AROUND, citation.end + AROUND)
        marks = tuple((citation.start + start, citation.start + end) for start, end in citation.marks)
        text = report_html(indexed, (citation.start, citation.end), marks=marks, within=shown, prefix="s-")
        outline = outline_html(indexed, at=citation.start, prefix="s-")
        body = (
            f'<details class="ra-source-outline" open><summary>{escape(text_of(language, "outline"))}</summary>'
            f"{outline}</details>"
            f'<div class="ra-source-text" tabindex="0" role="group" aria-label="{escape(citation.report)}">{text}</div>'
        )
    name = text_of(language, "source")
    return (
        f'<aside class="ra-source" tabindex="-1" aria-label="{escape(name)} {number}">'
        f'<div class="ra-source-bar">{_step("prev", "‹", "source_before", number > 1, language)}'
        f'<span class="ra-source-count">{escape(name)} {number} / {len(citations)}</span>'
        f"{_step('next', '›', 'source_after', number < len(citations), language)}"
        f'<a href="{escape(address_of(citation))}" target="_blank" rel="noopener">'
        f"{escape(text_of(language, 'whole_report'))}</a>"
        f"{_step('close', text_of(language, 'to_answer') + ' ✕', 'to_answer', True, language)}</div>"
        f'<div class="ra-path">{escape(place_of(citation, page))}</div>{body}'
        f'<div class="ra-meta">{escape(citation.file)} · {escape(text_of(language, "source_keys"))}</div></aside>'
    )


def _step(go: str, shown: str, words: str, usable: bool, language: str) -> str:
    off = "" if usable else " disabled"
    title = escape(text_of(language, words))
    return f'<button type="button" data-go="{go}" aria-label="{title}" title="{title}"{off}>{escape(shown)}</button>'


def pointer_html(turn: str, citation: Citation, number: int, shown: str = "") -> str:
    """Return the number of a source as a link to it; `shown` stands in its place where given."""
    words = escape(shown or f"[{number}]")
    return (
        f'<a href="{escape(address_of(citation))}" target="_blank" rel="noopener" '
        f'data-source="{escape(turn)}:{number}" title="{escape(place_of(citation))}">{words}</a>'
    )


def pointers_html(turn: str, citations: tuple[Citation, ...]) -> str:
    """Return the numbers of all sources."""
    links = [pointer_html(turn, citation, number) for number, citation in enumerate(citations, 1)]
    return f"<sup>{''.join(links)}</sup>"
