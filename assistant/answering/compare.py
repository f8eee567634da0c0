"""Compares several years or regions: a row for each, who comes first, who keeps a bound, what is computed."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering import wording
from assistant.answering.arithmetic import Derived, Operands, compute, ends_of, usable
from assistant.answering.composing import found, joined, weakest
from assistant.answering.refusing import refused
from assistant.answering.several import share_a_place
from assistant.data_files import read_patterns
from assistant.question import Owner
from assistant.types import Answer, Asked, Bound, Operation, Order, Question, Row, Status

_PATTERNS = read_patterns("assistant.answering", "patterns.toml")
_TOGETHER = (Operation.SUM, Operation.MEAN)
FEW = 6  # owners whose values all stand in the headline
_PAIR = 2


def compare(question: Question, owned: Sequence[tuple[Owner, Answer]]) -> Answer:
    """Return the answers for several owners as one; refuse where not one of them was found, and name the one of two
    that lacks the value.
    """
    given = [answer for _, answer in owned if answer.status is Status.ANSWERED]
    if not given or share_a_place(given):
        return refused(question)
    owned = _in_order(question, owned)
    labels = labels_of(owned, question.reply_in)
    if _lacks_one(question, owned):
        return _lacking(question, owned, labels)
    rows = _table(owned, labels)
    bounded = question.comparison.bound is not None and (len(owned) > _PAIR or question.asked is not Asked.YESNO)
    if len(owned) > FEW or bounded:
        return _of_many(question, [answer for _, answer in owned], rows)
    answers = [(label, answer) for label, (_, answer) in zip(labels, owned, strict=True)]
    return _of_few(question, replace(joined(question, answers), table=rows))


def _in_order(question: Question, owned: Sequence[tuple[Owner, Answer]]) -> Sequence[tuple[Owner, Answer]]:
    """Return owners in the order that all are asked for in, those without a value last."""
    order = question.comparison.order
    if not question.comparison.listed:
        return owned
    rows = [row for row in _table(owned, [""] * len(owned)) if row.figure is not None]
    if not rows or not _comparable(rows):
        return owned

    def place(pair: tuple[Owner, Answer]) -> tuple[bool, Decimal]:
        row = _table([pair], [""])[0]
        return row.figure is None, _value(row) if order is Order.LEAST else -_value(row)

    return sorted(owned, key=place)


def _lacks_one(question: Question, owned: Sequence[tuple[Owner, Answer]]) -> bool:
    """Tell whether one of two values is missing: the other alone is a wrong answer.

    Only where it is known what no report says (its year, a word of it) it is shown as missing; else it may well be there.
    """
    missing = [answer for _, answer in owned if answer.status is not Status.ANSWERED]
    computed = question.comparison.operation is not None
    return len(owned) == _PAIR and any(computed or not answer.unsupported for answer in missing)


def _lacking(question: Question, owned: Sequence[tuple[Owner, Answer]], labels: Sequence[str]) -> Answer:
    """Return a refusal that says whose value was not found, with the value of the other beside it."""
    language = question.reply_in
    told = {label: answer for label, (_, answer) in zip(labels, owned, strict=True)}
    lacking = [label for label, answer in told.items() if answer.status is not Status.ANSWERED]
    given = {label: answer for label, answer in told.items() if label not in lacking}
    values = wording.several_values([(label, answer.headline or "") for label, answer in given.items()], language)
    reason = wording.say(language, "lacks", labels=wording.say(language, "comma").join(lacking)) + wording.say(
        language, "given", values=values
    )
    return replace(
        refused(question),
        text=reason.strip(),
        nearest=tuple(answer.citations[0] for answer in given.values() if answer.citations),
        unsupported=tuple(word for label in lacking for word in told[label].unsupported),
    )


def labels_of(owned: Sequence[tuple[Owner, Answer]], language: str) -> list[str]:
    """Name each owner by what tells it from the others: its region, its year, or both.

    Where the values found are of different years, each is named with its own.
    """
    owners = [owner for owner, _ in owned]
    regions, years = ({getattr(owner, name) for owner in owners} for name in ("region", "year"))
    differ = len({year for _, answer in owned if (year := _year_of(answer))}) > 1
    named = [
        (wording.place_name(owner.region) if len(regions) > 1 and owner.region else "", owner.year or _year_of(answer))
        for owner, answer in owned
    ]
    apart = wording.say(language, "apart")
    return [
        (place + apart if place and year and (len(years) > 1 or differ) else place)
        + (wording.say(language, "in_year", year=year) if (len(years) > 1 or differ) and year else "")
        for place, year in named
    ]


def _year_of(answer: Answer) -> int | None:
    """Return the one year that an answer's figure is of."""
    return answer.figures[0].year if answer.status is Status.ANSWERED and answer.figures else None


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
            headline = wording.say(owner.question.reply_in, "aimed_at", value=headline)
        rows.append(Row(label, owner.region, owner.year or _year_of(answer), headline, figure, citation))
    return tuple(rows)


