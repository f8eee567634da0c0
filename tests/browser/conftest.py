"""A server over a data folder of its own, and a page of a real Chromium that may ask nothing of the internet."""

from collections.abc import Iterator

import pytest
from serving import ARGUMENTS, CHROMIUM, served

playwright = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from served(tmp_path_factory.mktemp("serve"))


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
