"""The chat page: questions, answers with their sources, what to ask next; conversations are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from typing import Any

import streamlit as st

from assistant.access import Action
from assistant.answering import Assistant, Examples, picked
from assistant.messages import explain, explain_warning
from assistant.model import BadSettings, leash_of
from assistant.question import UnusableQuestion
from assistant.service import Turn, shared_service
from assistant.types import Answer
from assistant.web.choices_view import PICKED
from assistant.web.filters import chosen_reports, scope_filters
from assistant.web.first_start import ensure_index
from assistant.web.handing_in import add_in_chat, handed_in
from assistant.web.history import (
    CURRENT,
    PARAMETER,
    begin_anew,
    conversation_tools,
    earlier_turns,
    history_list,
    open_conversation,
    show_latest,
    shown_of,
)
from assistant.web.places import PENDING
from assistant.web.signed_in import account_name, may, own_assistant
from assistant.web.taken_along import record
from assistant.web.texts import LANGUAGE, text_of
from assistant.web.turn_view import WITHIN, chip, said, show_turn
from assistant.web.visitor import conversations, current_user
from assistant.web.written_view import growing_html
from index.errors import IndexingError
from index.reading import ARCHIVES, MEGABYTE, SUFFIXES, limits

# the page follows its end; the question stands above its answer, as soon as it is drawn
_TO_LATEST = """<script>
(() => {
  let tries = 24;
  const stop = () => { tries = 0; };  // whoever scrolls or clicks has taken over
  const signs = ["wheel", "touchstart", "mousedown", "keydown"];
  for (const sign of signs) addEventListener(sign, stop, {once: true, capture: true});
  const look = () => {
    if (tries-- <= 0) return;
    document.querySelector(".st-key-turn-%s")?.scrollIntoView({block: "start"});
    setTimeout(look, 150);
  };
  setTimeout(look, 150);
})();
</script>"""
_FAILED = "failed"  # what stands in the place of a turn's id
_SAID = 200  # characters shown of a question that could not be asked
_LOOKED_FOR = 1.0  # seconds after which it is looked whether there are more questions to start with
_WAITED_FOR = "examples_waited_for"


@dataclass(frozen=True, slots=True)
class Failed:
    """A question that could not be asked, with what was said about it."""

    question: str
    message: str


def chat_page() -> None:
    language: str = st.session_state[LANGUAGE]
    try:
        if not ensure_index(shared_service(), language):
            return
        assistant = own_assistant()
        opened = open_conversation()
    except IndexingError as error:
        st.error(explain(error, language))
        st.button(text_of(language, "retry"))
        return
    turns = opened.turns
    question = _typed(language) or st.session_state.pop(PENDING, None)
    failed: Failed | None = None
    choice = st.session_state.pop(PICKED, None)
    if choice is not None:
        taken = _taken(choice, turns)
        question = taken.question if taken is not None else None
        turns = turns if taken is None else [*turns, taken]
    elif question:
        outcome = _ask(question, assistant, language, turns)
        if isinstance(outcome, Turn):
            turns = [*turns, outcome]
        else:
            failed = outcome
    if question:
        show_latest()
    _sidebar(assistant, language)
    conversation_tools(opened.title, turns, language)
    for notice in assistant.notices:
        st.info(explain_warning(notice, language), icon=":material/info:")
    if not turns and failed is None:
        _welcome(assistant, language)
    shown = turns[-shown_of(st.session_state.get(CURRENT)) :]
    earlier_turns(opened.earlier + len(turns) - len(shown), language)
    for turn in shown:
        show_turn(turn, assistant, language, last=turn is turns[-1])
    if question and (turns or failed):
        latest = _FAILED if failed is not None else turns[-1].id
        st.html(_TO_LATEST % latest, unsafe_allow_javascript=True)
    handed_in(language)
    if failed is not None:
        with st.container(key=f"turn-{_FAILED}"):
            said(failed.question if len(failed.question) <= _SAID else failed.question[:_SAID] + "…")
        with st.chat_message("assistant", avatar=":material/article:"):
            st.warning(failed.message)


def _typed(language: str) -> str | None:
    """Return what was typed; files put in beside it are read, where the account may hand in reports."""
    hint = text_of(language, "placeholder")
    if not may(Action.CHANGE_REPORTS):
        return st.chat_input(hint)
    kinds = [suffix[1:] for suffix in (*SUFFIXES, *ARCHIVES)]
    megabytes = limits().file // MEGABYTE
    given: Any = st.chat_input(hint, accept_file="multiple", file_type=kinds, max_upload_size=megabytes)
    if given is None or isinstance(given, str):
        return given
    if given.files:
        add_in_chat(given.files, given.text.strip(), language)
        return None
    return str(given.text)


def _taken(choice: tuple[str, int], turns: list[Turn]) -> Turn | None:
    """Keep a choice that was taken as an answer of its own, and that it is the right one; None where it is gone."""
    turn = next((turn for turn in turns if turn.id == choice[0]), None)
    if turn is None or choice[1] >= len(turn.answer.choices):
        return None
    answer = picked(turn.answer, turn.answer.choices[choice[1]])
    conversation, new = conversations().add_turn(current_user(), st.session_state.get(CURRENT), answer)
    conversations().judge(current_user(), new, True, answer.headline or "")
    st.session_state[CURRENT] = conversation
    return next(t for t in open_conversation().turns if t.id == new)


def _sidebar(assistant: Assistant, language: str) -> None:
    with st.sidebar:
        if st.button(text_of(language, "new"), icon=":material/add_comment:", width="stretch"):
            begin_anew()
            st.rerun()
        scope_filters(assistant.snapshot.entries, language)
        history_list(language)
        st.html(
            f'<div class="ra-meta">{escape(text_of(language, "reports"))} · {len(assistant.snapshot.entries)}</div>'
            f'<div class="ra-footer">{escape(text_of(language, "footer"))}</div>'
        )


def _welcome(assistant: Assistant, language: str) -> None:
    st.html(
        f'<h1 class="ra-welcome">{escape(text_of(language, "welcome"))}</h1>'
        f'<div class="ra-tagline">{escape(text_of(language, "tagline"))}</div>'
    )
    examples = assistant.examples(language)
    examples.begin()
    if examples.complete:
        _offer_examples(examples, language)
    else:
        st.fragment(_offer_examples, run_every=_LOOKED_FOR)(examples, language)


def _offer_examples(examples: Examples, language: str) -> None:
    """Offer the questions to start with that were found so far: each has to be asked first, and nobody waits for that."""
    found = examples.ready
    if found or not examples.complete:
        st.caption(text_of(language, "examples" if found else "examples_coming"))
    for example in found:
        chip(example, f"example-{example}", ":material/help:")
    key = f"{_WAITED_FOR}-{language}"
    waited = st.session_state.pop(key, False)
    if not examples.complete:
        st.session_state[key] = True
    elif waited:
        st.rerun()  # once more, without looking again and again


def _ask(question: str, assistant: Assistant, language: str, turns: list[Turn]) -> Turn | Failed:
    within = st.session_state.pop(WITHIN, None)
    reports = chosen_reports(assistant.snapshot.entries)
    if within is not None:
        reports = [number for number, entry in enumerate(assistant.snapshot.entries) if entry.id == within]
    try:
        answer = _answered(question, [turn.question for turn in turns], reports, assistant, language)
        record().asked(account_name(), question, status=answer.status.value)
        conversation, turn = conversations().add_turn(current_user(), st.session_state.get(CURRENT), answer)
    except (UnusableQuestion, IndexingError) as error:
        return Failed(question, explain(error, language))
    st.session_state[CURRENT] = conversation
    st.query_params[PARAMETER] = conversation
    return Turn(turn, question, answer, datetime.now(UTC).isoformat(timespec="microseconds"))


def _answered(
    question: str, history: Sequence[str], reports: Sequence[int] | None, assistant: Assistant, language: str
) -> Answer:
    """Return the answer; where a language model is on, what it adds is shown as it is checked, sentence by sentence."""
    growing = st.empty()
    wanted = language if language == "en" else ""  # an English question is answered in English on either page
    with st.spinner(text_of(language, "thinking")):
        try:
            leash = leash_of(shared_service().store.folder, assistant)
        except BadSettings:
            return replace(assistant.ask(question, history, reports, language=wanted), notice="bad_settings")
        if leash is None:
            return assistant.ask(question, history, reports, language=wanted)
        for answer in leash.answers(question, history, reports, language=wanted):
            growing.html(growing_html(answer, language))
    growing.empty()
    return answer
