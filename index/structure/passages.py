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
    told = _Told(report)
    passages: list[Passage] = []
    for start, end, path in _paragraphs(report):
        section = tuple(heading.title for heading in path)
        spans = sentence_spans(report.text, start, end)
        told.enter(section)
        if _is_lead_in(report.text, start, end, len(spans)):
            told.lead_in(report.text[slice(*spans[0])])
        told.begin_paragraph()
        sentences = [Sentence(*span, *told.by(report.text[slice(*span)])) for span in spans]
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


class _Told:
    """What a report is telling of at the place where its reading has come to: the years, and whether they are over.

    The words of a sentence come first, then the opening of its paragraph, then the paragraph that leads in, then the
    headings, then the report's own year.
    """

    def __init__(self, report: Report) -> None:
        self._year, self._kind = report.year, kind_of_report(report.title)
        self._default, self._default_tense = default_period(report.title, report.year)
        self._turned_in: str | None = None  # the part in which a yearly report turns to this year's goals
        self._section: tuple[str, ...] = ()
        self._section_period: Period | None = None
        self._section_tense: Tense | None = None
        self._led_in: Period | None = None
        self._opened: Period | None = None

    def enter(self, section: tuple[str, ...]) -> None:
        """Go on to a paragraph that stands below these headings."""
        if section != self._section:
            self._led_in, self._section = None, section
        period, tense = period_of_section(section, self._year, self._kind)
        if self._turned_in is not None and self._year:
            if tense is None or period is None:
                self._default_tense = tense = Tense.GOAL
            if period is None or (period.single is None and section[:1] == (self._turned_in,)):
                period = Period(self._year, self._year)
        self._section_period, self._section_tense = period, tense

    def lead_in(self, words: str) -> None:
        """Take the years of a sentence that leads in the paragraphs behind it."""
        period = period_of_sentence(words, self._year, self._kind) if names_one_year(words) else None
        self._led_in = period or self._led_in

    def begin_paragraph(self) -> None:
        """Forget the years that opened the paragraph before."""
        self._opened = None

    def by(self, words: str) -> tuple[Period | None, Tense]:
        """Return the years and the tense of the next sentence."""
        if self._turned_in is None and self._kind == "address" and self._year and announces_goals(words, self._year):
            self._turned_in = self._section[0] if self._section else ""
        opening = period_that_opens(words, self._year, self._kind)
        if opening and not _CAPTION.match(words):
            # 刚刚过去的2025年，… or 五年来，… speaks for what follows, until another says otherwise
            self._opened = self._led_in = opening
        tense = Tense.GOAL if is_goal(words) else self._section_tense or self._default_tense
        told = self._opened or self._led_in
        if told is not None and told.single is None and _OF_ONE_YEAR.match(words):
            told = None
        period = period_of_sentence(words, self._year, self._kind) or told
        if period and period.single is None and self._section_tense is Tense.GOAL and names_no_plan(words):
            period = self._section_period or period  # 年均增长5% within the goals of a plan speaks of that plan
        return period or self._fallback(tense), tense

    def _fallback(self, tense: Tense) -> Period | None:
        """Return the years of a sentence for which nothing near it speaks."""
        if tense is Tense.GOAL and self._kind == "address" and not self._section_period:
            return Period(self._year, self._year) if self._year else None
        return self._section_period or (self._default if self._section_tense in (None, self._default_tense) else None)


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
