"""The conversations in the sidebar: open, search, rename, delete, export."""

from datetime import datetime

import streamlit as st

from assistant.service import Conversation, Turn, as_markdown, as_word, shared_service
from assistant.web.quotes import escaped_label
from assistant.web.signed_in import actor
from assistant.web.taken_along import offer_file
from assistant.web.texts import text_of
from assistant.web.times import local
from assistant.web.visitor import conversations, current_user

CURRENT = "conversation"  # the id of the conversation on the page
PARAMETER = "c"


def open_turns() -> list[Turn]:
    """Return the turns of the conversation on the page: the session's, else the one that the address names."""
    current = st.session_state.get(CURRENT) or st.query_params.get(PARAMETER)
    if not current:
        return []
    hidden = shared_service().groups.hidden_from(actor())
    turns = conversations().turns(current_user(), current, hidden)
    st.session_state[CURRENT] = current if turns else None
    if turns and st.query_params.get(PARAMETER) != current:
        st.query_params[PARAMETER] = current
    return turns


def begin_anew() -> None:
    st.session_state[CURRENT] = None
    st.query_params.clear()


def history_list(language: str) -> None:
    """List the visitor's conversations, the latest first."""
    words = st.text_input(
        text_of(language, "find_conversation"),
        label_visibility="collapsed",
        placeholder=text_of(language, "find_conversation"),
    )
    found = conversations().latest(current_user(), words, limit=12)
    for conversation in found:
        label = f"{escaped_label(conversation.title)}  \n:small[{_when(conversation)}]"
        here = conversation.id == st.session_state.get(CURRENT)
        if st.button(label, key=f"open-{conversation.id}", width="stretch", type="primary" if here else "tertiary"):
            st.session_state[CURRENT] = conversation.id
            st.query_params[PARAMETER] = conversation.id
            st.rerun()
    if not found and words:
        st.caption(text_of(language, "no_conversation"))


def _when(conversation: Conversation) -> str:
    moment = local(conversation.updated)
    today = datetime.now(moment.tzinfo).date()
    return moment.strftime("%H:%M") if moment.date() == today else moment.strftime("%Y-%m-%d")


def conversation_tools(turns: list[Turn], language: str) -> None:
    """Offer to rename, delete and export the conversation on the page."""
    current = st.session_state.get(CURRENT)
    if not current or not turns:
        return
    title = next(
        (c.title for c in conversations().latest(current_user(), limit=500) if c.id == current), turns[0].question
    )
    with st.popover(text_of(language, "this_conversation"), icon=":material/more_horiz:"):
        new = st.text_input(text_of(language, "title"), title, key=f"title-{current}")
        if new.strip() and new != title:
            conversations().rename(current_user(), current, new)
            st.rerun()
        name = "".join(character for character in title if character.isalnum())[:30] or "conversation"
        offer_file(st, text_of(language, "export_word"), f"{name}.docx", lambda: as_word(title, turns, language))
        markdown = text_of(language, "export_markdown")
        offer_file(st, markdown, f"{name}.md", lambda: as_markdown(title, turns, language))
        if st.button(text_of(language, "delete_conversation"), width="stretch", icon=":material/delete:"):
            conversations().delete(current_user(), current)
            begin_anew()
            st.rerun()
