"""The one interface behind which sentences are found: by their terms and by their vectors.

`LocalFinder` is the snapshot's own (tantivy and FAISS); `milvus.py` beside it has the one for a Milvus server. Ids are
those of the snapshot's sentences, `reports` the numbers of its reports.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.search.dense import DenseIndex
from index.search.embedding import Vectors
from index.search.lexical import LexicalIndex
from index.types import IndexedReport


class Searchable(Protocol):
    """What an engine needs of an opened snapshot: its sentences, their terms and vectors, report by report."""

    @property
    def name(self) -> str: ...
    @property
    def entries(self) -> Sequence[object]: ...
    @property
    def dense(self) -> DenseIndex: ...
    @property
    def lexical(self) -> LexicalIndex: ...
    def __len__(self) -> int: ...
    def report(self, number: int) -> IndexedReport: ...
    def sentences_of(self, number: int) -> range: ...


class Finder(Protocol):
    """Finds sentences of one snapshot, best first, as (id, score); only of `reports` where given."""

    def by_terms(
        self, wanted: Sequence[tuple[str, float]], limit: int, reports: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Find by BM25 over weighted texts."""
        ...

    def by_vector(self, vector: Vectors, limit: int, reports: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Find by the cosine to a unit vector of shape (1, dimensions)."""
        ...

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Return the vectors of sentences, one row an id."""
        ...


class LocalFinder:
    """Searches the snapshot's own indexes."""

    def __init__(self, snapshot: Searchable) -> None:
        self._snapshot = snapshot

    def by_terms(
        self, wanted: Sequence[tuple[str, float]], limit: int, reports: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        return self._snapshot.lexical.search(wanted, limit, reports)

    def by_vector(self, vector: Vectors, limit: int, reports: Sequence[int] | None = None) -> list[tuple[int, float]]:
        within = None
        if reports is not None:
            ranges = [self._snapshot.sentences_of(number) for number in reports]
            within = (
                np.concatenate([np.asarray(ids, dtype=np.int64) for ids in ranges]) if ranges else np.zeros(0, np.int64)
            )
        return self._snapshot.dense.search(vector, limit, within)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        return self._snapshot.dense.vectors(list(ids))
