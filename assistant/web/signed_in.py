"""Who has signed in: an account's session, kept by a cookie; nobody has to as long as there is no account."""

import functools
from html import escape
from pathlib import Path

import streamlit as st

from assistant.access import LOCAL, Account, Accounts, Action, LockedOut, NotAllowed, WrongPassword, allows
from assistant.messages import explain
from assistant.service import shared_service
from assistant.web.texts import LANGUAGE, text_of
from index.errors import IndexingError

COOKIE = "report_assistant_session"
_TOKEN, _LEFT, _NAME = "session_token", "signed_out", "account_name"
_HOURS = 12


def accounts() -> Accounts:
    return _kept_in(shared_service().store.folder)


@functools.lru_cache(maxsize=4)
def _kept_in(folder: Path) -> Accounts:
    return Accounts(folder)


def current_account() -> Account | None:
    """Return who is asking: LOCAL where there are no accounts, None for who has to sign in first."""
    if not accounts().any():
        return LOCAL
    token = st.session_state.get(_TOKEN) or (None if st.session_state.get(_LEFT) else st.context.cookies.get(COOKIE))
    account = accounts().who(str(token)) if token else None
    if account is not None:
        st.session_state[_TOKEN], st.session_state[_NAME] = token, account.name
    return account


def account_name() -> str:
    """Return the name of the account that this run of the page was begun for, "" without accounts; asks no database."""
    return str(st.session_state.get(_NAME, ""))


def actor() -> Account:
    """Return who is asking, for what is to be changed; raises NotAllowed where nobody has signed in."""
    account = current_account()
    if account is None:
        raise NotAllowed(Account("?", LOCAL.role), Action.ASK)
    return account


def may(action: Action) -> bool:
    """Tell whether who is asking may do something."""
    account = current_account()
    return account is not None and allows(account, action)


def sign_in_page() -> None:
    """Ask for name and password; nothing of the reports is shown before."""
    language: str = st.session_state[LANGUAGE]
    st.html(f'<h1 class="ra-title">{escape(text_of(language, "sign_in"))}</h1>')
    with st.form("sign-in"):
        name = st.text_input(text_of(language, "account_name"), autocomplete="username")
        password = st.text_input(text_of(language, "password"), type="password", autocomplete="current-password")
        if not st.form_submit_button(text_of(language, "sign_in"), type="primary"):
            return
    try:
        st.session_state[_TOKEN] = accounts().sign_in(name.strip(), password)
    except (WrongPassword, LockedOut, IndexingError) as error:
        st.error(explain(error, language))
        return
    st.session_state.pop(_LEFT, None)
    st.rerun()


def account_box(language: str) -> None:
    """Show in the sidebar who has signed in, with the way out; keep the session in the browser."""
    account = current_account()
    if account is None or account is LOCAL:
        return
    st.html(
        f'<div class="ra-meta">{escape(account.name)} · {escape(text_of(language, f"role_{account.role.value}"))}</div>'
    )
    if st.button(text_of(language, "sign_out"), icon=":material/logout:", type="tertiary"):
        accounts().sign_out(str(st.session_state.pop(_TOKEN, "")))
        st.session_state[_LEFT] = True
        _set_cookie("", 0)
        st.rerun()
    if st.context.cookies.get(COOKIE) != st.session_state.get(_TOKEN):
        _set_cookie(str(st.session_state.get(_TOKEN)), _HOURS * 3600)


def _set_cookie(value: str, seconds: int) -> None:
    st.html(
        f'<script>document.cookie="{COOKIE}={value};path=/;max-age={seconds};samesite=strict"'
        ' + (location.protocol === "https:" ? ";secure" : "")</script>',
        unsafe_allow_javascript=True,
    )
