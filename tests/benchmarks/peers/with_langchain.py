"""LangChain as its retrieval tutorial builds it: recursive splitter (1,000 characters, 200 shared), FAISS, embeddings."""

from typing import Any

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

PACKAGE, INSTALLED = (
    "langchain-core",
    ("langchain-community", "langchain-huggingface", "langchain-text-splitters", "faiss-cpu"),
)


class Peer:
    def __init__(self, reports: list[dict[str, str]], model: str) -> None:
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        documents = [Document(page_content=r["text"], metadata={"file": r["file"]}) for r in reports]
        pieces = splitter.split_documents(documents)
        self.passages = len(pieces)
        self._store = FAISS.from_documents(pieces, HuggingFaceEmbeddings(model_name=model))

    def ask(self, question: str, history: Any) -> tuple[str | None, list[tuple[str, str]]]:
        found = [(d.metadata["file"], d.page_content) for d in self._store.similarity_search(question, k=10)]
        return (found[0][1] if found else None), found
