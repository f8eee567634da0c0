"""Questions over several years or regions: one question for each owner, who comes first, and what is computed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering import wording
from assistant.answering.arithmetic import Derived, asks_growth, asks_to_compute, operation_of, usable
from assistant.question import with_reports
from assistant.types import Answer, AnswerFigure, Asked, Question, Row, Status
from index.snapshot import Entry
from index.structure import provinces

_MORE = re.compile(
    r"谁[^，。]*(?:更|最)?(?:高|大|多|快|强)|哪[个省市区]?[^，。]*(?:更|最)(?:高|大|多|快)|(?:更|最)(?:高|大|多|快)|排(?:名)?第一"
)
_LESS = re.compile(r"谁[^，。]*(?:更|最)?(?:低|小|少|慢)|(?:更|最)(?:低|小|少|慢)")
_BOUND = re.compile(
    r"(?P<over>超过|高于|大于|不低于|不少于|达到)?\s*(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>%|个百分点|万亿元?|亿元?|万)?(?P<after>以上|以下|以内)?"
)
_UNDER = re.compile(r"(?:低于|小于|不超过|不到|少于)\s*[0-9]")
_SCALES = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4}
FEW = 6  # owners whose values all stand in the headline


@dataclass(frozen=True, slots=True)
class Owner:
    """One year and region that a question asks about, with the question narrowed to it."""

    label: str
    region: str | None
    year: int | None
    question: Question


def owners(question: Question, entries: Sequence[Entry]) -> list[Owner]:
    """Return the owners that a question asks about; a single one where only one is."""
    scope = question.scope
    regions = scope.regions or ("",)
    years = scope.years or (0,)
    if len(regions) * len(years) == 1:
        return [Owner("", regions[0] or None, years[0] or None, question)]
    bound = bound_of(question) if len(regions) > 2 else None
    if bound is not None:
        # 超过5%的省: the number says which owners are meant, it is not looked for in the reports
        question = replace(question, terms=tuple(term for term in question.terms if term.number is None))
    if asks_growth(question.plain) and len(years) == 2:
        question = replace(question, unit="", group="", change=False)  # the levels, growth is computed from them
    if operation_of(question.plain) is not None:
        question = replace(question, terms=tuple(term for term in question.terms if not asks_to_compute(term.text)))
    if question.asked not in (Asked.FIGURE, Asked.FROM_TO) and len(regions) > 2:
        question = replace(question, asked=Asked.FIGURE)
    parts = []
    for region in regions:
        for year in years:
            narrowed = replace(scope, regions=(region,) if region else (), years=(year,) if year else (), reports=None)
            label = (short_name(region) if len(regions) > 1 else "") + (f"{year}年" if len(years) > 1 else "")
            part = replace(question, scope=with_reports(narrowed, entries))
            parts.append(Owner(label, region or None, year or None, part))
    return parts


def growth_itself(question: Question, entries: Sequence[Entry]) -> Question | None:
    """Return the question for the growth that the later year's report gives itself, where growth is asked of two years.

    It is worth more than one computed: reports give real growth, and nominal values beside it.
    """
    scope = question.scope
    if len(scope.years) != 2 or len(scope.regions) > 1 or not asks_growth(question.plain):
        return None
    later = replace(scope, years=(max(scope.years),), reports=None)
    return replace(question, scope=with_reports(later, entries), change=True)


def short_name(region: str) -> str:
    """Return the name a region goes by in a headline."""
    return next((short for short, full in provinces().items() if full == region), region)


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound that values have to keep: at least or at most `limit`, itself included or not."""

    limit: Decimal
    lower: bool
    itself: bool

    def holds(self, figure: AnswerFigure) -> bool:
        """Tell whether a value keeps the bound; a range keeps it with its lower end."""
        value = Decimal(figure.value.split("-")[0] or "0")
        if value == self.limit:
            return self.itself
        return (value > self.limit) is self.lower


