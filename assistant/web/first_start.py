"""The first start: no index yet, so the sample report is indexed, with its progress shown."""

import time

import streamlit as st

from assistant.messages import explain
from assistant.service import Service
from assistant.web.server import settle
from assistant.web.texts import text_of
from index.errors import Busy, IndexingError
from index.snapshot import Progress

_POLL = 1.0  # seconds between two looks at another window's build


def ensure_index(service: Service, language: str) -> bool:
    """Build the sample index where there is none; returns whether there is one now."""
    if service.store.has_snapshot():
        return True
    box = st.empty()
    with box.container(), st.status(text_of(language, "first_title"), expanded=True) as status:
        st.write(text_of(language, "first_note"))
        bar = st.progress(0.0)

        def listen(progress: Progress) -> None:
            share = {"read": 0.1, "added": 0.6, "write": 0.8, "publish": 1.0}.get(progress.stage, 0.5)
            key = "first_reading" if progress.file else "first_writing"
            bar.progress(share, text=text_of(language, key, file=progress.file))

        try:
            while not service.store.has_snapshot():
                try:
                    service.build_sample(listen)
                except Busy:
                    # another window builds; where it dies, its lock is free and this one takes over
                    st.write(text_of(language, "busy"))
                    time.sleep(_POLL)
        except IndexingError as error:
            status.update(state="error")
            st.error(explain(error, language))
            st.button(text_of(language, "retry"))
            return False
        status.update(label=text_of(language, "first_done"), state="complete")
        settle()
    box.empty()
    return True
