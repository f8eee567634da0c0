"""Handing in reports in a real Chromium, and asking while the index is rebuilt."""

from pathlib import Path

import corpus
import pytest

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


def test_upload_ask_meanwhile_and_read(page: "playwright.Page", tmp_path: Path) -> None:
    good = corpus.saved(tmp_path, "a.docx", corpus.word(corpus.word_table))
    bad = corpus.saved(tmp_path, "bad.pdf", b"%PDF nothing")
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("textarea").wait_for()
    page.bring_to_front()
    page.get_by_role("link", name="报告管理").click()
    page.get_by_text("整个报告库").wait_for()
    page.locator("input[type=file]").first.set_input_files([str(good), str(bad)])
    add = page.get_by_role("button", name="编入")
    playwright.expect(add).to_be_enabled()
    add.click()
    other.locator("textarea").fill("交流轮岗的教师有多少人？")
    other.keyboard.press("Enter")
    other.locator(".ra-headline", has_text="365人").wait_for()
    page.get_by_text("现有 2 份报告").wait_for()
    page.get_by_text("bad.pdf: 文件已损坏").wait_for()
    # a page that was open all along asks the new index without a reload
    other.locator("textarea").fill("柳溪区小学在校生多少人？")
    other.keyboard.press("Enter")
    other.locator(".ra-headline", has_text="28450人").wait_for()
    page.get_by_role("link", name="阅读").click()
    page.locator(".ra-report-text").wait_for()
    page.get_by_role("link", name="四、教师队伍结构优化").click()
    playwright.expect(page.get_by_role("heading", name="四、教师队伍结构优化")).to_be_in_viewport()
