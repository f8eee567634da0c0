"""The chat page: questions, answers with their sources, a new conversation, examples."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from assistant.engine import Assistant
from assistant.messages import explain
from assistant.question import LONGEST_QUESTION, UnusableQuestion
from assistant.service import shared_service
from assistant.types import Answer, Citation, Status
from assistant.web.comparison import show_table
from assistant.web.examples import example_questions
from assistant.web.filters import chosen_reports, scope_filters
from assistant.web.first_start import ensure_index
from assistant.web.frame import LANGUAGE
from assistant.web.quotes import paragraph_html, place_of
from assistant.web.texts import text_of
from index.errors import IndexingError
from index.types import IndexedReport

TURNS = "turns"
PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Failed:
    """A question that could not be asked, with what was said about it."""

    question: str
    message: str


WITHIN = "within"  # the report that the next question is asked of
_MANY_SOURCES = 6  # citations above which the table is enough
_LISTED = 8  # reports named in the sidebar
_LONG_HEADLINE = 16  # characters above which a headline is set smaller


def chat_page() -> None:
    language: str = st.session_state[LANGUAGE]
    turns: list[Answer | Failed] = st.session_state.setdefault(TURNS, [])
    try:
        if not ensure_index(shared_service(), language):
            return
        assistant = shared_service().assistant()
    except IndexingError as error:
        st.error(explain(error, language))
        st.button(text_of(language, "retry"))
        return
    _sidebar(assistant, language)
    asked = st.chat_input(text_of(language, "placeholder"), max_chars=LONGEST_QUESTION)
    question = asked or st.session_state.pop(PENDING, None)
    if not turns and not question:
        _welcome(assistant, language)
    for number, turn in enumerate(turns, 1):
        _show_turn(turn, assistant, language, number)
    if question:
        _ask(question, assistant, language, turns)


def _sidebar(assistant: Assistant, language: str) -> None:
    with st.sidebar:
        if st.button(text_of(language, "new"), icon=":material/add_comment:", width="stretch"):
            st.session_state[TURNS] = []
            st.rerun()
        entries = assistant.snapshot.entries
        scope_filters(entries, language)
        st.caption(f"{text_of(language, 'reports')} · {len(entries)}")
        listed = "".join(f'<div class="ra-report">{escape(entry.title)}</div>' for entry in entries[:_LISTED])
        if len(entries) > _LISTED:
            more = text_of(language, "reports_more", count=len(entries) - _LISTED)
            listed += f'<div class="ra-meta">{escape(more)}</div>'
        st.html(listed)
        st.html(f'<div class="ra-footer">{escape(text_of(language, "footer"))}</div>')


def _welcome(assistant: Assistant, language: str) -> None:
    st.html(
        f'<h1 class="ra-welcome">{escape(text_of(language, "welcome"))}</h1>'
        f'<div class="ra-tagline">{escape(text_of(language, "tagline"))}</div>'
    )
    examples = _examples(assistant.snapshot.name, assistant)
    if examples:
        st.caption(text_of(language, "examples"))
    for example in examples:
        if st.button(example, key=f"example-{example}", icon=":material/help:"):
            st.session_state[PENDING] = example
            st.rerun()


@st.cache_data(show_spinner=False)
def _examples(snapshot: str, _assistant: Assistant) -> list[str]:
    return example_questions(_assistant)


def _ask(question: str, assistant: Assistant, language: str, turns: list[Answer | Failed]) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(question)
    history = [turn.question for turn in turns if isinstance(turn, Answer)]
    within = st.session_state.pop(WITHIN, None)
    reports = chosen_reports(assistant.snapshot.entries)
    if within is not None:
        reports = [number for number, entry in enumerate(assistant.snapshot.entries) if entry.id == within]
    try:
        with st.spinner(text_of(language, "thinking")):
            answer: Answer | Failed = assistant.ask(question, history, reports)
    except (UnusableQuestion, IndexingError) as error:
        answer = Failed(question, explain(error, language))
    turns.append(answer)
    _show_answer(answer, assistant, language, len(turns))


def _show_turn(turn: Answer | Failed, assistant: Assistant, language: str, number: int) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(turn.question)
    _show_answer(turn, assistant, language, number)


def _show_answer(answer: Answer | Failed, assistant: Assistant, language: str, number: int) -> None:
    with st.chat_message("assistant", avatar=":material/article:"):
        if isinstance(answer, Failed):
            st.warning(answer.message)
            return
        if answer.status is Status.NOT_FOUND:
            _show_refusal(answer, assistant, language)
            return
        headline = answer.headline or ""
        size = " long" if len(headline) > _LONG_HEADLINE else ""
        word = text_of(language, answer.confidence.value)
        st.html(
            f'<div class="ra-headline{size}">{escape(headline)}</div>'
            f'<div class="ra-text">{escape(answer.text)}</div>'
            f'<div class="ra-meta">{escape(text_of(language, "confidence"))}：{escape(word)}</div>'
        )
        key = f"{answer.snapshot}-{number}"
        if answer.table:
            show_table(answer.table, language, key)
            if len(answer.citations) > _MANY_SOURCES:
                return  # the table holds every source
        for position, citation in enumerate(answer.citations):
            _show_source(citation, assistant, language, expanded=position == 0, key=f"{key}-{position}")
        if answer.others:
            _offer_others(answer, language, key)


def _offer_others(answer: Answer, language: str, key: str) -> None:
    """Offer what other reports say of the same: the question named none of them."""
    st.html(f'<div class="ra-meta">{escape(text_of(language, "others"))}</div>')
    for position, row in enumerate(answer.others):
        label = f"{row.label}：{row.headline}"
        if st.button(_escaped_label(label), key=f"other-{key}-{position}"):
            st.session_state[PENDING] = answer.question
            st.session_state[WITHIN] = row.citation.report_id if row.citation else None
            st.rerun()


def _show_refusal(answer: Answer, assistant: Assistant, language: str) -> None:
    st.html(
        f'<div class="ra-refusal">{escape(text_of(language, "not_found"))}</div>'
        f'<div class="ra-text">{escape(answer.text)}</div>'
        f'<div class="ra-meta">{escape(text_of(language, "hint"))}</div>'
    )
    if answer.nearest:
        with st.expander(text_of(language, "see_also")):
            for citation in answer.nearest:
                _paragraph(citation, assistant, language)


def _show_source(citation: Citation, assistant: Assistant, language: str, expanded: bool, key: str) -> None:
    label = f"{text_of(language, 'source')} · {_escaped_label(citation.report)}"
    with st.expander(label, expanded=expanded, icon=":material/format_quote:"):
        _paragraph(citation, assistant, language)
        if st.button(text_of(language, "open_place"), key=f"open-{key}", icon=":material/menu_book:"):
            from assistant.web.navigation import open_report

            open_report(citation.report_id, (citation.start, citation.end))


def _paragraph(citation: Citation, assistant: Assistant, language: str) -> None:
    page = "" if citation.page is None else text_of(language, "page", page=citation.page)
    indexed = _report_of(citation, assistant)
    body = f'<div class="ra-path">{escape(place_of(citation, page))}</div>'
    if indexed is not None:
        body += paragraph_html(citation, indexed)
    else:
        body += f'<div class="ra-paragraph">{escape(citation.quote)}</div>'
    st.html(body + f'<div class="ra-meta">{escape(citation.file)} · {citation.start}–{citation.end}</div>')


def _report_of(citation: Citation, assistant: Assistant) -> IndexedReport | None:
    """Return the report an answer was read from; None where a newer snapshot no longer holds it."""
    for number, entry in enumerate(assistant.snapshot.entries):
        if entry.id == citation.report_id:
            return assistant.snapshot.report(number)
    return None


def _escaped_label(text: str) -> str:
    """Keep Markdown in a title from rendering in an expander's label."""
    return "".join(f"\\{character}" if character in r"\`*_{}[]()#+-.!|<>~$:" else character for character in text)
