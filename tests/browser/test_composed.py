"""Tables, points and paragraphs in a real Chromium, as far as the files that people take along."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


def ask(page: "playwright.Page", question: str, headline: str) -> None:
    page.locator("textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".ra-headline", has_text=headline).last.wait_for()


def saved(page: "playwright.Page", button: str, path: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).last.click()
    download.value.save_as(path)
    return path.read_bytes()


def test_the_figures_of_a_topic_go_to_excel(page: "playwright.Page", tmp_path: Path) -> None:
    ask(page, "教师队伍有哪些数据？", "教师队伍")
    content = saved(page, "导出 Excel", tmp_path / "a.xlsx")
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[0][:2] == ("指标", "数字")
    assert ("交流教师", "365人") in [row[:2] for row in rows]


def test_a_paragraph_goes_to_word_with_its_footnotes(page: "playwright.Page", tmp_path: Path) -> None:
    ask(page, "写一段关于教师队伍的材料", "教师队伍")
    pointers = page.locator(".ra-composed sup a").count()
    content = saved(page, "导出 Word（带脚注）", tmp_path / "a.docx")
    notes = zipfile.ZipFile(io.BytesIO(content)).read("word/footnotes.xml").decode()
    assert notes.count("<w:footnoteRef/>") == pointers > 2


def test_a_question_is_changed_and_asked_again(page: "playwright.Page") -> None:
    ask(page, "银牌多少块？", "58块")
    page.get_by_role("button", name="改").first.click()
    page.get_by_label("修改问题再问").fill("金牌多少块？")
    page.get_by_role("button", name="再问一次").click()
    page.locator(".ra-headline", has_text="107块").wait_for()


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 760}}], indirect=True)
def test_a_phone_needs_no_sideways_scrolling(page: "playwright.Page") -> None:
    ask(page, "教师队伍有哪些数据？", "教师队伍")
    ask(page, "总结一下教师队伍", "条要点")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
