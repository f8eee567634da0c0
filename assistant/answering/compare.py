"""Compares several years or regions: a row for each, who comes first, who keeps a bound, what is computed."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering import wording
from assistant.answering.arithmetic import Derived, Operands, compute, ends_of, usable
from assistant.answering.composing import found, joined, weakest
from assistant.answering.refusing import refused
from assistant.answering.several import share_a_place
from assistant.question import Owner
from assistant.types import Answer, Bound, Order, Question, Row, Status

FEW = 6  # owners whose values all stand in the headline
_PAIR = 2


def compare(question: Question, owned: Sequence[tuple[Owner, Answer]]) -> Answer:
    """Return the answers for several owners as one; refuse where not one of them was found."""
    given = [answer for _, answer in owned if answer.status is Status.ANSWERED]
    if not given or share_a_place(given) or _lacks_one(question, owned):
        return refused(question)
    labels = labels_of([owner for owner, _ in owned], question.language)
    rows = _table(owned, labels)
    if len(owned) > FEW or (len(owned) > _PAIR and question.comparison.bound is not None):
        return _of_many(question, [answer for _, answer in owned], rows)
    answers = [(label, answer) for label, (_, answer) in zip(labels, owned, strict=True)]
    return _of_few(question, replace(joined(question, answers), table=rows))


def _lacks_one(question: Question, owned: Sequence[tuple[Owner, Answer]]) -> bool:
    """Tell whether one of two values is missing: the other alone is a wrong answer.

    Only where it is known what no report says (its year, a word of it) it is shown as missing; else it may well be there.
    """
    missing = [answer for _, answer in owned if answer.status is not Status.ANSWERED]
    computed = question.comparison.operation is not None
    return len(owned) == _PAIR and any(computed or not answer.unsupported for answer in missing)


def labels_of(owners: Sequence[Owner], language: str) -> list[str]:
    """Name each owner by what tells it from the others: its region, its year, or both."""
    regions, years = ({getattr(owner, name) for owner in owners} for name in ("region", "year"))
    return [
        (wording.place_name(owner.region) if len(regions) > 1 and owner.region else "")
        + (wording.say(language, "in_year", year=owner.year) if len(years) > 1 and owner.year else "")
        for owner in owners
    ]


def _table(owned: Sequence[tuple[Owner, Answer]], labels: Sequence[str]) -> tuple[Row, ...]:
    """Return a row for each owner; what its reports do not give stays empty.

    A goal among results is called one: its owner's report of the year after does not say what was reached.
    """
    goals = [figure.goal for _, answer in owned for figure in answer.figures]
    mixed = any(goals) and not all(goals)
    rows = []
    for label, (owner, answer) in zip(labels, owned, strict=True):
        found_here = answer.status is Status.ANSWERED
        figure = answer.figures[0] if found_here and len(answer.figures) == 1 else None
        citation = answer.citations[0] if found_here and answer.citations else None
        headline = answer.headline
        if headline and mixed and figure is not None and figure.goal:
            headline = wording.say(owner.question.language, "aimed_at", value=headline)
        rows.append(Row(label, owner.region, owner.year, headline, figure, citation))
    return tuple(rows)


def _of_few(question: Question, answer: Answer) -> Answer:
    """Put before the values who comes first, or what is computed from them."""
    order = _ranked(question, answer.table)
    if order is not None:
        return replace(answer, headline=_before(order, answer))
    computed = _computed(question, answer.table)
    if computed is None:
        return answer
    formula = wording.say(question.language, "computed", formula=computed.formula)
    return replace(
        answer,
        headline=computed.text,  # the two it is computed from stand in the text and the table
        text=wording.shortened(formula + answer.text, wording.LONGEST_TEXT),
        computed=computed.formula,
    )


def _before(words: str, answer: Answer) -> str:
    return wording.shortened(f"{words}（{answer.headline}）", wording.LONGEST_HEADLINE)


def _of_many(question: Question, answers: Sequence[Answer], rows: tuple[Row, ...]) -> Answer:
    """Answer over many owners: the headline sums up, the text holds every value, the table every source."""
    language, bound = question.language, question.comparison.bound
    kept = rows if bound is None else _within(bound, rows)
    if len(kept) < len(rows):
        labels = "、".join(f"{row.label}{row.headline}" for row in kept)
        headline = wording.say(language, "kept", count=str(len(kept)), labels=labels)
    else:
        headline = _ranked(question, rows) or _spread(question, rows)
    missing = wording.say(language, "missing")
    text = wording.say(language, "join").join(f"{row.label}{row.headline or missing}" for row in kept)
    computed = _computed(question, kept)
    if computed is not None:
        headline, text = computed.text, wording.say(language, "computed", formula=computed.formula) + text
    answer = found(
        question,
        headline=headline,
        text=text,
        citations=tuple(dict.fromkeys(row.citation for row in kept if row.citation is not None)),
        figures=tuple(replace(row.figure, label=row.label) for row in kept if row.figure is not None),
        confidence=weakest(answer.confidence for answer in answers),
    )
    return replace(answer, table=kept, computed=computed.formula if computed else "")


def _within(bound: Bound, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows that keep a bound, the highest first; a range keeps it with its lower end."""
    kept = [row for row in rows if row.figure and bound.holds(ends_of(row.figure.value)[0])]
    return tuple(sorted(kept, key=lambda row: -_value(row)))


