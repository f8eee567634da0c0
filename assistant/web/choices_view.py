"""What else a question may have meant, under its answer: each choice with its own quote, taken with one click."""

from html import escape

import streamlit as st

from assistant.service import Turn
from assistant.web.quotes import escaped_label
from assistant.web.texts import text_of

PICKED = "picked"  # the turn and the position of the choice that was taken
_QUOTED = 70  # characters of a choice's quote


def show_choices(turn: Turn, language: str) -> None:
    """Say how the question was read, and offer its other readings."""
    answer = turn.answer
    read_as = text_of(language, "read_as", label=answer.read_as) if answer.read_as else ""
    st.html(f'<div class="ra-meta">{escape(read_as + text_of(language, "may_mean"))}</div>')
    for position, choice in enumerate(answer.choices):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if st.button(escaped_label(f"{choice.label} {choice.headline}"), key=f"choice-{turn.id}-{position}"):
                st.session_state[PICKED] = (turn.id, position)
                st.rerun()
            quote = choice.citation.quote.strip()
            shown = quote if len(quote) <= _QUOTED else _around(quote, choice.citation.marks)
            st.html(f'<div class="ra-meta ra-choice">{escape(shown)}</div>')


def _around(quote: str, marks: tuple[tuple[int, int], ...]) -> str:
    """Return the stretch of a long quote that the figure stands in; the dots are no part of it."""
    middle = marks[0][0] if marks else 0
    start = max(0, min(middle - _QUOTED // 2, len(quote) - _QUOTED))
    end = start + _QUOTED
    return ("…" if start else "") + quote[start:end] + ("…" if end < len(quote) else "")
