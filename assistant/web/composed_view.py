"""An answer put together out of many sentences: a table of figures, points, or a paragraph, with numbered sources."""

import re
from html import escape

import streamlit as st

from assistant.service import Turn, as_footnoted_word
from assistant.types import Answer, Form
from assistant.web.places import address_of
from assistant.web.quotes import place_of
from assistant.web.take_table import offer_table
from assistant.web.taken_along import recorded
from assistant.web.texts import text_of

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ROWS = 12  # rows of a table that are seen without scrolling


def show_composed(turn: Turn, language: str) -> None:
    """Show headline and body of a composed answer, and what can be taken along of it."""
    answer = turn.answer
    st.html(f'<h2 class="ra-headline long">{escape(answer.headline or "")}</h2>')
    if answer.form is Form.FIGURES:
        _show_figures(turn, language)
    else:
        st.html(f'<div class="ra-composed {answer.form.value}">{body_html(answer)}</div>')
        st.html(sources_html(answer, language))
        st.download_button(
            text_of(language, "export_footnotes"),
            recorded(f"{_file_name(answer)}.docx", lambda: as_footnoted_word(answer, language)),
            f"{_file_name(answer)}.docx",
            _WORD,
            key=f"word-{turn.id}",
            icon=":material/description:",
            on_click="ignore",
        )


def body_html(answer: Answer) -> str:
    """Return the sentences, each with the number of its source as a link to its place in the report."""
    pieces = [f"{escape(c.quote.strip())}{_pointer(answer, n)}" for n, c in enumerate(answer.citations, 1)]
    return f"<p>{''.join(pieces)}</p>" if answer.form is Form.DRAFT else "".join(f"<p>{piece}</p>" for piece in pieces)


def _pointer(answer: Answer, number: int) -> str:
    citation = answer.citations[number - 1]
    return (
        f'<sup><a href="{escape(address_of(citation))}" target="_blank" rel="noopener" '
        f'title="{escape(place_of(citation))}">[{number}]</a></sup>'
    )


def sources_html(answer: Answer, language: str) -> str:
    """Return the list of sources under a composed answer."""
    places = []
    for number, citation in enumerate(answer.citations, 1):
        page = "" if citation.page is None else text_of(language, "page", page=citation.page)
        places.append(f"<li>{_pointer(answer, number)} {escape(place_of(citation, page))}</li>")
    return f'<ul class="ra-sources" aria-label="{escape(text_of(language, "source"))}">{"".join(places)}</ul>'


def _show_figures(turn: Turn, language: str) -> None:
    answer = turn.answer
    names = ("column_indicator", "column_text", "column_year", "column_goal", "column_quote", "open_place")
    indicator, value, year, goal, quote, place = (text_of(language, name) for name in names)
    table = [
        {
            indicator: row.label,
            value: row.headline,
            year: str(row.year) if row.year else None,
            goal: "✓" if row.figure is not None and row.figure.goal else None,
            place: address_of(row.citation) if row.citation else None,
            quote: row.citation.quote if row.citation else None,
        }
        for row in answer.table
    ]
    if not any(row[goal] for row in table):
        table = [{name: cell for name, cell in row.items() if name != goal} for row in table]
    st.html(f'<div class="ra-text">{escape(answer.text.split(chr(10))[0])}</div>')
    link = st.column_config.LinkColumn(display_text=text_of(language, "open_short"), width="small")
    st.dataframe(
        table,
        hide_index=True,
        width="stretch",
        height="content" if len(table) <= _ROWS else 35 * (_ROWS + 1),
        placeholder="—",
        column_config={place: link, indicator: st.column_config.TextColumn(width="medium")},
    )
    offer_table(table, text_of(language, "figures"), _file_name(answer), turn.id, language)


def _file_name(answer: Answer) -> str:
    return re.sub(r"[^\w\u4e00-\u9fff]+", "-", answer.question)[:30].strip("-") or "answer"
