"""Facts of time: another part of the year, a holiday, the sum of many years, a plan for a result."""

from assistant.data_files import read_patterns
from assistant.evidence import Candidate
from assistant.types import Question
from index.structure import holiday_in, season_in
from index.text import fold, group_of
from index.types import Aim, Extent, Figure, Role, Tense

_PATTERNS = read_patterns("assistant.reading", "times.toml")
_MONTHS = (
    "so_far",
    "this_month",
    "last_month",
    "named_month",
)  # which time of the year is said, the last before a figure


def contradicts_season(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether another part of the year is asked for than the last one said before the figure: 上半年, 前三季度."""
    asked = question.wanted.season
    if asked is None or question.wanted.planned:
        return False  # of a plan for all the year a part may be told
    own = season_in(candidate.indexed.report.text[candidate.sentence.start : figure.start])
    return own is not None and own != asked


def contradicts_month(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether one month is asked for and the figure is another's or of all the year so far, or the reverse.

    A report of one month (2023年10月工作通报) tells of it where nothing else is said.
    """
    if not question.wanted.month and not question.wanted.so_far:
        return False
    report = candidate.indexed.report
    titled = _PATTERNS["month_of_title"].search(fold(report.title))
    before = fold(report.text[candidate.sentence.start : figure.start])
    said = max(((found.end(), word) for word in _MONTHS for found in _PATTERNS[word].finditer(before)), default=None)
    named = said and _PATTERNS["named_month"].search(before, said[0] - 4, said[0])
    own = int(titled[1]) if titled else 0
    if said and said[1] == "so_far":
        return not question.wanted.so_far
    if said and said[1] == "last_month":
        own = own - 1 if own > 1 else 0
    elif said and said[1] == "named_month" and named:
        own = int(named[1])
    if question.wanted.so_far:
        return bool(said)
    return bool(own) and own != question.wanted.month


def contradicts_holiday(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure was counted in a holiday that the question does not name: 端午假期接待游客3.6万人次."""
    if group_of(figure.unit) not in ("person", "visits", "money") or question.wanted.holiday:
        return False
    clause = candidate.clauses[candidate.clause_of(figure.start)]
    return bool(holiday_in(candidate.indexed.report.text[clause[0] : figure.start]))


def contradicts_extent(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether one year is asked for and the figure is the sum of many, or the reverse: 累计3480户，当年620户."""
    if figure.extent is Extent.YEAR and question.wanted.running:
        return True  # 年内退出村4个 for 累计退出
    if figure.extent is not Extent.CUMULATIVE or question.wanted.whole or not question.scope.years:
        return False
    period = candidate.period_at(figure.start)
    if period is not None and period.single is None:
        return True
    return any(f.extent is Extent.YEAR and f.unit == figure.unit for f in candidate.figures)


def contradicts_years(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether one year is asked for and the words before the figure tell it of several: 2020年以来引进1468名 for 2024年.

    What there is at the end of them (达到, 总数) is that year's all the same.
    """
    if not question.scope.years or question.scope.span is not None or question.wanted.whole:
        return False
    text = candidate.indexed.report.text
    before = text[candidate.sentence.start : figure.start]
    over = [found.end() for found in _PATTERNS["over_years"].finditer(before)]
    if not over or _PATTERNS["one_year"].search(before[over[-1] :]) or _PATTERNS["level"].search(before[over[-1] :]):
        return False
    return not figure.is_change and figure.role is Role.LEVEL


def contradicts_aim(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell a plan where a result is asked for, or a result where a plan is, in a sentence that gives both."""
    if question.wanted.actual and _PATTERNS["bound"].match(figure.text):
        return True  # 不少于2次 is what was asked for, not what was done
    lead = candidate.indexed.report.text[figure.owner_start : figure.start]
    if (question.wanted.actual or question.wanted.happened) and _PATTERNS["budgeted"].search(lead):
        return True  # 总投资1.86亿元 for 到底投进去多少
    alike = [other for other in candidate.figures if other is not figure and other.unit == figure.unit]
    in_plan = candidate.tense is Tense.GOAL  # there every figure is planned, whichever the word stands at
    if question.wanted.happened and not question.wanted.planned and (in_plan or figure.aim is Aim.PLANNED):
        return True  # 计划招聘100名 for 招了多少
    if question.wanted.planned and not in_plan and figure.aim is not Aim.PLANNED:
        return any(other.aim is Aim.PLANNED for other in alike)
    other = Aim.PLANNED if question.scope.tense is Tense.GOAL else Aim.DONE
    if other is Aim.DONE and question.wanted.planned:
        return False
    if figure.aim in (Aim.NONE, other):
        return False
    return any(f.aim is other and f.unit == figure.unit for f in candidate.figures)
