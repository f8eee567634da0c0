"""The figures of a topic as a table: what each counts, its value, and the sentence it stands in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.labels import indicator_of
from assistant.answering.refusing import refused
from assistant.data_files import read_patterns
from assistant.evidence import Candidate, Told
from assistant.types import Answer, Citation, Confidence, Form, Question, Row
from index.types import Figure, FigureKind, Role

_PATTERNS = read_patterns("assistant.answering", "patterns.toml")
MOST = 60  # rows
_SEVERAL = 2
_SERIAL = re.compile(r"^[（(]?[一二三四五六七八九十0-9]+[）)、.．]\s*")
_SHORTEST = 2  # characters of an indicator that says something
_NO_INDICATOR = (FigureKind.TIME,)


def answer_key_figures(question: Question, sentences: Sequence[Told]) -> Answer:
    """Return every figure of the sentences with what it counts, as a table; a refusal where they hold none."""
    rows = _told_apart(list(_rows(question, sentences)))
    if not rows:
        return refused(question, [told.candidate for told in sentences])
    shown = rows[:MOST]
    citations = _quotes(shown)
    report = citations[0].report
    topic = question.named or question.topic or report
    language = question.reply_in
    answer = found(
        question,
        headline=wording.say(language, "figures_of", topic=topic, count=len(shown)),
        text=wording.say(
            language,
            "figures_from" if len(shown) == len(rows) else "first_figures_from",
            report=report,
            count=len(shown),
            total=len(rows),
        ),
        citations=citations,
        figures=tuple(row.figure for row in shown if row.figure is not None),
        confidence=Confidence.MEDIUM,
    )
    told = [wording.say(language, "label", label=row.label, value=row.headline) for row in shown]
    lines = [answer.text, *(f"{line}[{_number(row, citations)}]" for line, row in zip(told, shown, strict=True))]
    return replace(answer, form=Form.FIGURES, table=tuple(shown), text="\n".join(lines))


def _told_apart(rows: Sequence[Row]) -> list[Row]:
    """Return the rows, those with one name and different values told apart by their year, section, report or unit; what
    nothing tells apart is left out, since a reader would take one for the other.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.label, []).append(row)
    named: dict[int, Row | None] = {}
    for group in groups.values():
        if len({row.headline for row in group}) < _SEVERAL:
            continue
        ways = ([_when(row) for row in group], [_section(row) for row in group], [_unit(row) for row in group])
        telling = next((way for way in ways if len(set(way)) == len(group)), None)
        for row, words in zip(group, telling or [""] * len(group), strict=True):
            named[id(row)] = replace(row, label=f"{row.label}（{words}）" if words else row.label) if telling else None
    return [shown for row in rows if (shown := named.get(id(row), row)) is not None]


def _when(row: Row) -> str:
    if row.figure is not None and row.figure.stretch:
        return row.figure.stretch
    return wording.say("zh", "in_year", year=row.year) if row.year else ""


def _section(row: Row) -> str:
    return re.sub(_SERIAL, "", row.citation.section[-1]) if row.citation is not None and row.citation.section else ""


def _unit(row: Row) -> str:
    return row.figure.unit if row.figure is not None else ""


def _number(row: Row, citations: Sequence[Citation]) -> int:
    """Return which of the citations, from 1 on, a row stands in."""
    starts = [(citation.report_id, citation.start) for citation in citations]
    assert row.citation is not None
    return starts.index((row.citation.report_id, row.citation.start)) + 1


def _rows(question: Question, sentences: Sequence[Told]) -> Iterator[Row]:
    for told in sentences:
        candidate = told.candidate
        for figure in candidate.figures:
            if not told.holds(figure.start) or figure.kind in _NO_INDICATOR or figure.role is Role.FROM:
                continue
            year = candidate.year_of(figure)
            if question.scope.years and year not in question.scope.years:
                continue
            label = indicator_of(candidate, figure)
            if _PATTERNS["announces"].search(candidate.words.strip()):
                continue  # 以下分七个部分说明
            if len(label) < _SHORTEST or _PATTERNS["only_time"].fullmatch(label):
                continue
            yield Row(
                label=label,
                region=candidate.indexed.report.region,
                year=year,
                headline=_value(candidate, figure),
                figure=wording.figure_of(candidate, figure, wording.pole_shown(candidate.indexed.report.text, figure)),
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
