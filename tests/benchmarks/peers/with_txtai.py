"""txtai with its hybrid index (BM25 and vectors) over the paragraphs of the reports."""

from typing import Any

from txtai import Embeddings

PACKAGE, INSTALLED = "txtai", ("txtai",)


class Peer:
    def __init__(self, reports: list[dict[str, str]], model: str) -> None:
        self._pieces = [
            (report["file"], line.strip()) for report in reports for line in report["text"].splitlines() if line.strip()
        ]
        self.passages = len(self._pieces)
        self._index = Embeddings(path=model, method="sentence-transformers", hybrid=True)
        self._index.index([(number, text, None) for number, (_, text) in enumerate(self._pieces)])

    def ask(self, question: str, history: Any) -> tuple[str | None, list[tuple[str, str]]]:
        found = [self._pieces[number] for number, _ in self._index.search(question, 10)]
        return (found[0][1] if found else None), found
