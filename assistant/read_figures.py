"""Reads the figure that a question asks for out of candidate sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.asked import compatibility
from assistant.evidence import (
    CARRIED,
    CLAUSE,
    HEADING,
    PASSAGE,
    PREVIOUS,
    SENTENCE,
    TITLE,
    Candidate,
    coverage,
)
from assistant.lexicon import excluded_by, weight_of
from assistant.support import matches, quality_in
from assistant.types import Question, Term
from index.folding import fold
from index.periods import kind_of_report
from index.regions import names_of
from index.tokens import words
from index.types import Figure, FigureKind, Role, Tense
from index.units import group_of

# what coverage and a head that is met add to the fit where readings are ordered
WHOLE, NAMED = 0.25, 0.1
OLDER = 0.05  # taken off a year, where the question names none: the latest report speaks first
# words after the figure, in a clause with a figure of its own: subjects are carried on, never back
BEHIND = 0.25
DEALT = 0.8  # words that end a list whose values 分别 deals out
# Words that make another figure of the same thing: said in the evidence and not in the question, they speak against it
_QUALIFIERS = re.compile(r"年均|人均|平均|同比|其中|户均|日均|占[^，。]{0,12}比重|占比")
_HOW_MUCH_MORE = re.compile(r"(?:提高|提升|下降|降低|减少|增加|增长|上升)了?(?:多少|几)")
_TOTAL = re.compile(r"共有|现有|总数|总计|总人数|合计")
_BEFORE_CHANGE = re.compile(r"原来|之前|原先|原有|以前|起初|变化前")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure read as the answer: how well it fits (about 0 to 1.2), and how much of the question its evidence meets."""

    candidate: Candidate
    figure: Figure
    fit: float
    coverage: float
    unmet: tuple[Term, ...]
    head: float
    extra: int  # words of the figure's stretch that the question does not mention


