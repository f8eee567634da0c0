"""Cuts a report into passages and sentences, each with its headings, page, period and tense."""

import re
from collections.abc import Iterator

from index.structure.goals import announces_goals, is_goal
from index.structure.outline import sections_at
from index.structure.periods import (
    default_period,
    kind_of_report,
    names_no_plan,
    names_one_year,
    period_of_section,
    period_of_sentence,
    period_that_opens,
)
from index.text import find_figures, sentence_spans, trim
from index.types import Heading, Passage, Period, Report, Sentence, Tense

LONGEST_PASSAGE = 360  # characters; a longer paragraph is cut between sentences
_CAPTION = re.compile(r"\s*[图表]\s*[0-9一二三四五六七八九十]")  # 图1 近五年… speaks of its picture alone
_OF_ONE_YEAR = re.compile(r"[^，。；]{0,6}(?:全年|当年(?!的)|年内|[年][末底])")  # not of the 五年来 before it
_CLOSING = "。；：:！!.． \t"


def split_report(report: Report) -> list[Passage]:
    """Return the passages of `report` in order; headings that fill a paragraph belong to none."""
    kind = kind_of_report(report.title)
    default, default_tense = default_period(report.title, report.year)
    passages: list[Passage] = []
    lead_in: Period | None = None
    last_section: tuple[str, ...] = ()
    turned_in: str | None = None  # the part in which a yearly report turns to this year's goals
    for start, end, path in _paragraphs(report):
        section = tuple(heading.title for heading in path)
        if section != last_section:
            lead_in, last_section = None, section
        section_period, section_tense = period_of_section(section, report.year, kind)
        if turned_in is not None and report.year:
            if section_tense is None or section_period is None:
                default_tense = section_tense = Tense.GOAL
            if section_period is None or (section_period.single is None and section[:1] == (turned_in,)):
                section_period = Period(report.year, report.year)
        spans = sentence_spans(report.text, start, end)
        if _is_lead_in(report.text, start, end, len(spans)):
            lead = report.text[slice(*spans[0])]
            lead_in = (period_of_sentence(lead, report.year, kind) if names_one_year(lead) else None) or lead_in
        carried: Period | None = None
        sentences = []
        for sentence_start, sentence_end in spans:
            words = report.text[sentence_start:sentence_end]
            if turned_in is None and kind == "address" and report.year and announces_goals(words, report.year):
                turned_in = section[0] if section else ""
            opening = period_that_opens(words, report.year, kind)
            if opening and not _CAPTION.match(words):
                # 刚刚过去的2025年，… or 五年来，… speaks for what follows, until another says otherwise
                carried = lead_in = opening
            tense = Tense.GOAL if is_goal(words) else section_tense or default_tense
            told = carried or lead_in
            if told is not None and told.single is None and _OF_ONE_YEAR.match(words):
                told = None
            period = period_of_sentence(words, report.year, kind) or told
            if period and period.single is None and section_tense is Tense.GOAL and names_no_plan(words):
                period = section_period or period  # 年均增长5% within the goals of a plan speaks of that plan
            fallback = section_period or (default if section_tense in (None, default_tense) else None)
            if period is None and tense is Tense.GOAL and kind == "address" and not section_period:
                fallback = Period(report.year, report.year) if report.year else None
            sentences.append(Sentence(sentence_start, sentence_end, period or fallback, tense))
        for group in _grouped(sentences):
            passages.append(
                Passage(
                    report_id=report.id,
                    start=group[0].start,
                    end=group[-1].end,
                    section=section,
                    page=report.page_at(group[0].start),
                    sentences=tuple(group),
                )
            )
    return passages


def _paragraphs(report: Report) -> Iterator[tuple[int, int, tuple[Heading, ...]]]:
    """Yield the span of each paragraph without the heading that opens it, and the headings that hold it."""
    ends = {heading.start: heading.end for heading in report.headings}
    start = 0
    for line in report.text.split("\n"):
        end = start + len(line)
        body = ends.get(start, start)
        while body > start and body < end and report.text[body] in _CLOSING:
            body += 1
        span = trim(report.text, body, end)
        if span:
            yield *span, sections_at(report.headings, span[0])
        start = end + 1


def _is_lead_in(text: str, start: int, end: int, sentences: int) -> bool:
    """Tell whether a paragraph leads in those that follow: it ends so, or is short and gives no value of its own."""
    return text[end - 1] in "：:" or (sentences == 1 and end - start <= 60 and not find_figures(text, start, end))


def _grouped(sentences: list[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in sentences:
        if group and sentence.end - group[0].start > LONGEST_PASSAGE:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group
