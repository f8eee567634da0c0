"""Small reports and questions made by hand: what the rooms from evidence to answering are asked with, without a search."""

import functools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.evidence import Candidate
from assistant.reading import Reading
from assistant.reading.signals import FIGURE_NAMES
from assistant.types import Asked, Hit, Question, Term
from index.reading import read_report
from index.structure import analyse_report
from index.types import Figure, IndexedReport

TITLE = "2024年青石县教育工作总结"


@functools.cache
def report(body: str, title: str = TITLE, section: str = "一、基本情况", name: str = "a") -> IndexedReport:
    """Return a report whose first section holds `body`; its year and region are those of the title.

    Two of one `name`, a hexadecimal digit, are one report.
    """
    text = f"{title}\n\n{section}\n{body}\n\n二、其他\n另行说明。\n"
    return analyse_report(replace(read_report(Path(f"{title}.txt"), text.encode()), id=name * 64))


def sentences(indexed: IndexedReport, scores: Sequence[float] = ()) -> list[Candidate]:
    """Return the sentences of the first section as found by search, with these scores."""
    passages = [indexed.passages[number] for number in indexed.passage_of]
    found = [n for n, passage in enumerate(passages) if passage.section and passage.section[0] != "二、其他"]
    given = [*scores, *[1.0] * len(found)]
    return [Candidate(Hit(n, 0, n, score, score, score), indexed, n) for n, score in zip(found, given, strict=False)]


def sentence(words: str, indexed: IndexedReport | None = None, score: float = 1.0) -> Candidate:
    """Return the sentence with these words; of a report that says nothing else where none is given."""
    indexed = indexed or report(words)
    at = next(n for n, s in enumerate(indexed.sentences) if words in indexed.words_of(s))
    return Candidate(Hit(at, 0, at, score, score, score), indexed, at)


def figure(candidate: Candidate, text: str) -> Figure:
    """Return the candidate's figure that is written so."""
    return next(f for f in candidate.figures if f.text.strip() == text)


def reading(
    candidate: Candidate, *figures: str, probability: float = 0.9, undoubted: bool = True, **signals: float
) -> Reading:
    """Return a reading of the candidate's figures that are written so, of all its words where none is given."""
    chosen = tuple(figure(candidate, text) for text in figures)
    start, end = (chosen[0].start, chosen[-1].end) if chosen else (candidate.sentence.start, candidate.sentence.end)
    said = tuple(signals.get(name, 0.0) for name in FIGURE_NAMES)
    return Reading(candidate, (start, end), chosen, said, probability, undoubted)


def asking(*words: str | Term, asked: Asked = Asked.FIGURE, **more: object) -> Question:
    """Return a question for these words, each one that counts in full."""
    terms = tuple(Term(word, 1.6) if isinstance(word, str) else word for word in words)
    text = "".join(term.text for term in terms)
    return Question(text, text, "zh", asked, terms, **more)  # type: ignore[arg-type]


class Scripted:
    """Stands in for the reader: whatever is asked, it gives these figures and these sentences."""

    learned = True

    def __init__(self, figures: Sequence[Reading] = (), words: Sequence[Reading] = ()) -> None:
        self._figures, self._words = list(figures), list(words)

    def figures(self, question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
        return self._figures

    def words(self, question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
        return self._words
