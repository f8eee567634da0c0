"""Reads the figure that a question asks for out of candidate sentences."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.data_files import read_words
from assistant.evidence import CARRIED, SENTENCE, Candidate, coverage, matches, quality_in, singles_out, sums_up
from assistant.question import PER, WEAK, compatibility, excluded_by, weight_of
from assistant.reading.closeness import closeness
from assistant.reading.signals import period_weight, wording_weight
from assistant.types import Question, Term
from index.structure import names_of
from index.text import fold, group_of, words
from index.types import Figure, FigureKind, Role

# what coverage and a head that is met add to the fit where readings are ordered
WHOLE, NAMED = 0.25, 0.1
NARROWED, MOST_EXTRA = 0.01, 4  # taken off for each word around the figure that the question does not have
PLAINLY = 0.9
ELSEWHERE = 0.15  # taken off where the noun asked for stands with another figure of the sentence
ITS_OWN = 2  # words around a figure that make an indicator of its own
FARTHEST = 0.62  # a word met in the sentence only, not in the figure's clause or the one before
NEAR = 0.24  # how near a figure a full word of the question has to be met: by the sentence before it at the least
OLDER = 0.18  # taken off a year, where the question names none: the latest report speaks first
_AIMED_AT = ("为", "对", "给", "向", "让", "使")  # 为200名教师…: those that something was done for
_TOTAL = re.compile(r"共有|现有|总数|总计|总人数|合计")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure read as the answer: how well it fits (about 0 to 1.2), and how much of the question its evidence meets."""

    candidate: Candidate
    figure: Figure
    fit: float
    coverage: float
    unmet: tuple[Term, ...]
    head: float
    here: float  # how well the last of these words is met in the figure's own stretch
    extra: int  # words of the figure's stretch that the question does not mention


