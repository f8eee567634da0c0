"""The page 评测: what staff said of answers, turned into questions of the collection; question sets run and compared."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
import streamlit as st

from assistant.access import Action, NotAllowed, require
from assistant.collection import GOLDEN, add_case
from assistant.evaluation import BadCases, Grade, by, grade, read_cases, tally_of
from assistant.messages import explain
from assistant.question import UnusableQuestion
from assistant.service import Feedback, Run, shared_service
from assistant.web.places import open_report
from assistant.web.signed_in import actor, own_assistant
from assistant.web.texts import LANGUAGE, kind_name, text_of
from assistant.web.times import shown_time
from assistant.web.visitor import conversations
from index.errors import IndexingError
from index.reading import MEGABYTE, limits

_RESULT = "assessment"


def assess_page() -> None:
    language: str = st.session_state[LANGUAGE]
    st.html(f'<h1 class="ra-title">{escape(text_of(language, "assess"))}</h1>')
    try:
        require(actor(), Action.KEEP_QUESTIONS)
        if not shared_service().sees_all(actor()):  # questions and what was said of answers are the whole collection's
            raise NotAllowed(actor(), Action.KEEP_QUESTIONS)
        _collected(language)
        _sets(language)
    except (IndexingError, NotAllowed) as error:
        st.error(explain(error, language))


def _collected(language: str) -> None:
    new = conversations().judged("new")
    st.subheader(text_of(language, "collected", count=len(new)))
    if not new:
        st.caption(text_of(language, "nothing_collected"))
    for feedback in new[:20]:
        _one(feedback, language)


def _one(feedback: Feedback, language: str) -> None:
    turn = feedback.turn
    said = text_of(language, "judged_right" if feedback.good else "judged_wrong")
    right = feedback.right_answer or (turn.answer.headline if feedback.good else "") or ""
    with st.container(border=True):
        shown = turn.answer.headline or text_of(language, "no_answer")
        st.html(
            f'<div class="ra-path"><span class="ra-said">{escape(said)}</span> {escape(turn.question)}</div>'
            f'<div class="ra-text">{escape(_named("answered", shown, language))}</div>'
        )
        gold = st.text_input(text_of(language, "right_answer"), right, key=f"gold-{turn.id}")
        confirm, dismiss = st.columns(2)
        if confirm.button(
            text_of(language, "confirm"), key=f"confirm-{turn.id}", icon=":material/check:", width="stretch"
        ):
            try:
                add_case(shared_service().store.folder, turn, gold, actor())
            except (IndexingError, BadCases) as error:
                st.error(explain(error, language))
                return
            conversations().settle(turn.id, "confirmed")
            st.rerun()
        if dismiss.button(text_of(language, "dismiss"), key=f"dismiss-{turn.id}", width="stretch"):
            conversations().settle(turn.id, "dismissed")
            st.rerun()


def _sets(language: str) -> None:
    st.subheader(text_of(language, "question_sets"))
    folder = shared_service().store.folder
    own = folder / GOLDEN
    uploaded = st.file_uploader(
        text_of(language, "other_set"),
        type=["xlsx", "csv", "jsonl"],
        help=text_of(language, "set_help"),
        max_upload_size=limits().file // MEGABYTE,
    )
    path: Path | None = own if own.is_file() else None
    name = text_of(language, "own_set")
    if uploaded is not None:
        from assistant.collection import keep_upload

        path, name = keep_upload(folder, uploaded.name, uploaded.getvalue()), uploaded.name
    if path is None:
        st.caption(text_of(language, "no_set"))
        return
    if st.button(text_of(language, "run_set", name=name), type="primary", icon=":material/play_arrow:"):
        _run(path, name, language)
    result = st.session_state.get(_RESULT)
    if result is not None and result[0] == name:
        _show(result[1], name, language)


def _run(path: Path, name: str, language: str) -> None:
    try:
        cases = read_cases(path)
    except BadCases as error:
        st.error(explain(error, language))
        return
    assistant = own_assistant()
    bar = st.progress(0.0)
    grades = []
    for done, case in enumerate(cases, 1):
        try:
            answer = assistant.ask(case.question, case.history)
        except UnusableQuestion as error:
            answer = assistant.decline(case.question, explain(error, language))
        grades.append(grade(case, answer))
        bar.progress(done / len(cases), text=f"{done}/{len(cases)}")
    bar.empty()
    total = tally_of(grades)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    conversations().add_run(
        Run(moment, name, total.questions, total.right, total.wrong, total.refused, assistant.snapshot.name)
    )
    st.session_state[_RESULT] = (name, grades)


def _show(grades: list[Grade], name: str, language: str) -> None:
    runs = conversations().runs(name)
    _show_totals(grades, runs[-2] if len(runs) > 1 else None, language)
    _show_kinds(grades, language)
    if len(runs) > 1:
        _show_runs(runs, language)
    _show_failures([one for one in grades if one.outcome != "right" or one.source is False], language)


def _show_totals(grades: list[Grade], before: Run | None, language: str) -> None:
    total = tally_of(grades)
    share = total.right / total.questions
    change = None if before is None else f"{100 * (share - before.right / before.questions):+.1f}%"
    figures = (
        ("right_share", f"{share:.1%}", change),
        ("wrong", str(total.wrong), None),
        ("refused", str(total.refused), None),
    )
    for column, (key, value, delta) in zip(st.columns(3), figures, strict=True):
        column.metric(text_of(language, key), value, delta)


def _show_kinds(grades: list[Grade], language: str) -> None:
    kinds = by(grades, lambda one: one.case.kind)
    st.dataframe(
        [
            {
                text_of(language, "kind"): kind_name(language, kind),
                text_of(language, "questions"): row.questions,
                text_of(language, "right_share"): f"{row.right / row.questions:.0%}",
            }
            for kind, row in kinds.items()
        ],
        hide_index=True,
    )


def _show_runs(runs: Sequence[Run], language: str) -> None:
    data: Any = alt.InlineData(
        values=[{"run": shown_time(run.ran), "right": run.right / run.questions} for run in runs]
    )
    lines = alt.Chart(data).encode(
        x=alt.X("run:O", title=None),
        y=alt.Y("right:Q", title=text_of(language, "right_share"), axis=alt.Axis(format="%")),
    )
    st.altair_chart(lines.mark_line(point=True))


def _show_failures(failures: list[Grade], language: str) -> None:
    st.subheader(text_of(language, "failures", count=len(failures)))
    for number, one in enumerate(failures[:50]):
        shown = one.answer.headline or text_of(language, "no_answer")
        wanted = "；".join("/".join(group) for group in one.case.gold) or text_of(language, "no_answer")
        quotes = "".join(f'<div class="ra-paragraph">{escape(c.quote)}</div>' for c in one.answer.citations[:2])
        st.html(
            f'<div class="ra-path">{escape(one.case.question)}</div>'
            f'<div class="ra-text">{escape(_named("answered", shown, language))} · '
            f"{escape(_named('right_answer', wanted, language))}</div>{quotes}"
        )
        if one.answer.citations and st.button(
            text_of(language, "open_place"), key=f"failed-{number}", icon=":material/menu_book:"
        ):
            citation = one.answer.citations[0]
            open_report(citation.report_id, (citation.start, citation.end))


def _named(key: str, value: str, language: str) -> str:
    return text_of(language, "named", name=text_of(language, key), value=value)
