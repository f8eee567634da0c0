"""Signing in with a real Chromium: nothing before, a reload keeps it, signing out ends it."""

from collections.abc import Iterator

import pytest
from serving import ARGUMENTS, CHROMIUM, served

from assistant.access import Accounts, Role

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("guarded")
    accounts = Accounts(folder / "data")
    accounts.add("guan", PASSWORD, Role.MANAGER)
    accounts.add("du", PASSWORD, Role.READER)
    yield from served(folder)


@pytest.fixture
def visitor(guarded: str) -> Iterator["playwright.Page"]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        opened = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page()
        opened.set_default_timeout(30_000)
        opened.goto(guarded)
        opened.get_by_label("密码").wait_for()
        yield opened
        browser.close()


def sign_in(page: "playwright.Page", name: str, password: str = PASSWORD) -> None:
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").first.fill(password)
    page.get_by_role("button", name="登录").click()


def test_a_session_survives_a_reload_and_ends_when_signed_out(visitor: "playwright.Page", guarded: str) -> None:
    sign_in(visitor, "du", "not the password")
    visitor.get_by_text("名称或密码不对").wait_for()
    sign_in(visitor, "du")
    visitor.locator("textarea").wait_for()
    playwright.expect(visitor.get_by_text("du · 读者")).to_be_visible()
    visitor.wait_for_function("document.cookie.includes('report_assistant_session=')")
    visitor.reload()
    visitor.locator("textarea").wait_for()
    assert visitor.get_by_role("link", name="报告管理").count() == 0
    visitor.goto(f"{guarded}/manage")
    visitor.locator("textarea").wait_for()  # there is no such page for a reader
    visitor.keyboard.press("Escape")
    visitor.get_by_role("button", name="退出登录").click()
    visitor.get_by_label("密码").wait_for()
    visitor.reload()
    visitor.get_by_label("密码").wait_for()


def test_a_manager_sees_all_pages(visitor: "playwright.Page") -> None:
    sign_in(visitor, "guan")
    visitor.get_by_role("link", name="报告管理").click()
    visitor.get_by_text("把报告拖到这里").wait_for()
