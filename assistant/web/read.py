"""The reading view of one report: its outline at the side, figures marked, the quote of an answer pointed out."""

from html import escape

import streamlit as st

from assistant.messages import explain
from assistant.web.places import END, REPORT, START, link_to_chat
from assistant.web.reading_view import QUOTE, outline_html, report_html
from assistant.web.signed_in import own_assistant
from assistant.web.texts import LANGUAGE, text_of
from index.errors import IndexingError

_SCROLL = f"""<script>
const place = document.getElementById("{QUOTE}");
if (place) place.scrollIntoView({{block: "center"}});
</script>"""


def read_page() -> None:
    language: str = st.session_state[LANGUAGE]
    try:
        snapshot = own_assistant().snapshot
    except IndexingError as error:
        st.error(explain(error, language))
        return
    link_to_chat(text_of(language, "back_to_chat"))
    titles = {entry.id: f"{entry.title}" for entry in snapshot.entries}
    asked = st.query_params.get(REPORT, "")
    numbers = [number for number, entry in enumerate(snapshot.entries) if entry.id == asked]
    if asked and not numbers:
        st.warning(text_of(language, "report_gone"))
    ids = list(titles)
    chosen = st.selectbox(
        text_of(language, "choose_report"),
        ids,
        index=numbers[0] if numbers else 0,
        format_func=titles.__getitem__,
    )
    if chosen != asked:
        st.query_params.clear()
        st.query_params[REPORT] = chosen
    number = ids.index(chosen)
    entry = snapshot.entries[number]
    indexed = snapshot.report(number)
    quote = _quote(len(indexed.report.text)) if chosen == asked else None
    facts = [text_of(language, "n_figures", count=entry.figures)]
    if entry.pages:
        facts.insert(0, text_of(language, "n_pages", count=entry.pages))
    if entry.issued:
        facts.append(entry.issued)
    st.html(f'<div class="ra-meta">{escape(" · ".join([entry.file, *facts]))}</div>')
    side, body = st.columns([1, 3], gap="medium")
    with side:
        st.caption(text_of(language, "outline"))
        st.html(outline_html(indexed))
    with body:
        st.html(report_html(indexed, quote))
    if quote is not None:
        st.html(_SCROLL, unsafe_allow_javascript=True)


def _quote(length: int) -> tuple[int, int] | None:
    try:
        start, end = int(st.query_params.get(START, "")), int(st.query_params.get(END, ""))
    except ValueError:
        return None
    return (start, end) if 0 <= start < end <= length else None
