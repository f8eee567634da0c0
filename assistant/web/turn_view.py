"""One turn of the chat: the question, the answer with its sources, what to do with it and what to ask next."""

from html import escape

import streamlit as st

from assistant.answering import Assistant, follow_ups, rephrased
from assistant.messages import explain
from assistant.service import Turn, receipt, with_source
from assistant.types import Answer, Citation, Form, Status
from assistant.web.choices_view import show_choices
from assistant.web.comparison import show_comparison
from assistant.web.composed_view import show_composed
from assistant.web.places import PENDING, open_report
from assistant.web.quotes import escaped_label, paragraph_html, place_of, report_of
from assistant.web.source_pane import pointers_html, source_pane, sources_of
from assistant.web.taken_along import offer_file
from assistant.web.texts import text_of
from assistant.web.visitor import conversations, current_user
from assistant.web.written_view import written_html
from index.errors import IndexingError

_LONG_HEADLINE = 16  # characters above which a headline is set smaller
_NAMED = 3  # reports that a question was narrowed to, told by name
WITHIN = "within"  # the report that the next question is asked of


def said(question: str) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(question)


def _asked(turn: Turn, language: str) -> None:
    """Show the question, with a way to change it and ask again."""
    with st.chat_message("user", avatar=":material/person:"):
        words, change = st.columns([0.88, 0.12], vertical_alignment="center")
        words.text(turn.question)
        with change.popover(
            text_of(language, "edit_question"), icon=":material/edit:", type="tertiary", help=text_of(language, "edit")
        ):
            new = st.text_area(text_of(language, "edit"), turn.question, key=f"edit-{turn.id}")
            if st.button(text_of(language, "ask_again"), key=f"again-{turn.id}", type="primary") and new.strip():
                st.session_state[PENDING] = new.strip()
                st.rerun()


def show_turn(turn: Turn, assistant: Assistant, language: str, last: bool) -> None:
    with st.container(key=f"turn-{turn.id}"):
        _asked(turn, language)
    answer = turn.answer
    with st.chat_message("assistant", avatar=":material/article:"):
        if answer.status is Status.TALK:
            _show_reply(turn)
            return
        if answer.within:
            st.html(f'<div class="ra-meta">{escape(_narrowed(answer.within, language))}</div>')
        if answer.status is Status.NOT_FOUND:
            _show_refusal(turn, assistant, language)
            _show_added(written_html(answer, language))
        elif answer.form is not Form.SINGLE:
            _show_added(written_html(answer, language))
            show_composed(turn, language)
            _take_along(turn, language)
        else:
            _show_found(turn, assistant, language)
        offered = st.container()
        sources = sources_of(answer)
        if sources:
            source_pane(turn.id, sources, assistant, language)
        _judge(turn, language)
        if last and answer.status is Status.ANSWERED and answer.form is Form.SINGLE:
            with offered:  # last of all: each of them has to be asked before it is offered
                _offer_follow_ups(turn, assistant, language)


def _narrowed(titles: tuple[str, ...], language: str) -> str:
    """Say which reports were asked, the first of many by name."""
    shown = text_of(language, "and").join(f"《{title}》" for title in titles[:_NAMED])
    key = "asked_within" if len(titles) <= _NAMED else "asked_within_many"
    return text_of(language, key, reports=shown, count=len(titles))


def _show_added(added: str) -> None:
    """Show what a language model added, where it did."""
    if added:
        st.html(added)


def _show_reply(turn: Turn) -> None:
    st.html(f'<div class="ra-text">{escape(turn.answer.text)}</div>')
    for position, example in enumerate(turn.answer.examples):
        chip(example, f"example-{turn.id}-{position}", ":material/help:")


def _offer_follow_ups(turn: Turn, assistant: Assistant, language: str) -> None:
    """Offer questions to go on with; on an English page too they are made of the report's own words."""
    if not turn.answer.citations:
        return
    place = turn.answer.citations[0].start
    asked = _follow_ups(turn.question, place, assistant.snapshot.name, assistant, turn.answer)
    if asked and language != "zh":
        st.caption(text_of(language, "follow_ups"))
    for position, question in enumerate(asked):
        chip(question, f"follow-{turn.id}-{position}", ":material/subdirectory_arrow_right:")


def _show_found(turn: Turn, assistant: Assistant, language: str) -> None:
    answer = turn.answer
    headline = answer.headline or ""
    size = " long" if len(headline) > _LONG_HEADLINE else ""
    word = text_of(language, answer.confidence.value)
    sure = text_of(language, "named", name=text_of(language, "confidence"), value=word)
    pointers = "" if answer.table else pointers_html(turn.id, answer.citations)
    st.html(
        f'<div class="ra-headline{size}">{escape(headline)}</div>'
        f'<div class="ra-text">{escape(answer.text)}{pointers}</div>'
        f'<div class="ra-meta">{escape(sure)}</div>'
    )
    _show_added(written_html(answer, language))
    if answer.table:
        show_comparison(turn, language)
    else:
        for position, citation in enumerate(answer.citations):
            _show_source(citation, assistant, language, expanded=position == 0, key=f"{turn.id}-{position}")
    _take_along(turn, language)
    if answer.choices:
        show_choices(turn, language)
    elif answer.others:
        _offer_others(turn, language)