def bound_of(question: Question) -> Bound | None:
    """Return the bound that the values have to keep; None where the question names none."""
    for found in _BOUND.finditer(question.plain):
        over, after, unit = found["over"], found["after"], found["unit"] or ""
        under = _UNDER.search(question.plain) is not None or after in ("以下", "以内")
        if not (over or after or under) or not (unit or after or over):
            continue
        scale = next((factor for name, factor in _SCALES.items() if unit.startswith(name)), Decimal(1))
        itself = after is not None or over in ("不低于", "不少于", "达到") or "不超过" in question.plain
        return Bound(Decimal(found["number"]) * scale, not under, itself)
    return None


def table_of(owned: Sequence[tuple[Owner, Answer]]) -> tuple[Row, ...]:
    """Return a row for each owner; what its reports do not give stays empty.

    A goal among results is called one: its owner's report of the year after does not say what was reached.
    """
    goals = [f.goal for _, answer in owned for f in answer.figures]
    mixed = any(goals) and not all(goals)
    rows = []
    for owner, answer in owned:
        found = answer.status is Status.ANSWERED
        figure = answer.figures[0] if found and len(answer.figures) == 1 else None
        citation = answer.citations[0] if found and answer.citations else None
        headline = answer.headline
        if headline and mixed and figure is not None and figure.goal:
            headline = wording.say(owner.question.language, "aimed_at", value=headline)
        rows.append(Row(owner.label, owner.region, owner.year, headline, figure, citation))
    return tuple(rows)


def within_bound(question: Question, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows that keep the bound a question names; all of them where it names none."""
    bound = bound_of(question)
    if bound is None:
        return tuple(rows)
    kept = [row for row in rows if row.figure is not None and bound.holds(row.figure)]
    return tuple(sorted(kept, key=lambda row: -_value(row.figure) if row.figure else 0))


def alike(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a figure that may be put in order: results, or goals where there are only goals."""
    given = [row for row in rows if row.figure is not None]
    results = [row for row in given if row.figure and not row.figure.goal]
    return results or given


def headline_of_many(question: Question, rows: Sequence[Row], asked: int) -> str:
    """Sum up a comparison of many owners: how many give a value, the highest and the lowest."""
    valued = [row for row in alike(rows) if row.headline]
    units = {row.figure.unit for row in valued if row.figure}
    language = question.language
    if len(units) != 1 or len(valued) < 2:
        return wording.say(language, "many", count=str(len(valued)), asked=str(asked))
    ordered = sorted(valued, key=lambda row: _value(row.figure) if row.figure else Decimal(0))
    low, high = ordered[0], ordered[-1]
    return wording.say(
        language,
        "spread",
        count=str(len(valued)),
        asked=str(asked),
        high=f"{high.label}{high.headline}",
        low=f"{low.label}{low.headline}",
    )


def _value(figure: AnswerFigure) -> Decimal:
    return Decimal(figure.value.split("-")[-1] or "0")


def ranked(question: Question, rows: Sequence[Row]) -> str | None:
    """Return the words for who has more, where that was asked and the owners' figures are of one unit."""
    less = bool(_LESS.search(question.plain))
    if not less and not _MORE.search(question.plain):
        return None
    given = alike(rows)
    if len(given) < 2 or (len(rows) <= FEW and len(given) != len(rows)):
        return None
    if len({row.figure.unit for row in given if row.figure}) != 1:
        return None
    first = (min if less else max)(given, key=lambda row: _value(row.figure) if row.figure else Decimal(0))
    best = [row for row in given if row.figure and first.figure and _value(row.figure) == _value(first.figure)]
    if len(rows) <= 2:
        return (
            wording.say(question.language, "slower" if less else "faster", label=first.label)
            if len(best) == 1
            else None
        )
    label = "、".join(row.label for row in best[:FEW])
    return wording.say(question.language, "lowest" if less else "highest", label=label, value=first.headline or "")


def derived(question: Question, rows: Sequence[Row]) -> Derived | None:
    """Return what the question wants computed; None where it wants nothing, or a figure is missing or not exact."""
    operation = operation_of(question.plain)
    figures = [row.figure for row in rows]
    known = [figure for figure in figures if figure is not None]
    if (
        operation is None
        or len(known) != len(figures)
        or len(known) < 2
        or not usable(known)
        or len({f.goal for f in known}) > 1
    ):
        return None
    in_time = sorted(zip(rows, known, strict=True), key=lambda pair: pair[0].year or 0, reverse=True)
    return operation([(row.label, figure) for row, figure in in_time])
