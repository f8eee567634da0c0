"""LlamaIndex as its starter example builds it: its sentence splitter with its own sizes, its vector index.

Its wrapper of sentence-transformers asks a model how many tokens it takes, which a static one does not know; so the model
is given as a custom embedding, as its documentation has it.
"""

from typing import Any

from llama_index.core import Document, Settings, VectorStoreIndex
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.embeddings import BaseEmbedding
from sentence_transformers import SentenceTransformer

PACKAGE, INSTALLED = "llama-index-core", ("llama-index-core", "sentence-transformers")


class Static(BaseEmbedding):
    _model: SentenceTransformer = PrivateAttr()

    def __init__(self, folder: str) -> None:
        super().__init__(embed_batch_size=64)
        self._model = SentenceTransformer(folder)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._model.encode(texts, normalize_embeddings=True).tolist()

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class Peer:
    def __init__(self, reports: list[dict[str, str]], model: str) -> None:
        Settings.embed_model = Static(model)
        Settings.llm = None
        documents = [Document(text=r["text"], metadata={"file": r["file"]}) for r in reports]
        index = VectorStoreIndex.from_documents(documents)
        self.passages = len(index.docstore.docs)
        self._retriever = index.as_retriever(similarity_top_k=10)

    def ask(self, question: str, history: Any) -> tuple[str | None, list[tuple[str, str]]]:
        found = [(n.node.metadata["file"], n.node.get_content()) for n in self._retriever.retrieve(question)]
        return (found[0][1] if found else None), found
