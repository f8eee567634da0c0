"""Vetoes of fact: what a figure says of itself that the question rules out. Nothing here is weighed.

Each was counted on reports that no judge had learned from: it ruled out no right figure there.
"""

import re
from collections.abc import Callable

from assistant.evidence import Candidate, matches, sums_up
from assistant.question import asks_for_all, deaths_in, kinds_in, named_in, siblings_in
from assistant.reading.signals.kinds import counted_jointly
from assistant.reading.signals.times import contradicts_tense, contradicts_time
from assistant.reading.signals.words import limited_by_others, number_far, rival_words
from assistant.types import Asked, Question
from index.structure import holiday_in, looks_like_place, names_of, season_in
from index.text import fold, group_of
from index.types import Aim, Cell, Direction, Extent, Figure, FigureKind, Role, Table, Tense

Veto = Callable[[Question, Candidate, Figure], bool]
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
_BOUND = re.compile("不[少低多高]于|不超过|至少|最多|以内")
_EACH = re.compile("[每均/／]|[0-9一十百千万]+名[^，。]{0,6}(?:拥有|有)")
_LONG = 3  # characters of a place's name that may be said without its last


def contradicts_place(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names a place that neither the report's name nor the passage has: 津南区 asked of 东丽区."""
    if question.scope.regions:
        return False  # the report's own place is named; another beside it says whose district it is
    region = candidate.indexed.report.region
    own = " ".join(names_of(region)) if region else ""
    named = " ".join((own, candidate.title, candidate.headings, candidate.folded, candidate.around))
    places = (term.text for term in question.terms if not term.soft and looks_like_place(term.text))
    return any(place not in named and (len(place) < _LONG or _stem(place) not in named) for place in places)


def _stem(place: str) -> str:
    """Return a place's name as it stands in a row of them: 东城 of 东城、西城街道."""
    return place.removesuffix("街道") if place.endswith("街道") else place[:-1]


def contradicts_kind(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure's own words exclude a word of the question: 银牌 of 银牌58块 asked for 金牌."""
    return rival_words(question, candidate, figure) >= 1.0


def contradicts_number(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a number that the question gives does not stand with the figure: 700分以上 asked, 600分以上16人 said."""
    return number_far(question, candidate, figure) > 0


def contradicts_count(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure counts what is asked for together with something else: 消防、燃气等检查9轮 asked for 消防."""
    return counted_jointly(question, candidate, figure) > 0


def contradicts_whole(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether all are asked for (全区有多少名教师？) and the figure speaks of some: 为200名教师开展培训."""
    if not asks_for_all(question):
        return False
    own = fold(candidate.indexed.report.text[figure.owner_start : figure.start])
    if figure.part_of is not None and kinds_in(own) - question.wanted.kinds:
        return True  # 其中女教师40名
    return limited_by_others(question, candidate, figure) > 0


def contradicts_added(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether what was added is asked for and the figure gives the whole: 新认定3所，总数达到14所."""
    if not question.wanted.added or question.wanted.whole:
        return False
    return sums_up(candidate, figure) or (
        figure.extent is Extent.CUMULATIVE and bool(question.scope.years) and figure.kind is FigureKind.COUNT
    )


def contradicts_season(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether another part of the year is asked for than the last one said before the figure: 上半年, 前三季度."""
    asked = question.wanted.season
    if asked is None or question.wanted.planned:
        return False  # of a plan for all the year a part may be told
    own = season_in(candidate.indexed.report.text[candidate.sentence.start : figure.start])
    return own is not None and own != asked


def contradicts_unit(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether another kind of quantity is asked for in so many words: 几张床 of 38600平方米, 占比 of 58件.

    What only a noun suggests rules nothing out.
    """
    if question.asked is not Asked.FIGURE or not figure.unit:
        return False
    if question.group in _COUNTED and question.unit:
        return figure.kind in _NO_COUNT and question.unit not in ("位", "点")
    if question.group == "percent":
        return figure.kind in (*_AMOUNTS, FigureKind.RANK) and figure.unit not in ("倍", "番")
    return question.wanted.share and figure.kind in _AMOUNTS and group_of(figure.unit) in (*_COUNTED, "money")


def contradicts_part(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a word the question insists on stands behind the figure, at a value of its own: 总体52.1%，其中小学生36.4%."""
    offset = candidate.sentence.start
    later = [other for other in candidate.figures if other.start >= figure.end]
    for term in question.terms:
        if term.soft or not term.strict or term.number is not None:
            continue
        found = matches(term, candidate.folded)
        if not found or matches(term, candidate.headings):
            continue
        own = (any(f.owner_start <= match.start + offset < f.end for f in later) for match in found)
        if all(match.start + offset >= figure.end for match in found) and all(own):
            return True
    return False


def contradicts_age(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure is an age by which people are told (65周岁及以上老年人) and no age is asked for."""
    return group_of(figure.unit) == "age" and not question.wanted.age and figure.text[-1:] in "上下内"


def contradicts_holiday(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure was counted in a holiday that the question does not name: 端午假期接待游客3.6万人次."""
    if group_of(figure.unit) not in ("person", "visits", "money") or question.wanted.holiday:
        return False
    clause = candidate.clauses[candidate.clause_of(figure.start)]
    return bool(holiday_in(candidate.indexed.report.text[clause[0] : figure.start]))


def contradicts_area(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a wider place's value is asked for (全省) and the figure is not said of it."""
    asked = question.wanted.area
    if not asked or figure.place == asked:
        return False
    return asked not in candidate.indexed.report.text[candidate.sentence.start : figure.start]


def contradicts_rate(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a count is asked for and the figure is one for each of something (每千人4.08个 of 多少个托位), or the reverse."""
    if question.wanted.for_each and not figure.per and not figure.share_of:
        said = candidate.indexed.report.text[candidate.sentence.start : figure.end] + candidate.headings
        return _EACH.search(said if question.wanted.for_so_many else said + candidate.around) is None
    if question.wanted.each or group_of(figure.unit) not in _COUNTED or question.asked is not Asked.FIGURE:
        return False
    broken = abs(figure.value) < _FEW and figure.value % 1 != 0  # nobody counts 0.67人
    return broken or bool(figure.per and question.wanted.whole)


def contradicts_extent(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether one year is asked for and the figure is the sum of many: 累计3480户，当年620户."""
    if figure.extent is not Extent.CUMULATIVE or question.wanted.whole or not question.scope.years:
        return False
    period = candidate.period_at(figure.start)
    if period is not None and period.single is None:
        return True
    return any(f.extent is Extent.YEAR and f.unit == figure.unit for f in candidate.figures)


def contradicts_aim(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell a plan where a result is asked for, or a result where a plan is, in a sentence that gives both."""
    if question.wanted.actual and _BOUND.match(figure.text):
        return True  # 不少于2次 is what was asked for, not what was done
    alike = [other for other in candidate.figures if other is not figure and other.unit == figure.unit]
    in_plan = candidate.tense is Tense.GOAL  # there every figure is planned, whichever the word stands at
    if question.wanted.planned and not in_plan and figure.aim is not Aim.PLANNED:
        return any(other.aim is Aim.PLANNED for other in alike)
    other = Aim.PLANNED if question.scope.tense is Tense.GOAL else Aim.DONE
    if other is Aim.DONE and question.wanted.planned:
        return False
    if figure.aim in (Aim.NONE, other):
        return False
    return any(f.aim is other and f.unit == figure.unit for f in candidate.figures)


def contradicts_level(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a level is asked for and the figure says by how much it changed: 提高2.6个百分点, 减少了9起."""
    if question.wanted.level:
        return figure.is_change
    moved = question.change or question.wanted.moved or question.wanted.compares
    if moved or question.asked is not Asked.FIGURE or question.comparison.operation is not None:
        return False
    if figure.kind is FigureKind.POINTS:
        return figure.role is Role.CHANGE and question.unit != figure.unit
    return figure.role is Role.CHANGE and figure.direction is Direction.FALL and figure.kind is FigureKind.COUNT


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
        return any(
            other.kind is FigureKind.POINTS for other in moved
        )  # of percents many are changes without a word for it
    return any(other is not figure for other in moved)


def contradicts_row(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names a row of the figure's table and the figure stands in another."""
    table, cell = _cell(candidate, figure)
    if table is None or cell is None or not cell.name or question.says(fold(cell.name)):
        return False
    names = {fold(other.name) for other in table.cells if len(other.name) > 1}
    said = {name for name in names if question.says(name)}
    own = fold(cell.name)
    return bool(said) and not any(own in name or name in own for name in said)


def contradicts_sibling(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure's words name a brother of what is asked about: 三小 for 二小, 西片区 for 北片区."""
    asked = question.wanted.siblings
    if not asked:
        return False
    text = candidate.indexed.report.text
    before = max((f.end for f in candidate.figures if f.end <= figure.start), default=candidate.sentence.start)
    own = siblings_in(fold(text[before : figure.owner_end]))
    return any(
        name not in candidate.folded and name not in candidate.headings and any(other[1:] == name[1:] for other in own)
        for name in asked
    )


def contradicts_name(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names a house or place and the sentence speaks of another alike: 高新法庭 for 石塘法庭."""
    asked = question.wanted.names
    if not asked:
        return False
    words = " ".join((candidate.title, candidate.headings, candidate.folded, candidate.around))
    for own, head in asked:
        if own in words or all(character in words for character in own):
            continue
        others = named_in(candidate.folded, head)
        if others and not any(set(own) & set(other) for other in others):
            return True
    return False


def contradicts_fate(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the dead are asked for and nobody died in the figure's sentence: 肺结核514例."""
    if not question.wanted.fatal or figure.kind is not FigureKind.COUNT:
        return False
    return not deaths_in(candidate.folded + candidate.headings)


def _cell(candidate: Candidate, figure: Figure) -> tuple[Table | None, Cell | None]:
    for table in candidate.indexed.report.tables:
        if table.start <= figure.start < table.end:
            return table, next((cell for cell in table.cells if cell.start <= figure.start < cell.end), None)
    return None, None


VETOES: tuple[Veto, ...] = (
    contradicts_time,
    contradicts_tense,
    contradicts_place,
    contradicts_kind,
    contradicts_number,
    contradicts_count,
    contradicts_whole,
    contradicts_added,
    contradicts_age,
    contradicts_season,
    contradicts_holiday,
    contradicts_area,
    contradicts_rate,
    contradicts_extent,
    contradicts_aim,
    contradicts_level,
    contradicts_amount,
    contradicts_row,
    contradicts_sibling,
    contradicts_name,
    contradicts_fate,
)


# What rules out so many figures that a judge would miss them: probabilities were learned with them among the others
LATE: tuple[Veto, ...] = (contradicts_unit, contradicts_part)


def ruled_out(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a fact rules the figure out as the answer, before it is judged."""
    return any(veto(question, candidate, figure) for veto in VETOES)


def ruled_out_late(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a fact rules the figure out after all have been judged beside one another."""
    return any(veto(question, candidate, figure) for veto in LATE)
