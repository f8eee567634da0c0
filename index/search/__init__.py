"""Sentences found by their terms and by their vectors: FAISS and tantivy, or Milvus; embedders.

`Finder` is the one interface; an engine is one module behind it.
faiss, tantivy, pymilvus and model2vec are imported here only.
"""

from index.search.dense import DenseIndex
from index.search.embedding import (
    SHIPPED,
    Embedder,
    StaticEmbedder,
    TransformerEmbedder,
    Vectors,
    load_embedder,
    shipped_folder,
)
from index.search.finding import Finder, LocalFinder
from index.search.lexical import LexicalIndex
from index.search.milvus import MilvusFinder

__all__ = [
    "SHIPPED",
    "DenseIndex",
    "Embedder",
    "Finder",
    "LexicalIndex",
    "LocalFinder",
    "MilvusFinder",
    "StaticEmbedder",
    "TransformerEmbedder",
    "Vectors",
    "load_embedder",
    "shipped_folder",
]
