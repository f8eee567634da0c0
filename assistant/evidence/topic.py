"""The sentences of one report that are about a topic: those under its heading, and those that name it themselves."""

from collections.abc import Sequence

from assistant.evidence.candidates import Candidate
from assistant.evidence.matching import quality_in
from assistant.types import Hit, Question, Term
from index.snapshot import Snapshot
from index.text import fold

_FULL = 1.0  # weight of a word that names the topic
_MET, _MET_HERE = 0.6, 0.8  # how well a word has to be met in a heading, in a sentence by itself


def about(snapshot: Snapshot, report: int, question: Question) -> list[Candidate]:
    """Return the sentences of a report that are about the question's topic, in their order; all where it names none.

    A section whose heading has every word of the topic is about it as a whole. Without one, sentences are that have
    every word in themselves or in their headings.
    """
    indexed = snapshot.report(report)
    everything = [
        Candidate(Hit(number, report, position, 0.0, 0.0, 0.0), indexed, position)
        for position, number in enumerate(snapshot.sentences_of(report))
    ]
    terms = _topic(question)
    if not terms:
        return everything
    sections = [
        all(quality_in(term, candidate.headings) >= _MET for term in terms) if candidate.headings else False
        for candidate in everything
    ]
    return [
        candidate
        for candidate, below in zip(everything, sections, strict=True)
        if below or all(_meets(term, candidate) for term in terms)
    ]


def topic_from(question: Question, candidate: Candidate) -> int:
    """Return the offset from which a sentence is about the topic: its start, or the first clause that names it."""
    terms = _topic(question)
    if all(quality_in(term, candidate.headings) >= _MET for term in terms):
        return candidate.sentence.start
    text = candidate.indexed.report.text
    return next(
        (
            start
            for start, end in candidate.clauses
            if any(quality_in(term, fold(text[start:end])) >= _MET_HERE for term in terms)
        ),
        candidate.sentence.start,
    )


def _topic(question: Question) -> Sequence[Term]:
    own = [term for term in question.terms if not term.soft and term.number is None]
    return [term for term in own if term.weight >= _FULL] or own


def _meets(term: Term, candidate: Candidate) -> bool:
    return quality_in(term, candidate.folded) >= _MET_HERE or quality_in(term, candidate.headings) >= _MET
