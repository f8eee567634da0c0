"""What other reports say where a question that names no place asks for several values, or for how something changed.

Single figures are read of all reports at once (`choices.py`); these are asked of each report by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.answering import wording
from assistant.types import Answer, Choice, Question, Status
from index.snapshot import Entry

ASKED = 3  # other reports


def with_answers_elsewhere(
    question: Question,
    answer: Answer,
    others: Iterable[Entry],
    ask: Callable[[Entry], Answer],
    own: Entry,
) -> Answer:
    """Add what other reports answer in as many values of the same units, each as a choice that is taken with one click;
    the newest of one place is the answer.

    `ask` answers the question from one report alone; `own` is the report that the answer stands in.
    """
    found = [(own, answer)]
    for entry in list(others)[:ASKED]:
        given = ask(entry)
        if _answers_alike(answer, given):
            found.append((entry, given))
    if len(found) == 1:
        return answer
    if not question.scope.years and question.scope.span is None:  # the newest of the place is meant
        newest = max(
            (pair for pair in found if pair[0].region == own.region),
            key=lambda pair: (pair[0].year or 0, pair[0] is own),
        )
        found = [newest, *(pair for pair in found if pair is not newest)]
        answer = newest[1]
    labels = _labels(found, question.reply_in)
    choices = tuple(_choice(label, entry, given) for label, (entry, given) in zip(labels[1:], found[1:], strict=True))
    return replace(answer, read_as=labels[0], choices=choices)


def _answers_alike(answer: Answer, other: Answer) -> bool:
    """Tell whether another answer has the same values to give: as many, each in the unit of its counterpart."""
    if other.status is not Status.ANSWERED or other.headline == answer.headline:
        return False
    return [figure.unit for figure in answer.figures] == [figure.unit for figure in other.figures]


def _labels(found: list[tuple[Entry, Answer]], language: str) -> list[str]:
    """Name each answer by its report's place and year, as far as they tell it from the others, else by its title."""
    places, years = {entry.region for entry, _ in found}, {_year(entry, answer) for entry, answer in found}
    labels = []
    for entry, answer in found:
        year = _year(entry, answer)
        place = wording.place_name(entry.region) if entry.region and len(places) > 1 else ""
        when = wording.say(language, "in_year", year=year) if year and len(years) > 1 else ""
        labels.append(place + (wording.say(language, "apart") if place and when else "") + when)
    return [
        label if label and labels.count(label) == 1 else entry.title
        for label, (entry, _) in zip(labels, found, strict=True)
    ]


def _year(entry: Entry, answer: Answer) -> int | None:
    years = {figure.year for figure in answer.figures}
    return years.pop() if len(years) == 1 else entry.year


def _choice(label: str, entry: Entry, answer: Answer) -> Choice:
    return Choice(
        label,
        entry.region,
        _year(entry, answer),
        answer.headline or "",
        answer.text,
        answer.figures[0],
        answer.citations[0],
        answer.confidence,
        answer.figures,
        answer.citations,
        answer.computed,
    )
