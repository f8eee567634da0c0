"""The rules of WCAG 2.2 AA (axe-core), on every page, light and dark; 360 pixels and 200 % zoom; Streamlit's own words."""

from collections.abc import Iterator

import pytest
import shelf
from axe_playwright_python.sync_playwright import Axe
from serving import ARGUMENTS, CHROMIUM, served, upload

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PAGES = {
    "figures": "数据一览",
    "read": "目录",
    "assess": "题集",
    "manage": "整个报告库",
    "settings": "运行状况",
    "help": "它不回答",
}
# light and dark at the desk, and at the desk at 200 %, which is half as many pixels
SIZES = {"light": (1280, 900), "dark": (1280, 900), "zoomed": (640, 450), "phone": (360, 740)}


@pytest.fixture(scope="module")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("shelf")
    shelf.indexed(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ASSISTANT_MAX_FILE_MB", "1")
        yield from served(folder)


@pytest.fixture(params=SIZES)
def visitor(shelved: str, request: pytest.FixtureRequest) -> Iterator["playwright.Page"]:
    width, height = SIZES[request.param]
    scheme = "dark" if request.param == "dark" else "light"
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        opened = browser.new_context(
            locale="zh-CN", viewport={"width": width, "height": height}, color_scheme=scheme
        ).new_page()
        opened.set_default_timeout(30_000)
        opened.goto(shelved)
        opened.locator("[data-testid=stChatInputTextArea]").wait_for()
        yield opened
        browser.close()


def check(page: "playwright.Page", where: str) -> None:
    """Find no violation of the rules, and nothing that runs off the side."""
    playwright.expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.locator("[data-testid=stSkeleton]").first.wait_for(state="detached")
    found = Axe().run(page, options=RULES).response["violations"]
    said = [f"{rule['id']} {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
    assert said == [], where
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{where} runs off the side by {wide}"


def test_every_page_keeps_the_rules(visitor: "playwright.Page", shelved: str) -> None:
    check(visitor, "welcome")
    for question in ("交流轮岗教师有多少人？", "青禾区2022年教师队伍有哪些数据？", "青禾区2022年食堂有多少个？"):
        visitor.locator("[data-testid=stChatInputTextArea]").fill(question)
        visitor.keyboard.press("Enter")
        visitor.locator("[data-testid=stChatMessage]", has_text=question).wait_for()
        visitor.locator(".ra-headline, .ra-refusal").last.wait_for()
    visitor.locator(".ra-refusal").last.wait_for()
    check(visitor, "chat")
    visitor.locator(".ra-text sup a").first.click()
    visitor.locator(".ra-source").wait_for()
    check(visitor, "source")
    for path, words in PAGES.items():
        visitor.goto(f"{shelved}/{path}")
        visitor.get_by_text(words).first.wait_for()
        check(visitor, path)


@pytest.mark.parametrize("visitor", ["light"], indirect=True)
def test_streamlits_own_words_are_chinese(visitor: "playwright.Page", shelved: str) -> None:
    visitor.goto(f"{shelved}/manage")
    field = visitor.get_by_test_id("stFileUploader").first
    playwright.expect(field).to_contain_text("选择文件")
    playwright.expect(field).to_contain_text("单个文件不超过 1 MB")
    visitor.get_by_test_id("stDataFrame").first.hover()
    visitor.get_by_role("button", name="显示或隐藏列").first.wait_for()
    visitor.locator('[data-test-script-state="notRunning"]').wait_for()
    field.locator("input[type=file]").set_input_files(upload("过大.txt", b"0" * 1_200_000))
    playwright.expect(field).to_contain_text("文件不能超过 1.0 MB", timeout=20_000)
