"""The figures of a topic as a table: what each counts, its value, and the sentence it stands in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.figures_table import indicator_of
from assistant.answering.refusing import refused
from assistant.evidence import Candidate, Told
from assistant.types import Answer, Citation, Confidence, Form, Question, Row
from index.types import Figure, FigureKind, Role, Tense

MOST = 60  # rows
_SHORTEST = 2  # characters of an indicator that says something
_ONLY_TIME = re.compile(r"(?:[0-9]{4}年|[今去上本当全]年|[0-9]{1,2}月)+[底末初]?")
_NO_INDICATOR = (FigureKind.TIME,)


def answer_key_figures(question: Question, sentences: Sequence[Told]) -> Answer:
    """Return every figure of the sentences with what it counts, as a table; a refusal where they hold none."""
    rows = list(_rows(question, sentences))
    if not rows:
        return refused(question, [told.candidate for told in sentences])
    shown = rows[:MOST]
    citations = _quotes(shown)
    report = citations[0].report
    topic = question.topic or report
    language = question.language
    answer = found(
        question,
        headline=wording.say(language, "figures_of", topic=topic, count=len(shown)),
        text=wording.say(language, "figures_from", report=report, count=len(shown)),
        citations=citations,
        figures=tuple(row.figure for row in shown if row.figure is not None),
        confidence=Confidence.MEDIUM,
    )
    lines = [answer.text, *(f"{row.label}：{row.headline}[{_number(row, citations)}]" for row in shown)]
    return replace(answer, form=Form.FIGURES, table=tuple(shown), text="\n".join(lines))


def _number(row: Row, citations: Sequence[Citation]) -> int:
    """Return which of the citations, from 1 on, a row stands in."""
    starts = [(citation.report_id, citation.start) for citation in citations]
    assert row.citation is not None
    return starts.index((row.citation.report_id, row.citation.start)) + 1


def _rows(question: Question, sentences: Sequence[Told]) -> Iterator[Row]:
    for candidate, begin, _ in sentences:
        goal = candidate.tense is Tense.GOAL
        for figure in candidate.figures:
            if figure.start < begin or figure.kind in _NO_INDICATOR or figure.role is Role.FROM:
                continue
            year = candidate.year_of(figure)
            if question.scope.years and year not in question.scope.years:
                continue
            label = indicator_of(candidate, figure)
            if len(label) < _SHORTEST or _ONLY_TIME.fullmatch(label):
                continue
            yield Row(
                label=label,
                region=candidate.indexed.report.region,
                year=year,
                headline=_value(candidate, figure),
                figure=wording.figure_of(figure, goal, wording.pole_shown(candidate.indexed.report.text, figure)),
                citation=cite(candidate, [(figure.start, figure.end)]),
            )


def _value(candidate: Candidate, figure: Figure) -> str:
    """Return the value as the report writes it; the end of a change with where it began: 7所减少至4所."""
    text = candidate.indexed.report.text
    if figure.role is Role.TO:
        before = [other for other in candidate.figures if other.role is Role.FROM and other.end <= figure.start]
        if before:
            return text[before[-1].start : figure.end]
    return wording.shown_figure(text, figure)


def _quotes(rows: Sequence[Row]) -> tuple[Citation, ...]:
    """Return each sentence once, with all its figures marked."""
    merged: dict[tuple[str, int], Citation] = {}
    for row in rows:
        if row.citation is None:
            continue
        place = row.citation.report_id, row.citation.start
        known = merged.get(place)
        marks = row.citation.marks if known is None else known.marks + row.citation.marks
        merged[place] = replace(row.citation, marks=marks)
    return tuple(merged.values())
