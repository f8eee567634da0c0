"""The web app's entry: the list of its pages and nothing else. `assistant serve` starts it."""

import streamlit as st

from assistant.web.frame import close_frame, open_frame
from assistant.web.navigation import pages

language = open_frame()
page = st.navigation(pages(language))
close_frame(language)
page.run()
