"""Reports handed in through the browser: kept, read beside the pages, and offered for asking in the chat."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from assistant.collection import Collection, shared_jobs
from assistant.messages import explain
from assistant.service import shared_service
from assistant.web.build_progress import job_box, own_job, start, visible
from assistant.web.filters import narrow_to
from assistant.web.places import PENDING
from assistant.web.quotes import escaped_label
from assistant.web.signed_in import actor
from assistant.web.texts import text_of
from index.errors import IndexingError

_JOB, _QUESTION = "chat_job", "chat_job_question"  # what the chat has begun, and what was asked along with it


def keep_files(files: Sequence[Any], language: str) -> list[Path]:
    """Keep files in the data folder; none where that fails, which is said."""
    collection = Collection(shared_service(), actor=actor())
    try:
        return [collection.keep_upload(file.name, file.getvalue()) for file in files]
    except IndexingError as error:
        st.error(explain(error, language))
        return []


def read_files(paths: Sequence[Path], language: str, groups: Sequence[str] = (), keep_versions: bool = False) -> None:
    """Begin to read files that were kept, limited to `groups` where given."""
    service = shared_service()
    who = actor()  # a job runs beside the page, where nobody has signed in

    def work(force: bool) -> Any:
        collection = Collection(service, force=force, actor=who)
        return lambda listen, cancelled: collection.add(
            paths, listen, keep_versions=keep_versions, cancelled=cancelled, groups=groups
        )

    start(text_of(language, "job_add", count=len(paths)), work, language)


def add_in_chat(files: Sequence[Any], question: str, language: str) -> None:
    """Begin to read files that were put into the chat; a question along with them waits for them."""
    paths = keep_files(files, language)
    if paths:
        st.session_state[_JOB] = True
        st.session_state[_QUESTION] = question
        read_files(paths, language)


def handed_in(language: str) -> None:
    """Show how the files put into the chat fare, and offer to ask the reports that came of them."""
    if not st.session_state.get(_JOB):
        return
    job = own_job()
    if job is None:
        del st.session_state[_JOB]  # put away, or somebody else's by now
        return
    job_box(language)
    if job.running or job.built is None:
        return
    there = {entry.id for entry in job.built.entries}
    question = st.session_state.get(_QUESTION, "")
    for entry in visible(job.entries):
        if entry.id not in there:
            continue
        label = text_of(language, "ask_of_it", title=entry.title)
        if st.button(escaped_label(label), key=f"ask-of-{entry.id}", icon=":material/forum:"):
            narrow_to([entry.id])
            if question:
                st.session_state[PENDING] = question
            shared_jobs().forget()
            st.rerun()
