"""The app as users meet it: `assistant serve` in a real Chromium, from the first start on."""

from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


def ask(page: "playwright.Page", question: str) -> None:
    page.locator("textarea").fill(question)
    page.keyboard.press("Enter")
    page.get_by_text(question, exact=True).first.wait_for()


def test_ask_follow_up_and_source(page: "playwright.Page", tmp_path: Path) -> None:
    ask(page, "交流轮岗的教师有多少人？")
    page.locator(".ra-headline", has_text="365人").wait_for()
    assert page.locator("mark strong").first.inner_text() == "365人"
    assert "四、教师队伍结构优化" in page.locator(".ra-path").first.inner_text()
    ask(page, "其中骨干教师占多少？")
    page.locator(".ra-headline", has_text="49%").wait_for()
    picture = tmp_path / "chat.png"
    page.screenshot(path=str(picture))
    assert picture.stat().st_size > 20_000


def test_a_refusal(page: "playwright.Page") -> None:
    ask(page, "2021年交流教师有多少人？")
    page.locator(".ra-refusal").wait_for()
    assert page.locator(".ra-headline").count() == 0


def test_examples_and_new_conversation(page: "playwright.Page") -> None:
    page.locator("[class*=st-key-example] button").first.click()
    page.locator(".ra-headline").wait_for()
    page.get_by_role("button", name="新对话").click()
    page.locator(".ra-welcome").wait_for()
    assert page.locator(".ra-headline").count() == 0


def test_the_switch_to_english(page: "playwright.Page") -> None:
    page.get_by_text("English", exact=True).click()
    page.get_by_text("What would you like to find").wait_for()
    # the page is drawn from top to bottom: the Chinese field goes last
    page.get_by_placeholder("输入问题").wait_for(state="detached")
    ask(page, "how many teachers rotated")
    page.locator(".ra-headline", has_text="365人").wait_for()
    page.locator(".ra-text", has_text="According to").wait_for()


@pytest.mark.parametrize("page", [{"locale": "en-US"}], indirect=True)
def test_an_english_browser_gets_english(page: "playwright.Page") -> None:
    page.get_by_text("What would you like to find").wait_for()


@pytest.mark.parametrize("page", [{"viewport": {"width": 375, "height": 740}}], indirect=True)
def test_on_a_phone_nothing_runs_off_the_side(page: "playwright.Page") -> None:
    ask(page, "学生体质健康抽测合格率是多少？")
    page.locator(".ra-headline", has_text="94.41%").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
