"""Whether a reading may be shown as the answer: refusal by coverage, and the word for how sure it is."""

from collections.abc import Sequence
from enum import StrEnum

from assistant.evidence import matches
from assistant.question import asks_for_all, asks_something, compatibility, guards
from assistant.reading.figures import Reading, far_words, is_limited, rank_of, speaks_of_another
from assistant.reading.sentences import Passageful
from assistant.reading.signals import counted_jointly
from assistant.types import Confidence, Question
from index.text import group_of
from index.types import FigureKind


class Verdict(StrEnum):
    ANSWER = "answer"
    REFUSE = "refuse"


# Set on questions of the development half; see docs/evaluation.md
FIGURE_COVERAGE, FIGURE_FIT, FIGURE_HEAD = 0.66, 0.7, 0.6
SENTENCE_COVERAGE, SENTENCE_FIT = 0.6, 0.45
NAMED = 0.3  # how well the noun asked for has to stand with a figure of another unit
RUNNERS_UP, CLOSE = 4, 0.2  # how many readings are tried, and how far below the best one may rank
SURE = 0.12  # how much more a figure needs where nobody asked for one


def trusted_figures(question: Question, readings: Sequence[Reading], sure: bool = False) -> list[Reading]:
    """Return `readings` from the first that may be shown on; empty where none may.

    One that ranks a little lower may be shown where the best lacks a word near it (50名，其中省级3名).
    """
    for number, reading in enumerate(readings[:RUNNERS_UP]):
        if rank_of(readings[0]) - rank_of(reading) > CLOSE:
            break
        if trust_figure(question, readings[number:], sure) is Verdict.ANSWER:
            return list(readings[number:])
    return []


def trust_figure(question: Question, readings: Sequence[Reading], sure: bool = False) -> Verdict:
    """Decide on the best of `readings`; with `sure`, the figure has to fit better than usual."""
    if not readings or not asks_something(question):
        return Verdict.REFUSE
    best = readings[0]
    more = SURE if sure else 0.0
    kept = (
        best.coverage >= FIGURE_COVERAGE + more
        and best.fit >= FIGURE_FIT + more
        and best.head >= FIGURE_HEAD
        and not any(term.strict for term in best.unmet)
        and not (asks_for_all(question) and (best.extra or is_limited(question, best)))
        and not far_words(question, best)
        and not speaks_of_another(question, best)
        and not _of_another_unit(question, best)
        and not counted_jointly(question, best.candidate, best.figure)
    )
    return Verdict.ANSWER if kept else Verdict.REFUSE


def trust_sentences(question: Question, readings: Sequence[Passageful]) -> Verdict:
    if not readings or not asks_something(question):
        return Verdict.REFUSE
    best = readings[0]
    met = not any(term.strict for term in best.unmet)
    kept = best.coverage >= SENTENCE_COVERAGE and best.fit >= SENTENCE_FIT and met
    return Verdict.ANSWER if kept else Verdict.REFUSE


def trust_claim(question: Question, readings: Sequence[Passageful]) -> Verdict:
    """Decide whether the best sentence settles a yes-or-no question: it has to speak of every full word.

    开展防溺水巡查 does not say whether anybody drowned.
    """
    if trust_sentences(question, readings) is not Verdict.ANSWER:
        return Verdict.REFUSE
    best = readings[0]
    missed = any(term.weight >= 1.0 and not term.soft for term in best.unmet)
    words = best.candidate.folded
    asked = [] if question.wanted.against else question.terms
    found = [matches(term, words) for term in asked if term.weight >= 1.0]
    guarded = any(
        places and all(words[max(0, match.start - 2) : match.start].endswith(guards()) for match in places)
        for places in found
    )
    return Verdict.REFUSE if missed or guarded else Verdict.ANSWER


def _of_another_unit(question: Question, reading: Reading) -> bool:
    """Tell whether the unit is not quite the one asked for, and what is asked for does not stand with the figure."""
    figure = reading.figure
    fits = (
        bool(question.group) and compatibility(question.group, question.unit, figure.kind, group_of(figure.unit)) >= 1.0
    )
    return not fits and figure.kind is FigureKind.COUNT and reading.here < NAMED


def confidence_of(readings: Sequence[Reading | Passageful]) -> Confidence:
    """Return the word for how sure an answer is, from its coverage, fit and lead over another value."""
    best = readings[0]
    rival = next((r for r in readings[1:] if _differs(best, r)), None)
    lead = best.fit - rival.fit if rival is not None else 1.0
    if best.coverage >= 0.85 and best.fit >= 0.7 and lead >= 0.08:
        return Confidence.HIGH
    if best.coverage >= 0.72 and best.fit >= 0.55 and lead >= 0.03:
        return Confidence.MEDIUM
    return Confidence.LOW


def _differs(best: Reading | Passageful, other: Reading | Passageful) -> bool:
    if isinstance(best, Reading) and isinstance(other, Reading):
        return best.figure.value != other.figure.value
    return best.candidate is not other.candidate
