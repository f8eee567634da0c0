"""Facts of quantity: another unit, a value for each, a level for a change and the reverse."""

import re

from assistant.data_files import read_pairs, read_patterns
from assistant.evidence import Candidate
from assistant.question import ranked_by, whole_in
from assistant.types import Asked, Question
from index.text import bases_in, differ, group_of
from index.types import Basis, Direction, Figure, FigureKind, Role

_FEW = 1000
_COUNTED = ("person", "place", "household", "thing")  # groups of units that come in whole numbers
_AMOUNTS = (FigureKind.COUNT, FigureKind.MONEY, FigureKind.MEASURE)
_NO_COUNT = (
    FigureKind.MONEY,
    FigureKind.MEASURE,
    FigureKind.TIME,
    FigureKind.RATIO,
    FigureKind.PERCENT,
    FigureKind.POINTS,
)
_CLASSES = {word: kind for kind, words in read_pairs("assistant.reading", "one_class.tsv") for word in words.split()}
_PATTERNS = read_patterns("assistant.reading", "facts.toml")


def contradicts_unit(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether another kind of quantity is asked for in so many words: 几张床 of 38600平方米, 占比 of 58件.

    What only a noun suggests rules nothing out.
    """
    if question.asked is not Asked.FIGURE:
        return False
    if figure.kind is FigureKind.RANK and question.group != "rank":
        return True  # a place in an order is asked for by name: 第4名 for 金牌数
    if not figure.unit or (question.wanted.for_so_many and figure.unit in ("‰", "/10万")):
        return False  # 一千个人里走了几个 of 7.94‰
    counted = (question.group, group_of(figure.unit))
    if counted in (("person", "household"), ("household", "person")):
        return True
    if _is_of_other_class(question.unit, figure.unit):
        return True
    if question.group in _COUNTED and question.unit:
        return figure.kind in _NO_COUNT and question.unit not in ("位", "点")
    if question.group == "percent":
        named = figure.per or _PATTERNS["own_rate"].search(
            _lead(candidate, figure)
        )  # 发病率为每10万人168.3例, 万车死亡率1.05人
        return figure.kind in (*_AMOUNTS, FigureKind.RANK) and figure.unit not in ("倍", "番") and not named
    if question.wanted.share and figure.kind is FigureKind.TIME:
        return True  # 57.1天 for a rate
    if not question.wanted.share or figure.kind not in _AMOUNTS or figure.per:
        return False
    named = _PATTERNS["own_rate"].search(_lead(candidate, figure))  # 万车死亡率1.05人
    return named is None and group_of(figure.unit) in (*_COUNTED, "money")


def contradicts_money(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether an amount of money is asked for by its own noun and something else is counted: 164件 for 标的额."""
    wanted = question.wanted
    if question.asked is not Asked.FIGURE or not wanted.money or question.group not in ("", "money"):
        return False
    if question.language != "zh" or question.change or wanted.moved or wanted.share:
        return False  # glossed English puts the noun of money wherever it comes
    return figure.kind in (FigureKind.COUNT, FigureKind.RANK) and bool(figure.unit) and group_of(figure.unit) != "money"


def _is_of_other_class(asked: str, unit: str) -> bool:
    """Tell whether two measure words never count the same: 几张床 of 412个, 多少人 of 17件."""
    mine, other = _CLASSES.get(asked), _CLASSES.get(unit)
    if mine == "pieces" and _PATTERNS["never_pieces"].fullmatch(unit) and asked not in ("套", "栋"):
        return True
    return mine is not None and other is not None and mine != other


def contradicts_given(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure is what the question itself says: 移送起诉的22人判了几个 does not ask for the 22."""
    if question.asked is not Asked.FIGURE:
        return False
    return any(term.strict and not term.soft and term.number == figure.value for term in question.terms)


def contradicts_rate(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a count is asked for and the figure is one for each of something (每千人4.08个 of 多少个托位), or the reverse."""
    if question.wanted.for_each and not figure.per and not figure.share_of:
        own = f"{_lead(candidate, figure)}{figure.text}"
        if _PATTERNS["for_each"].search(own):
            return False
        said = candidate.indexed.report.text[candidate.sentence.start : figure.end] + candidate.headings
        if _PATTERNS["of_all"].search(own):
            return True  # 户均收入3.7万元，全乡产值5840万元
        return _PATTERNS["for_each"].search(said if question.wanted.for_so_many else said + candidate.around) is None
    if question.wanted.crop and group_of(figure.unit) != "weight":
        return True  # 亩产 of 1.46万亩
    if question.wanted.of_each_house and not figure.per and not figure.share_of:
        clause = candidate.clauses[candidate.clause_of(figure.start)][0]
        return _PATTERNS["of_each"].search(candidate.indexed.report.text[clause : figure.end]) is None
    group = group_of(figure.unit)
    if question.wanted.each or group not in (*_COUNTED, "money") or question.asked is not Asked.FIGURE:
        return False
    if figure.per and question.wanted.whole:
        return True  # 每台260元 for 一共花了多少
    if figure.per and question.wanted.share:
        return False  # 发病率为每10万人168.3例
    return group in _COUNTED and abs(figure.value) < _FEW and figure.value % 1 != 0  # nobody counts 0.67人


def contradicts_per(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure is one for each of something else than is asked (每百名老人4.8张 for 每千人), or for each of a
    person, house or acre where it is asked how many there are: 每校配备2名 of 多少名心理教师.
    """
    own = bases_in(figure.per)
    if question.asked is not Asked.FIGURE or not own:
        return False
    if question.wanted.bases:
        return all(differ(asked, base) for asked in question.wanted.bases for base in own)
    wanted = question.wanted
    if wanted.each or wanted.of_one or wanted.share or not any(base.kind for base in own):
        return False
    return wanted.in_all or question.group in _COUNTED


def contradicts_level(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a level is asked for and the figure says by how much it changed: 提高2.6个百分点, 减少了9起."""
    if question.wanted.level:
        return figure.is_change
    moved = question.change or question.wanted.moved or question.wanted.amount or question.wanted.compares
    if moved or question.asked is not Asked.FIGURE or question.comparison.operation is not None:
        return False
    if figure.kind is FigureKind.POINTS:
        return figure.role is Role.CHANGE and question.unit != figure.unit
    if figure.direction is not Direction.FALL:
        return False
    if figure.kind is FigureKind.TIME:
        return figure.is_change and figure.role is not Role.TO  # 缩短12分钟 for 要等多少分钟
    return figure.role is Role.CHANGE and figure.kind is FigureKind.COUNT


def contradicts_amount(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether it is asked by how much something moved, and the figure is the level that the sentence gives beside it."""
    wanted = question.wanted
    if question.asked is not Asked.FIGURE or figure.is_change or wanted.level or not (wanted.amount or wanted.compares):
        return False
    if figure.role is not Role.LEVEL or figure.kind is FigureKind.POINTS:
        return False
    if wanted.compares:
        return True
    moved = (other for other in candidate.figures if other.is_change or other.role is Role.CHANGE)
    if figure.kind is FigureKind.PERCENT:
        if not question.wanted.of_task and _PATTERNS["of_task"].search(_lead(candidate, figure)):
            return True  # 为任务1950万元的107%
        return any(
            other.kind is FigureKind.POINTS for other in moved
        )  # of percents many are changes without a word for it
    return any(other is not figure for other in moved)


def contradicts_start(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether it is asked by how much something moved and the figure is where it began, which both ends tell."""
    return question.wanted.amount and not question.wanted.before and figure.role is Role.FROM


def contradicts_basis(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the change against another time is asked for and the figure is the distance from another place."""
    return figure.basis is Basis.PLACE and question.wanted.since


def contradicts_against(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a change against one year is asked for and the figure is one against another: 比2015年提高21.8 for 比上年."""
    if figure.basis not in (Basis.BASE, Basis.YEAR):
        return False
    told = question.scope.years or ([candidate.indexed.report.year] if candidate.indexed.report.year else [])
    last = told[0] - 1 if len(told) == 1 else 0
    asked = question.wanted.base_year or (last if question.wanted.since else 0)
    named = re.search("(?:19|20)[0-9]{2}", figure.against) if figure.basis is Basis.BASE else None
    own = int(named.group()) if named else last if figure.basis is Basis.YEAR else 0
    return bool(asked and own) and own != asked


def contradicts_end(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether it is asked how much there is and the figure is where a change began: 7所 of 由7所减少到4所."""
    wanted = question.wanted
    if figure.role is not Role.FROM or wanted.before or not (wanted.standing or wanted.ended):
        return False
    return _ended_since(question, candidate, figure)


def contradicts_begun(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether neither a change nor an earlier time is asked for and the figure is where a change began: 12份 of 由12份
    减到5份 for 要几份.
    """
    wanted = question.wanted
    moved = question.change or wanted.moved or wanted.amount or wanted.compares
    earlier = question.scope.reckoned is not None and question.scope.reckoned < 0  # 上年多少
    if figure.role is not Role.FROM or wanted.before or moved or earlier:
        return False
    if question.scope.years and min(question.scope.years) < (candidate.year_of(figure) or 0):
        return False
    return _ended_since(question, candidate, figure)


def _ended_since(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the change that began with a figure ended at another, both told of the time that is asked about."""
    ended = next((other for other in candidate.figures if other.role is Role.TO and other.start > figure.start), None)
    if ended is None or question.asked is not Asked.FIGURE:
        return False
    return not question.scope.years or candidate.period_at(figure.start) == candidate.period_at(ended.start)


def contradicts_order(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a place in an order goes by something else than is asked: 总量居第3位 for 增速居第几位."""
    asked = question.wanted.ranked_by
    if figure.kind is not FigureKind.RANK or not asked:
        return False
    clause = candidate.clauses[candidate.clause_of(figure.start)][0]
    own = ranked_by(candidate.indexed.report.text[clause : figure.start])
    return bool(own) and own != asked


def contradicts_base(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a share of one place's whole is asked for and the figure is one of another's: 占全市…的21.4% for 占全省."""
    asked = question.wanted.share_of
    base = whole_in(figure.share_of)
    return bool(asked and base) and base != asked


def _lead(candidate: Candidate, figure: Figure) -> str:
    clause = candidate.clauses[candidate.clause_of(figure.start)][0]
    return candidate.indexed.report.text[clause : figure.start]
