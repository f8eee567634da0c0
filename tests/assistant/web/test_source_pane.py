"""The pane of a source as HTML: the sentence, the figure that answers, the outline with its place, and what is gone."""

import re
from dataclasses import replace

import pytest

from assistant.answering.assistant import Assistant
from assistant.types import Answer
from assistant.web.composed_view import rows_html
from assistant.web.reading_view import report_html
from assistant.web.source_pane import pane_html, pointer_html, row_numbers, sources_of
from index.types import Figure, FigureKind, IndexedReport, Report, Table


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    return assistant.ask("交流轮岗的教师有多少人？")


def test_the_sentence_and_its_figure_are_pointed_out(assistant: Assistant, answer: Answer) -> None:
    html = pane_html(answer.citations, 1, assistant, "zh")
    marked = re.search(r'<mark id="s-quote">(.*?)</mark>', html)
    assert marked is not None
    assert re.sub("<[^>]+>", "", marked.group(1)) == answer.citations[0].quote
    assert re.findall("<strong>([^<]+)</strong>", marked.group(1)) == ["365人"]
    assert re.findall('aria-current="true">([^<]+)<', html) == ["3.评价与流动同步推进"]
    assert 'data-go="prev" aria-label="上一条出处" title="上一条出处" disabled' in html


def test_a_report_that_is_gone_still_shows_the_quote(assistant: Assistant, answer: Answer) -> None:
    gone = replace(answer.citations[0], report_id="0" * 64)
    html = pane_html((gone,), 1, assistant, "zh")
    assert gone.quote in html
    assert "已被移除或取代" in html


def test_each_row_of_a_table_has_its_own_source(assistant: Assistant) -> None:
    table = assistant.ask("教师队伍有哪些数据？")
    sources = sources_of(table)
    for row, number in zip(table.table, row_numbers(table), strict=True):
        assert row.citation is sources[number - 1]
        assert row.figure is not None
        assert [sources[number - 1].quote[slice(*mark)] for mark in sources[number - 1].marks] == [row.figure.text]


def test_a_long_report_is_cut_at_lines_around_the_quote() -> None:
    text = "\n".join(f"第{number}行有{number}人。" for number in range(2000))
    start = text.index("第1000行")
    report = IndexedReport(Report("i", "f", "t", None, None, text), (), ())
    html = report_html(report, (start, start + 9), within=(start - 40, start + 40), prefix="s-")
    assert "第1000行" in html
    assert "第990行" not in html
    assert html.count("<p>") < 12


def test_the_cell_that_answers_is_marked_and_no_part_of_another() -> None:
    text = "小学：31所\n初中：3所"
    table = Table(0, len(text), 1, (("学段", "学校数（所）"), ("小学", "31"), ("初中", "3")))
    figure = Figure(7 + 3, len(text), "3所", 3, "所", FigureKind.COUNT)  # type: ignore[arg-type]
    report = IndexedReport(Report("i", "f", "t", None, None, text, tables=(table,)), (), ())
    html = report_html(report, (7, len(text)), marks=((figure.start, figure.end),))
    assert re.findall("<strong>([^<]+)</strong>", html) == ["3"]


def test_markup_never_renders(answer: Answer) -> None:
    bad = replace(answer.citations[0], report='"><script>')
    assert "<script" not in pointer_html("t", bad, 1)
    assert "<b>" not in rows_html(["<b>"], [["x"]], "<b>")
