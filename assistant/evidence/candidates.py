"""Candidate sentences with all that surrounds them: passage, headings, report, clauses and figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.data_files import read_patterns
from assistant.evidence.term_matching import quality_in
from assistant.types import Hit, Question, Term
from index.snapshot import Snapshot
from index.structure import kind_of_report, period_of_words
from index.text import Span, clause_spans, fold, words
from index.types import Figure, IndexedReport, Passage, Period, Sentence, Tense

_PATTERNS = read_patterns("assistant.evidence", "patterns.toml")
SIBLINGS_OF = 14  # passages of the best hits whose other sentences are read too

# How much a word counts by where it stands, beside 1.0 for the figure's own stretch of its clause
CLAUSE, CARRIED, SENTENCE, PREVIOUS, HEADING, PASSAGE, TITLE = 0.9, 0.75, 0.6, 0.5, 0.55, 0.35, 0.5

# How much of a word is covered where it is met beside the sentence, and below what it counts as unmet
_IN_HEADINGS, _IN_TITLE, _BEFORE, _AROUND = 0.95, 0.9, 0.85, 0.5
_UNMET = 0.4
_SIBLING = 0.5  # of the best hit's score, for a sentence that only stands beside it


@dataclass(frozen=True, eq=False)  # one of a kind: comparing two would compare whole reports
class Candidate:
    """One sentence of one report as evidence; offsets of clauses and figures are those of the report's text."""

    hit: Hit
    indexed: IndexedReport
    position: int

    @cached_property
    def sentence(self) -> Sentence:
        return self.indexed.sentences[self.position]

    @cached_property
    def passage(self) -> Passage:
        return self.indexed.passages[self.indexed.passage_of[self.position]]

    @cached_property
    def words(self) -> str:
        return self.indexed.words_of(self.sentence)

    @cached_property
    def folded(self) -> str:
        return fold(self.words)

    @cached_property
    def clauses(self) -> list[Span]:
        return clause_spans(self.indexed.report.text, self.sentence.start, self.sentence.end)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return self.indexed.figures[self.position]

    @cached_property
    def headings(self) -> str:
        return fold(" ".join(self.passage.section))

    @cached_property
    def title(self) -> str:
        """The report's title and region."""
        return fold(f"{self.indexed.report.title} {self.indexed.report.region or ''}")

    @cached_property
    def before(self) -> str:
        """The sentence before this one within its passage; before a row of a table, its caption."""
        previous = self.indexed.before(self.position)
        if previous is None:
            return ""
        apart = self.indexed.passage_of[previous] != self.indexed.passage_of[self.position]
        if apart and self.indexed.table_at(self.sentence.start) is None:
            return ""
        return fold(self.indexed.words_of(self.indexed.sentences[previous]))

    @cached_property
    def around(self) -> str:
        """The whole passage."""
        return fold(self.indexed.report.text[self.passage.start : self.passage.end])

    @cached_property
    def kind(self) -> str:
        """The kind of the report: "address", "plan" or "summary"."""
        return kind_of_report(self.indexed.report.title)

    def clause_of(self, offset: int) -> int:
        """Return the number of the clause that holds `offset`."""
        for number, (start, end) in enumerate(self.clauses):
            if start <= offset < end:
                return number
        return len(self.clauses) - 1

    def period_at(self, offset: int) -> Period | None:
        """Return the years that the clause at `offset` speaks of: its own words first, then its sentence's period."""
        start, _ = self.clauses[self.clause_of(offset)]
        own = period_of_words(self.indexed.report.text[start:offset], self.indexed.report.year, self.kind)
        whole = self.sentence.period
        if own is None and whole is not None and self._named_only_after(offset, whole):
            return None  # 剩余的490名…，确保2020年脱贫: the year belongs to what comes after
        if own is not None and own.single is None and whole is not None and whole.single is None:
            return whole  # 年均 says that years are meant, the sentence says which
        return own or whole

    def year_of(self, figure: Figure) -> int | None:
        """Return the last year that a figure is of: by its own words, its clause's, its sentence's, else its report's."""
        period = figure.period or self.period_at(figure.start)
        return period.last if period is not None else self.indexed.report.year

    def _named_only_after(self, offset: int, period: Period) -> bool:
        """Tell whether the sentence names the year of `period` after `offset` and not before it."""
        text, year = self.indexed.report.text, str(period.last)
        before = text[self.sentence.start : offset]
        return year not in before and year in text[offset : self.sentence.end]

    @property
    def tense(self) -> Tense | None:
        return self.sentence.tense


