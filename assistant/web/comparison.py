"""A comparison under its headline: a table with every value's quote, and a chart."""

from html import escape

import streamlit as st

from assistant.service import Turn
from assistant.web.chart_view import show_chart
from assistant.web.charts import Point
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
    units = {row.figure.unit for row in rows if row.figure is not None}
    shown_heads = [
        owner,
        text_of(language, "aside", words=value, more=units.pop()) if len(units) == 1 else value,
        source,
        quote,
    ]
    cells = [[escape(str(row[name] or "—")) for name in heads] for row in table]
    for row, shown, number in zip(rows, cells, row_numbers(turn.answer), strict=True):
        if row.citation is not None:
            shown[1] = pointer_html(turn.id, row.citation, number, row.headline or "—")
    st.html(rows_html(shown_heads, cells, text_of(language, "comparison")))
    given = [(row, row.figure) for row in rows if row.figure is not None]
    if len(given) > 1 and len({figure.unit for _, figure in given}) == 1:
        years, places = {row.year for row, _ in given}, {row.region for row, _ in given}
        over_years = None not in years and len(years) > 1 and len(given) > len(places)
        points = [
            Point(
                str(row.year) if over_years else row.label,
                figure.value,
                row.headline or "",
                address_of(row.citation) if row.citation else "",
                (row.region or "") if over_years else "",
                figure.fall,
            )
            for row, figure in given
        ]
        show_chart(points, given[0][1].unit, turn.question, over_years=over_years, key=key, language=language)
    title = text_of(language, "comparison")
    offer_table(lambda: table, title, title, key, language)
