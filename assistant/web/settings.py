"""The page 设置: language, theme, the visitor's code, what is in use, and a health check in plain words."""

import os
import shutil
from collections.abc import Iterator
from html import escape
from importlib.metadata import version

import streamlit as st

from assistant.access import LOCAL, Action
from assistant.messages import explain
from assistant.service import shared_service
from assistant.web.frame import language_choice
from assistant.web.model_settings import model_section
from assistant.web.own_unit import unit_setting
from assistant.web.signed_in import current_account, may, own_assistant
from assistant.web.texts import LANGUAGE, text_of
from assistant.web.visitor import become, conversations, current_user
from index.errors import IndexingError
from index.reading import libreoffice

_ROOM = 500_000_000  # bytes below which a disk is nearly full
_PATHS = ("/", "/figures", "/read", "/assess", "/manage", "/record", "/settings", "/help")
_THEMES = {"system": "System", "light": "Light", "dark": "Dark"}


def settings_page() -> None:
    language: str = st.session_state[LANGUAGE]
    st.html(f'<h1 class="ra-title">{escape(text_of(language, "settings"))}</h1>')
    language_choice(language, key="language_setting")
    _theme(language)
    unit_setting(language)
    if current_account() is LOCAL:
        _code(language)  # who has signed in has the conversations of the account
    model_section(language)
    st.subheader(text_of(language, "health"))
    for good, words in _health(language):
        mark = "✓" if good else "⚠"
        st.html(f'<div class="{"ra-done" if good else "ra-refused"}">{mark} {escape(words)}</div>')
    st.subheader(text_of(language, "in_use"))
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in _in_use(language))
    st.html(f'<div class="ra-table"><table>{rows}</table></div>')


def _theme(language: str) -> None:
    chosen = st.segmented_control(
        text_of(language, "theme"),
        list(_THEMES),
        format_func=lambda name: text_of(language, f"theme_{name}"),
        key="theme_setting",
    )
    if chosen is None:
        return
    # where Streamlit's own pages keep the choice, a word for each page
    st.html(
        f"""<script>
        let changed = false;
        for (const path of {list(_PATHS)}) {{
          const key = `stActiveTheme-${{path}}-v2`, wanted = JSON.stringify("{_THEMES[chosen]}");
          if (path === location.pathname && localStorage.getItem(key) !== wanted) changed = true;
          localStorage.setItem(key, wanted);
        }}
        if (changed) location.reload();
        </script>""",
        unsafe_allow_javascript=True,
    )


def _code(language: str) -> None:
    with st.expander(text_of(language, "my_code"), icon=":material/key:"):
        st.caption(text_of(language, "my_code_hint"))
        st.code(current_user(), language=None)
        other = st.text_input(text_of(language, "other_code"))
        if other and other.strip().lower() != current_user():
            if become(other):
                st.rerun()
            st.warning(text_of(language, "bad_code"))


def _health(language: str) -> Iterator[tuple[bool, str]]:
    service = shared_service()
    folder = service.store.folder
    try:
        snapshot = own_assistant().snapshot
        yield True, text_of(language, "health_index", count=len(snapshot.entries))
    except IndexingError as error:
        yield False, explain(error, language)
    try:
        conversations().latest(current_user(), limit=1)
        yield True, text_of(language, "health_kept")
    except IndexingError as error:
        yield False, explain(error, language)
    writable = os.access(folder, os.W_OK)
    yield writable, text_of(language, "health_writable" if writable else "health_read_only", path=folder)
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    yield free > _ROOM, text_of(language, "health_disk", free=f"{free / 1e9:.1f}")
    office = libreoffice() is not None
    yield office, text_of(language, "health_office" if office else "health_no_office")


def _in_use(language: str) -> Iterator[tuple[str, str]]:
    service = shared_service()
    yield text_of(language, "product"), version("report-assistant")
    yield "Streamlit", version("streamlit")
    if may(Action.CHANGE_REPORTS):  # a path of the server is nothing for readers
        yield text_of(language, "data_folder"), str(service.store.folder.resolve())
    try:
        snapshot = own_assistant().snapshot
    except IndexingError:
        return
    yield text_of(language, "index_name"), snapshot.name
    yield text_of(language, "embedder"), f"{snapshot.manifest.embedder} · {snapshot.manifest.dimensions}"
    yield text_of(language, "reports"), str(len(snapshot.entries))
    yield text_of(language, "search_by"), os.environ.get("ASSISTANT_MILVUS") or "FAISS + tantivy"
