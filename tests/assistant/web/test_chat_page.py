"""The chat page in Streamlit's AppTest: first start, answers, sources, refusals, languages, bad input."""

import re
import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.access import LOCAL
from assistant.service import Conversations
from assistant.service.in_service import shared_service
from assistant.types import Citation
from assistant.web.quotes import paragraph_html, quote_html
from index.snapshot import Store
from index.types import IndexedReport, Report

APP = str(Path(__file__).resolve().parents[3] / "app.py")


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_data: Path) -> AppTest:
    folder = tmp_path / "data"
    shutil.copytree(sample_data, folder)
    return open_page(monkeypatch, folder)


def open_page(monkeypatch: pytest.MonkeyPatch, folder: Path) -> AppTest:
    monkeypatch.setenv("ASSISTANT_DATA", str(folder))
    shared_service.cache_clear()
    st.cache_data.clear()
    return AppTest.from_file(APP, default_timeout=60)


def shown(page: AppTest) -> str:
    parts = [element.proto.body for element in page.get("html") if "<style>" not in element.proto.body]
    parts += [element.value for element in (*page.text, *page.warning, *page.error)]
    return "\n".join(parts)


def test_a_question_gets_its_figure_and_source(page: AppTest) -> None:
    page.run()
    assert not page.exception
    page.chat_input[0].set_value("交流轮岗的教师有多少人？").run()
    assert not page.exception
    assert "365人" in shown(page)
    assert "<strong>365人</strong>" in shown(page)
    assert "四、教师队伍结构优化 › 3.评价与流动同步推进" in shown(page)
    page.chat_input[0].set_value("其中骨干教师占多少？").run()
    assert "<strong>49%</strong>" in shown(page)


def test_a_refusal_is_plain_and_shows_what_is_near(page: AppTest) -> None:
    page.run()
    page.chat_input[0].set_value("2021年交流教师有多少人？").run()
    assert "报告没有说明" in shown(page)
    assert [expander.label for expander in page.expander] == ["相近内容（仅供参考，不是答案）"]


def test_examples_are_answered_and_a_new_conversation_clears(page: AppTest) -> None:
    shared_service().assistant(LOCAL).examples("zh").first()  # looked for beside the page, which does not wait
    page.run()
    examples = [button for button in page.button if str(button.key or "").startswith("example-")]
    assert len(examples) == 4
    examples[0].click().run()
    assert "ra-headline" in shown(page)
    next(button for button in page.button if button.label == "新对话").click().run()
    assert "ra-headline" not in shown(page)
    assert not page.exception


def test_the_language_switches(page: AppTest) -> None:
    page.run()
    assert "有什么想从报告里找的？" in shown(page)
    page.session_state["language"] = "en"
    page.run()
    assert "What would you like to find" in shown(page)


HAN = re.compile("[\u4e00-\u9fff：，。（）、；]")


def test_the_english_page_offers_english_questions_that_it_answers(page: AppTest) -> None:
    page.session_state["language"] = "en"
    shared_service().assistant(LOCAL).examples("en").first()
    page.run()
    examples = [button for button in page.button if str(button.key or "").startswith("example-")]
    assert len(examples) == 4
    assert not any(HAN.search(button.label) for button in examples)
    examples[0].click().run()
    assert "ra-headline" in shown(page)


def test_the_words_of_ours_on_the_english_page_are_english_whatever_is_asked(page: AppTest) -> None:
    page.session_state["language"] = "en"
    page.run()
    for question in ("交流教师有多少人？", "总结学前教育", "2019年招聘教师多少？", "你好"):
        page.chat_input[0].set_value(question).run()
    said = shown(page)
    assert "According to" in said
    assert "学前教育: main points (4)" in said
    assert "The reports at hand do not say." in said
    assert "Hello!" in said
    fixed = [button.label for button in page.button if ":small[" not in button.label]  # the others name conversations
    assert not [label for label in fixed if HAN.search(label)]
    assert not [expander.label for expander in page.expander if HAN.search(expander.label.split(" · ")[0])]


def test_a_complaint_names_the_button_and_what_is_right_is_saved_with_one(page: AppTest) -> None:
    page.run()
    page.chat_input[0].set_value("交流教师有多少人？").run()
    verdict = next(group for group in page.get("button_group") if str(group.key).startswith("judge-"))
    assert verdict.options == ["对", "不对"]
    verdict.set_value(False).run()
    assert [button.label for button in page.button if button.label == "保存"] == ["保存"]
    page.text_input[-1].set_value("366人").run()
    next(button for button in page.button if button.label == "保存").click().run()
    assert "谢谢，已记下。" in [caption.value for caption in page.caption]
    page.chat_input[0].set_value("这个回答不对").run()
    assert "点“不对”" in shown(page)


