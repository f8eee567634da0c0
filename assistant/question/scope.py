"""When and where a question is about, and which reports can answer it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.types import Question, Scope
from index.snapshot import Entry
from index.structure import kind_of_report, names_of, provinces
from index.text import fold
from index.types import Tense

_YEARS = re.compile(
    r"(?<![0-9.])(20[0-9]{2}|19[0-9]{2})(?![0-9.%])(?:\s*[-—~至到]\s*(20[0-9]{2}))?\s*(?:学年度?|年度?)?"
)
_SHORT_YEAR = re.compile(r"(?<![0-9])([12][0-9])年(?!级|来|间|前|后|以)")
_PLAN_SPANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_PLAN = re.compile('[“"]?(十[二三四五]五)[”"]?(?:时期|期间)?')
_RELATIVE = (
    (re.compile(r"前年"), -2),
    (re.compile(r"(?<![较比])(?:去年|上一年|上年)(?!相比)"), -1),
    (re.compile(r"今年|本年度?"), 0),
    (re.compile(r"明年|下一年"), 1),
)
# 计划 announces at the head of what is asked (after year and region); in 行动计划 and “百人计划” it is part of a name
_GOAL = re.compile(
    r"目标(?!任务完成)|预期(?!寿命)|(?<![^\s年省市区县州将还原都也，,])计划(?!生育|的|单列)|(?<!行动)计划(?=[？?\s]*$|新增|新建|完成|达到)|力争|打算|拟(?!建立)|将要?(?=[\u4e00-\u9fff])|要(?:达到|完成|实现|新增)|安排"
)
# a year that a value is only compared with is not the year asked about: 比2019年少了几所, 跟去年比, 是上年的几倍
_YEAR_WORD = r"(?:(?:19|20)[0-9]{2}年?|去年|上一?年|前一?年)(?:年?[底末初]|同期|那时候?|那会儿?)?"
_COMPARED_YEAR = re.compile(
    rf"[比较]\s*{_YEAR_WORD}(?:相比)?|(?:[跟与和同]|相[比较]于?)\s*{_YEAR_WORD}\s*(?:相比|比较|对比|比起来|比)|(?:是|为|相当于)\s*{_YEAR_WORD}的(?=.{{0,4}}(?:几|多少)倍)"
)
_QUOTED = re.compile('[“"][^”"]*[”"]')
_GOES_ON = re.compile(
    r"路|街(?!道办)|湖|大道|河(?!北|南)|山(?!东|西)|[一二三四五六七八九十]+[中小](?!小)|小学|中学|幼儿园|学院|医院|公园|机场|广场|村"
)
_EVERYWHERE = re.compile(
    r"全国各(?:省份?|地区?)(?:市|区)*|各省(?:份|区市|市区|市|区)?|各(?:个)?地区|各地(?=的|20|今|明|去|[^区方市县])|(?:31|三十一)个?省(?:区市|份|市|区)?"
    r"|(?:所有|全部)(?:的)?(?:省份?|地区|省区市)|每个?(?:省份?|地区)|哪(?:个|些|几个|一?个)(?:省份?|地区|省市|省区市)(?:的)?"
    r"|(?:的|是)(?:省份?|地区)(?:是|有)?(?:哪(?:个|些|几个)|谁)(?=[？?]*$)|的(?:省份?|地区)(?:有哪些|是哪个|有多少个?|有几个)"
)
# what asks for an order or a bound among the regions is not looked for in their reports
_SUPERLATIVE = re.compile(
    r"(?:谁|哪个)?(?:更|最)[高低大小多少快慢强弱](?:的)?|排名?(?:在)?第一|(?:设|定)?(?:在|超过|高于|大于|不低于|不少于|达到|低于|小于|不超过|不到)\s*[0-9.]+\s*(?:%|个百分点|万亿元?|亿元?|万)?(?:以上|以下)?"
    r"|[0-9.]+\s*(?:%|个百分点|万亿元?|亿元?|万)(?:以上|以下)(?:的)?|分别(?:是|为)?(?=多少)"
)
# over several years or regions, these ask for arithmetic and name nothing in a report
_ARITHMETIC = re.compile(
    r"平均(?=是|为|有|多少|[？?\s]|$)|均值|合计|之和|总和|加起来|加在一起|一共|总共|相差|差距(?:是|有)?"
)
_OWN_PLACE = re.compile(r"(?:我|本|全)(?:区|市|省|县|校|自治区)|(?:该|这个)(?:区|市|省|县)|各?教育局")


def find_scope(plain: str, entries: Sequence[Entry]) -> tuple[Scope, str]:
    """Read the scope out of a question; returns it with the question's remaining words."""
    text = fold(plain)
    rest = _without_compared_year(text)
    years: list[int] = []
    for found in _YEARS.finditer(rest):
        first, last = int(found[1]), int(found[2]) if found[2] else None
        years += [first] if last is None or last - first > 12 else list(range(first, last + 1))
        rest = rest.replace(found.group(), " ", 1)
    for found in _SHORT_YEAR.finditer(rest):
        if not years:
            years.append(2000 + int(found[1]))
            rest = rest.replace(found.group(), " ", 1)
    known = [entry.year for entry in entries if entry.year]
    for pattern, shift in _RELATIVE:
        relative = pattern.search(rest)
        if relative and known and not years:
            years.append(_relative_year(entries, shift))
            rest = pattern.sub(" ", rest)
    span = None
    plan = _PLAN.search(rest)
    if plan and not years:
        span = _PLAN_SPANS[plan[1]]
        rest = rest.replace(plan.group(), " ", 1)
    regions, rest = _regions(rest, entries)
    if not regions and (everywhere := _EVERYWHERE.search(rest)):
        regions = _all_regions(entries, provinces_only="省" in everywhere.group())
        if regions:
            rest = _SUPERLATIVE.sub(" ", rest.replace(everywhere.group(), " ", 1))
    if max(len(regions), 1) * max(len(years), 1) > 1:
        rest = _ARITHMETIC.sub(" ", rest)
    tense = Tense.GOAL if _GOAL.search(_QUOTED.sub("x", rest)) else None
    rest = _OWN_PLACE.sub(" ", rest)
    scope = Scope(tuple(dict.fromkeys(years)), regions, None, span, tense)
    return with_reports(scope, entries), rest


