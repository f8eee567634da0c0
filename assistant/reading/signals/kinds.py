"""What kind of figure stands there, against the kind that is asked for: unit, change or level, part or whole, rank."""

import re

from assistant.data_files import read_patterns
from assistant.evidence import Candidate, matches, quality_in, singles_out, sums_up
from assistant.question import compatibility, excluded_by, qualifiers_in
from assistant.reading.signals.counted import counted_noun
from assistant.types import Question, Term
from index.text import bases_in, fold, group_of
from index.types import Aim, Basis, Direction, Extent, Figure, FigureKind, Role

_PATTERNS = read_patterns("assistant.reading", "signals.toml")
_FEW = 1000
_LIST_ENDS = re.compile("等|和|与|及")
_BESIDE = re.compile(r"、([\u4e00-\u9fff]{2,8})")


def unit_fits(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell how well the unit answers what is asked (人 for 多少名教师: 1, % for it: 0); 1 where nothing is known."""
    if question.wanted.share and not question.unit and figure.kind is FigureKind.COUNT and _is_of_many(figure):
        return 1.0  # 发病率为每十万人48.2例
    return compatibility(question.group, question.unit, figure.kind, group_of(figure.unit))


def _is_of_many(figure: Figure) -> bool:
    """Tell whether a value is given for each hundred, thousand … of something."""
    return any(base.number > 1 for base in bases_in(figure.per))


def unit_known(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the question says what kind of figure it wants: 多少名 does, 情况如何 does not."""
    return float(bool(question.group or question.unit))


def unit_same(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the question names the very unit; -1 where another figure of the sentence has it."""
    if not question.unit:
        return 0.0
    if question.unit == figure.unit:
        return 1.0
    return -1.0 if any(f.unit == question.unit for f in candidate.figures) else 0.0


def change_fits(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Weigh change against level: 1 where both or neither is meant, below 0 for 占比达56.3% where 提高了多少 is asked."""
    if question.change:
        if figure.role is Role.CHANGE:
            return 1.0
        if figure.kind is not FigureKind.PERCENT:
            return -0.7 if question.wanted.compares else 0.2
        lead = _lead(candidate, figure)
        level = question.wanted.how_much_more and not _PATTERNS["moved"].search(lead)
        return -1.0 if level else -0.4
    return -0.7 if figure.role is Role.CHANGE else 0.5


def end_fits(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Weigh the ends of a change: the first one answers only who asks for what was before it."""
    before = question.wanted.before
    if figure.role is Role.FROM:
        return 1.0 if before else -1.0
    if figure.role is Role.TO:
        return -1.0 if before else 0.5
    return 0.0


def qualified(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Count what makes another figure of it and is not asked: 人均, 年均, 其中 …"""
    owner = _owner(candidate, figure)
    return float(
        sum(
            not question.wanted.qualified_by(word)
            and not (word == "其中" and (question.wanted.part or names_part(question, candidate, figure)))
            for word in qualifiers_in(owner)
        )
    )


def part_named(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell a part that is asked for from one that is not: 骨干教师 of 教师287名，其中骨干教师81名; 0 for no part."""
    if not singles_out(candidate, figure):
        return 0.0
    return 1.0 if names_part(question, candidate, figure) else -1.0


def added_unasked(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure says what was added where that is not asked: 新增1200家 for 一共多少家."""
    if not _PATTERNS["added"].search(_owner(candidate, figure)) or question.wanted.added:
        return 0.0
    return 1.0 if question.wanted.whole else 0.4


def sums_up_asked(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure gives the whole that is asked for: 新增1200家，总量达到1.8万家 for 一共多少家."""
    return float(sums_up(candidate, figure) and question.wanted.whole)


def too_few(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether a figure is far below the scale that is asked for: 11个 for 多少万个."""
    return float(question.wanted.large and abs(figure.value) < _FEW)


def rest_fits(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Weigh what is left against what was done: 1 where 还剩 is asked and said, -1 where only one of both."""
    clause = fold(candidate.indexed.report.text[slice(*candidate.clauses[candidate.clause_of(figure.start)])])
    if question.wanted.rest:
        return 1.0 if _PATTERNS["rest"].search(clause) else -1.0
    return -0.4 if _PATTERNS["left_over"].search(_owner(candidate, figure)) else 0.0


def bound_only(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether a figure only says which things the next one counts: 600分 of 600分以上考生147人."""
    if not _PATTERNS["bounds_things"].fullmatch(figure.qualifier):
        return 0.0
    end = candidate.clauses[candidate.clause_of(figure.start)][1]
    later = [f for f in candidate.figures if figure.end < f.start < end]
    between = candidate.indexed.report.text[figure.end : later[0].start] if later else ""
    return float(bool(re.fullmatch(r"的?[\u4e00-\u9fff]{2,8}", between)))


def counts_other(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the noun after the figure is not the one asked for: 3所学校 for 多少个食堂."""
    if figure.kind is not FigureKind.COUNT:
        return 0.0
    noun = counted_noun(candidate, figure)
    heads = [term for term in question.terms if term.head and not term.soft]
    return float(bool(noun and heads) and quality_in(heads[-1], noun) < 0.3)


def counted_jointly(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether a figure counts what is asked for together with something else: 消防、燃气等检查9轮."""
    text = candidate.indexed.report.text
    if (
        figure.item is not None
        or "分别" in text[candidate.clauses[candidate.clause_of(figure.start)][0] : figure.start]
    ):
        return 0.0
    lead = fold(text[figure.owner_start : figure.start])
    full = [term for term in question.terms if term.weight >= 1.0 and not term.soft]
    return float(any(_only_beside_others(question, term, lead) for term in full))


def is_change(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure says by how much something rose or fell."""
    return float(figure.role is Role.CHANGE)


def is_percent(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure is a percentage, a share or percentage points."""
    return float(figure.kind in (FigureKind.PERCENT, FigureKind.POINTS))


def is_rank(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure is a place in an order: 第3位."""
    return float(figure.kind is FigureKind.RANK)


def is_time(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure is a length of time or a year of age: 3年."""
    return float(figure.kind is FigureKind.TIME)


def is_inexact(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure is only a bound: 突破3亿元."""
    return float(bool(_PATTERNS["bound"].search(figure.qualifier)))


def is_ratio(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure is a ratio: 1:12."""
    return float(figure.kind is FigureKind.RATIO)


def is_per_unit(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure is a value for each of something: 每千人3.2张."""
    return float(bool(figure.per))


def is_compared(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure says how far something lies from another year or place: 比全市平均高3.2个百分点."""
    return float(figure.basis is not Basis.NONE)


def of_wider_place(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure is another place's, which the question does not name: 全省 in a county's report."""
    return float(bool(figure.place) and not any(quality_in(t, figure.place) > 0 for t in question.terms))


def is_cumulative(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure covers all years so far: 累计1200名."""
    return float(figure.extent is Extent.CUMULATIVE)


def is_part(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the figure is a part of one before it."""
    return float(figure.extent is Extent.PART or figure.part_of is not None)


def is_planned(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the words at the figure call it planned: 1, done: -1, or neither: 0."""
    return {Aim.PLANNED: 1.0, Aim.DONE: -1.0}.get(figure.aim, 0.0)


def is_dealt_out(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether 分别 or 各 deals the figure out to one of several things."""
    return float(figure.items is not None or figure.each)


def is_fall(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell a fall (1) from a rise (-1)."""
    return {Direction.FALL: 1.0, Direction.RISE: -1.0}.get(figure.direction, 0.0)


def names_part(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names the very part that 其中 takes out; a word the whole has as well does not."""
    text = candidate.indexed.report.text
    home = candidate.clause_of(figure.start)
    part = fold(text[figure.owner_start : figure.owner_end])
    whole = fold(text[slice(*candidate.clauses[home - 1])]) if home and singles_out(candidate, figure) else ""
    full = [t for t in question.terms if t.weight >= 1.0 and not t.soft and quality_in(t, part) >= 0.9]
    return any(quality_in(t, whole) < 0.9 for t in full)


def _only_beside_others(question: Question, term: Term, lead: str) -> bool:
    """Tell whether a word is met nowhere but right before a thing that the question does not name."""
    found = matches(term, lead)
    for match in found:
        beside = _BESIDE.match(lead, match.end)
        named = beside and any(quality_in(t, _LIST_ENDS.split(beside[1])[0]) >= 0.3 for t in question.terms)
        rivals = [rival for rival in excluded_by(term.text) if lead.startswith(rival, match.end)]
        meant = any(quality_in(t, rival) >= 0.9 for rival in rivals for t in question.terms)
        if (beside is None or named) and (not rivals or meant):
            return False
    return bool(found)


def _owner(candidate: Candidate, figure: Figure) -> str:
    return fold(candidate.indexed.report.text[figure.owner_start : figure.owner_end])


def _lead(candidate: Candidate, figure: Figure) -> str:
    text = candidate.indexed.report.text
    return text[candidate.clauses[candidate.clause_of(figure.start)][0] : figure.start]
