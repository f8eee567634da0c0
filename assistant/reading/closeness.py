"""How near to a figure a word of the question is met: its own stretch, its clause, the clauses before, the headings."""

import functools

from assistant.data_files import read_patterns
from assistant.evidence import (
    CARRIED,
    CLAUSE,
    HEADING,
    PASSAGE,
    PREVIOUS,
    SENTENCE,
    TITLE,
    Candidate,
    matches,
    quality_in,
    singles_out,
    sums_up,
)
from assistant.types import Term
from index.types import Figure, Role

# words after the figure, in a clause with a figure of its own: subjects are carried on, never back
BEHIND = 0.2
_PATTERNS = read_patterns("assistant.reading", "signals.toml")
DEALT = 0.8  # words that end a list whose values 分别 deals out


def closeness(term: Term, candidate: Candidate, figure: Figure, passage: bool = True) -> float:
    """Return how well `term` is met, weighed by how near to the figure; without `passage`, near it only."""
    base = candidate.sentence.start
    home = candidate.clause_of(figure.start)
    dealt = _last_dealt(candidate, figure)
    best = 0.0
    for match in matches(term, candidate.folded):
        start, end = match.start + base, match.end + base
        if start >= figure.owner_start and end <= figure.owner_end:
            near = 1.0
        elif dealt and dealt.owner_start < start < figure.start:
            near = DEALT
        else:
            clause = candidate.clause_of(start)
            near = {home: CLAUSE, home - 1: CARRIED}.get(clause, SENTENCE)
            if clause == home and dealt and _across(candidate, figure, start):
                near = PREVIOUS  # the first word of a list's last thing, or a word of another thing on it
            elif clause == home and _frames(candidate, end, figure):
                near = CLAUSE
            elif clause == home and _across(candidate, figure, start):
                # 总值5503亿元、增长5.4%: a rise speaks of the indicator before it, other figures of their own words
                near = CLAUSE if figure.role is Role.CHANGE and start < figure.start else SENTENCE + 0.1
            of_others = figure.role is Role.CHANGE and _across(candidate, figure, start)
            if clause > home and (of_others or _has_rival(candidate, figure, clause)):
                near = BEHIND  # 地区生产总值增长5.5%，粮食产量386万吨: the rise speaks of what stands before it
            if clause == home - 1 and _has_rival(candidate, figure, clause):
                carried = figure.role is Role.CHANGE or sums_up(candidate, figure) or singles_out(candidate, figure)
                near = CARRIED if carried else SENTENCE + 0.05
        best = max(best, near * match.quality)
    return max(best, _around(term, candidate, passage))


@functools.lru_cache(maxsize=4096)
def _around(term: Term, candidate: Candidate, passage: bool) -> float:
    """Return how well what stands around a sentence meets `term`: the same for all its figures."""
    return max(
        HEADING * quality_in(term, candidate.headings),
        (PREVIOUS if passage else PREVIOUS / 2) * quality_in(term, candidate.before),
        TITLE * quality_in(term, candidate.title),
        PASSAGE * quality_in(term, candidate.around) if passage else 0.0,
    )


def _last_dealt(candidate: Candidate, figure: Figure) -> Figure | None:
    """Return the last figure that is dealt out together with this one; None where it stands by itself.

    甲、乙、丙出口分别增长1%、2%、3%: the words that end the list (出口) belong to every value.
    """
    if figure.owner_end >= figure.start or figure.item is None:
        return None
    between = candidate.indexed.report.text[figure.owner_end : figure.start]
    if "分别" not in between and _PATTERNS["otherwise"].search(between):
        return None  # 合唱、舞蹈分获一等奖4个和2个: as near as in any clause
    home = candidate.clause_of(figure.start)
    return [f for f in candidate.figures if candidate.clause_of(f.start) == home and f.owner_end < f.start][-1]


def _frames(candidate: Candidate, end: int, figure: Figure) -> bool:
    """Tell whether the words up to `end` open a list of prizes that are all theirs: 在全国大赛中获一等奖1项、二等奖2项."""
    return _PATTERNS["setting"].search(candidate.indexed.report.text, end, figure.start) is not None


def _across(candidate: Candidate, figure: Figure, offset: int) -> bool:
    """Tell whether another figure of the clause owns the place at `offset`."""
    return any(
        other.owner_start <= offset < other.owner_end
        and (other.owner_end <= figure.owner_start or other.owner_start >= figure.owner_end)
        for other in candidate.figures
        if other.start != figure.start
    )


def _has_rival(candidate: Candidate, figure: Figure, clause: int) -> bool:
    """Tell whether the clause has a figure of the same kind, which its words then speak of."""
    start, end = candidate.clauses[clause]
    return any(other.kind is figure.kind for other in candidate.figures if start <= other.start < end)