def _without_compared_year(text: str) -> str:
    """Take out the year that a value is compared with, unless a second year says that two values are to be compared."""
    compared = _COMPARED_YEAR.search(text)
    if compared is None:
        return text
    rest = text[: compared.start()] + " " + text[compared.end() :]
    return text if _YEARS.search(compared.group()) and _YEARS.search(rest) else rest


def _all_regions(entries: Sequence[Entry], provinces_only: bool) -> tuple[str, ...]:
    """Return the regions of the reports in the order provinces are listed in; none where there are only one or two."""
    reported = {entry.region for entry in entries if entry.region}
    ordered = [region for region in provinces().values() if region in reported]
    if not provinces_only or len(ordered) <= 2:
        ordered += sorted(reported - set(ordered))
    return tuple(ordered) if len(ordered) > 2 else ()


def _relative_year(entries: Sequence[Entry], shift: int) -> int:
    """Take "this year" as the latest report's own."""
    return max(entry.year for entry in entries if entry.year) + shift


def _regions(text: str, entries: Sequence[Entry]) -> tuple[tuple[str, ...], str]:
    """Find the regions that a question names: those of the reports, and the provinces."""
    known = {entry.region for entry in entries if entry.region} | set(provinces().values())
    named = sorted(
        ((name, region) for region in known for name in names_of(region)),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
    found: list[tuple[int, str]] = []
    rest = text
    for name, region in named:
        offset = rest.find(name)
        if offset < 0 or (len(name) == 2 and _inside_longer(rest, offset, name)):
            continue
        if region not in (seen for _, seen in found):
            found.append((offset, region))
        rest = rest.replace(name, "\x00" * len(name))
    reported = {entry.region for entry in entries}
    covered = [(offset, region) for offset, region in found if region in reported]
    if not covered:
        # Only places without a report: they stay in the question as words that the evidence has to mention
        return (), text
    for _, region in found:
        if region not in reported:
            for name in names_of(region):
                if name in text:
                    offset = text.find(name)
                    rest = rest[:offset] + name + rest[offset + len(name) :]
                    break
    return tuple(region for _, region in sorted(covered)), rest.replace("\x00", " ")


def _inside_longer(text: str, offset: int, name: str) -> bool:
    """Tell 青海湖 from 青海, 清河二中 from 清河: a place name that goes on."""
    return _GOES_ON.match(text, offset + len(name)) is not None


def with_reports(scope: Scope, entries: Sequence[Entry]) -> Scope:
    """Narrow the reports by region, and by the years a report can speak of."""
    numbers = [number for number, entry in enumerate(entries) if not scope.regions or entry.region in scope.regions]
    if scope.years:
        dated = [number for number in numbers if any(may_hold(entries[number], y) for y in scope.years)]
        numbers = dated
    narrowed = None if len(numbers) == len(entries) else tuple(numbers)
    return Scope(scope.years, scope.regions, narrowed, scope.span, scope.tense)


def may_hold(entry: Entry, year: int) -> bool:
    """Tell whether a report can speak of `year`: a yearly summary of its own year and those named in it."""
    if entry.year is None:
        return True
    if kind_of_report(entry.title) == "address":
        return entry.year - 6 <= year <= entry.year + 5
    return entry.year - 5 <= year <= entry.year + 1


def within(question: Question, reports: Sequence[int] | None) -> Question:
    """Narrow a question to the reports of these numbers; None leaves it as it is."""
    if reports is None:
        return question
    own = question.scope.reports
    both = tuple(sorted(set(reports) if own is None else set(reports) & set(own)))
    return replace(question, scope=replace(question.scope, reports=both))
