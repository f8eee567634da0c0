"""The conversations in the sidebar: open, search, rename, delete, export."""

from datetime import datetime

import streamlit as st

from assistant.service import LONGEST_TITLE, Conversation, Opened, Turn, as_markdown, as_word, shared_service
from assistant.web.quotes import escaped_label
from assistant.web.signed_in import actor
from assistant.web.taken_along import offer_file
from assistant.web.texts import text_of
from assistant.web.times import local
from assistant.web.visitor import conversations, current_user, user_of

CURRENT = "conversation"  # the id of the conversation on the page
PARAMETER = "c"
SHOWN = 5  # turns on the page; those before are shown on demand
_READ = 8  # turns read of a conversation: those that a question may lean on
_MORE = 20  # turns shown in addition at each click
_WIDENED = "widened"  # the conversation that more turns are shown of, and how many


def open_conversation() -> Opened:
    """Return the conversation on the page: the session's, else the one that the address names; else one without turns."""
    current = st.session_state.get(CURRENT) or st.query_params.get(PARAMETER)
    if not current:
        return Opened("", [], 0)
    account = actor()
    hidden = shared_service().groups.hidden_from(account)
    found = conversations().open(user_of(account), current, hidden, latest=max(_READ, shown_of(current)))
    st.session_state[CURRENT] = current if found else None
    if found and st.query_params.get(PARAMETER) != current:
        st.query_params[PARAMETER] = current
    return found or Opened("", [], 0)


def shown_of(conversation: str | None) -> int:
    """Return how many turns of a conversation are on the page."""
    widened, count = st.session_state.get(_WIDENED, ("", SHOWN))
    return int(count) if widened == conversation else SHOWN


def earlier_turns(count: int, language: str) -> None:
    """Offer to show more of the `count` turns that are not on the page."""
    current = st.session_state.get(CURRENT)
    if count > 0 and st.button(text_of(language, "earlier", count=count), icon=":material/history:"):
        st.session_state[_WIDENED] = (current, shown_of(current) + _MORE)
        st.rerun()


def show_latest() -> None:
    """Leave the earlier turns: a new question goes on at the end, and a page costs by what is on it."""
    st.session_state.pop(_WIDENED, None)


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


def conversation_tools(title: str, turns: list[Turn], language: str) -> None:
    """Offer to rename, delete and export the conversation on the page, which has no `title` yet where it begins."""
    current = st.session_state.get(CURRENT)
    if not current or not turns:
        return
    title = title or turns[0].answer.question[:LONGEST_TITLE]
    kept, account, groups = conversations(), actor(), shared_service().groups
    user = user_of(account)

    def whole() -> list[Turn]:  # read when it is taken along, beside the page
        return kept.turns(user, current, groups.hidden_from(account))

    with st.popover(text_of(language, "this_conversation"), icon=":material/more_horiz:"):
        new = st.text_input(text_of(language, "title"), title, key=f"title-{current}")
        if new.strip() and new.strip()[: 2 * LONGEST_TITLE] != title:
            kept.rename(user, current, new)
            st.rerun()
        name = "".join(character for character in title if character.isalnum())[:30] or "conversation"
        offer_file(st, text_of(language, "export_word"), f"{name}.docx", lambda: as_word(title, whole(), language))
        markdown = text_of(language, "export_markdown")
        offer_file(st, markdown, f"{name}.md", lambda: as_markdown(title, whole(), language))
        if st.button(text_of(language, "delete_conversation"), width="stretch", icon=":material/delete:"):
            kept.delete(user, current)
            begin_anew()
            st.rerun()
