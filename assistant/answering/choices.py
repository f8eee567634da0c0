"""What a question may mean that names no place or year: the newest of its readings is the answer, the others are offered.

Each report is read as if the question had been asked of it alone; what is not trusted there is not offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering import wording
from assistant.answering.figures import figure_answer
from assistant.answering.labels import indicator_of
from assistant.answering.other_reports import row_of
from assistant.evidence import Candidate
from assistant.reading import Reader, Reading, shipped_bounds
from assistant.types import Answer, Asked, Choice, Question, Status

OFFERED = 6
_OF_ONE = (Asked.FIGURE, Asked.TOPIC)  # keywords side by side (青禾区 招聘教师) are answered with one figure as well
_LOOKED_AT = 5  # reports, the answer's own among them
_SENTENCES = 3  # of each; more cost more than they give
_BESIDE = 2  # other readings of the answer's own report


@dataclass(frozen=True, slots=True)
class _Way:
    """A reading with the place and year that it holds for, or the several years together."""

    reading: Reading
    region: str | None
    year: int | None
    stretch: str = ""

    def when(self, language: str) -> str:
        return self.stretch or (wording.say(language, "in_year", year=self.year) if self.year else "")


def with_choices(question: Question, answer: Answer, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Add the other readings of a question for one figure; a newer one of the same takes the answer's place."""
    if answer.status is not Status.ANSWERED or question.asked not in _OF_ONE or len(answer.figures) != 1:
        return answer
    ways = _ways(question, answer, candidates, reader)
    main = next((way for way in ways if _is_answer(way.reading, answer)), None)
    if main is None:
        return answer
    newest = _newest(question, main, ways)
    if newest is not main:
        answer = _instead(question, answer, main, newest)
        main = newest
    others = [way for way in ways if way is not main and _may_be_meant(main, way)]
    others.sort(key=lambda way: (way.region != main.region, -(way.year or 0)))
    if not others:
        return answer
    labels = _labels([main, *others], question.reply_in)
    choices = {
        (label, choice.headline): choice
        for label, way in zip(labels[1:], others, strict=True)
        if (choice := _choice(question, label, way)).headline != answer.headline or label != labels[0]
    }
    return replace(answer, read_as=labels[0], choices=tuple(choices.values())[:OFFERED])


def picked(answer: Answer, choice: Choice) -> Answer:
    """Return the answer to the same question where `choice` is what was meant."""
    instead = None
    if answer.headline is not None and answer.figures and answer.citations:
        several = len(answer.figures) > 1
        instead = Choice(
            answer.read_as,
            None,
            None,
            answer.headline,
            answer.text,
            answer.figures[0],
            answer.citations[0],
            answer.confidence,
            answer.figures if several else (),
            answer.citations if several else (),
            answer.computed,
        )
    rest = [other for other in answer.choices if other != choice]
    return replace(
        answer,
        headline=choice.headline,
        text=choice.text,
        citations=choice.quotes,
        figures=choice.figures or (choice.figure,),
        confidence=choice.confidence,
        choices=(*([instead] if instead else []), *rest),
        read_as=choice.label,
        others=(),
        computed=choice.computed,
        table=(),
    )


def _ways(question: Question, answer: Answer, candidates: Sequence[Candidate], reader: Reader) -> list[_Way]:
    """Return the readings that may be shown of the answer's report and of a few others, each read on its own."""
    bounds = shipped_bounds()
    own = answer.citations[0]
    grouped: dict[str, list[Candidate]] = {own.report_id: []}
    for candidate in candidates:
        grouped.setdefault(candidate.indexed.report.id, []).append(candidate)
    ways = []
    for report, told in list(grouped.items())[:_LOOKED_AT]:
        near = [candidate for candidate in told if report == own.report_id and candidate.sentence.start == own.start]
        near += [candidate for candidate in told if candidate not in near][: _SENTENCES - len(near)]
        readings = [reading for reading in reader.figures(question, near) if len(reading.figures) == 1]
        sure = [r for r in readings if r.probability >= bounds.figure or _is_answer(r, answer)]
        ways += [_way(reading) for reading in sure[: 1 + _BESIDE]]
    return ways


def _way(reading: Reading) -> _Way:
    candidate, figure = reading.candidate, reading.figure
    return _Way(
        reading,
        candidate.indexed.report.region,
        candidate.year_of(figure),
        wording.figure_of(candidate, figure).stretch,
    )


def _is_answer(reading: Reading, answer: Answer) -> bool:
    citation = answer.citations[0]
    places = [citation.start + start for start, _ in citation.marks]
    return reading.candidate.indexed.report.id == citation.report_id and reading.figure.start in places


def _newest(question: Question, main: _Way, ways: Sequence[_Way]) -> _Way:
    """Return the newest reading that tells the same of the same place, where the question names no year."""
    if question.scope.years or question.scope.span is not None or main.year is None:
        return main
    alike = [way for way in ways if way.region == main.region and way.year and _tell_the_same(main, way)]
    return max(alike, key=lambda way: (way.year or 0, way is main), default=main)


def _tell_the_same(main: _Way, way: _Way) -> bool:
    """Tell whether two readings are of one indicator: counted alike, met by the same words, both done or both planned."""
    one, two = main.reading, way.reading
    return (
        _counted(one) == _counted(two)
        and one.candidate.tense == two.candidate.tense
        and two.signal("words_met") >= one.signal("words_met")
        and two.signal("words_extra") == one.signal("words_extra")
    )


def _counted(reading: Reading) -> tuple[object, ...]:
    figure = reading.figure
    return (
        figure.unit,
        figure.role,
        figure.is_change,
        figure.per,
        figure.months,
        figure.place,
        figure.aim,
        figure.extent,
    )


def _may_be_meant(main: _Way, way: _Way) -> bool:
    """Tell whether another reading is worth offering: another value, counted in the same unit."""
    one, two = main.reading.figure, way.reading.figure
    same_kind = one.unit == two.unit and one.role is two.role
    same_tense = main.reading.candidate.tense == way.reading.candidate.tense
    same_place = (main.region, main.year) == (way.region, way.year)
    return same_kind and same_tense and not (same_place and one.value == two.value)


def _instead(question: Question, answer: Answer, main: _Way, newest: _Way) -> Answer:
    """Return the answer with the newest reading; what was the answer stands among the other reports' values."""
    new = figure_answer(question, newest.reading)
    report = newest.reading.candidate.indexed.report.id
    others = [row for row in answer.others if row.citation is None or row.citation.report_id != report]
    if answer.others and main.reading.candidate.indexed.report.id != report:
        others.insert(0, row_of(main.reading))
    return replace(new, others=tuple(others))


def _labels(ways: Sequence[_Way], language: str) -> list[str]:
    """Name each reading by what tells it from the others: its place, its year, else what it counts or its report."""
    regions, times = {way.region for way in ways}, {way.when(language) for way in ways}
    labels = [
        (wording.place_name(way.region) if len(regions) > 1 and way.region else "")
        + (way.when(language) if len(times) > 1 else "")
        for way in ways
    ]
    return [
        label
        if label and labels.count(label) == 1
        else f"{label}{'·' if label else ''}{indicator_of(way.reading.candidate, way.reading.figure)}"
        for label, way in zip(labels, ways, strict=True)
    ]


def _choice(question: Question, label: str, way: _Way) -> Choice:
    given = figure_answer(question, way.reading)
    return Choice(
        label,
        way.region,
        way.year,
        given.headline or "",
        given.text,
        given.figures[0],
        given.citations[0],
        given.confidence,
    )
