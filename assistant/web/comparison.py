"""A comparison under its headline: a table with every value's quote, and a chart."""

from collections.abc import Sequence

import streamlit as st

from assistant.types import Row
from assistant.web.charts import chart
from assistant.web.places import address_of
from assistant.web.take_table import offer_table
from assistant.web.texts import text_of


def show_table(rows: Sequence[Row], language: str, key: str) -> None:
    """Show the values with their owners and sources; those missing are shown as missing."""
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
    link = st.column_config.LinkColumn(display_text=text_of(language, "open_short"))
    st.dataframe(table, hide_index=True, width="stretch", placeholder="—", column_config={place: link})
    given = [row for row in rows if row.figure is not None]
    if len(given) > 1 and len({row.figure.unit for row in given if row.figure}) == 1:
        values = [(r.label, float(r.figure.value.split("-")[-1]), r.headline or "") for r in given if r.figure]
        line = all(row.year for row in given) and len({row.region for row in given}) == 1
        st.altair_chart(chart(values, given[0].figure.unit if given[0].figure else "", line))
    title = text_of(language, "comparison")
    offer_table(table, title, title, key, language)