def _of_few(question: Question, answer: Answer) -> Answer:
    """Put before the values who comes first, or what is computed from them."""
    answer = _with_years(question, answer)
    order = _ranked(question, answer.table)
    if order is not None:
        return replace(answer, headline=_before(question, order, answer))
    if question.comparison.order is not None and any(row.figure is None for row in answer.table):
        comma = wording.say(question.reply_in, "comma")
        lacking = comma.join(row.label for row in answer.table if row.figure is None)
        note = wording.say(question.reply_in, "lacks", labels=lacking)
        return replace(answer, text=wording.shortened(note + answer.text, wording.LONGEST_TEXT))
    computed = _computed(question, answer.table)
    if computed is None:
        return answer
    formula = wording.say(question.reply_in, "computed", formula=computed.formula)
    return replace(
        answer,
        headline=_of_first(
            question, answer.table, computed.text
        ),  # the two it is computed from stand in the text and the table
        text=wording.shortened(formula + answer.text, wording.LONGEST_TEXT),
        computed=computed.formula,
    )


def _of_first(question: Question, rows: Sequence[Row], computed: str) -> str:
    """Return what is computed, with the name of the place that is said to have so much more than the other."""
    between = question.comparison.operation is Operation.DIFFERENCE and len(question.scope.regions) == len(rows)
    if not between or rows[0].figure == rows[-1].figure:
        return computed
    return rows[0].label + wording.say(question.reply_in, "apart") + computed


def _with_years(question: Question, answer: Answer) -> Answer:
    """Say that places are compared of which each gives the value of another year, or of several years together."""
    if len(question.scope.years) > 1 or len(question.scope.regions) < _PAIR:
        return answer
    language = question.reply_in
    told = [(row.region or row.label, _when(row, language)) for row in answer.table if row.figure is not None]
    if len({when for _, when in told}) < _PAIR or not all(when for _, when in told):
        return answer
    values = wording.say(language, "comma").join(
        f"{wording.place_name(place)} {when}".replace(" ", wording.say(language, "apart")) for place, when in told
    )
    note = wording.say(language, "years_differ", values=values)
    if question.comparison.operation in _TOGETHER:
        note += wording.say(language, "not_added")
    return replace(answer, text=wording.shortened(note + answer.text, wording.LONGEST_TEXT))


def _when(row: Row, language: str) -> str:
    if row.figure is None or row.figure.stretch:
        return row.figure.stretch if row.figure else ""
    return wording.say(language, "in_year", year=row.figure.year) if row.figure.year else ""


def _comparable(rows: Sequence[Row]) -> bool:
    """Tell whether values may be put in order: of one unit, each of one year or all of the same several; places in an
    order (第4名) the other way round are left alone.
    """
    figures = [row.figure for row in rows if row.figure is not None]
    ranks = any(_PATTERNS["rank"].match(figure.text) for figure in figures)
    return _one_unit(rows) and len({figure.stretch for figure in figures}) == 1 and not ranks


def _before(question: Question, words: str, answer: Answer) -> str:
    headline = wording.say(question.reply_in, "aside", words=words, more=answer.headline)
    return wording.shortened(headline, wording.LONGEST_HEADLINE)


def _of_many(question: Question, answers: Sequence[Answer], rows: tuple[Row, ...]) -> Answer:
    """Answer over many owners: the headline sums up, the text holds every value, the table every source."""
    language, bound = question.reply_in, question.comparison.bound
    kept = rows if bound is None else _within(bound, rows)
    if len(kept) < len(rows):
        comma, apart = wording.say(language, "comma"), wording.say(language, "apart")
        labels = comma.join(f"{row.label}{apart}{row.headline}" for row in kept)
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
    language, counts = question.reply_in, {"count": str(len(valued)), "asked": str(len(rows))}
    if not _one_unit(valued) or len(valued) < _PAIR:
        return wording.say(language, "many", **counts)
    ordered = sorted(valued, key=_value)
    low, high = (f"{row.label}{row.headline}" for row in (ordered[0], ordered[-1]))
    return wording.say(language, "spread", high=high, low=low, **counts)


def _ranked(question: Question, rows: Sequence[Row]) -> str | None:
    """Return the words for who has more, where that was asked and the owners' figures are of one unit."""
    order, language = question.comparison.order, question.reply_in
    given = _alike(rows)
    incomplete = len(rows) <= FEW and len(given) != len(rows)
    if order is None or len(given) < _PAIR or incomplete or not _comparable(given):
        return None
    least = order is Order.LEAST
    first = (min if least else max)(given, key=_value)
    best = [row for row in given if _value(row) == _value(first)]
    labels = wording.say(language, "comma").join(row.label for row in best[:FEW])
    word = question.comparison.word or wording.say("zh", "few" if least else "much")
    if len(best) == len(given):
        return wording.say(language, "alike", labels=labels)
    if len(rows) <= _PAIR:
        return wording.say(language, "less_of_two" if least else "more_of_two", label=labels, word=word)
    key = "least_of_all" if least else "most_of_all"
    return wording.say(language, key, label=labels, word=word, value=first.headline or "")


def _computed(question: Question, rows: Sequence[Row]) -> Derived | None:
    """Return what the question wants computed; None where it wants nothing, or a figure is missing or not exact."""
    operation = question.comparison.operation
    in_time = len({row.year for row in rows}) > 1 and len({row.region for row in rows}) == 1
    latest_first = sorted(rows, key=lambda row: row.year or 0, reverse=True) if in_time else rows
    figures = tuple(row.figure for row in latest_first if row.figure is not None)
    if operation is None or len(figures) != len(rows) or not usable(figures):
        return None
    if not _comparable(rows) or (operation in _TOGETHER and not in_time and len({row.year for row in rows}) > 1):
        return None  # what two places have in different years is nobody's sum
    return compute(operation, Operands(figures, in_time, question.reply_in))
