"""Which years a sentence speaks of, and whether it tells a result or a goal.

A sentence's own words come first (2025年, 今年, 五年来, “十四五”), then the lead of its paragraph, then the lead-in
before a row of paragraphs (五年来，我们主要做了以下工作：), then its headings, then the kind of report.
"""

import functools
import re
from collections.abc import Sequence

from index.data_files import read_patterns, read_rows
from index.text import find_figures, fold
from index.types import Figure, FigureKind, Period, Tense


@functools.cache
def plan_years() -> dict[str, tuple[int, int]]:
    """Return the first and last year of the country's five-year plans, by their number (十四五)."""
    return {name: (int(first), int(last)) for name, first, last in read_rows("index.structure", "plans.tsv", 3)}


_PLAN = re.compile(f'[“"]?({"|".join(plan_years())})[”"]?(?!规划|纲要)')
_FIVE_YEARS = re.compile(
    r"(?:过去|这|近|最近)(?:的)?五年|五年来|五年间|这是[^，。]{2,24}的五年|年均(?!浓度|气温|水量|降水)"
)
# 比2020年增长… compares with that year and does not speak of it
_YEAR = re.compile(r"(?<![0-9.比较])(20[0-9]{2})年")
_SPAN = re.compile(r"(?<![0-9])(20[0-9]{2})年?\s?(?:-{1,2}|—{1,2}|~|至|到)\s?(20[0-9]{2})年?(?:学年度?|年度?)?")
_SINCE = re.compile(r"(?<![0-9])(20[0-9]{2})年(?:[0-9]{1,2}月)?以来")
_HAN_YEAR = re.compile(r"二[〇零○][〇零○一二三四五六七八九]{2}(?=年|学年)")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
# 由上年的9.3%转为…, （上年0.18%）: the year before the one that the sentence speaks of
_YEAR_BEFORE = re.compile(r"(?<![比较与同于])(?:上年|上一年|前一年|去年)(?!末|底|同期|度)")
_YEAR_AT_START = re.compile(r"^[（(，、\s]*(?:上年|上一年)(?!末|底|同期|度|结转)")
_THIS_YEAR = re.compile(r"今年(?!初|以来的)|本年度?(?!级)")
_LAST_YEAR = re.compile(r"(?<![较比])去年")
_YEAR_TOLD = re.compile(
    r"(?<![较比])(?:刚刚)?过去的?一年|(?<![一二三四五六七八九十])一年来"
)  # the one that the report looks back on
_PATTERNS = read_patterns("index.structure", "announcing.toml")
_MAIN_WORK = "重点工作"  # what is planned, but in a summary what was done


# 2015年预算执行情况和2016年预算草案的报告: given in the second of its years, and this year is that one
BUDGET = re.compile(r"执行情况.{0,12}(20[0-9]{2})年.{0,24}(?:草案|计划)")


def kind_of_report(title: str) -> str:
    """Return "address" (a yearly report of last year's results and this year's goals), "plan" or "summary"."""
    if re.search(r"政府工作的?报告", title) or BUDGET.search(title):
        return "address"
    if _PATTERNS["summary"].search(title):
        return "summary"
    if _PATTERNS["plan"].search(title):
        return "plan"
    return "summary"


_SCHOOL_YEAR = re.compile(r"(20[0-9]{2})\s?年?(?:-|—{1,2}|~|至|到)\s?(20[0-9]{2})\s?(?:学年|年度)")


def years_told(title: str, year: int | None) -> tuple[int, ...]:
    """Return the years that a report tells of as its own: both of a school year (2017—2018学年), else its one."""
    found = _SCHOOL_YEAR.search(_in_digits(title))
    if found and year in (first := (int(found[1]), int(found[2]))) and first[1] == first[0] + 1:
        return first
    return () if year is None else (year,)


def default_period(title: str, year: int | None) -> tuple[Period | None, Tense]:
    """Return what a report speaks of where it says nothing nearer."""
    kind = kind_of_report(title)
    if year is None:
        return None, Tense.GOAL if kind == "plan" else Tense.RESULT
    if kind == "address":
        return Period(year - 1, year - 1), Tense.RESULT
    return Period(year, year), Tense.GOAL if kind == "plan" else Tense.RESULT


_NUMBER = re.compile(r"^\s*[0-9]{1,2}[.．]\s*(?=20[0-9]{2})")  # 5. 2024年怎么干: no decimal


