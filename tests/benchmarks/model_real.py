"""How much of what a real small model writes passes the check: llama.cpp's server over a GGUF file, the sample's summaries.

    python tests/benchmarks/model_real.py MODEL.gguf          # or ASSISTANT_TEST_GGUF=MODEL.gguf

Needs `pip install "llama-cpp-python[server]"`. Says that it is skipped where no file or no server is there.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from assistant.answering import Assistant
from assistant.model import Leash, ModelSettings, OpenAIWriter
from index.samples import sample_folder
from index.search import load_embedder
from index.snapshot import Snapshot, Store, build

QUESTIONS = ("总结一下教师队伍", "写一段关于校园安全的材料", "总结一下学前教育", "写一段关于学生资助的材料")
STARTED_WITHIN, ANSWERED_WITHIN = 180, 300  # seconds


def main() -> int:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ASSISTANT_TEST_GGUF", "")
    if not given or not Path(given).is_file():
        print("skipped: no GGUF file was given")
        return 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "llama_cpp.server", "--model", given, "--port", str(port), "--n_ctx", "4096"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not _answers(process, f"http://127.0.0.1:{port}/v1/models"):
            print("skipped: llama_cpp.server did not start (pip install 'llama-cpp-python[server]')")
            return 0
        _ask(ModelSettings(True, f"http://127.0.0.1:{port}/v1", "local", seconds=ANSWERED_WITHIN))
    finally:
        process.terminate()
        process.wait()
    return 0


def _answers(process: subprocess.Popen[bytes], address: str) -> bool:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    return False


def _ask(settings: ModelSettings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, embedder = Store(Path(folder)), load_embedder()
        build([sample_folder()], store, embedder)
        leash = Leash(Assistant(Snapshot.open(store.current()), embedder), OpenAIWriter(settings), lambda: None)
        for question in QUESTIONS:
            answer = leash.ask(question)
            fields = {"question": question, "written": answer.written, "cut": answer.cut, "notice": answer.notice}
            print(json.dumps(fields | {"elapsed_ms": answer.elapsed_ms}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
