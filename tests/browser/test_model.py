"""A language model in a real Chromium: its text is marked beside the quotes, its wrong sentences are not there."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from scripted_model import Scripted, scripted_model
from serving import served

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with scripted_model() as script:
        yield script


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, model: Scripted) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("model")
    (folder / "data").mkdir()
    settings = {"on": True, "url": model.url, "model": "tiny", "key": "", "seconds": 60, "calls": 50}
    (folder / "data" / "model.json").write_text(json.dumps(settings), "utf-8")
    yield from served(folder)


def test_what_the_model_writes_is_marked_and_leads_to_its_quote(page: "playwright.Page", model: Scripted) -> None:
    model.say([*(f"交流教师365人[{number}]。" for number in range(1, 7)), "交流教师999人[1]。"])
    page.locator("textarea").fill("总结一下教师队伍")
    page.keyboard.press("Enter")
    page.locator(".ra-composed").last.wait_for()
    written = page.locator(".ra-written").last
    assert "由语言模型 tiny 撰写" in written.inner_text()
    assert "交流教师365人" in written.inner_text()
    assert "已删去" in written.inner_text()
    assert "999" not in page.inner_text("body")
    with page.context.expect_page() as opened:
        written.locator("sup a").first.click()
    quote = opened.value.locator("mark#quote")
    quote.wait_for(timeout=60_000)
    assert "交流教师365人" in quote.inner_text().replace("\n", "")