def period_of_heading(title: str, report_year: int | None, kind: str) -> tuple[Period | None, Tense | None]:
    """Return the years and the tense a heading announces; each None where it does not say."""
    folded = _in_digits(_NUMBER.sub("", title))
    years = [int(year) for year in _YEAR.findall(folded)]
    tense: Tense | None = None
    if _PATTERNS["result"].search(folded):
        tense = Tense.RESULT
    elif _PATTERNS["goal"].search(folded) or (kind != "summary" and _MAIN_WORK in folded):
        tense = Tense.GOAL
    if years:
        if kind == "address" and report_year:
            # 2023年工作回顾 tells what was done, also in an address that is named after the year it tells of
            done = years[0] < report_year or tense is Tense.RESULT
            tense = Tense.RESULT if done else Tense.GOAL
        elif report_year and years[0] > report_year:
            tense = Tense.GOAL  # 三、2024年怎么干 of a summary of 2023
        return Period(years[0], years[0]), tense
    plan = _PLAN.search(folded)
    if plan:
        return Period(*plan_years()[plan[1]]), tense
    if re.search(r"今年|本年", folded) and report_year:
        return Period(report_year, report_year), tense
    if re.search(r"过去的?一年|(?<![一二三四五六七八九十])一年来", folded) and report_year:
        told = report_year - (kind == "address")
        return Period(told, told), tense
    if re.search(r"去年|上年", folded) and report_year:
        return Period(report_year - 1, report_year - 1), tense
    if re.search(r"[明来下]年|下一年", folded) and report_year and kind != "address":
        return Period(report_year + 1, report_year + 1), Tense.GOAL
    return None, tense


# Years that a value is only compared with: 快于2024年, 与2015年相比, 是2010年的2.2倍
_COMPARED_WITH = re.compile(
    r"(?:[快慢高低好优多少]于|超过|[比较与同])(?:19|20)[0-9]{2}年(?:同期|相比|末|底)?"
    # where a change began
    r"|[由从自](?:(?:19|20)[0-9]{2}|上|去|上一)年[末底初]?(?:同期)?的?(?=[0-9一二两三四五六七八九十百千万])"
    r"|(?:[是为]|相当于|达到)(?:19|20)[0-9]{2}年(?:同期|末|底)?(?=的[0-9.一二两三四五六七八九十]+倍)|以(?:19|20)[0-9]{2}年为(?:基|100)"
)


def period_of_words(text: str, report_year: int | None, kind: str) -> Period | None:
    """Return the years that the words of one sentence or clause name; None where they name none."""
    folded = _COMPARED_WITH.sub("", _in_digits(text))  # 增长4%，快于2024年1.8个百分点 does not speak of 2024
    span = _span(folded, report_year)
    if span:
        return span
    named = _YEAR.search(folded)
    spans = _FIVE_YEARS.search(folded)
    plan = _PLAN.search(folded)
    if named and named.start() <= 12 and not plan:
        return Period(int(named[1]), int(named[1]))
    if spans or (plan and re.search(r"时期|期间|以来|五年", folded[plan.start() : plan.end() + 8])):
        if plan:
            first, last = plan_years()[plan[1]]
            so_far = report_year - (kind == "address") if report_year else last
            since = "以来" in folded[plan.end() : plan.end() + 4] and so_far > first
            return Period(first, so_far if since else last)
        if report_year:
            last = report_year - 1 if kind == "address" else report_year
            return Period(last - 4, last)
        return None
    if named:
        return Period(int(named[1]), int(named[1]))
    if report_year is None:
        return None
    if _LAST_YEAR.search(folded) or _YEAR_AT_START.search(folded):
        return Period(report_year - 1, report_year - 1)
    told = report_year - (kind == "address")
    if _YEAR_TOLD.search(folded):
        return Period(told, told)
    if _THIS_YEAR.search(folded):
        return Period(report_year, report_year)
    return None


_DATED = re.compile(r"[（(][^（）()]*[0-9]年[^（）()]*[）)]")


def _values_in(text: str) -> list[Figure]:
    """Return the figures of a text but for lengths of time: 五年来 says when."""
    return [figure for figure in find_figures(text) if figure.kind is not FigureKind.TIME]


def period_of_sentence(text: str, report_year: int | None, kind: str) -> Period | None:
    """Return the years that a sentence speaks of: those named before its first figure, or in brackets behind one.

    A year named further on speaks for what follows it: 线路86条，去年是81条; 生均9.7平方米，2015年为7.1平方米.
    """
    whole = period_of_words(text, report_year, kind)
    figures = _values_in(text) if whole is not None else []
    if not figures:
        return whole
    lead = text[: figures[0].start]
    before = period_of_words(text[: figures[0].end], report_year, kind)
    if before is not None and (names_year(lead) or "，" not in lead.strip("，")):
        return before
    for found in _DATED.finditer(_in_digits(text)):
        if not any(found.start() <= figure.start < found.end() for figure in figures):
            return period_of_words(found.group(), report_year, kind)  # 现有教师365人（2022年底）
    return None


_OPENING = 14  # characters at the head of a sentence in which a year speaks for what follows
_BY_THE_WAY = re.compile(r"^[（(—\-\s]*20[0-9]{2}年(?:[0-9]{1,2}月[0-9]{1,2}日|[^，。；]{0,3}(?:以前|之前|前的|那))")


