"""Prints how fast the program is: cold and warm questions, imports, the page. Run: python tests/benchmarks/speed.py

Takes report files or folders as arguments; the sample report without any. Nothing is asserted: machines differ.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assistant.answering.assistant import Assistant
from assistant.evaluation.tally import percentile
from index.samples import sample_folder
from index.search import LocalFinder, load_embedder
from index.snapshot import Snapshot, Store, build

CHROMIUM = "/usr/bin/chromium"
ASKS = [
    "交流轮岗的教师有多少人？",
    "学生体质健康合格率是多少？",
    "2021年交流教师有多少人？",
    "师德建设做了哪些工作？",
    "how many teachers rotated",
]


def timed(command: list[str], **options: object) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, **options)  # type: ignore[call-overload]
    return time.perf_counter() - started


def cold(data: Path) -> dict[str, object]:
    command = [sys.executable, "-X", "importtime", "-m", "assistant", "ask", ASKS[0], "--data", str(data)]
    times = [timed(command) for _ in range(5)]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    return {
        "cold_ask_s": round(statistics.median(times), 2),
        "imports_torch": "| torch" in shown or " torch\n" in shown,
    }


def warm(data: Path) -> dict[str, object]:
    """Ask every question anew (answers are remembered), and beside it let FAISS and tantivy alone find ten sentences."""
    started = time.perf_counter()
    embedder, snapshot = load_embedder(), Snapshot.open(Store(data).current())
    assistant = Assistant(snapshot, embedder)
    opened = time.perf_counter() - started
    finder = LocalFinder(snapshot)
    asks = ASKS + list(assistant.examples().first())
    times, bare = [], []
    for _ in range(6):
        assistant = Assistant(snapshot, embedder)
        for ask in asks:
            times.append(assistant.ask(ask).elapsed_ms)
            started = time.perf_counter()
            finder.by_terms([(ask, 1.0)], 10)
            finder.by_vector(embedder.embed_question(ask), 10)
            bare.append((time.perf_counter() - started) * 1000)
    times, bare = times[len(asks) :], bare[len(asks) :]
    return {
        "open_s": round(opened, 2),
        "warm_p50_ms": percentile(times, 0.5),
        "warm_p95_ms": percentile(times, 0.95),
        "search_alone_p50_ms": round(percentile(bare, 0.5), 2),
        "times_search_alone": round(percentile(times, 0.5) / percentile(bare, 0.5), 1),
    }


def page() -> dict[str, object]:
    from playwright.sync_api import sync_playwright

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        started = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-m", "assistant", "serve", "--port", str(port), "--data", folder],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        try:
            assert server.stdout is not None
            next(line for line in server.stdout if f":{port}" in line)
            marks = {}
            for name in ("first_start_usable_s", "reload_usable_s"):
                opened = browser.new_page()
                opened.goto(f"http://127.0.0.1:{port}")
                opened.wait_for_selector("textarea")
                marks[name] = round(time.perf_counter() - started, 2)
                started = time.perf_counter()
        finally:
            server.terminate()
            server.wait()
        return marks


def main() -> None:
    paths = [Path(argument) for argument in sys.argv[1:]] or [sample_folder()]
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        built = build(paths, Store(Path(folder)), load_embedder())
        figures: dict[str, object] = {
            "reports": len(built.entries),
            "sentences": sum(entry.sentences for entry in built.entries),
            "build_s": round(time.perf_counter() - started, 2),
        }
        figures |= warm(Path(folder)) | cold(Path(folder))
    if Path(CHROMIUM).exists():
        figures |= page()
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
