"""Who has signed in: an account's session, kept by a cookie, or who has signed in elsewhere.

Nobody has to where there is no account and the server is for this machine alone.
"""

import functools
from html import escape
from pathlib import Path

import streamlit as st

from assistant.access import LOCAL, Account, Accounts, Action, LockedOut, NoRole, NotAllowed, WrongPassword, allows
from assistant.answering import Assistant
from assistant.messages import explain
from assistant.service import shared_service
from assistant.web.sign_on import has_to_sign_in, outside_account, provider, proxy
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
    try:
        elsewhere = outside_account(accounts(), shared_service().groups)
    except NoRole:
        return None
    if elsewhere is not None:
        st.session_state[_NAME] = elsewhere.known_as
        return elsewhere
    token = st.session_state.get(_TOKEN) or (None if st.session_state.get(_LEFT) else st.context.cookies.get(COOKIE))
    account = accounts().who(str(token)) if token else None
    if account is not None:
        st.session_state[_TOKEN], st.session_state[_NAME] = token, account.known_as
        return account
    return None if accounts().any() or has_to_sign_in() else LOCAL


def account_name() -> str:
    """Return what the account is known as that this run of the page was begun for, "" without accounts; asks no database."""
    return str(st.session_state.get(_NAME, ""))


def actor() -> Account:
    """Return who is asking, for what is to be changed; raises NotAllowed where nobody has signed in."""
    account = current_account()
    if account is None:
        raise NotAllowed(Account("?", LOCAL.role), Action.ASK)
    return account


def own_assistant() -> Assistant:
    """Return the assistant over the reports that who is asking may see: the one way of the pages to them."""
    return shared_service().assistant(actor())


def may(action: Action) -> bool:
    """Tell whether who is asking may do something."""
    account = current_account()
    return account is not None and allows(account, action)


def sign_in_page() -> None:
    """Ask for name and password; nothing of the reports is shown before."""
    language: str = st.session_state[LANGUAGE]
    st.html(f'<h1 class="ra-title">{escape(text_of(language, "sign_in"))}</h1>')
    _elsewhere(language)
    if not accounts().any():
        return
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


def _elsewhere(language: str) -> None:
    """Lead to the provider of sign-on, or say where to come from; say who has no role here."""
    refused = False
    try:
        outside_account(accounts(), shared_service().groups)
    except NoRole as error:
        st.error(explain(error, language))
        refused = True
    if provider() is not None:
        if refused and st.user.is_logged_in:  # as somebody else, perhaps
            st.button(text_of(language, "sign_out"), icon=":material/logout:", on_click=st.logout)
        else:
            st.button(text_of(language, "sign_in_elsewhere"), type="primary", on_click=st.login)
    elif proxy() is not None and not accounts().any():
        st.info(text_of(language, "come_by_proxy"))


def account_box(language: str) -> None:
    """Show in the sidebar who has signed in, with the way out; keep the session in the browser."""
    account = current_account()
    if account is None or account is LOCAL:
        return
    st.html(
        f'<div class="ra-meta">{escape(account.name)} · {escape(text_of(language, f"role_{account.role.value}"))}</div>'
    )
    if account.id:  # signed in elsewhere: there is no session of ours
        if account.id.startswith("oidc:"):
            st.button(text_of(language, "sign_out"), icon=":material/logout:", type="tertiary", on_click=st.logout)
        return
    if not st.session_state.get(_TOKEN):
        return  # named by a proxy, which is where to sign out
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
