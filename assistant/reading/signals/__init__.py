"""Signals: facts about a question and a proposed figure as named numbers, one pure function each, no weights in them.

`figure_signals` gives them all for a figure, in the order of `FIGURE_SIGNALS`; a judge weighs them.
A new signal is a function in one of the modules here and its name in `FIGURE_SIGNALS`.
"""

from collections.abc import Callable

from assistant.evidence import Candidate
from assistant.reading.signals import kinds, times, words
from assistant.types import Question
from index.types import Figure

Signal = Callable[[Question, Candidate, Figure], float]


def search_score(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell how well the sentence was found: its best BM25 is 1, plus 0.6 × its cosine."""
    return candidate.hit.score


def search_cosine(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell the cosine of the sentence's and the question's vectors; 0 for a sentence that only stands near one found."""
    return candidate.hit.dense


FIGURE_SIGNALS: tuple[Signal, ...] = (
    words.words_near,
    words.words_met,
    words.words_missing,
    words.strict_missing,
    words.head_near,
    words.named_here,
    words.words_extra,
    words.others_say_more,
    words.number_far,
    words.limited_by_others,
    words.rival_words,
    kinds.unit_fits,
    kinds.unit_known,
    kinds.unit_same,
    kinds.change_fits,
    kinds.end_fits,
    kinds.qualified,
    kinds.part_named,
    kinds.added_unasked,
    kinds.sums_up_asked,
    kinds.too_few,
    kinds.rest_fits,
    kinds.bound_only,
    kinds.counts_other,
    kinds.counted_jointly,
    kinds.is_change,
    kinds.is_percent,
    kinds.is_rank,
    kinds.is_time,
    kinds.is_inexact,
    kinds.is_ratio,
    kinds.is_per_unit,
    kinds.is_compared,
    kinds.of_wider_place,
    kinds.is_cumulative,
    kinds.is_part,
    kinds.is_planned,
    kinds.is_dealt_out,
    kinds.is_fall,
    times.period_fits,
    times.tense_fits,
    times.is_goal,
    times.year_named,
    search_score,
    search_cosine,
)
FIGURE_NAMES = tuple(signal.__name__ for signal in FIGURE_SIGNALS)


def figure_signals(question: Question, candidate: Candidate, figure: Figure) -> tuple[float, ...]:
    """Return every signal of a figure proposed as the answer."""
    return tuple(signal(question, candidate, figure) for signal in FIGURE_SIGNALS)


__all__ = ["FIGURE_NAMES", "FIGURE_SIGNALS", "Signal", "figure_signals"]