def sums_up(candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a clause gives the whole of what the clause before it names: 新增1200家，总量达到1.8万家."""
    home = candidate.clause_of(figure.start)
    lead = candidate.indexed.report.text[candidate.clauses[home][0] : figure.start]
    return home > 0 and _PATTERNS["sum"].fullmatch(fold(lead)) is not None


def singles_out(candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a clause takes a part out of what the clause before it names: 立项课题86项，其中省级12项."""
    start = candidate.clauses[candidate.clause_of(figure.start)][0]
    return candidate.indexed.report.text[start : start + 4].strip("， ").startswith("其中")


def own_words(candidate: Candidate, figure: Figure) -> str:
    """Return, folded, the words of its clause that are the figure's own, without the figure itself.

    Of a list whose values 分别 deals out, they are the thing that the value is dealt to, and the words that end the
    list: 招生 of 小学、初中招生分别为1200人和900人 is said of both.
    """
    text = candidate.indexed.report.text
    if figure.owner_end > figure.start:
        return fold(text[figure.owner_start : figure.start] + " " + text[figure.end : figure.owner_end])
    own = fold(text[figure.owner_start : figure.owner_end])
    ends = [f for f in dealt_with(candidate, figure) if f.owner_end > figure.owner_end]
    last = fold(text[ends[-1].owner_start : ends[-1].owner_end]) if ends else ""
    # what the last thing has beyond its first word, or beyond as many characters as this one has: things are named alike
    shared = max("".join(words(last)[1:]), last[len(own) :], key=len)
    return f"{own} {shared}"


def dealt_with(candidate: Candidate, figure: Figure) -> list[Figure]:
    """Return the other figures that the same 分别 deals out, in order; none for a figure that stands by itself."""
    if figure.item is None or figure.items is None:
        return []
    alike = [
        f
        for f in candidate.figures
        if f.items == figure.items and f.item is not None and f.bracketed == figure.bracketed
    ]
    at = next(n for n, other in enumerate(alike) if other.start == figure.start) - figure.item
    return [other for other in alike[max(0, at) : at + figure.items] if other.start != figure.start]


def gather(snapshot: Snapshot, hits: Iterable[Hit]) -> list[Candidate]:
    """Return the hits as candidates, and with them the other sentences of the best hits' passages."""
    candidates: dict[tuple[int, int], Candidate] = {}
    opened: set[tuple[int, int]] = set()
    for hit in hits:
        indexed = snapshot.report(hit.report)
        candidates[hit.report, hit.position] = Candidate(hit, indexed, hit.position)
        passage = (hit.report, indexed.passage_of[hit.position])
        if len(opened) < SIBLINGS_OF:
            opened.add(passage)
    for report, number in sorted(opened):
        indexed = snapshot.report(report)
        best = max(c.hit.score for (r, p), c in candidates.items() if r == report and indexed.passage_of[p] == number)
        first = indexed.passage_of.index(number)
        for position in range(first, first + len(indexed.passages[number].sentences)):
            if (report, position) not in candidates:
                sibling = Hit(snapshot.sentences_of(report)[position], report, position, 0.0, 0.0, _SIBLING * best)
                candidates[report, position] = Candidate(sibling, indexed, position)
    return sorted(candidates.values(), key=lambda c: (-c.hit.score, c.hit.sentence))


def coverage(question: Question, candidate: Candidate) -> tuple[float, tuple[Term, ...]]:
    """Return the weighted share of the question's words that the evidence meets, and those it does not.

    Evidence is the sentence, the one before it, its headings and the report's title; the rest of the passage meets a
    word by half.
    """
    terms = [term for term in question.terms if not term.soft]
    if not terms:
        return 1.0, ()
    met = 0.0
    unmet = []
    for term in terms:
        quality = max(
            quality_in(term, candidate.folded),
            _IN_HEADINGS * quality_in(term, candidate.headings),
            _BEFORE * quality_in(term, candidate.before),
            _IN_TITLE * quality_in(term, candidate.title),
            0.0 if term.strict else _AROUND * quality_in(term, candidate.around),
        )
        met += term.weight * quality
        if quality < _UNMET:
            unmet.append(term)
    return met / sum(term.weight for term in terms), tuple(unmet)
