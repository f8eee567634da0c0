"""When and where a question is about, and which reports can answer it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question.comparison import read_comparison
from assistant.question.patterns import asking, patterns
from assistant.types import Question, Scope
from index.snapshot import Entry
from index.structure import COUNTRY, kind_of_report, level_of, names_of, plan_years, provinces
from index.text import fold
from index.types import Tense

_PATTERNS = patterns("scope", plans="|".join(plan_years()))
# words for a year, and how far it lies from the latest report's own
_RELATIVE = (("two_years_ago", -2), ("last_year", -1), ("this_year", 0), ("next_year", 1))
_LONGEST_SPAN = 12  # years
_LOOKS_BACK = 13  # years: 生均9.7平方米，2010年为7.1平方米
_CENTURY = 2000
_SEVERAL = 2
_OF_ONE_RANK = "县区旗"
_SHORTEST = 4  # characters; less is no question


def find_scope(plain: str, entries: Sequence[Entry]) -> tuple[Scope, str]:
    """Read the scope out of a question; returns it with the question's remaining words."""
    text = _without_compared_year(fold(plain))
    since = _PATTERNS["since"].search(text)
    span = None
    if since:  # 2020年以来: to the latest report's year
        first = int(since[1])
        span = (first, max((entry.year for entry in entries if entry.year), default=first))
        text = text.replace(since.group(), " ", 1)
    years, rest, reckoned = _years(text, entries)
    if _asked_together(text, years):
        span = (min(years), max(years))
    plan = _PATTERNS["plan"].search(rest)
    if plan and not years and span is None:
        span = plan_years()[plan[1]]
        rest = rest.replace(plan.group(), " ", 1)
    regions, rest = _regions(rest, entries)
    if not regions and (everywhere := _PATTERNS["everywhere"].search(rest)):
        provinces_only = _PATTERNS["provinces"].search(everywhere.group()) is not None
        regions = _all_regions(entries, provinces_only, _fewest(everywhere.group(), text))
        if regions:
            rest = _PATTERNS["superlative"].sub(" ", rest.replace(everywhere.group(), " ", 1))
    if not regions and (local := _PATTERNS["each_local"].search(rest)):
        regions = _local_regions(entries, local["kinds"], _fewest(local.group(), text))
        if regions:
            rest = _PATTERNS["superlative"].sub(" ", rest.replace(local.group(), " ", 1))
    if max(len(regions), 1) * max(len(years), 1) > 1:
        rest = _PATTERNS["arithmetic"].sub(" ", rest)
    if not regions:
        regions, rest = _country(rest, entries)
    pairs = _pairs(text, regions, years)
    tense = Tense.GOAL if _PATTERNS["goal"].search(_PATTERNS["quoted"].sub("x", rest)) else None
    rest = _without_own_place(rest, regions, entries)
    scope = Scope(tuple(dict.fromkeys(years)), regions, None, span, tense, reckoned, pairs)
    return with_reports(scope, entries), rest


def _pairs(text: str, regions: Sequence[str], years: Sequence[int]) -> tuple[tuple[str, int], ...]:
    """Return each place with its own year, where the question names them in turn: 青禾区2023年和云溪县2022年."""
    if len(regions) != len(years) or len(regions) < _SEVERAL:
        return ()
    places = [([text.find(name) for name in names_of(region) if name in text], region) for region in regions]
    if not all(found for found, _ in places) or not all(str(year) in text for year in years):
        return ()
    turns = sorted([*((min(found), place) for found, place in places), *((text.find(str(y)), y) for y in years)])
    named = [name for _, name in turns]
    alike = {(type(one), type(other)) for one, other in zip(named[::2], named[1::2], strict=True)}
    if alike not in ({(str, int)}, {(int, str)}):
        return ()
    return tuple(zip(regions, (name for name in named if isinstance(name, int)), strict=True))


def _asked_together(text: str, years: Sequence[int]) -> bool:
    """Tell whether a value of several years as a whole may be meant: 2021至2023年, and no word for each of them."""
    if len(years) < 2 or _PATTERNS["each_year"].search(text):
        return False
    in_a_row = list(years) == list(range(years[0], years[0] + len(years)))
    return (in_a_row and len(years) > 2) or _PATTERNS["together"].search(text) is not None


