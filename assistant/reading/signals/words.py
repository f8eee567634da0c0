"""What the words around a figure tell: which words of the question stand near it, and which do not belong."""

import functools
import re

from assistant.data_files import read_patterns, read_words
from assistant.evidence import SENTENCE, Candidate, coverage, matches, own_words, quality_in, singles_out, sums_up
from assistant.question import WEAK, excluded_by, variants_of, weight_of
from assistant.reading.closeness import closeness
from assistant.types import Question, Term
from index.structure import names_of
from index.text import fold, verbs_of_change, words
from index.types import Figure, Role

_PLAINLY = 0.9
_NEAR = 0.24  # how near a figure a word has to be met: by the sentence before it at the least
_MOST_EXTRA = 6
_PATTERNS = read_patterns("assistant.reading", "signals.toml")


def words_near(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell how much of the question is met, each word by how near to the figure: 1 for 参训教师1200名 asked as it says."""
    total = sum(term.weight for term in question.terms)
    return sum(t.weight * closeness(t, candidate, figure) for t in question.terms) / total if total else 0.0


def words_met(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell how much of the question the sentence with its surroundings meets at all."""
    return _coverage(question, candidate)[0]


def words_missing(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Count the full words of the question that nothing near the figure meets."""
    full = (t for t in question.terms if t.weight >= 1.0 and not t.soft)
    return float(sum(closeness(t, candidate, figure, passage=False) < _NEAR for t in full))


def strict_missing(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Count the words of which one excludes another, and places, that the evidence does not have: 金牌 beside 银牌5枚."""
    return float(sum(term.strict for term in _coverage(question, candidate)[1]))


def head_near(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell how near the words stand that name what is asked for; the last word of a compound counts by half."""
    heads = _heads(question)
    if not heads:
        return 1.0
    met = [min(1.0, closeness(term, candidate, figure, passage=False) / SENTENCE) for term in heads]
    mean = sum(m * t.weight for m, t in zip(met, heads, strict=True)) / sum(t.weight for t in heads)
    return (mean + met[-1]) / 2


def named_here(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell how well the last word of what is asked for is met in the figure's own stretch of its clause."""
    heads = _heads(question)
    return quality_in(heads[-1], own_words(candidate, figure)) if heads else 1.0


def words_extra(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Count the full words around a figure that the question does not have: 省级 and 课题 of 省级课题12项 for 教师多少名."""
    owner = own_words(candidate, figure)
    if _PATTERNS["total"].search(owner):
        return 0.0
    met = {o for term in question.terms for match in matches(term, owner) for o in range(match.start, match.end)}
    own_names = _own_names(candidate)
    count, offset = 0, 0
    for word in words(owner):
        offset = owner.find(word, offset)
        covered = met.issuperset(range(offset, offset + len(word)))
        if weight_of(word) >= 1.0 and not word[0].isdigit() and not covered and word not in own_names:
            count += 1
        offset += len(word)
    return float(min(count, _MOST_EXTRA))


def others_say_more(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether another figure of the sentence has more of the question's words: 校长12名、教师287名 asked for 教师."""
    carries = figure.role is Role.CHANGE or sums_up(candidate, figure) or singles_out(candidate, figure)
    if carries:
        return 0.0
    said = _said_by_figure(question, candidate)
    own = said.get(figure.start, (frozenset(), frozenset()))
    here = own[0] | own[1]
    heads = _heads(question)
    last = heads[-1].text if heads else ""
    others = (plain | (taken & here) for start, (plain, taken) in said.items() if start != figure.start)
    return float(any(_more(other, here, last) for other in others))


def number_far(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether a number that the question gives stands elsewhere: 62 of 600分以上62人, not the 1896 before it."""
    numbers = [t for t in question.terms if t.text[0].isdigit() and not t.soft and t.strict]
    return float(any(closeness(t, candidate, figure, passage=False) < SENTENCE for t in numbers))


def limited_by_others(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure's clause says of which things only it speaks: 覆盖学校34所 is not all schools."""
    text = candidate.indexed.report.text
    start, end = candidate.clauses[candidate.clause_of(figure.start)]
    first = next(f for f in candidate.figures if f.start >= start)
    later = next((f.start for f in candidate.figures if f.start > figure.start), end)
    lead = fold(text[start : first.start])
    if _PATTERNS["total"].search(lead):
        return 0.0
    opening = [word for word in words(lead) if weight_of(word) > WEAK]
    own = words(fold(text[figure.owner_start : min(figure.start, figure.owner_end)]).replace("其中", " "))
    if figure.role is not Role.CHANGE:
        own = tuple(
            word for word in own if word not in verbs_of_change()
        )  # 教师减少到210人 is all of them, as 教师210人 is
    if first is not figure and figure.item is None:
        own = (*opening[:-1], *own)  # the last word of the opening is what the first figure counts
    after = words(fold(text[figure.end : min(end, later)].partition("、")[0].partition("（")[0]))
    if after and _PATTERNS["aimed_at"].search(text, max(0, figure.start - 1), figure.start):
        return 1.0
    given = {*_own_names(candidate), *_existing()}
    return float(
        any(
            weight_of(word) > WEAK
            and word not in given
            and not word[0].isdigit()
            and not any(quality_in(term, word) >= 0.5 for term in question.terms)
            for word in (*own, *after)
        )
    )


def rival_words(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Weigh words that exclude one the question has: 1 for 银牌 in the figure's stretch where 金牌 is asked."""
    text = candidate.indexed.report.text
    clause = fold(text[slice(*candidate.clauses[candidate.clause_of(figure.start)])])
    owner = fold(text[figure.owner_start : figure.owner_end])
    found = 0.0
    for term in question.terms:
        for word in _exclusive_in(term.text):
            if word in owner or word in candidate.headings:
                continue
            kinds = question.wanted.kinds
            # 比城镇居民快2.8个百分点 is said of the others
            rivals = [r for r in excluded_by(word) if r not in kinds and not re.search(f"[比较]{r}", owner)]
            weight = 0.3 if term.soft else 1.0
            if any(rival in owner or _is_unit_of(rival, figure) for rival in rivals):
                found += weight
            elif word not in clause and any(rival in clause for rival in rivals):
                found += 0.4 * weight
    return found


def _is_unit_of(word: str, figure: Figure) -> bool:
    """Tell whether a figure's unit is short for a word: 金 of 4金 for 金牌."""
    return bool(figure.unit) and any(figure.unit == variant for variant, _ in variants_of(word))


@functools.lru_cache(maxsize=512)
def _coverage(question: Question, candidate: Candidate) -> tuple[float, tuple[Term, ...]]:
    return coverage(question, candidate)


def _heads(question: Question) -> list[Term]:
    return [term for term in question.terms if term.head and not term.soft]


def _own_names(candidate: Candidate) -> tuple[str, ...]:
    region = candidate.indexed.report.region
    return tuple(names_of(region)) if region else ()


@functools.lru_cache(maxsize=512)
def _said_by_figure(question: Question, candidate: Candidate) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """Return, a figure, the full words of the question that stand plainly with it and those it takes over.

    With it stands what lies between the figures before and after it: 对5万名学生进行2次筛查 is all the 5万's.
    """
    text, figures = candidate.indexed.report.text, candidate.figures
    said = {}
    for number, figure in enumerate(figures):
        start = figures[number - 1].owner_end if number else candidate.sentence.start
        home = candidate.clause_of(figure.start)
        end = candidate.clauses[home][1]
        if number + 1 < len(figures):
            end = min(end, figures[number + 1].owner_start)
        plain = _said_in(question, text[min(start, figure.owner_start) : max(end, figure.owner_end)])
        taken: frozenset[str] = frozenset()
        if home and singles_out(candidate, figure):
            taken = _said_in(question, text[slice(*candidate.clauses[home - 1])])
        said[figure.start] = (plain, taken)
    return said


def _said_in(question: Question, text: str) -> frozenset[str]:
    full = (term for term in question.terms if term.weight >= 1.0 and not term.soft)
    return frozenset(term.text for term in full if quality_in(term, fold(text)) > _PLAINLY)


def _more(others: frozenset[str], here: frozenset[str], last: str) -> bool:
    """Tell whether `others` have all of `here` and more, or the last word, or one that tells kinds apart."""
    if last in here and last not in others:
        return False
    return here < others or (last in others and last not in here) or any(map(excluded_by, others - here))


@functools.cache
def _existing() -> frozenset[str]:
    """Return the verbs that say only that something is there (拥有), and the words for the whole of a place."""
    return read_words("assistant.reading", "existing.txt")


@functools.lru_cache(maxsize=4096)
def _exclusive_in(text: str) -> tuple[str, ...]:
    return tuple(
        text[start:end]
        for start in range(len(text))
        for end in range(start + 1, min(len(text), start + 5) + 1)
        if excluded_by(text[start:end])
    )
