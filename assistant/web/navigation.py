"""The pages of the web app, in the order of the sidebar; `places` leads from one to another."""

from typing import Any

import streamlit as st

from assistant.access import Action, allows
from assistant.service import shared_service
from assistant.web.assess import assess_page
from assistant.web.chat import chat_page
from assistant.web.guide import help_page
from assistant.web.manage import manage_page
from assistant.web.overview import overview_page
from assistant.web.places import READ, announce
from assistant.web.read import read_page
from assistant.web.record import record_page
from assistant.web.settings import settings_page
from assistant.web.signed_in import current_account, sign_in_page
from assistant.web.texts import text_of


def pages(language: str) -> list[Any]:
    """Return the pages that the account may use, in the order of the sidebar; one to sign in for who has to."""
    account = current_account()
    if account is None:
        return [st.Page(sign_in_page, title=text_of(language, "sign_in"), icon=":material/login:", default=True)]
    found = [
        st.Page(chat_page, title=text_of(language, "chat"), icon=":material/forum:", default=True),
        st.Page(overview_page, title=text_of(language, "overview"), icon=":material/table_chart:", url_path="figures"),
        st.Page(read_page, title=text_of(language, "read"), icon=":material/menu_book:", url_path=READ),
    ]
    if allows(account, Action.KEEP_QUESTIONS) and shared_service().sees_all(account):
        found.append(
            st.Page(assess_page, title=text_of(language, "assess"), icon=":material/fact_check:", url_path="assess")
        )
    if allows(account, Action.CHANGE_REPORTS):
        found.append(
            st.Page(manage_page, title=text_of(language, "manage"), icon=":material/folder_open:", url_path="manage")
        )
    if allows(account, Action.READ_RECORD):
        found.append(
            st.Page(record_page, title=text_of(language, "record"), icon=":material/history:", url_path="record")
        )
    found += [
        st.Page(settings_page, title=text_of(language, "settings"), icon=":material/settings:", url_path="settings"),
        st.Page(help_page, title=text_of(language, "help"), icon=":material/help:", url_path="help"),
    ]
    announce(found)
    return found