def _years(text: str, entries: Sequence[Entry]) -> tuple[list[int], str, int | None]:
    """Return the years that a question names, its other words, and how a word was reckoned; this year is the latest report's own."""
    rest = text
    years: list[int] = []
    for found in _PATTERNS["years"].finditer(text):
        first, last = int(found[1]), int(found[2]) if found[2] else None
        years += [first] if last is None or last - first > _LONGEST_SPAN else list(range(first, last + 1))
        rest = rest.replace(found.group(), " ", 1)
    for found in _PATTERNS["short_year"].finditer(rest):
        if not years:
            years.append(_CENTURY + int(found[1]))
            rest = rest.replace(found.group(), " ", 1)
    known = [entry.year for entry in entries if entry.year]
    reckoned = None
    for name, shift in _RELATIVE:
        if known and not years and _PATTERNS[name].search(rest):
            years.append(max(known) + shift)
            rest = _PATTERNS[name].sub(" ", rest)
            reckoned = shift
    return years, rest, reckoned


def as_read_later(question: Question, entries: Sequence[Entry]) -> Question | None:
    """Return what 去年 means where a yearly summary is read the year after: the summary's own year; 今年打算 the next.

    None for a question that says no such thing, and where the latest report is no summary.
    """
    scope = question.scope
    latest = max((entry for entry in entries if entry.year), key=lambda entry: entry.year or 0, default=None)
    aimed = scope.reckoned == 0 and (scope.tense is Tense.GOAL or question.wanted.planned)
    if not (aimed or scope.reckoned == -1) or len(scope.years) != 1:
        return None
    if latest is None or kind_of_report(latest.title) != "summary":
        return None
    later = replace(scope, years=(scope.years[0] + 1,), reports=None, reckoned=None)
    return replace(question, scope=with_reports(later, entries))


def _without_compared_year(text: str) -> str:
    """Take out the year that a value is compared with, unless a second year says that two values are to be compared."""
    compared = _PATTERNS["compared_year"].search(text)
    if compared is None:
        return text
    rest = text[: compared.start()] + " " + text[compared.end() :]
    return text if _PATTERNS["years"].search(compared.group()) and _PATTERNS["years"].search(rest) else rest


def _fewest(words: str, text: str) -> int:
    """Return how many regions have to be reported on where `words` speak of all of them.

    哪个县 may ask for the name of one that a report tells of; of two it is asked which one only where it is said by what.
    """
    comparison = read_comparison(text)
    told_by = comparison.order is not None or comparison.bound is not None
    names_one = words.startswith(asking("which_of")) and not told_by
    return _SEVERAL + 1 if names_one else _SEVERAL


def _all_regions(entries: Sequence[Entry], provinces_only: bool, fewest: int) -> tuple[str, ...]:
    """Return the regions of the reports in the order provinces are listed in; none where they are too few, or two of
    different ranks, of which the one may hold the other.
    """
    reported = {entry.region for entry in entries if entry.region and entry.region != COUNTRY}
    ordered = [region for region in provinces().values() if region in reported]
    if not provinces_only or len(ordered) < fewest:
        ordered += sorted(reported - set(ordered))
    alike = len(ordered) > _SEVERAL or len({_rank(region) for region in ordered}) == 1
    return tuple(ordered) if len(ordered) >= fewest and alike else ()


def _rank(region: str) -> str:
    """Return the rank of a place, by which 县, 区 and 旗 are one, and provinces another whatever they are called."""
    level = level_of(region)
    return "" if region in provinces().values() else _OF_ONE_RANK[0] if level in _OF_ONE_RANK else level


def _local_regions(entries: Sequence[Entry], kinds: str, fewest: int) -> tuple[str, ...]:
    """Return the regions of the reports whose names end with one of the kinds (县, 区); none where they are too few.

    县, 区 and 旗 are of one rank: who asks 哪个区 where there are one 区 and one 县 means both.
    """
    listed = set(provinces().values())
    reported = sorted({entry.region for entry in entries if entry.region and entry.region not in listed})
    found = [region for region in reported if region[-1] in kinds]
    if len(found) < fewest and set(kinds) <= set(_OF_ONE_RANK):
        found = [region for region in reported if region[-1] in _OF_ONE_RANK]
    return tuple(found) if len(found) >= fewest else ()