def test_the_first_start_builds_the_sample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = open_page(monkeypatch, tmp_path / "new")
    page.run()
    assert not page.exception
    assert Store(tmp_path / "new").has_snapshot()
    assert len(page.chat_input) == 1


def test_errors_are_said_in_chinese_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: AppTest
) -> None:
    page.run()
    page.chat_input[0].set_value("？？？").run()
    assert "问题是空的" in shown(page)
    next((Store(tmp_path / "data")).current().rglob("text.txt")).write_text("改动")
    damaged = open_page(monkeypatch, tmp_path / "data")
    damaged.run()
    assert not damaged.exception
    assert "索引已损坏" in shown(damaged)
    (tmp_path / "file").write_text("x")
    unwritable = open_page(monkeypatch, tmp_path / "file")
    unwritable.run()
    assert not unwritable.exception
    assert "无法写入" in shown(unwritable)


def test_markup_in_a_report_never_renders() -> None:
    text = "前文<script>alert(1)</script>\n招聘<b>30名</b>教师。后文"
    citation = Citation(
        "t", "i", "f", (), None, "招聘<b>30名</b>教师。", text.index("招聘"), text.index("后文"), ((5, 8),)
    )
    report = IndexedReport(Report("i", "f", "t", None, None, text), (), ())
    html = paragraph_html(citation, report) + quote_html(citation)
    assert "<b>" not in html
    assert "<script" not in html
    assert "<strong>30名</strong>" in html
    assert "后文" in html
    assert "前文" not in html


def test_the_figures_of_a_topic_are_a_table_to_take_along(page: AppTest) -> None:
    page.run()
    page.chat_input[0].set_value("教师队伍有哪些数据？").run()
    assert not page.exception
    rows = re.findall("<tr>.*?</tr>", shown(page))
    row = next(row for row in rows if ">365人</a>" in row)
    assert "<td>交流教师</td>" in row
    assert "交流教师365人" in row.split("</a>")[1]


def test_points_carry_numbers_that_lead_to_their_sources(page: AppTest) -> None:
    page.run()
    page.chat_input[0].set_value("总结一下教师队伍").run()
    assert not page.exception
    turn = re.search(r'data-source="(\w+):1" title="[^"]+">\[1\]</a></sup>', shown(page))
    assert turn is not None
    assert "/read?report=" in shown(page)
    page.session_state["open_source"] = (turn.group(1), 1)
    page.run()
    assert not page.exception


def test_a_greeting_is_returned_with_questions_to_click(page: AppTest) -> None:
    page.run()
    page.chat_input[0].set_value("你好").run()
    assert "报告没有说明" not in shown(page)
    offered = [button for button in page.button if str(button.key or "").startswith("example-")]
    assert len(offered) == 2
    offered[0].click().run()
    assert "ra-headline" in shown(page)
    assert not page.exception


def test_a_question_is_changed_and_asked_again(page: AppTest) -> None:
    page.run()
    page.chat_input[0].set_value("银牌多少块？").run()
    assert "58块" in shown(page)
    page.text_area[0].set_value("金牌多少块？")
    next(button for button in page.button if button.label == "再问一次").click().run()
    assert not page.exception
    assert "107块" in shown(page)


def test_a_long_conversation_costs_no_more_than_a_short_one(page: AppTest) -> None:
    """Only its latest turns are drawn and read; the others come at a click, until another question is asked."""
    page.run()
    page.chat_input[0].set_value("金牌多少块").run()
    kept = Conversations(shared_service().store.folder)
    user, conversation = page.session_state["user"], page.session_state["conversation"]
    turn = kept.turns(user, conversation, ())[0]
    for _ in range(29):
        kept.add_turn(user, conversation, turn.answer)
    page.run()
    assert asked(page) == 5
    more = next(button for button in page.button if button.label == "显示前面的 25 条")
    more.click().run()
    assert asked(page) == 25
    next(button for button in page.button if button.label == "显示前面的 5 条").click().run()
    assert asked(page) == 30
    page.chat_input[0].set_value("金牌多少块").run()
    assert asked(page) == 5
    assert len(kept.turns(user, conversation, ())) == 31
    assert not page.exception


def asked(page: AppTest) -> int:
    """Return the number of questions on the page."""
    return sum(str(area.key).startswith("edit-") for area in page.text_area)


@pytest.mark.parametrize("title", ["金牌情况 ", "金" * 100])
def test_a_title_is_kept_once_whatever_is_typed(page: AppTest, title: str) -> None:
    page.run()
    page.chat_input[0].set_value("金牌多少块").run()
    next(field for field in page.text_input if str(field.key).startswith("title-")).set_value(title).run()
    assert not page.exception
    kept = Conversations(shared_service().store.folder).latest(page.session_state["user"])
    assert [one.title for one in kept] == [title.strip()[:80]]
