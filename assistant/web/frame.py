"""What every page has: page settings, style, language, and the service behind the answers."""

import json
from html import escape
from importlib import resources

import streamlit as st

from assistant.data_files import read_toml
from assistant.web.signed_in import account_box
from assistant.web.texts import LANGUAGE, LANGUAGES, text_of
from assistant.web.visitor import keep_in_browser


def browser_language() -> str:
    """Return the interface language that the browser asks for: English only where it says so."""
    locale = (st.context.locale or "zh").lower()
    return "en" if locale.startswith("en") else "zh"


def open_frame() -> str:
    """Set up the page and return the interface language."""
    language: str = st.session_state.setdefault(LANGUAGE, browser_language())
    st.set_page_config(
        page_title=text_of(language, "product"),
        page_icon=str(resources.files("assistant").joinpath("web/icon.png")),
        layout="centered",
        initial_sidebar_state="auto",
    )
    st.html(f"<style>{_style()}</style>")
    st.html(f"<script>{_words(language)}</script>", unsafe_allow_javascript=True)
    return language


@st.cache_data(show_spinner=False)
def _style() -> str:
    return resources.files("assistant").joinpath("web/style.css").read_text("utf-8")


@st.cache_data(show_spinner=False)
def _words(language: str) -> str:
    """Return the script that puts what Streamlit says on its own into the page's language."""
    web = resources.files("assistant").joinpath("web")
    table = read_toml("assistant.web", "streamlit_words.toml")
    words = json.dumps({"lang": "zh-CN" if language == "zh" else language, **table}, ensure_ascii=False)
    return web.joinpath("frame.js").read_text("utf-8").replace("WORDS", words)


def close_frame(language: str) -> None:
    """Put into the sidebar what stands there on every page: the product's name and the other language."""
    with st.sidebar:
        st.html(
            f'<div class="ra-brand">{escape(text_of(language, "product"))}</div>'
            f'<div class="ra-tagline">{escape(text_of(language, "tagline"))}</div>'
        )
        account_box(language)
        language_choice(language, key="language_choice")
    keep_in_browser()


def language_choice(language: str, key: str) -> None:
    """Offer the other language."""
    st.segmented_control(
        text_of(language, "language"),
        options=list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=key,
        default=language,
        on_change=_switch,
        args=(key,),
    )


def _switch(key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen:
        st.session_state[LANGUAGE] = chosen
