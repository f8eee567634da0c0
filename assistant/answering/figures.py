"""Answers in one figure, in the two ends of a change, or in the change worked out from them."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.arithmetic import Operands, compute, usable
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.other_reports import with_other_reports
from assistant.answering.refusing import refused
from assistant.evidence import Candidate
from assistant.reading import Reader, Reading, confidence_of, shipped_bounds, shown
from assistant.types import Answer, Asked, Operation, Question
from index.text import pole_of
from index.types import Tense


def answer_figure(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Answer with the figure or change asked for, and with what other reports say of it; else refuse."""
    return answer_of_readings(question, candidates, reader.figures(question, candidates))


def answer_of_readings(question: Question, candidates: Sequence[Candidate], readings: Sequence[Reading]) -> Answer:
    """Do so with what was read of the candidates, the likeliest reading first."""
    if question.asked is Asked.FROM_TO and any(len(reading.figures) > 1 for reading in readings):
        # one end alone is a wrong answer
        trusted = shown([reading for reading in readings if len(reading.figures) > 1], shipped_bounds().several)
    else:
        readings = readings if _asks_how_it_moved(question) else _where_it_ended(readings)
        trusted = shown(readings, shipped_bounds().figure)
    if not trusted:
        return refused(question, candidates)
    beside = shown(readings, shipped_bounds().beaten)
    return with_other_reports(
        question, figure_answer(question, trusted[0]), trusted + [r for r in beside if r.undoubted]
    )


def figure_of_years(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer | None:
    """Answer with a figure that was told of all the years of the question's span together; None where none was."""
    trusted = shown(reader.figures(question, candidates), shipped_bounds().figure)
    if not trusted or not trusted[0].figures:
        return None
    period = trusted[0].candidate.period_at(trusted[0].figure.start)
    if period is None or (period.first, period.last) != question.scope.span:
        return None
    return figure_answer(question, trusted[0])


def figure_answer(question: Question, reading: Reading) -> Answer:
    """Return the answer that a reading of figures gives; a goal nobody asked for is called one."""
    if not _asks_how_it_moved(question):
        reading = _where_it_ended([reading])[0]
    candidate = reading.candidate
    goal = candidate.tense is Tense.GOAL
    statement = wording.statement(candidate, reading.figure, question.terms)
    text = wording.source_line(question.reply_in, candidate, statement)
    report = candidate.indexed.report
    figures = tuple(
        wording.figure_of(candidate, figure, wording.pole_shown(report.text, figure, question.wanted.poles))
        for figure in reading.figures
    )
    stretch = figures[0].stretch
    if stretch and stretch not in statement:
        text += wording.say(question.reply_in, "of_years", years=stretch)
    if goal and question.scope.tense is None:
        text += wording.say(question.reply_in, "goal")
    answer = found(
        question,
        headline=_headline(question, reading, stretch),
        text=text,
        citations=(cite(candidate, [(figure.start, figure.end) for figure in reading.figures]),),
        figures=figures,
        confidence=confidence_of(reading),
    )
    return _with_change(question, reading, answer)


def _asks_how_it_moved(question: Question) -> bool:
    """Tell whether both ends of a change answer, or how far they lie apart: not where it is asked how much there is."""
    wanted = question.wanted
    surely = question.change or wanted.amount or wanted.compares or wanted.how_much_more or wanted.either_way
    if question.asked is Asked.FROM_TO or surely:
        return True
    # 通过能力加了多少 asks for a change in words that no list has; glossed English always asks how much there is
    return (wanted.moved or wanted.happened) and (not wanted.standing or question.language != "zh")


def _where_it_ended(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with the end of a change in place of both ends, which speak for it together.

    Both ends, or how far they lie apart, would be taken for how much there is. What only the two together make likely
    is never called more than that: they were judged one by one, and their sum is no probability.
    """
    alone: dict[tuple[str, int], Reading] = {}
    for reading in readings:
        if not reading.figures:
            continue
        figure = reading.figure
        place = reading.candidate.indexed.report.id, figure.start
        if place not in alone:
            alone[place] = replace(reading, span=(figure.start, figure.end), figures=(figure,))
            continue
        known = alone[place]
        together = max(
            known.probability,
            reading.probability,
            min(known.probability + reading.probability, shipped_bounds().likely),
        )
        alone[place] = replace(known, probability=together, undoubted=known.undoubted or reading.undoubted)
    return list(alone.values())


def _headline(question: Question, reading: Reading, stretch: str) -> str:
    """Return the words that answer: the stretch between the ends of a change, a figure with the verb of a fall.

    A figure of several years names them, unless the question did.
    """
    text, wanted = reading.candidate.indexed.report.text, question.wanted
    if len(reading.figures) > 1:
        poles = (pole_of(text, figure) for figure in reading.figures)  # 盈利30万元转为亏损64万元
        ends = [reading.span, *((pole.start, pole.end) for pole in poles if pole is not None)]
        return text[min(start for start, _ in ends) : max(end for _, end in ends)]
    value = wording.shown_figure(text, reading.figure, wanted.either_way or wanted.falls, wanted.poles)
    if not stretch or question.scope.span is not None or question.says(stretch):
        return value
    return wording.say(question.reply_in, "over_years", value=value, years=stretch)


def _with_change(question: Question, reading: Reading, answer: Answer) -> Answer:
    """Put the change before its two ends unless the ends are what is asked for, where it can be worked out from them."""
    ends = question.asked is Asked.FROM_TO and not question.change
    if ends or not usable(answer.figures):
        return answer
    change = compute(Operation.DIFFERENCE, Operands(answer.figures[::-1], True, question.reply_in))
    if change is None:
        return answer
    formula = wording.say(question.reply_in, "computed", formula=change.formula)
    return replace(
        answer,
        headline=wording.shortened(
            wording.say(question.reply_in, "aside", words=change.text, more=answer.headline), wording.LONGEST_HEADLINE
        ),
        text=wording.shortened(formula + answer.text, wording.LONGEST_TEXT),
        computed=change.formula,
    )
