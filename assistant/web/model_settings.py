"""The section of the settings page where a manager switches the language model on: server, model, key, limits."""

import streamlit as st

from assistant.access import Action, NotAllowed
from assistant.messages import explain
from assistant.model import BadSettings, ModelSettings, Spending, read_settings, save_settings
from assistant.service import shared_service
from assistant.web.signed_in import actor, may
from assistant.web.texts import text_of
from index.errors import IndexingError


def model_section(language: str) -> None:
    """Show the section to who may change it; the key is never shown again."""
    if not may(Action.SET_MODEL):
        return
    folder = shared_service().store.folder
    st.subheader(text_of(language, "model"))
    st.caption(text_of(language, "model_hint"))
    try:
        settings = read_settings(folder)
    except BadSettings as error:
        st.warning(explain(error, language))
        settings = ModelSettings()
    if settings.fixed:
        st.info(text_of(language, "model_fixed", model=settings.model, url=settings.url))
    else:
        _form(settings, language)
    if settings.on:
        try:
            st.caption(text_of(language, "model_calls_today", calls=Spending(folder).today(), limit=settings.calls))
        except IndexingError as error:
            st.warning(explain(error, language))


def _form(settings: ModelSettings, language: str) -> None:
    kept = text_of(language, "model_key_kept") if settings.key else ""
    with st.form("model"):
        on = st.toggle(text_of(language, "model_on"), settings.on)
        url = st.text_input(text_of(language, "model_url"), settings.url, placeholder="http://192.168.1.20:8000/v1")
        model = st.text_input(text_of(language, "model_name"), settings.model)
        key = st.text_input(text_of(language, "model_key"), type="password", placeholder=kept, autocomplete="off")
        seconds = st.number_input(text_of(language, "model_seconds"), 1, 600, int(settings.seconds))
        calls = st.number_input(text_of(language, "model_calls"), 1, 1_000_000, settings.calls)
        if not st.form_submit_button(text_of(language, "model_save"), type="primary"):
            return
    given = ModelSettings(on, url.strip(), model.strip(), key.strip(), float(seconds), int(calls))
    try:
        save_settings(shared_service().store.folder, given, actor())
    except (BadSettings, NotAllowed, IndexingError) as error:
        st.error(explain(error, language))
        return
    st.success(text_of(language, "model_saved_on" if on else "model_saved_off"))
