"""The page 报告管理: hand in reports, see what was read, correct, replace, remove, rebuild."""

from collections.abc import Sequence
from html import escape
from typing import Any, TypeVar

import streamlit as st

from assistant.access import Action
from assistant.collection import Collection, shared_jobs
from assistant.messages import explain, explain_warning
from assistant.service import shared_service
from assistant.web.build_progress import job_box, start
from assistant.web.handing_in import keep_files, read_files
from assistant.web.places import open_report
from assistant.web.signed_in import actor, may
from assistant.web.texts import LANGUAGE, text_of
from assistant.web.times import shown_time
from assistant.web.visibility import groups_to_choose, limit_choice, limit_form, seen_by
from index.errors import IndexingError, NoSnapshot
from index.reading import ARCHIVES, MEGABYTE, SUFFIXES, limits
from index.snapshot import Correction, Entry, load_corrections, usable_date

ADDED, CONFIRM = "uploads", "confirm"
_Field = TypeVar("_Field", str, int)
_DONE = "done"  # what to say once of what was just done
_ROLLBACK = "rollback"  # what is to be confirmed, where it is no report's removal


def manage_page() -> None:
    language: str = st.session_state[LANGUAGE]
    service = shared_service()
    st.html(f'<h1 class="ra-title">{escape(text_of(language, "manage"))}</h1>')
    if not may(Action.CHANGE_REPORTS):
        st.error(text_of(language, "not_for_role"))
        return
    if done := st.session_state.pop(_DONE, None):
        st.html(f'<div class="ra-done">✓ {escape(done)}</div>')
    try:
        entries: Sequence[Entry] = service.entries(actor())
    except NoSnapshot:
        entries = ()
    except IndexingError as error:
        st.error(explain(error, language))
        entries = ()
    _upload(language)
    job_box(language)
    if not entries:
        return
    _overview(entries, language)
    _one_report(entries, language)
    if service.sees_all(actor()):
        _whole(language)


def _upload(language: str) -> None:
    round_of = st.session_state.setdefault(ADDED, 0)
    with st.container(border=True):
        files = st.file_uploader(
            text_of(language, "upload"),
            type=[suffix[1:] for suffix in (*SUFFIXES, *ARCHIVES)],
            accept_multiple_files=True,
            key=f"upload-{round_of}",
            max_upload_size=limits().file // MEGABYTE,
            help=text_of(language, "upload_help"),
        )
        newest = st.checkbox(text_of(language, "replace_versions"), value=True)
        groups = limit_choice(language, f"limit-upload-{round_of}")
        if st.button(text_of(language, "add"), type="primary", disabled=not files, icon=":material/upload_file:"):
            paths = keep_files(files, language)
            if paths:
                st.session_state[ADDED] += 1
                read_files(paths, language, groups, keep_versions=not newest)


def _overview(entries: Sequence[Entry], language: str) -> None:
    totals = (
        ("reports", len(entries)),
        ("passages", sum(entry.passages for entry in entries)),
        ("figures", sum(entry.figures for entry in entries)),
    )
    for column, (key, count) in zip(st.columns(3), totals, strict=True):
        column.metric(text_of(language, key), f"{count:,}")
    grouped = bool(groups_to_choose())
    rows = [
        {
            text_of(language, "title"): entry.title,
            text_of(language, "year"): entry.year,
            text_of(language, "region"): entry.region,
            text_of(language, "pages"): entry.pages or None,
            text_of(language, "passages"): entry.passages,
            text_of(language, "figures"): entry.figures,
            text_of(language, "tables"): entry.tables,
            text_of(language, "issued"): entry.issued,
            text_of(language, "read_at"): shown_time(entry.read_at),
            text_of(language, "format"): entry.reader.removeprefix("."),
            text_of(language, "warnings"): "；".join(explain_warning(code, language) for code in entry.warnings),
            **({text_of(language, "seen_by"): seen_by(entry, language)} if grouped else {}),
        }
        for entry in entries
    ]
    year = st.column_config.NumberColumn(format="%d")
    columns = {text_of(language, "year"): year}
    st.dataframe(rows, hide_index=True, width="stretch", column_config=columns, placeholder="—")


def _one_report(entries: Sequence[Entry], language: str) -> None:
    titles = {entry.id: text_of(language, "aside", words=entry.title, more=entry.file) for entry in entries}
    st.subheader(text_of(language, "one_report"))
    chosen = st.selectbox(text_of(language, "choose_report"), list(titles), format_func=titles.__getitem__)
    entry = next(entry for entry in entries if entry.id == chosen)
    read, remove = st.columns(2)
    if read.button(text_of(language, "open_report"), icon=":material/menu_book:", width="stretch"):
        open_report(entry.id)
    if remove.button(text_of(language, "remove"), icon=":material/delete:", width="stretch"):
        st.session_state[CONFIRM] = entry.id
    if st.session_state.get(CONFIRM) == entry.id:
        _confirm_removal(entry, language)
    with st.expander(text_of(language, "correct"), icon=":material/edit:"):
        _correct(entry, language)
    limit_form(entry, language)
    with st.expander(text_of(language, "replace"), icon=":material/swap_horiz:"):
        _replace(entry, language)


