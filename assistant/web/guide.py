"""The page 帮助: a short guide with pictures, read from the package."""

from base64 import b64encode
from html import escape
from importlib import resources

import streamlit as st

from assistant.web.texts import LANGUAGE


def help_page() -> None:
    language: str = st.session_state[LANGUAGE]
    folder = resources.files("assistant").joinpath("web/help")
    for part in folder.joinpath(f"{language}.md").read_text("utf-8").split("\n---\n"):
        text, _, picture = part.partition("![")
        st.markdown(text)
        if picture:
            content = folder.joinpath(picture.partition("](")[2].partition(")")[0]).read_bytes()
            words = escape(picture.partition("]")[0])
            shown = f'<img src="data:image/png;base64,{b64encode(content).decode()}" alt="{words}">'
            st.html(f'<figure class="ra-picture">{shown}<figcaption class="ra-meta">{words}</figcaption></figure>')