def read_figures(question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
    """Return the readings of a how-many question, best first; figures of another unit or period are left out."""
    readings = []
    newest = max((c.indexed.report.year or 0 for c in candidates), default=0)
    for candidate in candidates:
        own = [figure for figure in candidate.figures if _asked_for(question, figure)]
        if not own:
            continue
        share, unmet = coverage(question, candidate)
        for figure in own:
            when = _when(question, candidate, figure)
            if when is None:
                continue
            fit = _fit(question, candidate, figure) + when + _how(question, candidate, figure)
            fit += 0.08 * candidate.hit.score
            if not question.scope.years and candidate.indexed.report.year:
                fit -= OLDER * min(3, newest - candidate.indexed.report.year)
            head, extra = _head(question, candidate, figure), _extra(question, candidate, figure)
            readings.append(Reading(candidate, figure, fit, share, unmet, head, extra))
    return sorted(readings, key=lambda r: (-rank_of(r), r.candidate.hit.sentence, r.figure.start))


def rank_of(reading: Reading) -> float:
    """Return what readings are ordered by: the fit, and how much of the question the evidence meets at all."""
    return reading.fit + WHOLE * reading.coverage + NAMED * reading.head


def _asked_for(question: Question, figure: Figure) -> bool:
    if figure.kind is FigureKind.TIME and question.group not in ("duration", "age"):
        return False
    return compatibility(question.group, question.unit, figure.kind, group_of(figure.unit)) > 0


def _fit(question: Question, candidate: Candidate, figure: Figure) -> float:
    total = sum(term.weight for term in question.terms)
    if not total:
        return 0.0
    reached = sum(term.weight * level(term, candidate, figure) for term in question.terms)
    unit = compatibility(question.group, question.unit, figure.kind, group_of(figure.unit))
    same_unit = 0.08 if question.unit and question.unit == figure.unit else 0.0
    return reached / total - 0.35 * (1 - unit) + same_unit


def level(term: Term, candidate: Candidate, figure: Figure, passage: bool = True) -> float:
    """Return how well `term` is met, weighed by how near to the figure; without `passage`, near it only."""
    base = candidate.sentence.start
    home = candidate.clause_of(figure.start)
    dealt = _last_dealt(candidate, figure)
    best = 0.0
    for match in matches(term, candidate.folded):
        start, end = match.start + base, match.end + base
        if start >= figure.owner_start and end <= figure.owner_end:
            near = 1.0
        elif dealt and dealt.owner_start <= start < figure.start:
            near = DEALT if start >= dealt.owner_start else SENTENCE
        else:
            clause = candidate.clause_of(start)
            near = {home: CLAUSE, home - 1: CARRIED}.get(clause, SENTENCE)
            if clause == home and dealt is None and _across(candidate, figure, start):
                # 总值5503亿元、增长5.4%: a rise speaks of the indicator before it, other figures of their own words
                near = CLAUSE if figure.role is Role.CHANGE and start < figure.start else SENTENCE + 0.1
            if clause > home and _has_rival(candidate, figure, clause):
                near = BEHIND
            if clause == home - 1 and _has_rival(candidate, figure, clause):
                near = SENTENCE + 0.05 if figure.role is not Role.CHANGE else CARRIED
        best = max(best, near * match.quality)
    return max(
        best,
        HEADING * quality_in(term, candidate.headings),
        (PREVIOUS if passage else PREVIOUS / 2) * quality_in(term, candidate.before),
        TITLE * quality_in(term, candidate.title),
        PASSAGE * quality_in(term, candidate.around) if passage else 0.0,
    )


def _last_dealt(candidate: Candidate, figure: Figure) -> Figure | None:
    """Return the last figure that a 分别 deals out together with this one; None where no 分别 does.

    甲、乙、丙出口分别增长1%、2%、3%: the words that end the list (出口) belong to every value.
    """
    text = candidate.indexed.report.text
    if figure.owner_end >= figure.start or "分别" not in text[figure.owner_end : figure.start]:
        return None
    home = candidate.clause_of(figure.start)
    return [f for f in candidate.figures if candidate.clause_of(f.start) == home and f.owner_end < f.start][-1]


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


def _when(question: Question, candidate: Candidate, figure: Figure) -> float | None:
    """Weigh the period and tense of the evidence against the question's; None where they contradict it."""
    scope = question.scope
    period = candidate.period_at(figure.start)
    weight = 0.0
    if scope.years:
        if period is None:
            report_year = candidate.indexed.report.year
            if report_year is not None and report_year not in scope.years:
                return None
        elif period.single is None:
            # a five-year figure may stand for its last year, where the report gives no other
            if period.last not in scope.years or _yearly_mean(candidate, figure):
                return None
            weight -= 0.45
        elif period.single not in scope.years:
            return None
        else:
            weight += 0.05
    elif scope.span:
        if period is None or (period.first, period.last) != scope.span:
            weight -= 0.4
    elif period is not None and period.single is None:
        weight -= 0.1
    kind = kind_of_report(candidate.indexed.report.title)
    goal = candidate.tense is Tense.GOAL
    # a summary tells next year's goals at its end; a question for that year can only mean them
    meant = kind != "address" and period is not None and period.single in scope.years
    if kind != "plan" and goal is not (scope.tense is Tense.GOAL) and not (goal and meant):
        weight -= 0.35
    return weight


def _level_for_change(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Return the penalty for a level where a change is asked for: 占比达56.3% for 占比提高了多少."""
    if figure.kind is not FigureKind.PERCENT:
        return 0.02
    text = candidate.indexed.report.text
    lead = text[candidate.clauses[candidate.clause_of(figure.start)][0] : figure.start]
    plain_level = _HOW_MUCH_MORE.search(question.plain) and not re.search(r"[增升降减涨]|提高|回落", lead)
    return 0.35 if plain_level else 0.15


def _yearly_mean(candidate: Candidate, figure: Figure) -> bool:
    text = candidate.indexed.report.text
    return "年均" in text[candidate.clauses[candidate.clause_of(figure.start)][0] : figure.start]


def _how(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Weigh change against level, the ends of from–to, and words that exclude or qualify."""
    weight = 0.0
    if question.change:
        weight += 0.08 if figure.role is Role.CHANGE else -_level_for_change(question, candidate, figure)
    elif figure.role is Role.CHANGE:
        weight -= 0.25
    if re.search(r"突破|超|逾|不足|接近", figure.qualifier) and figure.kind is FigureKind.MONEY:
        weight -= 0.04  # the exact amount, where the report gives one, is the better answer
    if figure.role is Role.FROM and not _BEFORE_CHANGE.search(question.plain):
        weight -= 0.2
    if figure.role is Role.TO and _BEFORE_CHANGE.search(question.plain):
        weight -= 0.2
    text = candidate.indexed.report.text
    clause = fold(text[slice(*candidate.clauses[candidate.clause_of(figure.start)])])
    owner = fold(text[figure.owner_start : figure.owner_end])
    for qualifier in set(_QUALIFIERS.findall(owner)):
        if qualifier == "其中" and re.search(r"其中|[中里]", question.plain):
            continue
        if qualifier not in question.plain and qualifier[:1] not in question.plain:
            weight -= 0.12
    weight -= _wrong_side(question, candidate, figure)
    if _counts_something_else(question, candidate, figure):
        weight -= 0.12
    for term in question.terms:
        for word in _exclusive_in(term.text):
            if word in owner or word in candidate.headings:
                continue
            rivals = [rival for rival in excluded_by(word) if rival not in question.plain]
            if any(rival in owner for rival in rivals):
                weight -= 0.35 if not term.soft else 0.1
            elif word not in clause and any(rival in clause for rival in rivals):
                weight -= 0.15 if not term.soft else 0.05
    return weight


# Words that stand for a pair whose values 分别 gives in this order: 城乡居民收入分别增长4%、6%
_PAIRS = (
    ("城乡", re.compile(r"城镇|城市"), re.compile(r"农村|农民|乡村")),
    ("男女", re.compile("男"), re.compile("女")),
)


def _wrong_side(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Return a penalty for the value of the other half of a pair such as 城乡."""
    start, end = candidate.clauses[candidate.clause_of(figure.start)]
    text = candidate.indexed.report.text
    for pair, first, second in _PAIRS:
        if pair not in text[start : figure.start] or "分别" not in text[start : figure.start]:
            continue
        dealt = [f for f in candidate.figures if text.find("分别", start) < f.start < end]
        asked = (bool(first.search(question.plain)), bool(second.search(question.plain)))
        if len(dealt) == len(asked) and asked[0] != asked[1] and not asked[dealt.index(figure)]:
            return 0.4
    return 0.0


# What follows a figure is what it counts, unless one of these begins a predicate
_PREDICATE = re.compile(
    r"[，。；：、）)！？]|(?:的|被|获|荣获|获得|参加|参与|接受|进行|开展|完成|签订|达到|实现|以上|左右|和|与|及|并|到|成为|为|均|已|分别|报名|顺利|全部|落户|入选|升|降|增|减|提)"
)
_VERB = re.compile(r"[向对将，。；、]|进行|开展|完成|实施|被|获|均|已|投入|参加|接受|成为|落户|签订|签约|提供|组成")
_COUNTED_WIDTH = 20  # characters after a figure in which the noun it counts stands


def counted_noun(candidate: Candidate, figure: Figure) -> str:
    """Return the words right after a figure that name what it counts, "" where a predicate or nothing follows."""
    text = candidate.indexed.report.text
    after = fold(text[figure.end : max(figure.end, min(figure.owner_end, figure.end + _COUNTED_WIDTH))])
    return "" if not after or _PREDICATE.match(after) else _VERB.split(after)[0]


def _counts_something_else(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell 3所学校 from an answer to "how many canteens": the noun after the figure is not the one asked for."""
    if figure.kind is not FigureKind.COUNT:
        return False
    noun = counted_noun(candidate, figure)
    heads = [term for term in question.terms if term.head and not term.soft]
    # the last word of a Chinese compound says what the thing is
    return bool(noun and heads) and quality_in(heads[-1], noun) < 0.3


def _exclusive_in(text: str) -> list[str]:
    return [
        text[start:end]
        for start in range(len(text))
        for end in range(start + 1, min(len(text), start + 5) + 1)
        if excluded_by(text[start:end])
    ]


def _head(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Return how well the words that name what is asked for are met near the figure."""
    heads = [term for term in question.terms if term.head and not term.soft]
    if not heads:
        return 1.0
    met = [min(1.0, level(term, candidate, figure, passage=False) / SENTENCE) for term in heads]
    mean = sum(m * term.weight for m, term in zip(met, heads, strict=True)) / sum(t.weight for t in heads)
    # the last word of a Chinese compound says what the thing is: 民办中学 is not met by 民办
    return (mean + met[-1]) / 2


def _extra(question: Question, candidate: Candidate, figure: Figure) -> int:
    """Count the full words around a figure that no word of the question accounts for."""
    text = candidate.indexed.report.text
    owner = fold(text[figure.owner_start : figure.start] + " " + text[figure.end : figure.owner_end])
    owner = owner.replace("其中", "  ")
    met = {
        offset for term in question.terms for match in matches(term, owner) for offset in range(match.start, match.end)
    }
    if _TOTAL.search(owner):
        return 0
    region = candidate.indexed.report.region
    own_names = names_of(region) if region else ()
    count, offset = 0, 0
    for word in words(owner):
        offset = owner.find(word, offset)
        covered = met.issuperset(range(offset, offset + len(word)))
        if weight_of(word) >= 1.0 and not word[0].isdigit() and not covered and word not in own_names:
            count += 1
        offset += len(word)
    return count


def pairs_from_to(readings: Sequence[Reading]) -> tuple[Reading, Reading] | None:
    """Return the two ends of the best from–to statement."""
    for reading in readings:
        candidate = reading.candidate
        for first, second in zip(candidate.figures, candidate.figures[1:], strict=False):
            if first.role is Role.FROM and second.role is Role.TO and reading.figure in (first, second):
                mine = {r.figure.start: r for r in readings if r.candidate is candidate}
                if first.start in mine and second.start in mine:
                    return mine[first.start], mine[second.start]
    return None
