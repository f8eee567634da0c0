"""The app as users meet it: `assistant serve` in a real Chromium, from the first start on."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
pytestmark = pytest.mark.browser

playwright = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing and CI is set")
        pytest.skip("no Chromium on this machine")
    folder = tmp_path_factory.mktemp("serve")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port), "--data", "data"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if f":{port}" in line:
            break
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def page(server: str, request: pytest.FixtureRequest) -> Iterator["playwright.Page"]:
    options = getattr(request, "param", {})
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}, **options})
        opened = context.new_page()
        opened.set_default_timeout(30_000)
        outside: list[str] = []
        opened.on(
            "request", lambda r: outside.append(r.url) if not r.url.startswith((server, "data:", "blob:")) else None
        )
        opened.goto(server)
        opened.wait_for_selector("textarea")
        yield opened
        assert outside == [], "the page asked the internet for something"
        browser.close()


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