def _regions(text: str, entries: Sequence[Entry]) -> tuple[tuple[str, ...], str]:
    """Find the regions that a question names: those of the reports, and the provinces."""
    known = {entry.region for entry in entries if entry.region} - {COUNTRY} | set(provinces().values())
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


def _country(text: str, entries: Sequence[Entry]) -> tuple[tuple[str, ...], str]:
    """Find whether a question is about the whole country, where a report is; 全国文明校园 and 居全国第三 are not."""
    if all(entry.region != COUNTRY for entry in entries):
        return (), text
    rest, count = _PATTERNS["country"].subn(" ", text)
    return ((COUNTRY,), rest) if count else ((), text)


def _without_own_place(text: str, regions: Sequence[str], entries: Sequence[Entry]) -> str:
    """Take out the words by which a report calls its own place; 全省 asked of a district's report is another place."""
    places: Sequence[str | None] = regions or [entry.region for entry in entries]
    levels = {level_of(place) if place else "" for place in places}

    def own(found: re.Match[str]) -> str:
        other = found["level"] and "" not in levels and found["level"] not in levels
        return found.group() if other else " "

    return _PATTERNS["own_place"].sub(own, text)


def _inside_longer(text: str, offset: int, name: str) -> bool:
    """Tell 青海湖 from 青海, 清河二中 from 清河: a place name that goes on."""
    return _PATTERNS["goes_on"].match(text, offset + len(name)) is not None


def without_all_regions(plain: str) -> str:
    """Return a question without the words that ask for every place or which of them: 各区县普惠率 → 普惠率."""
    return _PATTERNS["each_local"].sub(" ", _PATTERNS["everywhere"].sub(" ", plain))


def unscoped(question: Question) -> str:
    """Return the plain question without its one year and the names of its own place: 2022年青石县教师多少人 → 教师多少人.

    Words that stand for another year or place stay: those are what is asked about.
    """
    bare = question.plain
    said = list(_PATTERNS["said_year"].finditer(bare))
    if len(question.scope.years) == 1 and len(said) == 1 and not _PATTERNS["compared_year"].search(bare):
        bare = bare.replace(said[0].group(), "", 1)
    for region in question.scope.regions:
        for name in sorted(names_of(region), key=len, reverse=True):
            bare = bare.replace(name, "")
    if not question.wanted.area:
        bare = _PATTERNS["own_place"].sub("", bare)
    bare = re.sub(r"^[\s的，,、]+|[\s的，,、]+$", "", bare)
    return bare if len(bare) >= _SHORTEST else question.plain


def with_reports(scope: Scope, entries: Sequence[Entry]) -> Scope:
    """Narrow the reports by region, and by the years a report can speak of."""
    numbers = [number for number, entry in enumerate(entries) if not scope.regions or entry.region in scope.regions]
    if scope.years:
        dated = [number for number in numbers if any(may_hold(entries[number], y) for y in scope.years)]
        numbers = dated
    narrowed = None if len(numbers) == len(entries) else tuple(numbers)
    return replace(scope, reports=narrowed)


def may_hold(entry: Entry, year: int) -> bool:
    """Tell whether a report can speak of `year`: a yearly summary of its own year and those named in it."""
    if entry.year is None:
        return True
    if kind_of_report(entry.title) == "address":
        return entry.year - 6 <= year <= entry.year + 5
    return entry.year - _LOOKS_BACK <= year <= entry.year + 1


def within(question: Question, reports: Sequence[int] | None) -> Question:
    """Narrow a question to the reports of these numbers; None leaves it as it is."""
    if reports is None:
        return question
    own = question.scope.reports
    both = tuple(sorted(set(reports) if own is None else set(reports) & set(own)))
    return replace(question, scope=replace(question.scope, reports=both))
