"""Shows a change to the collection while it runs, and how it ended; reading and asking go on meanwhile."""

import contextlib
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from assistant.collection import Job, Work, shared_jobs
from assistant.messages import EXPLAINED, explain, explain_warning, last_report
from assistant.service import shared_service
from assistant.web.quotes import escaped_label
from assistant.web.signed_in import accounts, actor
from assistant.web.texts import text_of
from index.errors import Busy, IndexingError, NothingToIndex, UnreadableFile
from index.snapshot import Built, Entry, Listener

_JOB = "own_job"
_POLL = "1s"


def start(label: str, work: Callable[[bool], Work], language: str) -> None:
    """Begin a change and show the page anew; `work(force)` gives it, guarded or not."""
    _begin(label, _prepared(work(False)), language, _prepared(work(True)))


def _begin(label: str, work: Work, language: str, anyway: Work | None = None) -> None:
    try:
        st.session_state[_JOB] = shared_jobs().start(label, work, actor().known_as, anyway)
    except Busy as error:
        whole = shared_service().sees_all(actor())  # what runs may name a report that is not theirs to know
        st.warning(explain(error, language) if whole else text_of(language, "busy_elsewhere"))
        return
    except IndexingError as error:
        st.warning(explain(error, language))
        return
    st.rerun()


def own_job() -> Job | None:
    """Return the job that this session began, as long as no other took its place."""
    job: Job | None = st.session_state.get(_JOB)
    return job if job is not None and job is shared_jobs().job else None


def _prepared(work: Work) -> Work:
    """Let a change end only when everybody's view of what it published is there: nobody waits for it after that."""

    def whole(listen: Listener, cancelled: Callable[[], bool]) -> Built:
        built = work(listen, cancelled)
        with contextlib.suppress(IndexingError):  # it is published; what fails here is said where it is asked for
            shared_service().prepare(accounts().all() if accounts().any() else ())
        return built

    return whole


def job_box(language: str) -> None:
    """Show the job under way, or the last one's result until it is put away; only its own to who does not see all."""
    job = shared_jobs().job
    if job is None:
        return
    if job.actor != actor().known_as and not shared_service().sees_all(actor()):
        if job.running:
            st.caption(text_of(language, "busy_elsewhere"))
        return
    if job.running:
        _running(language)
    else:
        _ended(job, language)


@st.fragment(run_every=_POLL)
def _running(language: str) -> None:
    jobs = shared_jobs()
    job = jobs.job
    if job is None or not job.running:
        st.rerun()
        return
    with st.container(border=True):
        words = text_of(language, f"stage_{job.stage}", file=job.file) if job.stage in _STAGES else job.file
        count = text_of(language, "aside", words="", more=f"{job.done}/{job.total}") if job.total > 1 else ""
        st.progress(job.share, text=escaped_label(text_of(language, "named", name=job.label, value=words + count)))
        _found(job, language)
        if st.button(text_of(language, "cancel"), disabled=job.cancel.is_set()):
            job.cancel.set()


_STAGES = {"read", "write", "check", "publish"}


def _found(job: Job, language: str) -> None:
    lines = []
    for entry in visible(job.entries)[-6:]:
        facts = [
            text_of(language, "n_passages", count=entry.passages),
            text_of(language, "n_figures", count=entry.figures),
        ]
        if entry.pages:
            facts.append(text_of(language, "n_pages", count=entry.pages))
        facts += [explain_warning(code, language) for code in entry.warnings]
        told = text_of(language, "named", name=entry.title, value=text_of(language, "comma").join(facts))
        lines.append(f"<li>{escape(told)}</li>")
    for old, new in ((old, new) for old, new in job.replaced if visible([old, new]) == [old, new]):
        lines.append(f"<li>{escape(text_of(language, 'was_replaced', old=old.file, new=new.file))}</li>")
    if lines:
        st.html(f'<ul class="ra-found">{"".join(lines)}</ul>')
    for failure in job.failures:
        _said(failure, language)


def visible(entries: Sequence[Entry]) -> list[Entry]:
    """Return those of the reports that a job speaks of that who is asking may see."""
    hidden = shared_service().groups.hidden_from(actor())
    return [entry for entry in entries if entry.id not in hidden]


def _said(error: Exception, language: str) -> None:
    words = explain(error, language)
    if isinstance(error, UnreadableFile):
        words = words.replace(str(error.path), error.path.name, 1)
    st.html(f'<div class="ra-refused">⚠ {escape(words)}</div>')


def _ended(job: Job, language: str) -> None:
    with st.container(border=True):
        if job.lost:
            _withheld(job, language)
        elif job.error is not None:
            if isinstance(job.error, NothingToIndex):
                st.html(f'<div class="ra-refused">{escape(text_of(language, "nothing_added"))}</div>')
                for failure in job.error.failures:
                    _said(failure, language)
                if not job.error.failures:
                    st.html(f'<div class="ra-refused">{escape(last_report(language))}</div>')
            elif isinstance(job.error, EXPLAINED):
                _said(job.error, language)
            else:
                st.html(f'<div class="ra-refused">{escape(text_of(language, "unexpected"))}</div>')
        elif job.built is not None:
            count = len(visible(job.built.entries))
            words = text_of(language, "job_done", label=job.label, count=count)
            if job.failures:
                read, refused = len(visible(job.entries)), len(job.failures)
                words = text_of(language, "job_done_partly", read=read, refused=refused, count=count)
            st.html(f'<div class="ra-done">✓ {escape(words)}</div>')
            _found(job, language)
        if st.button(text_of(language, "put_away")):
            shared_jobs().forget()
            st.rerun()


def _withheld(job: Job, language: str) -> None:
    if not shared_service().sees_all(actor()):  # the questions are the whole collection's
        st.html(f'<div class="ra-refused">{escape(text_of(language, "withheld_elsewhere"))}</div>')
        return
    st.html(f'<div class="ra-refused">{escape(text_of(language, "withheld", count=len(job.lost)))}</div>')
    nothing = text_of(language, "no_answer")
    st.dataframe(
        [
            {
                text_of(language, "question"): row.case.question,
                text_of(language, "before"): row.before,
                text_of(language, "after"): row.after or nothing,
            }
            for row in job.lost
        ],
        hide_index=True,
    )
    own = job.anyway is not None and job.actor == actor().known_as
    if job.anyway is not None and own and st.button(text_of(language, "publish_anyway"), type="primary"):
        shared_jobs().forget()
        _begin(job.label, job.anyway, language)