def _confirm_removal(entry: Entry, language: str) -> None:
    with st.container(border=True):
        st.text(text_of(language, "confirm_remove", title=entry.title))
        yes, no = st.columns(2)
        if yes.button(text_of(language, "yes_remove"), type="primary", width="stretch"):
            del st.session_state[CONFIRM]
            collection = Collection(shared_service(), actor=actor())
            start(
                text_of(language, "job_remove", title=entry.title),
                lambda force: lambda listen, _: collection.remove([entry.id], listen),
                language,
            )
        if no.button(text_of(language, "cancel"), width="stretch"):
            del st.session_state[CONFIRM]
            st.rerun()


def _correct(entry: Entry, language: str) -> None:
    with st.form(f"correct-{entry.id}", border=False):
        title = st.text_input(text_of(language, "title"), entry.title)
        year = st.text_input(text_of(language, "year"), str(entry.year or ""))
        region = st.text_input(text_of(language, "region"), entry.region or "")
        issued = st.text_input(text_of(language, "issued"), entry.issued or "", placeholder="2024-01-31")
        if not st.form_submit_button(text_of(language, "save")):
            return
    usable_year = not year or (year.isdecimal() and 1900 <= int(year) < 2200)
    if not usable_year or (issued and not usable_date(issued)):
        st.warning(text_of(language, "bad_correction"))
        return
    try:
        standing = load_corrections(shared_service().store.folder).get(entry.id, Correction())
    except IndexingError as error:
        st.error(explain(error, language))
        return
    merged = Correction(
        _corrected(title.strip(), entry.title, standing.title),
        _corrected(int(year) if year else None, entry.year, standing.year),
        _corrected(region.strip(), entry.region, standing.region),
        _corrected(issued, entry.issued, standing.issued),
    )
    collection = Collection(shared_service(), actor=actor())
    label = text_of(language, "job_correct", title=entry.title)
    start(label, lambda force: lambda listen, _: collection.correct({entry.id: merged}, listen), language)


def _corrected(given: _Field | None, shown: _Field | None, standing: _Field | None) -> _Field | None:
    """Return the correction of one field: what was changed counts, an emptied field is as it was read, else nothing changes."""
    if (given or None) == (shown or None):
        return standing
    return given or None


def _replace(entry: Entry, language: str) -> None:
    file = st.file_uploader(
        text_of(language, "replace_with"),
        key=f"replace-{entry.id}-{st.session_state[ADDED]}",
        max_upload_size=limits().file // MEGABYTE,
    )
    if file is None or not st.button(text_of(language, "replace"), key=f"do-replace-{entry.id}"):
        return
    service = shared_service()
    try:
        path = Collection(service, actor=actor()).keep_upload(file.name, file.getvalue())
    except IndexingError as error:
        st.error(explain(error, language))
        return
    st.session_state[ADDED] += 1

    who = actor()  # a job runs beside the page, where nobody has signed in

    def work(force: bool) -> Any:
        collection = Collection(service, force=force, actor=who)
        return lambda listen, cancelled: collection.replace(entry.id, path, listen, cancelled=cancelled)

    start(text_of(language, "job_replace", title=entry.title), work, language)


def _whole(language: str) -> None:
    st.subheader(text_of(language, "whole"))
    rebuild, back = st.columns(2)
    service = shared_service()

    who = actor()  # a job runs beside the page, where nobody has signed in

    def work(force: bool) -> Any:
        collection = Collection(service, force=force, actor=who)
        return lambda listen, cancelled: collection.rebuild(listen, cancelled=cancelled)

    if rebuild.button(text_of(language, "rebuild"), icon=":material/refresh:", width="stretch"):
        start(text_of(language, "rebuild"), work, language)
    if back.button(text_of(language, "rollback"), icon=":material/undo:", width="stretch"):
        st.session_state[CONFIRM] = _ROLLBACK
    if st.session_state.get(CONFIRM) == _ROLLBACK:
        _confirm_rollback(language)


def _confirm_rollback(language: str) -> None:
    with st.container(border=True):
        st.text(text_of(language, "confirm_rollback"))
        yes, no = st.columns(2)
        if yes.button(text_of(language, "yes_rollback"), type="primary", width="stretch"):
            del st.session_state[CONFIRM]
            try:
                Collection(shared_service(), actor=actor()).rollback()
            except IndexingError as error:
                st.warning(explain(error, language))
            else:
                shared_jobs().forget()  # what the last change did is no longer so
                count = len(shared_service().entries(actor()))
                st.session_state[_DONE] = text_of(language, "rolled_back", count=count)
                st.rerun()
        if no.button(text_of(language, "cancel"), key="no-rollback", width="stretch"):
            del st.session_state[CONFIRM]
            st.rerun()
