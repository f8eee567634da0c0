"""From a report to all that the search needs of it: passages, figures, terms, what is embedded."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.structure.passages import split_report
from index.structure.periods import kind_of_report, period_of_figure, period_of_words
from index.text import find_figures, terms
from index.types import Figure, IndexedReport, Report, Sentence

_MULTIPLES = ("倍", "番")


def analyse_report(report: Report) -> IndexedReport:
    """Cut a report into passages and find its figures."""
    passages = tuple(split_report(report))
    kind = kind_of_report(report.title)
    figures = tuple(
        tuple(_dated(report, sentence, kind, find_figures(report.text, sentence.start, sentence.end)))
        for passage in passages
        for sentence in passage.sentences
    )
    return IndexedReport(report, passages, figures)


def _dated(report: Report, sentence: Sentence, kind: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the figures of a sentence, each with the years that its own words name where those are others."""
    begin = sentence.start
    for figure in figures:
        period = period_of_figure(report.text[begin : figure.start], sentence.period, report.year, kind)
        if begin == sentence.start and sentence.period == period_of_words(
            report.text[begin : figure.start], report.year, kind
        ):
            period = sentence.period  # 上年，新建3所: what dates the sentence is not counted twice
        if figure.unit in _MULTIPLES:
            period = None  # 是2015年的2.2倍 speaks of now
        begin = figure.end
        yield figure if period is None or period == sentence.period else replace(figure, period=period)


def terms_of(indexed: IndexedReport) -> Iterator[tuple[str, str]]:
    """Yield, a sentence, its own terms and those of its passage and headings, separated by spaces."""
    for passage in indexed.passages:
        own = [" ".join(terms(indexed.words_of(sentence))) for sentence in passage.sentences]
        context = " ".join([*terms(" ".join(passage.section)), *own])
        yield from ((words, context) for words in own)


def embedded_texts(indexed: IndexedReport) -> list[str]:
    """Return what is embedded for each sentence: the nearest heading, then the sentence."""
    return [
        " ".join([*passage.section[-1:], indexed.words_of(sentence)])
        for passage in indexed.passages
        for sentence in passage.sentences
    ]
