"""Facts of wholes and parts: the whole for a part and the reverse, what was added, the greatest of several, another of a list."""

from collections.abc import Sequence

from assistant.data_files import read_patterns
from assistant.evidence import Candidate, dealt_with, matches, own_words, quality_in, sums_up
from assistant.question import asks_for_all, kinds_in, pairs
from assistant.reading.signals.kinds import rest_fits
from assistant.reading.signals.words import limited_by_others
from assistant.types import Question
from index.text import fold
from index.types import Extent, Figure, FigureKind, Role

_PATTERNS = read_patterns("assistant.reading", "facts.toml")


def contradicts_whole(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether all are asked for (全区有多少名教师？) and the figure speaks of some: 为200名教师开展培训."""
    if question.wanted.all_of_them and _is_half(question, own_words(candidate, figure)):
        return True
    if not asks_for_all(question):
        return False
    own = fold(candidate.indexed.report.text[figure.owner_start : figure.start])
    if figure.part_of is not None and kinds_in(own) - question.wanted.kinds:
        return True  # 其中女教师40名
    table = candidate.indexed.table_at(figure.start)  # what a cell counts its row and column say
    if table is not None and table.cell_at(figure.start) is not None:
        return False
    return limited_by_others(question, candidate, figure) > 0


def _is_half(question: Question, own: str) -> bool:
    """Tell whether a figure's words name one half of a pair of which the question names neither: 城镇 for 全体居民."""
    for pair in pairs():
        if {pair.first[0], pair.second[0]} & question.wanted.halves:
            continue
        if any(name in own for name in pair.first) is not any(name in own for name in pair.second):
            return True
    return False


def contradicts_added(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether what was added is asked for and the figure gives the whole, or the reverse: 新认定3所，总数达到14所."""
    if question.wanted.whole and not question.wanted.added:
        # 增加320个 for 总共多少个
        moved = figure.is_change and figure.role is not Role.TO and figure.kind is FigureKind.COUNT
        return (moved and not question.change and not question.wanted.moved) or _is_added(candidate, figure)
    if not question.wanted.added or question.wanted.whole:
        return False
    return sums_up(candidate, figure) or (
        figure.extent is Extent.CUMULATIVE and bool(question.scope.years) and figure.kind is FigureKind.COUNT
    )


def _is_added(candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a figure says what was added beside one that says what there is in all: 新栽5600亩，累计1.34万亩."""
    if "新" not in candidate.indexed.report.text[figure.owner_start : figure.start]:
        return False
    later = (other for other in candidate.figures if other.start > figure.start and other.unit == figure.unit)
    return any(other.extent in (Extent.CUMULATIVE, Extent.TOTAL) or sums_up(candidate, other) for other in later)


def contradicts_rest(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether what is left is asked for and the figure is what was done, or the whole that it was done of.

    已整改33处 beside 剩下的5处; 39 and 37 of 39个问题中，完成整改37条.
    """
    if not question.wanted.rest or rest_fits(question, candidate, figure) > 0:
        return False
    later = [other for other in candidate.figures if other.start >= figure.end]
    if any(rest_fits(question, candidate, other) > 0 and other.unit == figure.unit for other in later):
        return True
    return any(_is_done(candidate, other) for other in (figure, *later) if other.kind is figure.kind)


def _is_done(candidate: Candidate, figure: Figure) -> bool:
    return (
        _PATTERNS["dealt_with"].search(fold(candidate.indexed.report.text[figure.owner_start : figure.start]))
        is not None
    )


def contradicts_superlative(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the greatest or least is asked for and stands at another figure: 部分法官超过500件，最多的1092件."""
    if not question.wanted.most or question.wanted.apart or "最" in candidate.headings:
        return False
    told = sorted({candidate.clause_of(other.start) for other in candidate.figures})
    text, most, begins = candidate.indexed.report.text, {}, candidate.sentence.start
    for number in told:
        # a clause without a figure belongs to the one after it: 听得最多的是陈校长，达58节
        end = candidate.clauses[number][1]
        most[number] = _PATTERNS["the_most"].search(text, begins, end) is not None
        begins = end
    return not most[candidate.clause_of(figure.start)] and any(most.values())


def contradicts_part(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a word the question insists on stands behind the figure, at a value of its own: 总体52.1%，其中小学生36.4%.

    Any full word does at a part of the whole: 省级资金 of 资金2.37亿元，增长27.4%，其中省级6800万元.
    """
    offset = candidate.sentence.start
    later = [other for other in candidate.figures if other.start >= figure.end]
    alone = figure.part_of is None and not figure.bracketed and not dealt_with(candidate, figure)
    parts = [other for other in later if alone and other.part_of is not None and not other.bracketed]
    for term in question.terms:
        if term.soft or term.number is not None or not (term.strict or (parts and term.weight >= 1.0)):
            continue
        found = matches(term, candidate.folded)
        if not found or matches(term, candidate.headings) or (not term.strict and found[0].quality < 1.0):
            continue
        own = (
            any(f.owner_start <= match.start + offset < f.end for f in (later if term.strict else parts))
            for match in found
        )
        if all(match.start + offset >= figure.end for match in found) and all(own):
            return True
    return False


def contradicts_out_of(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a part is asked for and the figure is the whole that the sentence takes parts out of: 教师里全职的 of
    教师174人，其中专职101人.
    """
    if not question.wanted.out_of or figure.part_of is not None:
        return False
    parts = [other for other in candidate.figures if other.part_of == figure.start]
    return any(other.unit == figure.unit and not other.bracketed for other in parts)


def contradicts_owner(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether what is asked about has a value of its own behind the figure: 整改率提高到99.2%，持证上岗率提高2.6个百分点."""
    offset = candidate.sentence.start
    later = [other for other in candidate.figures if other.start >= figure.end and not other.bracketed]
    if not later or figure.bracketed:
        return False
    heads = [t for t in question.terms if t.head and t.weight >= 1.0 and not t.soft and t.number is None]
    for term in heads:
        found = matches(term, candidate.folded)
        if not found or found[0].quality < 1.0 or matches(term, candidate.headings):
            return False  # what only means the same may be said of another thing
        behind = all(match.start + offset >= max(figure.end, figure.owner_end) for match in found)
        owned = all(any(f.owner_start <= match.start + offset < f.start for f in later) for match in found)
        if not (behind and owned):
            return False
    return bool(heads)


def contradicts_dealt(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names another thing of a list: 良好率 of 优秀率、良好率分别提高1.3个和2.4个百分点 for the 1.3."""
    others = dealt_with(candidate, figure)
    if not others:
        return False
    by_name = _named(question, candidate, (figure, *others))
    if by_name:
        return figure not in by_name
    own = own_words(candidate, figure)
    theirs = [own_words(candidate, other) for other in others]
    named = False  # by the last word that tells them apart: 体质监测 stands before the first thing only
    for term in question.terms:
        if term.soft or term.number is not None or term.weight < 1.0:
            continue
        here, there = quality_in(term, own), max(quality_in(term, words) for words in theirs)
        if here != there:
            named = there >= 1.0 and here < 0.5
    return named


def _named(question: Question, candidate: Candidate, listed: Sequence[Figure]) -> list[Figure]:
    """Return the figures of things whose very names the question has: 县道, which is no word of the dictionary."""
    asked = "".join(term.text for term in question.terms if not term.soft)
    text = candidate.indexed.report.text
    things = ((one, fold(text[one.owner_start : min(one.owner_end, one.start)]).strip()) for one in listed)
    return [one for one, thing in things if len(thing) > 1 and (thing in asked or question.says(thing))]
