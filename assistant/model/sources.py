"""What a language model may speak from: numbered quotes, each with all that its report says of the figures in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Candidate
from assistant.model.stretches import Stretch, stretches_of
from assistant.types import Citation, Hit
from index.snapshot import Snapshot
from index.structure import kind_of_report, level_of, period_of_words
from index.text import clause_spans, fold
from index.types import Figure, IndexedReport, Period, Tense


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of a source, the words that belong to it, the years it is of (None: not said), and whether it is planned."""

    figure: Figure
    stretch: Stretch
    period: Period | None
    planned: bool
    home: str  # what the report calls its own place after 全: 区, 县


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered quote. `text` is the quote, folded; `around` its headings, the report's title and its place."""

    number: int
    citation: Citation
    text: str
    around: str
    clauses: tuple[str, ...]
    stated: tuple[Stated, ...]
    year: int | None
    kind: str
    periods: frozenset[Period]
    planned: bool  # the report tells it as a plan

    @property
    def context(self) -> str:
        return f"{self.text} {self.around}"


def sources_of(snapshot: Snapshot, citations: Sequence[Citation]) -> tuple[Source, ...]:
    """Return the quotes of an answer as sources, numbered from 1 on in their order."""
    numbers = {entry.id: number for number, entry in enumerate(snapshot.entries)}
    return tuple(
        source_of(number, citation, snapshot.report(numbers[citation.report_id]))
        for number, citation in enumerate(citations, 1)
    )


def source_of(number: int, citation: Citation, indexed: IndexedReport) -> Source:
    """Return a quote of `indexed` as a source."""
    report = indexed.report
    own = [at for at, s in enumerate(indexed.sentences) if s.start < citation.end and citation.start < s.end]
    home = level_of(report.region or "")
    stated: list[Stated] = []
    periods: set[Period] = set()
    for position in own:
        candidate = Candidate(Hit(0, 0, position, 0.0, 0.0, 0.0), indexed, position)
        sentence, figures = candidate.sentence, indexed.figures[position]
        periods |= {sentence.period} if sentence.period else set()
        stretches = stretches_of(report.text, figures, sentence.start, sentence.end)
        for figure, stretch in zip(figures, stretches, strict=True):
            period = figure.period or _period_at(candidate, figure)
            periods |= {period} if period else set()
            stated.append(Stated(figure, stretch, period, sentence.tense is Tense.GOAL, home))
    quote = citation.quote
    return Source(
        number=number,
        citation=citation,
        text=fold(quote),
        around=fold(" ".join((*citation.section, report.title, report.region or ""))),
        clauses=tuple(fold(quote[start:end]) for start, end in clause_spans(quote)),
        stated=tuple(stated),
        year=report.year,
        kind=kind_of_report(report.title),
        periods=frozenset(periods),
        planned=any(indexed.sentences[position].tense is Tense.GOAL for position in own),
    )


def _period_at(candidate: Candidate, figure: Figure) -> Period | None:
    """Return the years of a figure; 去年 or a year that is named only behind it is not its own."""
    report, kind = candidate.indexed.report, candidate.kind
    named = period_of_words(candidate.words, report.year, kind)
    before = period_of_words(report.text[candidate.sentence.start : figure.start], report.year, kind)
    if named is not None and named == candidate.sentence.period and before is None:
        return Period(report.year - (kind == "address"), report.year - (kind == "address")) if report.year else None
    return candidate.period_at(figure.start)
