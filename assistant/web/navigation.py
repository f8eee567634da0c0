"""The pages of the web app and the ways from one to another."""

from typing import Any

import streamlit as st

from assistant.web.assess import assess_page
from assistant.web.chat import PENDING, chat_page
from assistant.web.guide import help_page
from assistant.web.manage import manage_page
from assistant.web.overview import overview_page
from assistant.web.read import END, REPORT, START, read_page
from assistant.web.settings import settings_page
from assistant.web.texts import text_of


def pages(language: str) -> list[Any]:
    """Return the pages in the order of the sidebar."""
    return [
        st.Page(chat_page, title=text_of(language, "chat"), icon=":material/forum:", default=True),
        st.Page(overview_page, title=text_of(language, "overview"), icon=":material/table_chart:", url_path="figures"),
        st.Page(read_page, title=text_of(language, "read"), icon=":material/menu_book:", url_path="read"),
        st.Page(assess_page, title=text_of(language, "assess"), icon=":material/fact_check:", url_path="assess"),
        st.Page(manage_page, title=text_of(language, "manage"), icon=":material/folder_open:", url_path="manage"),
        st.Page(settings_page, title=text_of(language, "settings"), icon=":material/settings:", url_path="settings"),
        st.Page(help_page, title=text_of(language, "help"), icon=":material/help:", url_path="help"),
    ]


def open_report(report: str, span: tuple[int, int] | None = None) -> None:
    """Go to the reading view of a report, at a span of its text where one is given."""
    place = {REPORT: report}
    if span is not None:
        place |= {START: str(span[0]), END: str(span[1])}
    st.switch_page(st.Page(read_page, url_path="read"), query_params=place)


def ask_in_chat(question: str) -> None:
    """Go to the chat and ask a question there."""
    st.session_state[PENDING] = question
    st.switch_page(st.Page(chat_page, default=True))
