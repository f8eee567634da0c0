"""The scope chosen on the page: reports, years and regions that questions are answered from."""

from collections.abc import Sequence

import streamlit as st

from assistant.web.texts import text_of
from index.snapshot import Entry

_REPORTS, _YEARS, _REGIONS = "filter_reports", "filter_years", "filter_regions"


def scope_filters(entries: Sequence[Entry], language: str) -> None:
    """Offer the filters in the sidebar, where there is more than one report."""
    if len(entries) < 2:
        return
    titles = {entry.id: entry.title for entry in entries}
    years = sorted({entry.year for entry in entries if entry.year}, reverse=True)
    regions = sorted({entry.region for entry in entries if entry.region})
    every = text_of(language, "any")
    with st.expander(text_of(language, "scope"), icon=":material/filter_alt:"):
        st.multiselect(text_of(language, "year"), years, key=_YEARS, placeholder=every)
        st.multiselect(text_of(language, "region"), regions, key=_REGIONS, placeholder=every)
        st.multiselect(
            text_of(language, "choose_report"),
            list(titles),
            format_func=titles.__getitem__,
            key=_REPORTS,
            placeholder=every,
        )


def chosen_reports(entries: Sequence[Entry]) -> list[int] | None:
    """Return the numbers of the reports within the filters; None where nothing is chosen."""
    reports = st.session_state.get(_REPORTS) or []
    years = st.session_state.get(_YEARS) or []
    regions = st.session_state.get(_REGIONS) or []
    if not (reports or years or regions):
        return None
    return [
        number
        for number, entry in enumerate(entries)
        if (not reports or entry.id in reports)
        and (not years or entry.year in years)
        and (not regions or entry.region in regions)
    ]
