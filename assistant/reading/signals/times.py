"""When a figure holds, against when is asked: its years, whether it is a goal, how old its report is."""

import re
from collections.abc import Sequence

from assistant.data_files import read_patterns
from assistant.evidence import Candidate
from assistant.types import Question
from index.structure import kind_of_report, years_told
from index.types import Figure, Period, Tense

_YEAR = re.compile(r"20[0-9]{2}")
_PATTERNS = read_patterns("assistant.reading", "signals.toml")


def contradicts_time(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the evidence speaks of other years than the question: a veto, not a weight."""
    scope = question.scope
    period = _period(candidate, figure)
    if scope.years:
        if period is None:
            year = candidate.indexed.report.year
            return year is not None and year not in scope.years and not _its_own(candidate, None, scope.years)
        if period.single is None:
            return period.last not in scope.years or _yearly_mean(candidate, figure)
        return period.single not in scope.years and not _its_own(candidate, period, scope.years)
    if scope.span and period is not None:
        return period.last < scope.span[0] or period.first > scope.span[1]
    return False


def contradicts_tense(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell a result where a goal is asked of a report that gives both: a veto."""
    kind = kind_of_report(candidate.indexed.report.title)
    return kind == "address" and question.scope.tense is Tense.GOAL and candidate.tense is not Tense.GOAL


def period_fits(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Weigh the years: 1 for the very year or plan asked for, below 0 for a longer or unknown one."""
    scope, period = question.scope, _period(candidate, figure)
    if scope.years:
        return 0.3 if period is None else -1.0 if period.single is None else 1.0
    if scope.span:
        return 1.0 if period is not None and (period.first, period.last) == scope.span else -1.0
    return -0.4 if period is not None and period.single is None else 0.0


def tense_fits(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Weigh goal against result: -1 for a goal where a result is asked for or the other way round."""
    scope, period = question.scope, _period(candidate, figure)
    kind = kind_of_report(candidate.indexed.report.title)
    goal = candidate.tense is Tense.GOAL
    # a summary tells next year's goals at its end; a question for that year can only mean them
    meant = kind != "address" and period is not None and period.single in scope.years
    if kind == "plan" or (goal and meant):
        return 0.0
    return 0.3 if goal is (scope.tense is Tense.GOAL) else -1.0


def is_goal(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the sentence says what is aimed at."""
    return float(candidate.tense is Tense.GOAL)


def year_named(question: Question, candidate: Candidate, figure: Figure) -> float:
    """Tell whether the question names years."""
    return float(bool(question.scope.years))


def _period(candidate: Candidate, figure: Figure) -> Period | None:
    """Return the years a figure speaks of: those its own words name, else its clause's or sentence's."""
    return figure.period or candidate.period_at(figure.start)


def _its_own(candidate: Candidate, period: Period | None, years: Sequence[int]) -> bool:
    """Tell whether a sentence without a year may speak of one asked for: the other one of its report's school year, or
    the one after a summary, where it says what is aimed at (下一步：招聘教师20名)."""
    report = candidate.indexed.report
    if report.year is None or str(report.year) in candidate.words:
        return False
    told = years_told(report.title, report.year)
    if period is not None and period.single != report.year and (period.first, period.last) != (told[0], told[-1]):
        return False
    aimed = candidate.tense is Tense.GOAL and candidate.kind == "summary" and not _looks_back(candidate, report.year)
    return any(year in told or (aimed and year == told[-1] + 1) for year in years)


def _looks_back(candidate: Candidate, year: int) -> bool:
    """Tell whether an aim is one of the year reported on: 年初计划新建12所，实际建成10所, or under 2023年工作总结."""
    dated = [heading for heading in candidate.passage.section if "年" in heading and _YEAR.search(heading)]
    return _PATTERNS["past_aim"].search(candidate.words) is not None or (bool(dated) and not _later(dated[-1], year))


def _later(heading: str, year: int) -> bool:
    return any(int(found) > year for found in _YEAR.findall(heading))


def _yearly_mean(candidate: Candidate, figure: Figure) -> bool:
    text = candidate.indexed.report.text
    return "年均" in text[candidate.clauses[candidate.clause_of(figure.start)][0] : figure.start]
