"""What other reports say of the same: offered where a question names no report, shown where two contradict."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.reading import Reading
from assistant.types import Answer, Question, Row

OFFERED = 5
_ALIKE = 0.8  # how far below the best a reading's log-odds may lie where both speak of the same


def with_other_reports(question: Question, answer: Answer, trusted: Sequence[Reading]) -> Answer:
    """Add what other reports say: another value for the same, and what is offered where none was named."""
    others: list[Row] = []
    for reading in _best_of_others(trusted):
        row = row_of(reading)
        if _contradicts(trusted[0], reading) and row.citation is not None:
            more = wording.say(question.reply_in, "contradicts", report=row.label, value=row.headline or "")
            text = wording.shortened(answer.text + more, wording.LONGEST_TEXT)
            answer = replace(answer, text=text, citations=(*answer.citations, row.citation))
        if not question.scope.regions:
            others.append(row)
        if len(others) == OFFERED:
            break
    return replace(answer, others=tuple(others))


def _best_of_others(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the best reading of each other report, in the order of the readings."""
    seen = {readings[0].candidate.indexed.report.id}
    for reading in readings[1:]:
        report = reading.candidate.indexed.report
        if report.id not in seen:
            seen.add(report.id)
            yield reading


def row_of(reading: Reading) -> Row:
    """Return what a report says, as a row under its title."""
    report, figure = reading.candidate.indexed.report, reading.figure
    citation = cite(reading.candidate, [(figure.start, figure.end)])
    pole = wording.pole_shown(report.text, figure)
    return Row(
        report.title,
        report.region,
        report.year,
        wording.shown_figure(report.text, figure) if pole or figure.per else wording.written(figure),
        wording.figure_of(reading.candidate, figure, pole),
        citation,
    )


def _contradicts(best: Reading, other: Reading) -> bool:
    """Tell whether two reports give different values for one indicator, region and year."""
    one, two = best.candidate, other.candidate
    first, second = one.period_at(best.figure.start), two.period_at(other.figure.start)
    same = (
        one.indexed.report.region == two.indexed.report.region
        and first is not None
        and first == second
        and first.single is not None
        and one.tense == two.tense
        and best.figure.unit == other.figure.unit
        and best.figure.role is other.figure.role
        and best.signal("words_extra") == other.signal("words_extra")
        and other.signal("words_met") >= best.signal("words_met")
        and other.log_odds >= best.log_odds - _ALIKE
    )
    return same and best.figure.value != other.figure.value
