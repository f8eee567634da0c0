"""Takes the pictures of the documentation anew, over small reports of its own and the sample report.

python tests/support/pictures.py docs/images
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import shelf
from playwright.sync_api import Browser, Page, sync_playwright
from serving import ARGUMENTS, CHROMIUM, served

from index.samples import sample_folder
from index.search import SHIPPED, load_embedder
from index.snapshot import Store, build

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ROTATED = "2022年东丽区交流轮岗的教师有多少人？"


def ask(page: Page, question: str) -> None:
    answers = page.locator(".ra-headline, .ra-refusal")
    before = answers.count()
    page.locator("[data-testid=stChatInputTextArea]").fill(question)
    page.keyboard.press("Enter")
    answers.nth(before).wait_for()
    page.locator('[data-test-script-state="notRunning"]').wait_for()


def chat(page: Page) -> None:
    ask(page, ROTATED)
    ask(page, "其中骨干教师占多少？")


def comparison(page: Page) -> None:
    ask(page, "2022年各区县招聘教师多少名？")


def go_to(name: str, sign: str) -> Callable[[Page], None]:
    def went(page: Page) -> None:
        page.get_by_role("link", name=name).click()
        page.get_by_text(sign).first.wait_for()
        page.locator('[data-test-script-state="notRunning"]').wait_for()

    return went


PICTURES: tuple[tuple[str, Callable[[Page], None], dict[str, object]], ...] = (
    ("welcome", lambda page: None, {}),
    ("chat", chat, {}),
    ("refusal", lambda page: ask(page, "2021年东丽区交流教师有多少人？"), {}),
    ("comparison", comparison, {}),
    ("english", lambda page: ask(page, "how many teachers rotated in Dongli in 2022"), {"locale": "en-US"}),
    ("dark", lambda page: ask(page, ROTATED), {"color_scheme": "dark"}),
    ("phone", lambda page: ask(page, ROTATED), {"viewport": NARROW}),
    ("manage", go_to("报告管理", "移除"), {}),
    ("figures", go_to("数据一览", "导出"), {}),
    ("help", go_to("帮助", "接着问可以省略前文"), {}),
)


def take(browser: Browser, address: str, folder: Path) -> None:
    """Write a picture of each page to `folder`."""
    for name, act, options in PICTURES:
        context = browser.new_context(**{"locale": "zh-CN", "viewport": WIDE, **options})  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(address)
        page.locator("[data-testid=stChatInputTextArea]").wait_for()
        try:
            act(page)
        finally:
            page.screenshot(path=str(folder / f"{name}.png"))
            context.close()
        print(name)


def main() -> None:
    folder = Path(sys.argv[1]).resolve()
    place = Path(tempfile.mkdtemp())
    build(
        [*shelf.written(place / "reports"), *sample_folder().glob("*.txt")],
        Store(place / "data"),
        load_embedder(SHIPPED),
    )
    for address in served(place):
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            take(browser, address, folder)
            browser.close()


if __name__ == "__main__":
    main()
