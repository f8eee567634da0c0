"""This program: sentences, the fused search, and the reader."""

import tempfile
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.evidence import find_hits
from assistant.question import UnusableQuestion, understand
from assistant.types import Status
from index.search import load_embedder
from index.snapshot import Snapshot, Store, build

PACKAGE, INSTALLED = "report-assistant", ("report-assistant",)


class Peer:
    def __init__(self, reports: list[dict[str, str]], model: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        store = Store(Path(self._folder.name))
        self._embedder = load_embedder()
        build([Path(report["path"]) for report in reports], store, self._embedder)
        self._snapshot = Snapshot.open(store.current())
        self._assistant = Assistant(self._snapshot, self._embedder)
        self.passages = sum(len(self._snapshot.report(n).sentences) for n in range(len(self._snapshot.entries)))

    def ask(self, question: str, history: Any) -> tuple[str | None, list[tuple[str, str]]]:
        answer = self._assistant.ask(question, tuple(history))
        shown = f"{answer.headline}\n{answer.text}" if answer.status is Status.ANSWERED else None
        return shown, self._found(question, tuple(history))

    def _found(self, question: str, history: tuple[str, ...]) -> list[tuple[str, str]]:
        try:
            asked = understand(question, self._snapshot.entries, history)
        except UnusableQuestion:
            return []
        found = []
        for hit in find_hits(self._snapshot, self._embedder, asked):
            indexed = self._snapshot.report(hit.report)
            file = Path(self._snapshot.entries[hit.report].file).stem
            found.append((file, indexed.words_of(indexed.sentences[hit.position])))
        return found
