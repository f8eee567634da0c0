"""Ways that officers go, from end to end in a real Chromium, over reports that are alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shelf
from openpyxl import Workbook
from serving import ARGUMENTS, CHROMIUM, served, upload

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser
ROTATED = "交流轮岗教师有多少人？"


@pytest.fixture
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator["playwright.Page"]:
    folder = tmp_path_factory.mktemp("shelf")
    shelf.indexed(folder)
    for address in served(folder):
        with playwright.sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            opened = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page()
            opened.set_default_timeout(30_000)
            opened.goto(address)
            opened.locator("[data-testid=stChatInputTextArea]").wait_for()
            yield opened
            browser.close()


def ask(page: "playwright.Page", question: str, headline: str) -> None:
    page.locator("[data-testid=stChatInputTextArea]").fill(question)
    page.keyboard.press("Enter")
    page.locator(".ra-headline", has_text=headline).last.wait_for()


def at_rest(page: "playwright.Page") -> None:
    """Wait until the page is drawn: a file put in before is dropped with what it was put into."""
    page.locator('[data-test-script-state="notRunning"]').wait_for()


def test_asked_back_picked_and_ticked(visitor: "playwright.Page") -> None:
    ask(visitor, f"青禾区{ROTATED}", "365人")
    visitor.get_by_text("这里按“2022年”回答").wait_for()
    quotes = visitor.locator(".ra-choice").all_inner_texts()
    assert any("340人" in quote for quote in quotes)
    visitor.get_by_role("button", name="2021年 340人").click()
    visitor.locator(".ra-headline", has_text="340人").wait_for()
    visitor.get_by_text("谢谢，已记下。").wait_for()  # the pick stands as feedback
    visitor.get_by_text("限定范围").click()
    visitor.get_by_test_id("stCheckbox").filter(has_text="云溪县教育局2022年工作总结").locator("label").click()
    visitor.get_by_role("button", name="问全部报告").wait_for()
    ask(visitor, "招聘教师多少名？", "44名")
    visitor.get_by_text("只问了：《云溪县教育局2022年工作总结》").wait_for()
    visitor.get_by_role("link", name="评测").click()
    visitor.get_by_text("收到的评价（1）").wait_for()


def test_files_put_into_the_chat_are_read_and_asked(visitor: "playwright.Page") -> None:
    words = shelf.REPORT.format(
        place="青禾区", year=2023, whole="全区", rotated=401, core=99, hired=80, built=5, seats=1700
    )
    field = visitor.locator("[data-testid=stChatInput] input[type=file]")
    at_rest(visitor)
    good = upload("青禾区教育局2023年工作总结.txt", words.encode())
    field.set_input_files([good, upload("坏的.pdf", b"%PDF nothing")])
    visitor.locator("[data-testid=stChatInput]").get_by_text("坏的.pdf").wait_for()
    visitor.locator("[data-testid=stChatInputTextArea]").fill(ROTATED)
    # Enter does nothing while a file is still on its way to the server.
    visitor.locator("[data-testid=stChatInputSubmitButton]:enabled").wait_for()
    visitor.keyboard.press("Enter")
    visitor.get_by_text("坏的.pdf: 文件已损坏").wait_for(timeout=90_000)
    visitor.get_by_role("button", name="向《青禾区教育局2023年工作总结》提问").click()
    visitor.locator(".ra-headline", has_text="401人").wait_for()
    visitor.locator("[data-testid=stChatInputTextArea]").fill("长" * 1200)
    visitor.keyboard.press("Enter")
    visitor.get_by_text("问题太长：请控制在 1000 个字以内").wait_for()


def test_removed_and_brought_back(visitor: "playwright.Page") -> None:
    visitor.get_by_role("link", name="报告管理").click()
    visitor.get_by_role("button", name="移除").click()
    visitor.get_by_role("button", name="确定移除").click()
    visitor.get_by_text("完成，现有 2 份报告").wait_for()
    visitor.get_by_role("button", name="退回上一个索引").click()
    visitor.get_by_role("button", name="确定退回").click()
    visitor.locator("[data-testid=stMetricValue]", has_text="3").first.wait_for()


def test_an_evaluation_from_excel(visitor: "playwright.Page", tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("问题", "正确答案"), ("青禾区2022年交流轮岗教师有多少人？", "365人"), ("云溪县食堂多少个？", "")):
        sheet.append(row)
    book.save(tmp_path / "题集.xlsx")
    visitor.get_by_role("link", name="评测").click()
    visitor.get_by_text("题集", exact=True).wait_for()
    at_rest(visitor)
    visitor.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        upload("题集.xlsx", (tmp_path / "题集.xlsx").read_bytes())
    )
    visitor.get_by_role("button", name="运行：题集.xlsx").click()
    visitor.get_by_text("没有答对的题（0）").wait_for()


def test_a_comparison_draws_its_values_and_saves_them(visitor: "playwright.Page", tmp_path: Path) -> None:
    ask(visitor, "青禾区2021年和2022年交流轮岗教师分别有多少人？", "340人")
    chart = visitor.locator("svg.ra-chart")
    playwright.expect(chart.locator("a")).to_have_count(2)
    assert "/read?report=" in str(chart.locator("a").first.get_attribute("href"))
    for kind, name in (("png", "存为图片（PNG）"), ("svg", "存为矢量图（SVG）")):
        with visitor.expect_download() as download:
            visitor.get_by_role("button", name=name).click()
        download.value.save_as(tmp_path / kind)
    assert (tmp_path / "png").read_bytes().startswith(b"\x89PNG")
    drawn = (tmp_path / "svg").read_text("utf-8")
    assert drawn.startswith("<svg")
    assert "365人" in drawn