def period_that_opens(text: str, report_year: int | None, kind: str) -> Period | None:
    """Return the years with which a sentence opens what follows (2023年，…; 五年来，…); None where it does not.

    A day, what was there before a year, and one of several years of a row speak for their own sentence alone.
    """
    folded = _in_digits(text)
    if _BY_THE_WAY.match(folded) or not names_one_year(text):
        return None
    opening = re.split("[，；：]", text[:_OPENING])[0] if _YEAR_BEFORE.search(folded) else text[:_OPENING]
    if period_of_words(opening, report_year, kind) is None:
        return None
    figures = _values_in(text)  # 线路86条，去年是81条 opens nothing
    found = period_of_words(opening[: figures[0].start] if figures else opening, report_year, kind)
    # cut short, 企业数是2012年的3.5倍 would speak of 2012
    return found if found == period_of_sentence(text, report_year, kind) else None


# … but the value that follows is of that year: 比2015年的4.31张
_VALUE_OF = re.compile(
    r"(?:(?:[比较]|[高低多少大小]于|超过)((?:19|20)[0-9]{2})年(?:同期|末|底)?的|[由从自]((?:19|20)[0-9]{2})年[末底初]?的?)$"
)


# … or the year before: 上年同期为6515万元, 较上年的1080万元减少
_VALUE_BEFORE = re.compile(
    r"(?:^|[^比较与同于])(?:上年|去年|上一年)(?:同期|同月|末|底)[为是]?$|(?:上年|去年|上一年)(?:同期|末|底)?的$"
)


def period_of_figure(lead: str, sentence: Period | None, report_year: int | None, kind: str) -> Period | None:
    """Return the years that the words right before a figure name for it alone; None where they name none.

    `sentence` is what its sentence speaks of, so that 上年 is told to be the year before that.
    """
    folded = fold(lead)
    if "去年" in folded and _YEAR_BEFORE.search(folded):
        return Period(report_year - 1, report_year - 1) if report_year else None
    if _YEAR_BEFORE.search(folded) or _VALUE_BEFORE.search(folded):
        year = sentence.single if sentence and sentence.single else report_year
        return Period(year - 1, year - 1) if year else None
    compared = _VALUE_OF.search(_in_digits(lead))
    if compared:
        year = int(compared[1] or compared[2])
        return Period(year, year)
    return period_of_words(lead, report_year, kind)


def _span(folded: str, report_year: int | None) -> Period | None:
    """Return the years of 2021—2023年 and 2019年以来."""
    span = _SPAN.search(folded)
    if span and int(span[1]) < int(span[2]):
        return Period(int(span[1]), int(span[2]))
    since = _SINCE.search(folded)
    if since and report_year and int(since[1]) < report_year:
        return Period(int(since[1]), report_year)
    return None


_BLANKS = re.compile(
    r"\s+(?=(?:[0-9]{4} ?)?年)|(?<=[比较与同由从自至到])\s+(?=[0-9]{4})"
)  # that typesetting puts around years


def _in_digits(text: str) -> str:
    """Return folded text with the years that are written in characters (二〇二三年) in digits."""
    return _BLANKS.sub("", years_in_digits(fold(text)))


def years_in_digits(folded: str) -> str:
    """Return text with its years in digits, character for character as long as it is."""
    return _HAN_YEAR.sub(lambda found: found.group().translate(_HAN_DIGITS), folded)


def names_no_plan(text: str) -> bool:
    """Tell whether no five-year plan is named."""
    return not _PLAN.search(fold(text))


def names_year(text: str) -> bool:
    """Tell whether a year is named by its number, or several by what they are called."""
    folded = _in_digits(text)
    return any(pattern.search(folded) for pattern in (_YEAR, _SPAN, _FIVE_YEARS, _PLAN, _YEAR_TOLD, _THIS_YEAR))


def names_one_year(text: str) -> bool:
    """Tell whether at most one year is named; one of several in a row is not what follows speaks of."""
    return len(set(_YEAR.findall(_SPAN.sub("", _in_digits(text))))) < 2


def years_named(text: str) -> list[int]:
    """Return the years that a text names by their numbers, those left out that it only compares with."""
    return [int(year) for year in _YEAR.findall(fold(text))]


def period_of_section(titles: Sequence[str], report_year: int | None, kind: str) -> tuple[Period | None, Tense | None]:
    """Return what a path of headings says, the deepest that says it first."""
    period: Period | None = None
    tense: Tense | None = None
    for depth, title in enumerate(titles):
        heading_period, heading_tense = period_of_heading(title, report_year, kind)
        if kind != "address" or depth == 0 or heading_period:
            # 一、2024年工作回顾 > （一）重点任务扎实推进: the part says what its sections tell, unless they name a year
            tense = heading_tense or tense
        period = heading_period or period
    return period, tense
