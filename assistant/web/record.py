"""The page 操作记录: who did what and when, to filter, take along, and check; for managers."""

from datetime import date, datetime, time, timedelta
from html import escape

import streamlit as st

from assistant.access import Action, NotAllowed, require
from assistant.audit import COLUMNS, Row, What, acts, as_rows, label, verify
from assistant.messages import explain
from assistant.service import shared_service
from assistant.web.signed_in import actor
from assistant.web.take_table import offer_table
from assistant.web.texts import LANGUAGE, text_of
from assistant.web.times import shown_time
from index.errors import IndexingError

SHOWN = 500  # rows shown at once; what is taken along holds them all
_DAYS = 30  # shown at first


def record_page() -> None:
    language: str = st.session_state[LANGUAGE]
    st.html(f'<h1 class="ra-title">{escape(text_of(language, "record"))}</h1>')
    try:
        require(actor(), Action.READ_RECORD)
        _record(language)
    except (IndexingError, NotAllowed) as error:
        st.error(explain(error, language))


def _record(language: str) -> None:
    folder = shared_service().store.folder
    rows = _chosen(acts(folder), language)
    st.caption(text_of(language, "record_found", count=f"{len(rows):,}", shown=f"{min(len(rows), SHOWN):,}"))
    table = _table(rows, language)
    widths = {label(language, "column", "thing"): st.column_config.TextColumn(width="medium")}
    st.dataframe(table[:SHOWN], hide_index=True, width="stretch", height=460, column_config=widths, placeholder="—")
    if rows:
        offer_table(lambda: table, text_of(language, "record"), text_of(language, "record"), "record", language)
    if st.button(text_of(language, "check_record"), icon=":material/verified_user:"):
        found = verify(folder)
        if not found.faults:
            st.success(text_of(language, "record_whole", count=found.lines, n=found.n, head=found.head))
        for fault in found.faults:
            st.error(label(language, "fault", fault.kind).format(first=fault.first, last=fault.last))


def _chosen(rows: list[Row], language: str) -> list[Row]:
    """Offer the filters and return the rows within them."""
    today = datetime.now().astimezone().date()
    since_at, until_at, who_at, what_at = st.columns(4)
    since = since_at.date_input(text_of(language, "from_day"), today - timedelta(days=_DAYS), key="record-since")
    until = until_at.date_input(text_of(language, "to_day"), today, key="record-until")
    who = who_at.text_input(label(language, "column", "who"), key="record-who")
    kinds = [what.value for what in What]
    what = what_at.multiselect(
        label(language, "column", "what"),
        kinds,
        format_func=lambda code: label(language, "what", code),
        placeholder=text_of(language, "any"),
        key="record-what",
    )
    first, last = _moment(since, today), _moment(until, today) + timedelta(days=1)
    return [
        row
        for row in rows
        if first <= datetime.fromisoformat(row.at) < last
        and (not who or who in row.who or who in row.about)
        and (not what or row.what in what)
    ]


def _moment(day: object, today: date) -> datetime:
    """Return the beginning of a day of the server's calendar."""
    return datetime.combine(day if isinstance(day, date) else today, time()).astimezone()


def _table(rows: list[Row], language: str) -> list[dict[str, str]]:
    names = [label(language, "column", column) for column in COLUMNS]
    names[0] = text_of(language, "moment")
    words = ((shown_time(row.at), *others) for row, (_, *others) in zip(rows, as_rows(rows, language), strict=True))
    return [dict(zip(names, row, strict=True)) for row in words]
