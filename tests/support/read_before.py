"""Keeps what the encoder made of the windows of a question, so that no test run reads the same twice.

Reading takes most of the time of most tests. What is kept goes by all that the scores come from: the model, the code that
runs it, the question and every window read with it. So a run over code that finds the same evidence, and any two tests
that ask the same, wait for one reading; whatever differs is read anew.
"""

import contextlib
import functools
import hashlib
import importlib.metadata
import inspect
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.reading import encoder, encoding, onnx_session
from assistant.reading.encoder import Encoder, WindowScores, model_folder, shipped_encoder

LARGEST = 300 * 10**6  # bytes; then all is read anew


@functools.cache
def version() -> str:
    """Return what stands for the model and the code that runs it."""
    digest = hashlib.sha256(importlib.metadata.version("onnxruntime").encode())
    digest.update((model_folder() / "reader.onnx").read_bytes())
    for module in (encoder, encoding, onnx_session):
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()


class Kept:
    """Scores by what was read, in a file that several processes may use at once."""

    def __init__(self, path: Path) -> None:
        if path.exists() and path.stat().st_size > LARGEST:
            path.unlink()
        self._lock = threading.Lock()
        self._open = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
        self._open.execute("PRAGMA synchronous=OFF")  # what a crash loses is read again
        self._open.execute("CREATE TABLE IF NOT EXISTS scores (read BLOB PRIMARY KEY, found TEXT)")

    def get(self, key: bytes) -> list[WindowScores] | None:
        with self._lock:
            row = self._open.execute("SELECT found FROM scores WHERE read = ?", (key,)).fetchone()
        if row is None:
            return None
        return [
            WindowScores(whole, tuple(spans), None if words is None else (words[0], words[1]), verdict)
            for whole, spans, words, verdict in json.loads(row[0])
        ]

    def put(self, key: bytes, found: Sequence[WindowScores]) -> None:
        rows = json.dumps([(one.whole, one.spans, one.words, one.verdict) for one in found])
        with self._lock:
            self._open.execute("INSERT OR IGNORE INTO scores VALUES (?, ?)", (key, rows))

    def close(self) -> None:
        self._open.close()


@contextlib.contextmanager
def reading_once(path: Path) -> Iterator[None]:
    """Keep in the file at `path` what the shipped encoder reads meanwhile, and do not read what is kept there."""
    kept, scores = Kept(path), Encoder._scores

    def remembered(self: Encoder, windows: Any, rows: Any) -> list[WindowScores]:
        if self is not shipped_encoder():
            return scores(self, windows, rows)
        key = hashlib.sha256(repr((version(), windows, rows)).encode()).digest()
        found = kept.get(key)
        if found is None:
            found = scores(self, windows, rows)
            kept.put(key, found)
        return found

    Encoder._scores = remembered  # type: ignore[method-assign]
    try:
        yield
    finally:
        Encoder._scores = scores  # type: ignore[method-assign]
        kept.close()