def read_figures(question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
    """Return the readings of a how-many question, best first; figures of another unit or period are left out."""
    readings = []
    numbered = any(term.text[0].isdigit() for term in question.terms)  # 600分以上的: the number says which figure
    newest = max((c.indexed.report.year or 0 for c in candidates), default=0)
    for candidate in candidates:
        own = [figure for figure in candidate.figures if _asked_for(question, figure)]
        if not own:
            continue
        share, unmet = coverage(question, candidate)
        last = next((term.text for term in reversed(question.terms) if term.head and not term.soft), "")
        named = [_words_here(question, candidate, own, number) for number in range(len(own))]
        for figure, (plain, carried) in zip(own, named, strict=True):
            words_here = plain | carried
            when = period_weight(question, candidate, figure)
            if when is None:
                continue
            fit = _fit(question, candidate, figure) + when + wording_weight(question, candidate, figure)
            fit += 0.08 * candidate.hit.score
            if numbered and _number_is_far(question, candidate, figure):
                fit -= ELSEWHERE
            exact = question.unit in ("", figure.unit) or figure.kind is not FigureKind.COUNT
            if not exact and any(f.unit == question.unit for f in own):
                fit -= ELSEWHERE
            carries = figure.role is Role.CHANGE or sums_up(candidate, figure) or singles_out(candidate, figure)
            if (
                not carries
                and not numbered
                and any(
                    # 校长12名、教师287名，其中骨干教师81名: what the 81 takes over from the clause before is not more
                    _says_more(others | (taken & words_here), words_here, last)
                    for others, taken in named
                )
            ):
                fit -= ELSEWHERE
            if not question.scope.years and candidate.indexed.report.year:
                fit -= OLDER * min(3, newest - candidate.indexed.report.year)
            head, extra = _head(question, candidate, figure), _extra(question, candidate, figure)
            here = _named_here(question, candidate, figure)
            readings.append(Reading(candidate, figure, fit, share, unmet, head, here, extra))
    return sorted(readings, key=lambda r: (-rank_of(r), r.candidate.hit.sentence, r.figure.start))


def rank_of(reading: Reading) -> float:
    """Return what readings are ordered by: the fit, and how much of the question the evidence meets at all."""
    return reading.fit + WHOLE * reading.coverage + NAMED * reading.head - NARROWED * min(reading.extra, MOST_EXTRA)


def _number_is_far(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a number that the question gives stands elsewhere: 62 of 600分以上62人, not the 1896 before it."""
    numbers = [term for term in question.terms if term.text[0].isdigit() and not term.soft and term.strict]
    return any(closeness(term, candidate, figure, passage=False) < SENTENCE for term in numbers)


def _asked_for(question: Question, figure: Figure) -> bool:
    medals = question.wanted.medals
    if medals and figure.unit not in medals and group_of(figure.unit) == "medal":
        return False
    if figure.kind is FigureKind.TIME and question.group not in ("duration", "age"):
        return False
    return compatibility(question.group, question.unit, figure.kind, group_of(figure.unit)) > 0


def _fit(question: Question, candidate: Candidate, figure: Figure) -> float:
    total = sum(term.weight for term in question.terms)
    if not total:
        return 0.0
    reached = sum(term.weight * closeness(term, candidate, figure) for term in question.terms)
    unit = compatibility(question.group, question.unit, figure.kind, group_of(figure.unit))
    same_unit = 0.08 if question.unit and question.unit == figure.unit else 0.0
    return reached / total - 0.35 * (1 - unit) + same_unit


def _head(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Return how well the words that name what is asked for are met near the figure."""
    heads = [term for term in question.terms if term.head and not term.soft]
    if not heads:
        return 1.0
    met = [min(1.0, closeness(term, candidate, figure, passage=False) / SENTENCE) for term in heads]
    mean = sum(m * term.weight for m, term in zip(met, heads, strict=True)) / sum(t.weight for t in heads)
    # the last word of a Chinese compound says what the thing is: 民办中学 is not met by 民办
    return (mean + met[-1]) / 2


def _named_here(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Return how well the last word of what is asked for is met in the figure's own stretch of its clause."""
    heads = [term for term in question.terms if term.head and not term.soft]
    text = candidate.indexed.report.text
    own = fold(text[figure.owner_start : figure.start] + " " + text[figure.end : figure.owner_end])
    return quality_in(heads[-1], own) if heads else 1.0


def _says_more(others: set[str], here: set[str], last: str) -> bool:
    """Tell whether another figure of the sentence has more of the words asked for than this one.

    More is also the last of them, which names the thing, or one that tells it from others of its kind (省级 of 省级、市级).
    """
    if last in here and last not in others:
        return False
    return here < others or (last in others and last not in here) or any(map(excluded_by, others - here))


def _words_here(
    question: Question, candidate: Candidate, own: Sequence[Figure], number: int
) -> tuple[set[str], set[str]]:
    """Return the full words of the question that stand plainly with the figure, and those it takes over.

    With it stands what lies between the figures of its kind before and after it: 对5万名学生进行2次筛查 is all the 5万's.
    """
    figure, text = own[number], candidate.indexed.report.text
    start = own[number - 1].owner_end if number else candidate.sentence.start
    home = candidate.clause_of(figure.start)
    end = candidate.clauses[home][1]
    if number + 1 < len(own):
        end = min(end, own[number + 1].owner_start)
    plain = _said_in(question, text[min(start, figure.owner_start) : max(end, figure.owner_end)])
    if home and singles_out(candidate, figure):
        # 立项课题86项，其中省级12项: the 12 are 课题 as well
        return plain, _said_in(question, text[slice(*candidate.clauses[home - 1])])
    return plain, set()


def _said_in(question: Question, text: str) -> set[str]:
    full = (term for term in question.terms if term.weight >= 1.0 and not term.soft)
    return {term.text for term in full if quality_in(term, fold(text)) > PLAINLY}


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


def is_limited(question: Question, reading: Reading) -> bool:
    """Tell whether the figure's clause says of which things only it speaks: 覆盖学校34所, 交流轮岗校长12名、教师287名.

    Looked at are the words before and after what is counted, and those that open a list of which it is a later thing.
    """
    figure, candidate = reading.figure, reading.candidate
    text = candidate.indexed.report.text
    start, end = candidate.clauses[candidate.clause_of(figure.start)]
    first = next(f for f in candidate.figures if f.start >= start)
    later = next((f.start for f in candidate.figures if f.start > figure.start), end)
    lead = fold(text[start : first.start])
    opening = [word for word in words(lead) if weight_of(word) > WEAK]
    own = words(fold(text[figure.owner_start : figure.start]).replace("其中", " "))
    if first is not figure:
        own = (*opening[:-1], *own)  # the last word of the opening is what the first figure counts
    after = words(fold(text[figure.end : min(end, later)].partition("、")[0]))  # 200名教师参加培训
    if after and text.endswith(_AIMED_AT, 0, figure.start):
        return True
    own = (*own, *after)
    region = candidate.indexed.report.region
    given = {*(names_of(region) if region else ()), *_existing()}
    return not _TOTAL.search(lead) and any(
        weight_of(word) > WEAK
        and word not in given
        and not word[0].isdigit()
        and not any(quality_in(term, word) >= 0.5 for term in question.terms)
        for word in own
    )


@functools.cache
def _existing() -> frozenset[str]:
    """Return the verbs that say only that something is there (拥有), and the words for the whole of a place."""
    return read_words("assistant.reading", "existing.txt")


def speaks_of_another(question: Question, reading: Reading) -> bool:
    """Tell whether a figure has an indicator of its own, and what is asked for stands clauses away.

    地区生产总值增长5.3%，…，社会消费品零售总额达4.64万亿元: the last figure is no answer about 生产总值.
    """
    heads = [term for term in question.terms if term.head and not term.soft]
    figure, candidate = reading.figure, reading.candidate
    carries = figure.role is Role.CHANGE or sums_up(candidate, figure) or singles_out(candidate, figure)
    if not heads or carries or reading.extra < ITS_OWN:
        return False
    return any(closeness(term, reading.candidate, reading.figure, passage=False) < FARTHEST for term in heads)


def far_words(question: Question, reading: Reading) -> tuple[Term, ...]:
    """Return the full words of the question that nothing near the figure meets; the passage around is not near.

    Words such as 全国 or 人均 make another figure of a figure, so they have to stand in its clause or the one before.
    """
    near = {True: CARRIED, False: NEAR}
    return tuple(
        term
        for term in question.terms
        if term.weight >= 1.0
        and not term.soft
        and closeness(term, reading.candidate, reading.figure, passage=False) < near[term.text in PER]
    )


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
