"""Haystack's in-memory BM25 over its recursive splitter; its tokens are runs of letters, as it comes."""

from typing import Any

from haystack import Document
from haystack.components.preprocessors import RecursiveDocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

PACKAGE, INSTALLED = "haystack-ai", ("haystack-ai",)
CHINESE = ["\n\n", "\n", "。", "；", "，"]


class Peer:
    def __init__(self, reports: list[dict[str, str]], model: str) -> None:
        splitter = RecursiveDocumentSplitter(split_length=500, split_overlap=0, split_unit="char", separators=CHINESE)
        splitter.warm_up()
        documents = [Document(content=r["text"], meta={"file": r["file"]}) for r in reports]
        store = InMemoryDocumentStore()
        self.passages = store.write_documents(splitter.run(documents)["documents"])
        self._retriever = InMemoryBM25Retriever(store, top_k=10)

    def ask(self, question: str, history: Any) -> tuple[str | None, list[tuple[str, str]]]:
        documents = self._retriever.run(query=question)["documents"]
        found = [(d.meta["file"], d.content or "") for d in documents]
        return (found[0][1] if found else None), found
