"""Answers put together out of many sentences: every value and sentence is in a quote, and belongs to the topic."""

import io
import json
import re
from pathlib import Path

import docx
import pytest

from assistant.answering import Assistant, is_verbatim
from assistant.answering.as_json import answer_fields
from assistant.service import Turn, as_footnoted_word
from assistant.types import Answer, Form, Status
from assistant.web.composed_view import body_html
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build

CASES = Path(__file__).resolve().parents[2] / "cases"


def numbered(answer: Answer) -> list[tuple[str, int]]:
    """Return the pieces of the text, each with the number of its source."""
    return [(words.strip(), int(number)) for words, number in re.findall(r"([^\[\]]+)\[([0-9]+)\]", answer.text)]


def test_the_figures_of_a_topic(assistant: Assistant) -> None:
    answer = assistant.ask("教师队伍有哪些数据？")
    assert answer.form is Form.FIGURES
    values = {row.headline: row for row in answer.table}
    assert "365人" in values
    row = values["365人"]
    assert row.label == "交流教师"
    assert row.citation is not None
    start, end = row.citation.marks[0]
    assert row.citation.quote[start:end] == "365人"
    assert "107块" not in values  # medals are no matter of teachers


def test_a_line_of_the_table_points_to_the_sentence_it_stands_in(assistant: Assistant) -> None:
    answer = assistant.ask("教师队伍有哪些数据？")
    lines = answer.text.split("\n")[1:]
    assert len(lines) == len(answer.table)
    for line, row in zip(lines, answer.table, strict=True):
        found = re.fullmatch(r"(.+)：(.+)\[([0-9]+)\]", line)
        assert found is not None
        assert found[2] == row.headline
        assert found[2] in answer.citations[int(found[3]) - 1].quote


