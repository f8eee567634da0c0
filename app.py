"""The web app's entry: the list of its pages and nothing else. `assistant serve` starts it."""

import streamlit as st

from assistant.web.chat import chat_page
from assistant.web.frame import open_frame
from assistant.web.texts import text_of

language = open_frame()
st.navigation([st.Page(chat_page, title=text_of(language, "chat"), icon=":material/forum:", default=True)]).run()
