"""A comparison under its headline: a table with every value's quote, and a chart."""

from html import escape

import streamlit as st

from assistant.service import Turn
from assistant.web.charts import chart
from assistant.web.composed_view import rows_html
from assistant.web.places import address_of
from assistant.web.source_pane import pointer_html, row_numbers
from assistant.web.take_table import offer_table
from assistant.web.texts import text_of


def show_comparison(turn: Turn, language: str) -> None:
    """Show the values with their owners and sources; those missing are shown as missing."""
    rows, key = turn.answer.table, turn.id
    missing = text_of(language, "not_given")
    owner, value, source, quote, place = (
        text_of(language, name) for name in ("owner", "value", "source", "column_quote", "open_place")
    )
    table = [
        {
            owner: row.label,
            value: row.headline or missing,
            source: row.citation.report if row.citation else None,
            quote: row.citation.quote if row.citation else None,
            place: address_of(row.citation) if row.citation else None,
        }
        for row in rows
    ]
    heads = [owner, value, source, quote]
    cells = [[escape(str(row[name] or "—")) for name in heads] for row in table]
    for row, shown, number in zip(rows, cells, row_numbers(turn.answer), strict=True):
        if row.citation is not None:
            shown[1] = pointer_html(turn.id, row.citation, number, row.headline or "—")
    st.html(rows_html(heads, cells, text_of(language, "comparison")))
    given = [row for row in rows if row.figure is not None]
    if len(given) > 1 and len({row.figure.unit for row in given if row.figure}) == 1:
        values = [(r.label, float(r.figure.value.split("-")[-1]), r.headline or "") for r in given if r.figure]
        line = all(row.year for row in given) and len({row.region for row in given}) == 1
        st.altair_chart(chart(values, given[0].figure.unit if given[0].figure else "", line))
    title = text_of(language, "comparison")
    offer_table(table, title, title, key, language)