@pytest.mark.parametrize("question", ["总结一下教师队伍", "写一段关于教师队伍的材料"])
def test_points_and_paragraphs_are_sentences_of_the_report(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    pieces = numbered(answer)
    assert [number for _, number in pieces] == list(range(1, len(answer.citations) + 1))
    for words, number in pieces:
        assert words == answer.citations[number - 1].quote.strip()
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(starts)
    assert any("交流教师365人" in citation.quote for citation in answer.citations)


def test_a_paragraph_has_no_breaks_and_points_have(assistant: Assistant) -> None:
    assert "\n" not in assistant.ask("写一段关于教师队伍的材料").text
    summary = assistant.ask("总结一下教师队伍")
    assert summary.text.count("\n") == len(summary.citations) - 1


def test_a_whole_report_is_summed_up_out_of_several_sections(assistant: Assistant) -> None:
    answer = assistant.ask("这份报告主要讲了什么？")
    assert answer.form is Form.SUMMARY
    assert len({citation.section[:1] for citation in answer.citations}) >= 4


@pytest.mark.parametrize("question", ["深海探测有哪些数据？", "总结一下深海探测", "写一段关于深海探测的材料"])
def test_what_no_report_speaks_of_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_FOUND
    assert not answer.citations


def test_numbers_in_brackets_of_the_report_are_its_own(tmp_path: Path, embedder: StaticEmbedder) -> None:
    report = tmp_path / "2023年石滩区校园安全工作总结.txt"
    report.write_text(
        "2023年石滩区校园安全工作总结\n\n一、校园安全\n\n开展校园安全检查46次[9]，整改隐患118处。\n\n"
        "配备保安213名[12]，校园安全配备率100%。\n",
        "utf-8",
    )
    build([report], Store(tmp_path / "data"), embedder)
    answer = Assistant(Snapshot.open(Store(tmp_path / "data").current()), embedder).ask("写一段关于校园安全的材料")
    assert len(answer.citations) == 2
    text = docx.Document(io.BytesIO(as_footnoted_word(answer, "zh"))).paragraphs[-1].text
    assert text == "".join(citation.quote.strip() for citation in answer.citations)
    assert "46次[9]" in text
    assert body_html(Turn("t", answer.question, answer, "")).count("</a></sup>") == 2


def test_plans_are_no_points_of_what_was_done(tmp_path: Path, embedder: StaticEmbedder) -> None:
    report = tmp_path / "2023年石滩区教育工作总结及2024年计划.txt"
    report.write_text(
        "2023年石滩区教育工作总结及2024年计划\n\n一、2023年校园安全\n\n开展安全检查46次，整改隐患118处。"
        "配备保安213名，配备率100%。举办安全演练90场，参加学生2.1万人次。\n\n"
        "二、2024年计划\n\n（一）校园安全\n\n2024年计划新建安全体验馆3个，开展校园安全检查60次。\n",
        "utf-8",
    )
    build([report], Store(tmp_path / "data"), embedder)
    small = Assistant(Snapshot.open(Store(tmp_path / "data").current()), embedder)
    assert "计划新建" not in small.ask("总结一下校园安全").text
    table = small.ask("校园安全有哪些数据？").table
    goals = {row.headline for row in table if row.figure is not None and row.figure.goal}
    assert goals == {"3个", "60次"}


@pytest.mark.parametrize("typed", ["你好", "谢谢", "你能做什么？", "这个回答不对", "hello"])
def test_small_talk_gets_a_reply_with_questions_that_are_answered(assistant: Assistant, typed: str) -> None:
    answer = assistant.ask(typed)
    assert answer.status is Status.TALK
    assert answer.headline is None
    assert not answer.citations
    assert "没有给出" not in answer.text
    assert len(answer.examples) == 2
    assert all(assistant.ask(example).status is Status.ANSWERED for example in answer.examples)


def test_the_json_names_the_form(assistant: Assistant) -> None:
    fields = answer_fields(assistant.ask("总结一下教师队伍"))
    assert (fields["status"], fields["form"]) == ("answered", "summary")
    assert answer_fields(assistant.ask("你好"))["status"] == "talk"
    assert "form" not in answer_fields(assistant.ask("交流轮岗的教师有多少人？"))


def rows() -> list[dict[str, object]]:
    return [json.loads(line) for line in (CASES / "composed.jsonl").read_text("utf-8").splitlines()]


def faults(case: dict[str, object], answer: Answer) -> list[str]:
    """Return what a written request misses, or shows though it is of another topic."""
    found = []
    if answer.form.value != case["form"]:
        return [f"{answer.form.value} instead of {case['form']}"]
    quotes = "".join(citation.quote for citation in answer.citations).replace("\n", "")
    if case["form"] == "figures":
        for words, value in case["holds"]:  # type: ignore[attr-defined]
            rows = [row for row in answer.table if row.headline and value in row.headline]
            named = (row.label + (row.citation.quote if row.citation else "") for row in rows)
            if not any(words in name.replace("\n", "") for name in named):
                found.append(f"lacks {words} {value}")
        shown = {row.headline for row in answer.table}
        found += [f"shows {value}" for value in case["lacks"] if value in shown]  # type: ignore[attr-defined]
        return found
    if not any(words in quotes for words in case["holds"]):  # type: ignore[attr-defined]
        found.append(f"lacks {case['holds']}")
    return found + [f"shows {words}" for words in case["lacks"] if words in quotes]  # type: ignore[attr-defined]


def test_sixty_requests_over_five_reports(tmp_path: Path, embedder: StaticEmbedder) -> None:
    """Every part is asked for with its value and quote; nothing is stated without one."""
    missed: list[str] = []
    parts = 0
    for name in sorted({str(case["report"]) for case in rows()}):
        build([CASES / "reports" / name], Store(tmp_path / name), embedder)
        assistant = Assistant(Snapshot.open(Store(tmp_path / name).current()), embedder)
        text = assistant.snapshot.report(0).report.text
        for case in (row for row in rows() if row["report"] == name):
            answer = assistant.ask(str(case["question"]))
            assert all(is_verbatim(citation, text) for citation in answer.citations)
            for row in answer.table:
                assert row.citation is not None
                assert (row.headline or "") in row.citation.quote
            parts += len(case["holds"]) if case["form"] == "figures" else 1  # type: ignore[arg-type]
            missed += [f"{name} {case['question']}: {fault}" for fault in faults(case, answer)]
    assert len(missed) <= 0.05 * parts, "\n".join(missed)


def test_what_every_sentence_of_such_a_report_is_about_need_not_stand_in_its_headings(assistant: Assistant) -> None:
    table = assistant.ask("用表格列出校园安全的主要指标").table
    assert [row.headline for row in table] == ["162次", "133份", "100%"]
    assert assistant.ask("用表格列出校园足球的主要指标").status is Status.NOT_FOUND


def lengths(answer: Answer) -> int:
    return sum(len(citation.quote.strip()) for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "least", "most"),
    [
        ("写一段关于教师队伍的材料，150字左右", 120, 165),
        ("写一段100字以内的教师队伍材料", 50, 100),
        ("用100字左右概括队伍建设情况", 80, 110),
        ("把党建工作情况总结成一百五十字", 120, 165),
        ("写一段关于校园安全的材料，不超过50字", 20, 50),
    ],
)
def test_a_length_that_is_stated_is_kept(assistant: Assistant, question: str, least: int, most: int) -> None:
    answer = assistant.ask(question)
    assert least <= lengths(answer) <= most
    assert f"共 {lengths(answer)} 字" in (answer.headline or "")


def test_where_a_report_says_less_than_was_asked_for_that_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("写一段关于校园安全的材料，200字左右")
    assert answer.headline == f"校园安全：由 3 句原文组成的段落，共 {lengths(answer)} 字，报告中关于它的只有这些"
    assert all(citation.section[-1].startswith("2.安全") for citation in answer.citations)


def test_a_summary_keeps_to_what_stands_under_its_heading(assistant: Assistant) -> None:
    answer = assistant.ask("总结学前教育")
    assert {citation.section[-1] for citation in answer.citations} == {"1.学前教育扩大供给"}
    assert "以下分七个部分" not in assistant.ask("用300字概括这份报告").text


def test_what_excludes_the_topic_ends_its_stretch_of_a_sentence(assistant: Assistant) -> None:
    values = {row.headline for row in assistant.ask("学前教育有哪些数据").table}
    assert "7954个" in values
    assert "6752个" not in values  # 中小学有视频监控点位
