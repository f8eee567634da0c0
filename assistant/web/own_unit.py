"""The setting of the own unit: whose reports are meant where a question names no place."""

import streamlit as st

from assistant.access import Action
from assistant.messages import explain
from assistant.service import own_unit, set_own_unit, shared_service
from assistant.web.signed_in import actor, may
from assistant.web.texts import text_of
from index.errors import IndexingError


def unit_setting(language: str) -> None:
    """Offer the places of the reports at hand; only who may change the reports may change it."""
    if not may(Action.CHANGE_REPORTS):
        return
    service = shared_service()
    try:
        entries = service.entries(actor())
    except IndexingError:
        return  # the health check below says what is wrong
    standing = own_unit(service.store.folder)
    places = ["", *sorted({entry.region for entry in entries if entry.region} | ({standing} if standing else set()))]
    chosen = st.selectbox(
        text_of(language, "own_unit"),
        places,
        index=places.index(standing),
        format_func=lambda place: place or text_of(language, "own_unit_none"),
        help=text_of(language, "own_unit_hint"),
    )
    if chosen == standing:
        return
    try:
        set_own_unit(service.store.folder, chosen, actor())
    except IndexingError as error:
        st.error(explain(error, language))
