"""What speaks for or against a figure beside its words: period and tense, change or level, what it counts, and words
that exclude or qualify."""

import re

from assistant.evidence import Candidate, matches, quality_in, singles_out, sums_up
from assistant.question import excluded_by, pairs, qualifiers_in
from assistant.types import Question, Term
from index.structure import kind_of_report
from index.text import fold
from index.types import Figure, FigureKind, Role, Tense

# 新增1200家，总量达到1.8万家: what was added is not what there is
_ADDED = re.compile(r"新增|净增|新建|新设|新认定|新培育")


_REST = re.compile(r"剩|余下|其余|尚|未(?!来|成年)|没有")
_LEFT_OVER = re.compile(r"其余|剩余|余下|尚未|未完成")
_LIST_ENDS = re.compile("等|和|与|及")
_BESIDE = re.compile(r"、([\u4e00-\u9fff]{2,8})")
FEW = 1000


# What follows a figure is what it counts, unless one of these begins a predicate
_PREDICATE = re.compile(
    r"[，。；：、）)！？]|(?:的|被|获|荣获|获得|参加|参与|接受|进行|开展|完成|签订|达到|实现|以上|左右|和|与|及|并|到|成为|为|均|已|分别|报名|顺利|全部|落户|入选|升|降|增|减|提)"
)
_VERB = re.compile(r"[向对将，。；、]|进行|开展|完成|实施|被|获|均|已|投入|参加|接受|成为|落户|签订|签约|提供|组成")
_COUNTED_WIDTH = 20  # characters after a figure in which the noun it counts stands


def period_weight(question: Question, candidate: Candidate, figure: Figure) -> float | None:
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
        if period is not None and (period.last < scope.span[0] or period.first > scope.span[1]):
            return None
        if period is None or (period.first, period.last) != scope.span:
            weight -= 0.4
    elif period is not None and period.single is None:
        weight -= 0.1
    kind = kind_of_report(candidate.indexed.report.title)
    goal = candidate.tense is Tense.GOAL
    # a summary tells next year's goals at its end; a question for that year can only mean them
    meant = kind != "address" and period is not None and period.single in scope.years
    if kind == "address" and scope.tense is Tense.GOAL and not goal:
        return None  # what was reached is no answer to what is aimed at, and the report gives both
    if kind != "plan" and goal is not (scope.tense is Tense.GOAL) and not (goal and meant):
        weight -= 0.35
    return weight


def _level_for_change(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Return the penalty for a level where a change is asked for: 占比达56.3% for 占比提高了多少."""
    if figure.kind is not FigureKind.PERCENT:
        return 0.25 if question.wanted.compares else 0.02
    text = candidate.indexed.report.text
    lead = text[candidate.clauses[candidate.clause_of(figure.start)][0] : figure.start]
    plain_level = question.wanted.how_much_more and not re.search(r"[增升降减涨]|提高|回落", lead)
    return 0.35 if plain_level else 0.15


def _yearly_mean(candidate: Candidate, figure: Figure) -> bool:
    text = candidate.indexed.report.text
    return "年均" in text[candidate.clauses[candidate.clause_of(figure.start)][0] : figure.start]


def wording_weight(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Weigh change against level, the ends of from–to, and words that exclude or qualify."""
    weight = 0.0
    if question.change:
        weight += 0.08 if figure.role is Role.CHANGE else -_level_for_change(question, candidate, figure)
    elif figure.role is Role.CHANGE:
        weight -= 0.25
    if re.search(r"突破|超|逾|不足|接近", figure.qualifier) and figure.kind is FigureKind.MONEY:
        weight -= 0.04  # the exact amount, where the report gives one, is the better answer
    if figure.role is Role.FROM and not question.wanted.before:
        weight -= 0.2
    if figure.role is Role.TO and question.wanted.before:
        weight -= 0.2
    text = candidate.indexed.report.text
    clause = fold(text[slice(*candidate.clauses[candidate.clause_of(figure.start)])])
    owner = fold(text[figure.owner_start : figure.owner_end])
    for qualifier in qualifiers_in(owner):
        if qualifier == "其中" and (question.wanted.part or _names_part(question, candidate, figure)):
            continue
        if not question.wanted.qualified_by(qualifier):
            weight -= 0.12
    if _ADDED.search(owner) and not question.wanted.added:
        weight -= 0.2 if question.wanted.whole else 0.06
    if question.wanted.whole and sums_up(candidate, figure):
        weight += 0.15
    if question.wanted.large and figure.value < FEW:
        weight -= 0.25
    if question.wanted.rest:
        weight += 0.1 if _REST.search(clause) else -0.3
    elif _LEFT_OVER.search(owner):
        weight -= 0.1
    if _sets_bound(candidate, figure):
        weight -= 0.2
    weight -= _wrong_side(question, candidate, figure)
    if _counts_something_else(question, candidate, figure):
        weight -= 0.12
    for term in question.terms:
        for word in _exclusive_in(term.text):
            if word in owner or word in candidate.headings:
                continue
            rivals = [rival for rival in excluded_by(word) if rival not in question.wanted.kinds]
            if any(rival in owner for rival in rivals):
                weight -= 0.35 if not term.soft else 0.1
            elif word not in clause and any(rival in clause for rival in rivals):
                weight -= 0.15 if not term.soft else 0.05
    return weight


def _names_part(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names the very part that 其中 takes out.

    教师 names the whole of 教师287名，其中骨干教师81名: a word that the whole has as well does not tell the part.
    """
    text = candidate.indexed.report.text
    home = candidate.clause_of(figure.start)
    part = fold(text[figure.owner_start : figure.owner_end])
    whole = fold(text[slice(*candidate.clauses[home - 1])]) if home and singles_out(candidate, figure) else ""
    full = [t for t in question.terms if t.weight >= 1.0 and not t.soft and quality_in(t, part) >= 0.9]
    return any(quality_in(t, whole) < 0.9 for t in full)


def counted_jointly(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a figure counts what is asked for together with something else: 消防、燃气等检查9轮.

    A word of the question that stands in a list, with a thing beside it that the question does not name, is not what
    the figure counts; 分别 deals the values out and makes them each thing's own.
    """
    text = candidate.indexed.report.text
    lead = fold(text[figure.owner_start : figure.start])
    if "分别" in text[candidate.clauses[candidate.clause_of(figure.start)][0] : figure.start]:
        return False
    full = [term for term in question.terms if term.weight >= 1.0 and not term.soft]
    return any(_only_beside_others(question, term, lead) for term in full)


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


def _sets_bound(candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a figure only says which things the next one counts: 600分以上考生147人."""
    if figure.qualifier not in ("以上", "及以上", "以下", "以内"):
        return False
    end = candidate.clauses[candidate.clause_of(figure.start)][1]
    later = [f for f in candidate.figures if figure.end < f.start < end]
    between = candidate.indexed.report.text[figure.end : later[0].start] if later else ""
    return bool(re.fullmatch(r"的?[\u4e00-\u9fff]{2,8}", between))


def _wrong_side(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Return a penalty for the value of the other half of a pair such as 城乡."""
    start, end = candidate.clauses[candidate.clause_of(figure.start)]
    text = candidate.indexed.report.text
    for pair in pairs():
        if pair.word not in text[start : figure.start] or "分别" not in text[start : figure.start]:
            continue
        dealt = [f for f in candidate.figures if text.find("分别", start) < f.start < end]
        asked = [names[0] in question.wanted.halves for names in (pair.first, pair.second)]
        if len(dealt) == len(asked) and asked[0] != asked[1] and not asked[dealt.index(figure)]:
            return 0.4
    return 0.0


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
