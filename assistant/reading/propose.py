"""Proposes generously what could answer: every figure of the candidates, and the stretch from one end of a change to the other.

Units and kinds of number exclude nothing here; a judge weighs them. What is left out contradicts the question as a
fact: another year, a result where a goal is asked of a report that gives both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.evidence import Candidate
from assistant.reading.signs.times import contradicts_tense, contradicts_time
from assistant.types import Question
from index.text import Span
from index.types import Figure, Role


@dataclass(frozen=True, slots=True)
class Proposal:
    """One or two figures of a candidate that may answer; two are the ends of a change, from the first to the second."""

    candidate: Candidate
    figures: tuple[Figure, ...]

    @property
    def figure(self) -> Figure:
        """The figure that is weighed: the only one, or where a change ended."""
        return self.figures[-1]

    @property
    def span(self) -> Span:
        return self.figures[0].start, self.figures[-1].end


def propose_figures(question: Question, candidates: Sequence[Candidate]) -> Iterator[Proposal]:
    """Yield the figures and from–to pairs that no fact rules out."""
    for candidate in candidates:
        for number, figure in enumerate(candidate.figures):
            if contradicts_time(question, candidate, figure) or contradicts_tense(question, candidate, figure):
                continue
            yield Proposal(candidate, (figure,))
            before = candidate.figures[number - 1] if number else None
            if before is not None and before.role is Role.FROM and figure.role is Role.TO:
                yield Proposal(candidate, (before, figure))
