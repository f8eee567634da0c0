"""Questions over several years or regions: one question for each owner, and who comes first."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant import wording
from assistant.scope import with_reports
from assistant.types import Answer, Question
from index.regions import provinces
from index.snapshot import Entry

_MORE = re.compile(
    r"谁[^，。]*(?:更|最)?(?:高|大|多|快|强)|哪[个省市区]?[^，。]*(?:更|最)(?:高|大|多|快|强)|(?:更|最)(?:高|大|多|快)"
)
_LESS = re.compile(r"谁[^，。]*(?:更|最)?(?:低|小|少|慢)|(?:更|最)(?:低|小|少|慢)")


def owners(question: Question, entries: Sequence[Entry]) -> list[tuple[str, Question]]:
    """Return one labelled question for each year and region asked about; a single one where only one is."""
    scope = question.scope
    regions = scope.regions or ("",)
    years = scope.years or (0,)
    if len(regions) * len(years) == 1:
        return [("", question)]
    parts = []
    for region in regions:
        for year in years:
            narrowed = replace(scope, regions=(region,) if region else (), years=(year,) if year else (), reports=None)
            label = (short_name(region) if len(regions) > 1 else "") + (f"{year}年" if len(years) > 1 else "")
            parts.append((label, replace(question, scope=with_reports(narrowed, entries))))
    return parts


def short_name(region: str) -> str:
    """Return the name a region goes by in a headline."""
    return next((short for short, full in provinces().items() if full == region), region)


def ranked(question: Question, answers: Sequence[tuple[str, Answer]]) -> str | None:
    """Return the words for who has more, where that was asked and every owner has a figure of one unit."""
    less = bool(_LESS.search(question.plain))
    if not less and not _MORE.search(question.plain):
        return None
    values: list[tuple[str, Decimal]] = []
    units = set()
    for label, answer in answers:
        if len(answer.figures) != 1:
            return None
        values.append((label, Decimal(answer.figures[0].value.split("-")[-1])))
        units.add(answer.figures[0].unit)
    if len(units) != 1 or len({value for _, value in values}) != len(values):
        return None
    label = (min if less else max)(values, key=lambda pair: pair[1])[0]
    return wording.say(question.language, "slower" if less else "faster", label=label)
