"""An answer put together out of many sentences: a table of figures, points, or a paragraph, with numbered sources."""

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from assistant.service import Turn, as_footnoted_word
from assistant.types import Answer, Form, Row
from assistant.web.places import address_of
from assistant.web.quotes import place_of
from assistant.web.source_pane import pointer_html, row_numbers
from assistant.web.take_table import offer_table
from assistant.web.taken_along import offer_file
from assistant.web.texts import text_of


def show_composed(turn: Turn, language: str) -> None:
    """Show headline and body of a composed answer, and what can be taken along of it."""
    answer = turn.answer
    st.html(f'<h2 class="ra-headline long">{escape(answer.headline or "")}</h2>')
    if answer.form is Form.FIGURES:
        _show_figures(turn, language)
    else:
        st.html(f'<div class="ra-composed {answer.form.value}">{body_html(turn)}</div>')
        st.html(sources_html(turn, language))
        offer_file(
            st,
            text_of(language, "export_footnotes"),
            f"{_file_name(answer)}.docx",
            lambda: as_footnoted_word(answer, language),
            key=f"word-{turn.id}",
            icon=":material/description:",
            width="content",
        )


def body_html(turn: Turn) -> str:
    """Return the sentences, each with the number of its source, which opens it."""
    answer = turn.answer
    pieces = [f"{escape(c.quote.strip())}{_pointer(turn, n)}" for n, c in enumerate(answer.citations, 1)]
    return f"<p>{''.join(pieces)}</p>" if answer.form is Form.DRAFT else "".join(f"<p>{piece}</p>" for piece in pieces)


def _pointer(turn: Turn, number: int) -> str:
    return f"<sup>{pointer_html(turn.id, turn.answer.citations[number - 1], number)}</sup>"


def sources_html(turn: Turn, language: str) -> str:
    """Return the list of sources under a composed answer."""
    places = []
    for number, citation in enumerate(turn.answer.citations, 1):
        page = "" if citation.page is None else text_of(language, "page", page=citation.page)
        places.append(f"<li>{_pointer(turn, number)} {escape(place_of(citation, page))}</li>")
    return f'<ul class="ra-sources" aria-label="{escape(text_of(language, "source"))}">{"".join(places)}</ul>'


def _show_figures(turn: Turn, language: str) -> None:
    answer = turn.answer
    st.html(f'<div class="ra-text">{escape(answer.text.split(chr(10))[0])}</div>')
    names = ("column_indicator", "column_text", "column_year", "column_goal", "column_quote", "open_place")
    indicator, value, year, goal, quote, place = (text_of(language, name) for name in names)
    table = [
        {
            indicator: row.label,
            value: row.headline,
            year: _when(row),
            goal: "✓" if row.figure is not None and row.figure.goal else None,
            place: address_of(row.citation) if row.citation else None,
            quote: row.citation.quote if row.citation else None,
        }
        for row in answer.table
    ]
    left_out = {place} | ({goal} if not any(row[goal] for row in table) else set())
    heads = [name for name in table[0] if name not in left_out]
    cells = [[escape(str(row[name] or "—")) for name in heads] for row in table]
    for row, line, number in zip(answer.table, cells, row_numbers(answer), strict=True):
        if row.citation is not None:
            line[1] = pointer_html(turn.id, row.citation, number, row.headline or "—")
    st.html(rows_html(heads, cells, answer.headline or ""))
    table = [{name: cell for name, cell in row.items() if name != goal or goal in heads} for row in table]
    offer_table(lambda: table, text_of(language, "figures"), _file_name(answer), turn.id, language)


def _when(row: Row) -> str | None:
    """Return the year of a value, or the report's words for the several years that it is of."""
    if row.figure is not None and row.figure.stretch:
        return row.figure.stretch
    return str(row.year) if row.year else None


def rows_html(heads: Sequence[str], cells: Sequence[Sequence[str]], caption: str) -> str:
    """Return a table that scrolls within its own frame; `cells` are HTML, the rest is escaped."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in cells)
    return (
        f'<div class="ra-table ra-rows" tabindex="0" role="group" aria-label="{escape(caption)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _file_name(answer: Answer) -> str:
    return re.sub(r"[^\w\u4e00-\u9fff]+", "-", answer.question)[:30].strip("-") or "answer"
