"""A server over a data folder of its own, and a page of a real Chromium that may ask nothing of the internet."""

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
playwright = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from served(tmp_path_factory.mktemp("serve"))


def served(folder: Path) -> Iterator[str]:
    """Serve the data folder `folder/data` and yield the address; the folder is gone afterwards."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing and CI is set")
        pytest.skip("no Chromium on this machine")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant.command.cli", "serve", "--port", str(port), "--data", "data"]
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
