"""What a visitor keeps in a real Chromium: a reload, another browser, the place in the report, feedback, exports."""

import json
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


def ask(page: "playwright.Page", question: str, headline: str) -> None:
    page.locator("textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(".ra-headline", has_text=headline).last.wait_for()


def test_a_conversation_survives_a_reload_and_is_nobody_elses(page: "playwright.Page", server: str) -> None:
    ask(page, "交流轮岗的教师有多少人？", "365人")
    page.wait_for_url("**c=*")
    page.reload()
    page.locator(".ra-headline", has_text="365人").wait_for()
    address = page.url
    other = page.context.browser.new_context(locale="zh-CN")
    stranger = other.new_page()
    stranger.goto(address)
    stranger.get_by_text("有什么想从报告里找的？").wait_for()
    assert stranger.locator(".ra-headline").count() == 0
    code = next(c["value"] for c in page.context.cookies() if c["name"] == "report_assistant_user")
    stranger.get_by_role("link", name="设置").click()
    stranger.get_by_text("我的代码").click()
    stranger.get_by_label("填入另一个浏览器的代码").fill(code)
    stranger.keyboard.press("Enter")
    playwright.expect(stranger.locator("code", has_text=code)).to_be_visible()
    stranger.get_by_test_id("stSidebarNavItems").get_by_role("link", name="问答").click()
    stranger.get_by_role("button", name="交流轮岗的教师有多少人").first.click()
    stranger.locator(".ra-headline", has_text="365人").wait_for()
    other.close()


def test_the_source_opens_at_its_place_and_the_conversation_stays(page: "playwright.Page") -> None:
    ask(page, "交流轮岗的教师有多少人？", "365人")
    page.get_by_role("button", name="在报告中查看").first.click()
    playwright.expect(page.locator("mark#quote")).to_be_in_viewport()
    assert "365人" in page.locator("mark#quote").inner_text()
    page.get_by_test_id("stSidebarNavItems").get_by_role("link", name="问答").click()
    page.locator(".ra-headline", has_text="365人").wait_for()


def test_copy_receipt_and_export(page: "playwright.Page", tmp_path: Path) -> None:
    ask(page, "交流轮岗的教师有多少人？", "365人")
    page.get_by_role("button", name="复制（含出处）").click()
    assert "365人（《" in page.locator("[data-testid=stCode]").first.inner_text()
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.get_by_role("button", name="凭据").click()
    download.value.save_as(tmp_path / "r.json")
    proof = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert proof["headline"] == "365人"
    assert proof["asked_at"]
    page.get_by_role("button", name="本次对话").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Word").click()
    assert download.value.url.endswith(".docx")


def test_feedback_becomes_a_question_and_is_run(page: "playwright.Page") -> None:
    ask(page, "交流轮岗的教师有多少人？", "365人")
    page.locator("[data-testid=stFeedback] button, [data-testid=stButtonGroup] button").last.wait_for()
    page.get_by_test_id("stChatMessage").last.get_by_role("button").first.wait_for()
    page.locator(
        "[data-testid=stFeedback] button, [data-testid=stChatMessage] [data-testid=stButtonGroup] button"
    ).first.click()
    page.get_by_text("谢谢，已记下。").wait_for()
    page.get_by_role("link", name="评测").click()
    page.get_by_role("button", name="确认，加入题集").first.click()
    page.get_by_role("button", name="运行：本库题集").click()
    page.get_by_text("没有答对的题（0）").wait_for()


def test_the_keyboard_alone_is_enough(page: "playwright.Page") -> None:
    page.locator("textarea").focus()
    page.keyboard.type("交流轮岗的教师有多少人？")
    page.keyboard.press("Enter")
    page.locator(".ra-headline", has_text="365人").wait_for()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        focused = page.evaluate("document.activeElement.innerText || ''")
        if "在报告中查看" in focused:
            break
    page.keyboard.press("Enter")
    page.locator("mark#quote").wait_for()


@pytest.mark.parametrize("page", [{"viewport": {"width": 375, "height": 760}}], indirect=True)
def test_a_phone_needs_no_sideways_scrolling(page: "playwright.Page") -> None:
    ask(page, "交流轮岗的教师有多少人？", "365人")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.parametrize("page", [{"color_scheme": "dark"}], indirect=True)
def test_dark_follows_the_system(page: "playwright.Page") -> None:
    colour = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(","))) < 200
