"""What other programs may ask of the snapshot in service: answers, sentences, reports, figures, sources, an evaluation.

HTTP and MCP say the same, since both say it from here. The role is checked here, where the work is done.
"""

import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.access import Account, Action, require
from assistant.answering import Assistant, FigureRow, figure_rows, is_verbatim, matching
from assistant.evaluation import Case, grade, ranks_of, summary
from assistant.types import Answer, Citation
from index.snapshot import Entry, Snapshot


class NoMatch(ValueError):
    """No report has all the words of a filter: `wanted`."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class NoSuchReport(ValueError):
    """There is no report of this id: `report_id`."""

    def __init__(self, report_id: str) -> None:
        super().__init__(report_id)
        self.report_id = report_id


class OutsideReport(ValueError):
    """A span that does not lie within a report's text, which is `length` characters long."""

    def __init__(self, start: int, end: int, length: int) -> None:
        super().__init__(f"[{start}, {end}) of {length}")
        self.start, self.end, self.length = start, end, length


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of a report with what stands around it, all verbatim: `before + quote + after` is one piece of its text."""

    entry: Entry
    section: tuple[str, ...]
    page: int | None
    start: int
    end: int
    before: str
    quote: str
    after: str


def chosen(entries: Sequence[Entry], wanted: str | None) -> list[int] | None:
    """Return the numbers of the reports whose title, file, year or region holds every word; None where none is wanted."""
    if not wanted or not wanted.strip():
        return None
    words = wanted.lower().split()
    return [
        number
        for number, entry in enumerate(entries)
        if all(
            any(word in str(field).lower() for field in (entry.title, entry.file, entry.year, entry.region))
            for word in words
        )
    ]


def numbers_of(entries: Sequence[Entry], wanted: str | None) -> list[int] | None:
    """Return what `chosen` does; raises NoMatch where no report has every word."""
    numbers = chosen(entries, wanted)
    if numbers == []:
        raise NoMatch(wanted or "")
    return numbers


# kept as long as their snapshot is: finding what every figure counts takes longer than anything else here
_FIGURES: weakref.WeakKeyDictionary[Snapshot, tuple[FigureRow, ...]] = weakref.WeakKeyDictionary()


def _all_figures(snapshot: Snapshot) -> tuple[FigureRow, ...]:
    rows = _FIGURES.get(snapshot)
    if rows is None:
        rows = _FIGURES[snapshot] = tuple(figure_rows(snapshot))
    return rows


def figures_of(
    snapshot: Snapshot,
    words: str = "",
    *,
    regions: Sequence[str] = (),
    years: Sequence[int] = (),
    units: Sequence[str] = (),
    reports: str | None = None,
) -> list[FigureRow]:
    """Return the figures of a snapshot whose words hold every one of `words`; raises NoMatch."""
    numbers = numbers_of(snapshot.entries, reports)
    rows: Iterable[FigureRow]
    if numbers is None:
        rows = _all_figures(snapshot)
    elif snapshot in _FIGURES:
        ids = {snapshot.entries[number].id for number in numbers}
        rows = (row for row in _FIGURES[snapshot] if row.report_id in ids)
    else:
        rows = figure_rows(snapshot, numbers)
    return matching(rows, words, regions, years, units)


class Enquiries:
    """Asks one snapshot for one account, so that a request ends on the snapshot it began with.

    Everything raises NotAllowed where the account may not do it.
    """

    def __init__(self, assistant: Assistant, actor: Account) -> None:
        self._assistant, self._actor = assistant, actor

    @property
    def snapshot(self) -> Snapshot:
        return self._assistant.snapshot

    def ask(
        self, question: str, history: Sequence[str] = (), reports: str | None = None, identity: str | None = None
    ) -> Answer:
        """Answer one question; raises UnusableQuestion, or NoMatch where `reports` names none."""
        require(self._actor, Action.ASK)
        return self._assistant.ask(question, history, numbers_of(self.snapshot.entries, reports), identity)

    def decline(self, question: str, message: str, identity: str | None = None) -> Answer:
        return self._assistant.decline(question, message, identity)

    def find(self, words: str, limit: int, reports: str | None = None) -> list[Citation]:
        """Return the sentences that search finds, best first; raises UnusableQuestion or NoMatch."""
        require(self._actor, Action.ASK)
        return self._assistant.find(words, limit, numbers_of(self.snapshot.entries, reports))

    def reports(self, wanted: str | None = None) -> list[Entry]:
        """Return the reports whose title, file, year or region holds every word."""
        require(self._actor, Action.ASK)
        numbers = chosen(self.snapshot.entries, wanted)
        return list(self.snapshot.entries) if numbers is None else [self.snapshot.entries[n] for n in numbers]

    def figures(
        self,
        words: str = "",
        regions: Sequence[str] = (),
        years: Sequence[int] = (),
        units: Sequence[str] = (),
        reports: str | None = None,
    ) -> list[FigureRow]:
        """Return the figures whose words hold every one of `words`; raises NoMatch."""
        require(self._actor, Action.ASK)
        return figures_of(self.snapshot, words, regions=regions, years=years, units=units, reports=reports)

    def source(self, report_id: str, start: int, end: int, around: int) -> Source:
        """Return `[start, end)` of a report with up to `around` characters on either side.

        Raises NoSuchReport or OutsideReport.
        """
        require(self._actor, Action.ASK)
        entries = self.snapshot.entries
        number = next((n for n, entry in enumerate(entries) if entry.id == report_id), None)
        if number is None:
            raise NoSuchReport(report_id)
        indexed = self.snapshot.report(number)
        text = indexed.report.text
        if not 0 <= start < end <= len(text):
            raise OutsideReport(start, end, len(text))
        passage = next((p for p in indexed.passages if p.start <= start < p.end), None)
        return Source(
            entry=entries[number],
            section=() if passage is None else passage.section,
            page=indexed.report.page_at(start),
            start=start,
            end=end,
            before=text[max(0, start - around) : start],
            quote=text[start:end],
            after=text[end : end + around],
        )

    def evaluate(self, cases: Sequence[Case], answered: Callable[[Case], Answer]) -> dict[str, Any]:
        """Grade the answers to a question set; `answered` gives them, a refusal where a question cannot be asked.

        Returns what `assistant evaluate --json` prints.
        """
        require(self._actor, Action.KEEP_QUESTIONS)
        grades = [grade(case, answered(case)) for case in cases]
        ranks = [ranks_of(case, self.snapshot, self._assistant.embedder) for case in cases]
        citations = [citation for row in grades for citation in row.answer.citations]
        texts = {e.id: self.snapshot.report(n).report.text for n, e in enumerate(self.snapshot.entries)}
        verbatim = sum(is_verbatim(citation, texts[citation.report_id]) for citation in citations)
        return summary(grades, verbatim, len(citations), ranks)
