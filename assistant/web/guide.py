"""The page 帮助: a short guide with pictures, read from the package."""

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
            with resources.as_file(folder.joinpath(picture.partition("](")[2].partition(")")[0])) as path:
                st.image(str(path), caption=picture.partition("]")[0])
