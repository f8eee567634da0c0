"""The scope chosen on the page: reports, years and regions that questions are answered from."""

from collections.abc import Iterable, Sequence

import streamlit as st

from assistant.web.quotes import escaped_label
from assistant.web.texts import text_of
from index.snapshot import Entry

_YEARS, _REGIONS = "filter_years", "filter_regions"
_TICKED = "ticked_reports"  # ids of the reports that are asked; none for all
_TALL = 7  # reports above which the list scrolls in a frame of its own
_FRAME = 260  # pixels
_FINDING = 12  # reports above which there is a field to find one


def ticked() -> set[str]:
    """Return the ids of the reports that questions are narrowed to."""
    kept: set[str] = st.session_state.setdefault(_TICKED, set())
    return kept


def narrow_to(reports: Iterable[str]) -> None:
    """Narrow questions to these reports; none for all."""
    st.session_state[_TICKED] = set(reports)


def scope_filters(entries: Sequence[Entry], language: str) -> None:
    """Offer the filters in the sidebar, where there is more than one report."""
    if len(entries) < 2:
        return
    years = sorted({entry.year for entry in entries if entry.year}, reverse=True)
    regions = sorted({entry.region for entry in entries if entry.region})
    every = text_of(language, "any")
    with st.expander(text_of(language, "scope"), icon=":material/filter_alt:", expanded=bool(ticked())):
        st.multiselect(text_of(language, "year"), years, key=_YEARS, placeholder=every)
        st.multiselect(text_of(language, "region"), regions, key=_REGIONS, placeholder=every)
        _tick_boxes(entries, language)


def _tick_boxes(entries: Sequence[Entry], language: str) -> None:
    ids = {entry.id for entry in entries}
    narrow_to(ticked() & ids)  # a report that is gone narrows nothing
    st.caption(text_of(language, "tick_reports"))
    words = ""
    if len(entries) > _FINDING:
        words = st.text_input(text_of(language, "find_report"), key="find_report").strip()
    shown = [entry for entry in entries if words in entry.title or entry.id in ticked()]
    with st.container(height=_FRAME if len(shown) > _TALL else "content", border=len(shown) > _TALL):
        for entry in sorted(shown, key=lambda entry: (entry.region or "", -(entry.year or 0), entry.title)):
            key = f"tick-{entry.id}"
            st.session_state[key] = entry.id in ticked()
            st.checkbox(escaped_label(entry.title), key=key, on_change=_tick, args=(entry.id,))
    if ticked() and st.button(text_of(language, "untick"), icon=":material/filter_alt_off:", width="stretch"):
        narrow_to(())
        st.rerun()


def _tick(report: str) -> None:
    narrow_to(ticked() ^ {report})


def chosen_reports(entries: Sequence[Entry]) -> list[int] | None:
    """Return the numbers of the reports within the filters; None where nothing is chosen."""
    years = st.session_state.get(_YEARS) or []
    regions = st.session_state.get(_REGIONS) or []
    reports = ticked() & {entry.id for entry in entries}
    if not (reports or years or regions):
        return None
    return [
        number
        for number, entry in enumerate(entries)
        if (not reports or entry.id in reports)
        and (not years or entry.year in years)
        and (not regions or entry.region in regions)
    ]
