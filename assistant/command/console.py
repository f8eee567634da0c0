"""What the command line prints for people, in the locale's language."""

import sys
from collections.abc import Sequence
from typing import Any

from assistant.answering import Assistant
from assistant.collection import Lost
from assistant.data_files import Messages
from assistant.evaluation import Change
from assistant.messages import explain_warning, locale_language
from assistant.model import notice_text
from assistant.types import Answer, Form, Status
from index.snapshot import Built, Entry, Progress

_MESSAGES = Messages("assistant.command")


def say(key: str, /, **values: Any) -> str:
    """Return what is said, in the locale's language."""
    return _MESSAGES.say(locale_language(), key, **values)


class ConsoleProgress:
    """Shows a build on stderr, one line a file."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet

    def __call__(self, progress: Progress) -> None:
        if self.quiet:
            return
        place = {"done": progress.done, "total": progress.total}
        if progress.stage == "read":
            if sys.stderr.isatty():
                print(say("reading", file=progress.file, **place), end="\r", file=sys.stderr)
        elif progress.stage in ("added", "reused") and progress.entry:
            entry = progress.entry
            pages = say("in_pages", pages=entry.pages) if entry.pages else ""
            found = {"passages": entry.passages, "figures": entry.figures, "pages": pages}
            words = say(progress.stage, title=entry.title, **found, **place)
            print(words, file=sys.stderr)
            for warning in entry.warnings if progress.stage == "added" else ():
                print(f"      {entry.file}: {explain_warning(warning, locale_language())}", file=sys.stderr)
            for old in progress.replaced:
                print(say("replaced", title=old.title, file=old.file), file=sys.stderr)
        elif progress.stage in ("write", "check"):
            print(say("writing" if progress.stage == "write" else "checking"), file=sys.stderr)

    def finish(self, built: Built) -> None:
        print(say("built", snapshot=built.snapshot, reports=len(built.entries)))


def print_lost(lost: Sequence[Lost]) -> None:
    print(say("lost", count=len(lost)), file=sys.stderr)
    for row in lost:
        words = say("lost_line", question=row.case.question, before=row.before, after=row.after or say("no_answer"))
        print(words, file=sys.stderr)


def print_notices(assistant: Assistant) -> None:
    """Say on stderr what people should know of this installation before its answers."""
    for notice in assistant.notices:
        print(explain_warning(notice, locale_language()), file=sys.stderr)


def print_answer(answer: Answer, with_question: bool = False) -> None:
    if with_question:
        print(f"\n? {answer.question}")
    if answer.headline is not None:
        print(answer.headline)
    print(answer.text)
    if answer.understood:
        print(say("understood", question=answer.understood))
    if answer.written:
        print(say("written", model=answer.reader, cut=answer.cut))
        print(f"  {answer.written}")
    if answer.notice:
        print(notice_text(locale_language(), answer.notice), file=sys.stderr)
    for example in answer.examples:
        print(f"  {example}")
    numbered = answer.form is not Form.SINGLE
    for number, citation in enumerate(answer.citations if answer.status is Status.ANSWERED else answer.nearest, 1):
        if citation is (answer.nearest[0] if answer.nearest else None):
            print(say("see_also"))
        section = "".join(f" > {heading}" for heading in citation.section)
        page = "" if citation.page is None else say("page", page=citation.page)
        pointer = f"[{number}] " if numbered else ""
        print(pointer + say("source", report=citation.report, section=section, page=page))
        print(f"  「{citation.quote}」")
    for row in answer.others:
        print(f"  {row.label}：{row.headline}")
    if answer.status is Status.ANSWERED and answer.form is Form.SINGLE:
        print(say("confidence", word=say(answer.confidence.value)))


def print_reports(entries: Sequence[Entry]) -> None:
    for entry in entries:
        print(f"{entry.id[:12]}  {entry.year or '    '}  {entry.region or '—'}  {entry.title}  ({entry.file})")


def show_asking(done: int, total: int) -> None:
    """Show how far an evaluation is, where someone watches."""
    if sys.stderr.isatty():
        print(say("asking", done=done, total=total), end="\n" if done == total else "\r", file=sys.stderr)


def print_evaluation(fields: dict[str, Any], changed: Sequence[Change] | None = None) -> None:
    header = dict(
        zip(("name", "questions", "right", "wrong", "refused", "sourced"), say("header").split(), strict=True)
    )
    print(say("columns", **header))
    groups = [{say("all"): fields["total"]}, *(fields[name] for name in ("kind", "style", "lang"))]
    groups.append({say("by_confidence", word=say(name)): row for name, row in fields["confidence"].items()})
    for rows in groups:
        for name, row in rows.items():
            print(say("columns", name=name, **{key: row[key] for key in list(header)[1:]}))
    for unit, row in fields["retrieval"].items():
        if row["questions"]:
            places = {"first": row["recall@1"], "fifth": row["recall@5"], "tenth": row["recall@10"]}
            print(say("retrieval", unit=say(unit), mrr=row["mrr@10"], **places))
    print(
        say(
            "verbatim",
            verbatim=fields["verbatim"],
            citations=fields["citations"],
            wrong=fields["total"]["wrong_headlines"],
            p50=fields["latency_ms"]["p50"],
            p95=fields["latency_ms"]["p95"],
        )
    )
    if changed is not None:
        _print_changes(changed)


def _print_changes(changed: Sequence[Change]) -> None:
    better, worse = sum(c.better for c in changed), sum(c.worse for c in changed)
    print(say("changes", better=better, worse=worse, count=len(changed)))
    for change in changed:
        before, after = say(change.before or "absent"), say(change.after or "absent")
        print(
            f"  {change.id}  {change.question}\n      {before} {change.headline_before or '—'} → {after} {change.headline_after or '—'}"
        )