def _take_along(turn: Turn, language: str) -> None:
    """Offer the answer with its source for a document, and the receipt for the files."""
    copy, proof = st.columns(2)
    with copy.popover(text_of(language, "copy"), icon=":material/content_copy:", width="stretch"):
        st.caption(text_of(language, "copy_hint"))
        st.code(with_source(turn.answer, language), language=None, wrap_lines=True)
    offer_file(
        proof,
        text_of(language, "receipt"),
        f"{turn.id[:12]}.json",
        lambda: receipt(turn),
        key=f"receipt-{turn.id}",
        icon=":material/receipt_long:",
    )


def _judge(turn: Turn, language: str) -> None:
    """Ask whether the answer is right; who says no may say what is. It counts once, and can be changed or taken back."""
    kept = None if turn.good is None else turn.good
    verdict = st.segmented_control(
        text_of(language, "judge"),
        (True, False),
        format_func=lambda good: text_of(language, "judged_right" if good else "judged_wrong"),
        key=f"judge-{turn.id}",
        default=kept,
    )
    right = turn.right_answer
    if verdict is False:
        with st.form(f"form-{turn.id}", border=False):
            right = st.text_input(text_of(language, "right_answer"), turn.right_answer, key=f"right-{turn.id}")
            st.form_submit_button(text_of(language, "save"), icon=":material/save:")
    try:
        if verdict is None:
            if kept is not None:
                conversations().withdraw(current_user(), turn.id)
            return
        if verdict != kept or right.strip() != turn.right_answer:
            conversations().judge(current_user(), turn.id, verdict, "" if verdict != kept and verdict else right)
    except IndexingError as error:
        st.warning(explain(error, language))
        return
    st.caption(text_of(language, "thanks"))


def _offer_others(turn: Turn, language: str) -> None:
    """Offer what other reports say of the same: the question named none of them."""
    st.html(f'<div class="ra-meta">{escape(text_of(language, "others"))}</div>')
    for position, row in enumerate(turn.answer.others):
        if st.button(
            escaped_label(text_of(language, "named", name=row.label, value=row.headline)),
            key=f"other-{turn.id}-{position}",
        ):
            st.session_state[PENDING] = turn.question
            st.session_state[WITHIN] = row.citation.report_id if row.citation else None
            st.rerun()


def _show_refusal(turn: Turn, assistant: Assistant, language: str) -> None:
    answer = turn.answer
    st.html(
        f'<div class="ra-refusal">{escape(text_of(language, "not_found"))}</div>'
        f'<div class="ra-text">{escape(answer.text)}</div>'
        f'<div class="ra-meta">{escape(text_of(language, "hint"))}</div>'
    )
    other = _rephrased(turn.id, assistant.snapshot.name, assistant, answer)
    if other:
        st.caption(text_of(language, "try_instead", words="、".join(answer.unsupported)))
        chip(other, f"instead-{turn.id}", ":material/edit_note:")
    if answer.nearest:
        with st.expander(text_of(language, "see_also")):
            for position, citation in enumerate(answer.nearest):
                _paragraph(citation, assistant, language, f"near-{turn.id}-{position}")


def _show_source(citation: Citation, assistant: Assistant, language: str, expanded: bool, key: str) -> None:
    label = f"{text_of(language, 'source')} · {escaped_label(citation.report)}"
    with st.expander(label, expanded=expanded, icon=":material/format_quote:"):
        _paragraph(citation, assistant, language, key)


def _paragraph(citation: Citation, assistant: Assistant, language: str, key: str) -> None:
    page = "" if citation.page is None else text_of(language, "page", page=citation.page)
    indexed = report_of(citation, assistant)
    body = f'<div class="ra-path">{escape(place_of(citation, page))}</div>'
    if indexed is not None:
        body += paragraph_html(citation, indexed)
    else:
        body += f'<div class="ra-paragraph">{escape(citation.quote)}</div>'
        body += f'<div class="ra-meta">{escape(text_of(language, "report_gone"))}</div>'
    st.html(body + f'<div class="ra-meta">{escape(citation.file)}</div>')
    if indexed is not None and st.button(
        text_of(language, "open_place"), key=f"place-{key}", icon=":material/menu_book:"
    ):
        open_report(citation.report_id, (citation.start, citation.end))


def chip(question: str, key: str, icon: str | None = None) -> None:
    """Offer a question to be asked with one click."""
    if st.button(escaped_label(question), key=key, icon=icon):
        st.session_state[PENDING] = question
        st.rerun()


@st.cache_data(show_spinner=False, max_entries=500)
def _follow_ups(question: str, place: int, snapshot: str, _assistant: Assistant, _answer: Answer) -> list[str]:
    return follow_ups(_assistant, _answer)


@st.cache_data(show_spinner=False, max_entries=500)
def _rephrased(turn: str, snapshot: str, _assistant: Assistant, _answer: Answer) -> str | None:
    return rephrased(_assistant, _answer)
