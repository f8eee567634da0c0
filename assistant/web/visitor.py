"""Who is asking: a random code that the browser keeps in a cookie, so that a reload finds its conversations again."""

import functools
import re
from pathlib import Path

import streamlit as st

from assistant.access import LOCAL, Account
from assistant.service import Conversations, new_user, owner_of, shared_service
from assistant.web.signed_in import current_account

COOKIE = "report_assistant_user"
_USER = "user"
_CODE = re.compile(r"[0-9a-f]{32}")
_YEAR = 31_536_000  # seconds


def current_user() -> str:
    """Return the account that has signed in, else the visitor's code: of the session, else of the cookie, else a new one that the browser is told to keep."""
    return user_of(current_account())


def user_of(account: Account | None) -> str:
    """Return `current_user` of an account that was just looked up."""
    if account is not None and account is not LOCAL:
        return account.id or owner_of(account.name, account.key)
    known = st.session_state.get(_USER)
    if known:
        return str(known)
    kept = str(st.context.cookies.get(COOKIE, ""))
    if _CODE.fullmatch(kept):
        st.session_state[_USER] = kept
        return kept
    user = new_user()
    st.session_state[_USER] = user
    return user


def keep_in_browser() -> None:
    """Tell the browser to keep the code; without scripts it is forgotten with the window."""
    user = current_user()
    if not _CODE.fullmatch(user):
        return
    if st.context.cookies.get(COOKIE) != user:
        st.html(
            f'<script>document.cookie="{COOKIE}={user};path=/;max-age={_YEAR};samesite=strict"</script>',
            unsafe_allow_javascript=True,
        )


def become(code: str) -> bool:
    """Take over another browser's code; returns whether it is one."""
    code = code.strip().lower()
    if not _CODE.fullmatch(code):
        return False
    st.session_state[_USER] = code
    return True


def conversations() -> Conversations:
    return _kept_in(shared_service().store.folder)


@functools.lru_cache(maxsize=4)
def _kept_in(folder: Path) -> Conversations:
    return Conversations(folder)
