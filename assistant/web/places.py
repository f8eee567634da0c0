"""The ways from one page to another: addresses, and going there. Knows the pages by name, not their code."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from assistant.types import Citation

CHAT, READ = "", "read"  # addresses of the pages that others lead to
REPORT, START, END = "report", "start", "end"
PENDING = "pending"  # a question that waits to be asked in the chat
_PAGES = "pages"


def announce(pages: Iterable[Any]) -> None:
    """Make the pages known to those who lead to them; called on every run, before a page is."""
    st.session_state[_PAGES] = {page.url_path: page for page in pages}


def open_report(report: str, span: tuple[int, int] | None = None) -> None:
    """Go to the reading view of a report, at a span of its text where one is given."""
    place = {REPORT: report}
    if span is not None:
        place |= {START: str(span[0]), END: str(span[1])}
    st.switch_page(st.session_state[_PAGES][READ], query_params=place)


def ask_in_chat(question: str) -> None:
    """Go to the chat and ask a question there."""
    st.session_state[PENDING] = question
    st.switch_page(st.session_state[_PAGES][CHAT])


def link_to_chat(label: str) -> None:
    """Show a link back to the chat, whose conversation stands as it was left."""
    st.page_link(st.session_state[_PAGES][CHAT], label=label, icon=":material/arrow_back:")


def address_of(citation: Citation) -> str:
    """Return the address of the reading view at a quote."""
    return address_in(citation.report_id, citation.start, citation.end)


def address_in(report: str, start: int, end: int) -> str:
    """Return the address of the reading view at a place of a report."""
    return f"/{READ}?{REPORT}={report}&{START}={start}&{END}={end}"
