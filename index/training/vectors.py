"""Starting word vectors: positive pointwise mutual information, factorised (Levy and Goldberg, 2014)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

FloatMatrix = npt.NDArray[np.float32]


def cooccurrences(
    encoded: Sequence[Sequence[int]], size: int, window: int, chunk: int = 4_000_000
) -> sparse.csr_matrix:
    """Count, weighted by 1/distance, how often two pieces stand within `window` of one another."""
    flat = np.concatenate(
        [np.asarray([*row, -1], dtype=np.int32) for row in encoded if row]
    )  # -1 keeps windows inside a text
    counts = sparse.csr_matrix((size, size), dtype=np.float32)
    for start in range(0, len(flat), chunk):
        part = flat[start : start + chunk + window]
        for distance in range(1, window + 1):
            left, right = part[:-distance], part[distance:]
            inside = (left >= 0) & (right >= 0)
            weights = np.full(int(inside.sum()), 1.0 / distance, dtype=np.float32)
            counts += sparse.coo_matrix((weights, (left[inside], right[inside])), shape=(size, size)).tocsr()
    return (counts + counts.T).tocsr()


def ppmi_vectors(counts: sparse.csr_matrix, dimensions: int, seed: int, smoothing: float = 0.75) -> FloatMatrix:
    """Return one row a piece: the leading singular vectors of the PPMI matrix, times the root of their values."""
    coo = counts.tocoo()
    rows = np.asarray(counts.sum(axis=1)).ravel() + 1e-9
    columns = rows**smoothing
    values = np.log(coo.data * columns.sum() / (rows[coo.row] * columns[coo.col]))
    kept = values > 0
    ppmi = sparse.csr_matrix((values[kept].astype(np.float32), (coo.row[kept], coo.col[kept])), shape=counts.shape)
    left, singular, _ = randomized_svd(ppmi, n_components=dimensions, n_iter=2, random_state=seed)
    vectors: FloatMatrix = (left * np.sqrt(singular)).astype(np.float32)
    return vectors


def inverse_document_frequency(encoded: Sequence[Sequence[int]], size: int) -> FloatMatrix:
    """Return log(N / texts that hold the piece) for each piece."""
    seen = np.zeros(size, dtype=np.float64)
    for row in encoded:
        seen[list(set(row))] += 1
    idf: FloatMatrix = np.log((len(encoded) + 1) / (seen + 1)).astype(np.float32)
    return idf
