"""The dense side of a snapshot: a FAISS inner-product index over one unit vector a sentence, flat or, for very many, in
lists.

This is the only module that imports faiss.
"""

import re
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from index.search.embedding import Vectors

# Up to here a flat index is exact and fast enough; beyond, lists are probed (docs/performance.md)
LARGEST_FLAT = 200_000
PROBED = 32  # lists looked into
Ids = npt.NDArray[np.int64]


class DenseIndex:
    """The vectors of the sentences, the nearest found first."""

    def __init__(self, index: Any) -> None:
        self._index = index  # faiss gives its kinds of index no common type that has what each of them can
        self._lists = hasattr(index, "nprobe")
        if self._lists:
            index.make_direct_map()  # for `vectors`

    @classmethod
    def build(cls, vectors: Vectors) -> "DenseIndex":
        """Index the rows of `vectors`; a row's number is the id of its sentence."""
        width = vectors.shape[1]
        index: Any = faiss.IndexFlatIP(width)
        if len(vectors) > LARGEST_FLAT:
            lists = int(4 * len(vectors) ** 0.5)
            index = faiss.IndexIVFFlat(index, width, lists, faiss.METRIC_INNER_PRODUCT)
            index.train(np.ascontiguousarray(vectors[:: max(1, len(vectors) // (40 * lists))]))
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> "DenseIndex":
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index; raises OSError where the disk refuses, which faiss says as a RuntimeError of many words."""
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            reason = re.search(r"\(([^()]+)\)\s*$", str(error))
            raise OSError(reason[1] if reason else str(error)) from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._index.d)

    def search(self, vector: Vectors, limit: int, within: Ids | None = None) -> list[tuple[int, float]]:
        """Return the `limit` most similar sentences, best first, as (id, cosine); only those in `within` if given."""
        if not len(self) or (within is not None and not len(within)):
            return []
        limit = min(limit, len(self) if within is None else len(within))
        parameters = self._parameters(within)
        scores, ids = self._index.search(np.ascontiguousarray(vector), limit, params=parameters)
        found = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _parameters(self, within: Ids | None) -> Any:
        if not self._lists and within is None:
            return None
        parameters: Any = faiss.SearchParametersIVF() if self._lists else faiss.SearchParameters()
        if self._lists:
            # of a narrow scope every list may hold the few sentences that count
            parameters.nprobe = PROBED if within is None else self._index.nlist
        if within is not None:
            parameters.sel = faiss.IDSelectorBatch(within)
        return parameters

    def vectors(self, ids: list[int]) -> Vectors:
        """Return the stored vectors of some sentences, one row an id."""
        if not ids:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        rows: Vectors = np.stack([self._index.reconstruct(i) for i in ids])
        return rows
