"""Questions over several years or regions: one question for each of them."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.question.comparison import without_order
from assistant.question.lexicon import arithmetic_words
from assistant.question.patterns import asking, patterns
from assistant.question.scope import with_reports, without_all_regions
from assistant.types import Asked, Operation, Question
from index.snapshot import Entry
from index.structure import names_of

_PATTERNS = patterns("comparison")

_FEW = 2  # regions of which each is asked for by its own kind of answer


@dataclass(frozen=True, slots=True)
class Owner:
    """One year and region that a question asks about, with the question narrowed to it; None where it names none."""

    region: str | None
    year: int | None
    question: Question


def owners_of(question: Question, entries: Sequence[Entry]) -> list[Owner]:
    """Return the owners that a question asks about; a single one where only one is."""
    scope = question.scope
    regions = scope.regions or (None,)
    years = scope.years or (None,)
    if len(regions) * len(years) == 1:
        return [Owner(regions[0], years[0], question)]
    each = _of_each(question)
    owners = []
    for region, year in scope.pairs or itertools.product(regions, years):
        one = (region,) if region else (), (year,) if year else ()
        own = replace(scope, regions=one[0], years=one[1], reports=None, pairs=())
        narrowed = replace(each, scope=with_reports(own, entries), plain=_asked_alone(question, region, year))
        owners.append(Owner(region, year, narrowed))
    return owners


def _asked_alone(question: Question, region: str | None, year: int | None) -> str:
    """Word the question as if it asked one year and place alone, for who reads it as a whole."""
    plain = question.plain
    for name in sorted((name for place in question.scope.regions for name in names_of(place)), key=len, reverse=True):
        plain = plain.replace(name, " ")
    if region:
        plain = without_all_regions(plain)
    if question.comparison.order is not None:
        plain = without_order(plain)
    plain = _PATTERNS["moved_by"].sub(asking("is"), _PATTERNS["other_years"].sub("", plain))
    when = asking("in_year", year=str(year)) if year else ""
    return f"{min(names_of(region), key=len) if region else ''}{when}{plain.strip(' ，,、和与跟')}"


def _of_each(question: Question) -> Question:
    """Return what is asked of each owner: without the words that say what is to be made of their values."""
    comparison = question.comparison
    many = len(question.scope.regions) > _FEW
    terms = question.terms
    if many and comparison.bound is not None:
        # 超过5%的省: the number says which owners are meant, it is not looked for in the reports
        terms = tuple(term for term in terms if term.number is None)
    if comparison.operation is not None:
        terms = tuple(term for term in terms if term.text not in arithmetic_words())
    each = replace(question, terms=terms)
    if comparison.operation is not None:
        each = replace(each, wanted=replace(each.wanted, amount=False, level=not each.wanted.rate))
    if comparison.growth and len(question.scope.years) == 2:
        each = replace(each, unit="", group="", change=False)  # the levels, growth is computed from them
    elif comparison.operation is Operation.DIFFERENCE and question.group == "percent" and not question.unit:
        each = replace(each, group="", change=False)  # 2023年比2022年增加多少: of whatever unit the levels are
    # who has more is told by values
    if (many or comparison.order is not None) and question.asked not in (Asked.FIGURE, Asked.FROM_TO):
        each = replace(each, asked=Asked.FIGURE)
    return each


def span_itself(question: Question, entries: Sequence[Entry]) -> Question | None:
    """Return the question for several years as a whole, where one is asked of years in a row: 2021至2023年累计.

    A value that a report gives for them together is the answer; a value for each is asked for only where there is none.
    """
    scope, comparison = question.scope, question.comparison
    compared = comparison.order or comparison.bound or comparison.growth
    if scope.span is None or len(scope.years) < 2 or len(scope.regions) > 1 or compared or question.wanted.every:
        return None
    return replace(question, scope=with_reports(replace(scope, years=(), reports=None), entries))


def growth_itself(question: Question, entries: Sequence[Entry]) -> Question | None:
    """Return the question for the change that the later year's report gives itself, where one is asked of two years.

    It is worth more than one computed: reports give real growth, and nominal values beside it.
    """
    scope = question.scope
    difference = question.comparison.operation is Operation.DIFFERENCE
    if len(scope.years) != 2 or len(scope.regions) > 1 or not (question.comparison.growth or difference):
        return None
    later = replace(scope, years=(max(scope.years),), reports=None)
    wanted = replace(question.wanted, base_year=min(scope.years))  # a change since the year between is another one
    return replace(question, scope=with_reports(later, entries), change=True, wanted=wanted)


def since_last_year(question: Question, entries: Sequence[Entry]) -> Question | None:
    """Return the question as one over a year and the year before it, where it asks by how much something moved since then.

    A table that gives both years answers it, though no sentence says so. Without a year the latest report's is meant.
    """
    scope = question.scope
    asked = question.asked is Asked.FIGURE and question.wanted.since
    if not asked or question.comparison.operation is not Operation.DIFFERENCE or len(scope.regions) > 1:
        return None
    known = [entry.year for number, entry in enumerate(entries) if scope.reports is None or number in scope.reports]
    told = scope.years or tuple(sorted({year for year in known if year})[-1:])
    if len(told) != 1 or scope.span is not None:
        return None
    both = replace(scope, years=(told[0] - 1, told[0]), reports=None)
    return replace(
        question, scope=with_reports(both, entries), wanted=replace(question.wanted, since=False, base_year=told[0] - 1)
    )