def _alike(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a figure that may be put in order: results, or goals where there are only goals."""
    given = [row for row in rows if row.figure is not None]
    return [row for row in given if row.figure and not row.figure.goal] or given


def _one_unit(rows: Sequence[Row]) -> bool:
    return len({row.figure.unit for row in rows if row.figure}) == 1


def _value(row: Row) -> Decimal:
    """Return a row's value to put it in order by; a range counts by its upper end."""
    if row.figure is None:
        return Decimal(0)
    upper = ends_of(row.figure.value)[1]
    return -upper if row.figure.fall else upper


def _spread(question: Question, rows: Sequence[Row]) -> str:
    """Sum up a comparison of many owners: how many give a value, the highest and the lowest."""
    valued = [row for row in _alike(rows) if row.headline]
    language, counts = question.language, {"count": str(len(valued)), "asked": str(len(rows))}
    if not _one_unit(valued) or len(valued) < _PAIR:
        return wording.say(language, "many", **counts)
    ordered = sorted(valued, key=_value)
    low, high = (f"{row.label}{row.headline}" for row in (ordered[0], ordered[-1]))
    return wording.say(language, "spread", high=high, low=low, **counts)


def _ranked(question: Question, rows: Sequence[Row]) -> str | None:
    """Return the words for who has more, where that was asked and the owners' figures are of one unit."""
    order = question.comparison.order
    given = _alike(rows)
    incomplete = len(rows) <= FEW and len(given) != len(rows)
    if order is None or len(given) < _PAIR or incomplete or not _one_unit(given):
        return None
    first = (min if order is Order.LEAST else max)(given, key=_value)
    best = [row for row in given if _value(row) == _value(first)]
    if len(rows) <= _PAIR:
        key = "lower" if order is Order.LEAST else "higher"
        return wording.say(question.language, key, label=first.label) if len(best) == 1 else None
    key = "lowest" if order is Order.LEAST else "highest"
    label = "、".join(row.label for row in best[:FEW])
    return wording.say(question.language, key, label=label, value=first.headline or "")


def _computed(question: Question, rows: Sequence[Row]) -> Derived | None:
    """Return what the question wants computed; None where it wants nothing, or a figure is missing or not exact."""
    operation = question.comparison.operation
    latest_first = sorted(rows, key=lambda row: row.year or 0, reverse=True)
    figures = tuple(row.figure for row in latest_first if row.figure is not None)
    if operation is None or len(figures) != len(rows) or not usable(figures):
        return None
    in_time = len({row.year for row in rows}) > 1
    return compute(operation, Operands(figures, in_time, question.language))
