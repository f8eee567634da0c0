"""Proposes generously what could answer: every figure of the candidates, and the stretch from one end of a change to the other.

Units and kinds of number exclude nothing here; a judge weighs them. What is left out contradicts the question as a
fact (`facts`): another year, another place, a result for a goal, a word that excludes one asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.evidence import Candidate
from assistant.reading.facts import ruled_out
from assistant.reading.odds import log_odds
from assistant.reading.signals import FIGURE_NAMES, figure_signals
from assistant.types import Asked, Question
from index.text import Span
from index.types import Figure, Role


@dataclass(frozen=True, slots=True)
class Reading:
    """A proposed answer: a stretch of a candidate's report, and the figures in it.

    One figure, two that are the ends of a change (the first one first), or none for an answer in words. `signals` are
    in the order of `FIGURE_NAMES`; `probability` is what a judge made of them, 0 before it did; `undoubted` says that
    nothing known beforehand speaks against it. `verdict` is by how much yes is likelier than no, as log-odds, where words
    answer a question of whether.
    """

    candidate: Candidate
    span: Span
    figures: tuple[Figure, ...] = ()
    signals: tuple[float, ...] = ()
    probability: float = 0.0
    undoubted: bool = False
    verdict: float = 0.0

    @property
    def figure(self) -> Figure:
        """The figure that is weighed: the only one, or where a change ended; raises IndexError for words."""
        return self.figures[-1]

    @property
    def log_odds(self) -> float:
        """The probability, as log-odds."""
        return float(log_odds(self.probability))

    def signal(self, name: str) -> float:
        """Return one of the signals by its name; raises ValueError for one that is none."""
        return self.signals[FIGURE_NAMES.index(name)]


def propose_figures(question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
    """Return the figures and from–to pairs that no fact rules out, with their signals, in the candidates' order."""
    return list(_proposals(question, candidates))


def _proposals(question: Question, candidates: Sequence[Candidate]) -> Iterator[Reading]:
    wanted = question.wanted
    moved = question.asked is Asked.FROM_TO or question.change or wanted.amount or wanted.moved or wanted.compares
    ended = wanted.ended and question.asked is not Asked.FROM_TO
    level = ended or (wanted.standing and not moved)  # both ends answer no question for a level
    for candidate in candidates:
        for number, figure in enumerate(candidate.figures):
            if ruled_out(question, candidate, figure):
                continue
            signals = figure_signals(question, candidate, figure)
            before = next((f for f in reversed(candidate.figures[:number]) if f.bracketed is figure.bracketed), None)
            pair = before is not None and before.role is Role.FROM and figure.role is Role.TO
            if not (pair and wanted.amount):
                # 多了几家 is not answered with where it ended
                yield Reading(candidate, (figure.start, figure.end), (figure,), signals)
            if pair and before is not None and not level:
                yield Reading(candidate, (before.start, figure.end), (before, figure), signals)
