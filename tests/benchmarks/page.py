"""Prints how long a composed answer takes, and how long until its first part is to be seen in a real Chromium.

Run: python tests/benchmarks/page.py. Nothing is asserted: machines differ.
"""

import json
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from serving import ARGUMENTS, CHROMIUM, served

from assistant.answering.assistant import Assistant
from assistant.evaluation.tally import percentile
from index.samples import sample_folder
from index.search import load_embedder
from index.snapshot import Snapshot, Store, build

TOPICS = ("教师队伍", "义务教育", "校园安全", "职业教育", "学前教育", "体育", "课后服务", "学校治理")
FORMS = ("{}有哪些数据？", "总结一下{}", "写一段关于{}的材料")
ROUNDS = 5


def composed(data: Path) -> dict[str, float]:
    """Time every composed answer anew: answers are remembered."""
    embedder, snapshot = load_embedder(), Snapshot.open(Store(data).current())
    times = []
    for number in range(ROUNDS):
        assistant = Assistant(snapshot, embedder)
        for topic in TOPICS:
            for form in FORMS:
                elapsed = assistant.ask(form.format(topic)).elapsed_ms
                if number:  # the first round loads what all later ones have
                    times.append(elapsed)
    return {"composed_median_ms": percentile(times, 0.5), "composed_p95_ms": percentile(times, 0.95)}


def seen(folder: Path) -> dict[str, float]:
    """Time from Enter to the first part that is seen (the question with its answer at work), and to the whole answer."""
    first, whole = [], []
    for address in served(folder):
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = browser.new_page()
            page.goto(address)
            field = page.locator("[data-testid=stChatInputTextArea]")
            field.wait_for()
            for topic in TOPICS:
                before = page.locator("h2.ra-headline, .ra-refusal").count()
                field.fill(FORMS[1].format(topic))
                page.evaluate(
                    """() => { window.began = performance.now(); window.firstSeen = 0;
                    new MutationObserver((_, watch) => { window.firstSeen = performance.now() - window.began;
                    watch.disconnect(); }).observe(document.querySelector('[data-testid=stMainBlockContainer]'),
                    {childList: true, subtree: true}); }"""
                )
                started = time.perf_counter()
                page.keyboard.press("Enter")
                page.wait_for_function(
                    "n => document.querySelectorAll('h2.ra-headline, .ra-refusal').length > n", arg=before
                )
                whole.append((time.perf_counter() - started) * 1000)
                first.append(float(page.evaluate("window.firstSeen")))
            browser.close()
    return {
        "first_seen_p95_ms": percentile(first, 0.95),
        "headline_median_ms": percentile(whole, 0.5),
        "headline_p95_ms": percentile(whole, 0.95),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        build([sample_folder()], Store(data), load_embedder())
        print(json.dumps({**composed(data), **seen(Path(folder))}, indent=1))


if __name__ == "__main__":
    main()
