"""Finds sentences in Milvus: a dense field, BM25 with its jieba tokenizer, filtered by report.

A snapshot fills one collection, named by data folder and snapshot, the first time it is opened; collections of the
folder's snapshots that are no longer kept are dropped then. This is the only module that imports pymilvus; an address is a server's
(http://host:19530) or a file's path, which Milvus Lite serves in this process.
"""

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from index.errors import SearchUnavailable
from index.search.embedding import Vectors
from index.search.finding import Searchable

_PREFIX = "assistant_"
_BATCH = 500  # rows an insert
_LONGEST = 8000  # bytes of a text that is searched
CONTEXT_WEIGHT = 0.5


class MilvusFinder:
    """A `Finder` over the collection of one snapshot."""

    def __init__(self, address: str, snapshot: Searchable, kept: Sequence[str] = (), owner: str = "") -> None:
        """Open the collection of `snapshot`, filled where it is not yet; raises SearchUnavailable, as every search does.

        `kept` names the snapshots whose collections stay, of those of the same `owner`: several data folders may share
        a server.
        """
        self._address = address
        with self._reaching():
            from pymilvus import MilvusClient

            self._client: Any = MilvusClient(address)
            prefix = f"{_PREFIX}{hashlib.sha256(owner.encode()).hexdigest()[:8]}_"
            self._name = f"{prefix}{snapshot.name}"
            if not self._is_whole(snapshot):
                self._fill(snapshot)
            keep = {self._name, *(f"{prefix}{name}" for name in kept)}
            for name in self._client.list_collections():
                if name.startswith(prefix) and name not in keep:
                    self._client.drop_collection(name)

    @contextlib.contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except ImportError as error:
            raise SearchUnavailable(self._address, "pymilvus") from error
        except Exception as error:  # pymilvus raises kinds of its own, grpc's among them
            raise SearchUnavailable(self._address, str(error).split("\n")[0][:200]) from error

    def by_terms(
        self, wanted: Sequence[tuple[str, float]], limit: int, reports: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        if not wanted or (reports is not None and not reports):
            return []
        text = " ".join(words for words, weight in wanted if weight >= CONTEXT_WEIGHT * 0.9) or wanted[0][0]
        found: dict[int, float] = {}
        for field, weight in (("own_terms", 1.0), ("context_terms", CONTEXT_WEIGHT)):
            for sentence, score in self._search(text, field, limit, reports):
                found[sentence] = found.get(sentence, 0.0) + weight * abs(score)
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def by_vector(self, vector: Vectors, limit: int, reports: Sequence[int] | None = None) -> list[tuple[int, float]]:
        if reports is not None and not reports:
            return []
        return self._search(vector[0].tolist(), "vector", limit, reports)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        with self._reaching():
            rows = self._client.get(self._name, ids=list(ids), output_fields=["vector"])
        by_id = {row["id"]: row["vector"] for row in rows}
        return np.asarray([by_id[number] for number in ids], dtype=np.float32)

    def _search(self, asked: Any, field: str, limit: int, reports: Sequence[int] | None) -> list[tuple[int, float]]:
        within = "" if reports is None else f"report in [{', '.join(map(str, reports))}]"
        with self._reaching():
            hits = self._client.search(
                self._name, data=[asked], anns_field=field, limit=limit, filter=within, output_fields=["report"]
            )[0]
        return sorted(((int(hit["id"]), float(hit["distance"])) for hit in hits), key=lambda p: (-abs(p[1]), p[0]))

    def _is_whole(self, snapshot: Searchable) -> bool:
        """Tell whether the collection holds every sentence: filling it may have been cut off."""
        if not self._client.has_collection(self._name):
            return False
        stored = self._client.query(self._name, filter="", output_fields=["count(*)"])
        return bool(stored and int(stored[0]["count(*)"]) == len(snapshot))

    def _fill(self, snapshot: Searchable) -> None:
        from pymilvus import DataType, Function, FunctionType

        if self._client.has_collection(self._name):
            self._client.drop_collection(self._name)
        schema = self._client.create_schema(auto_id=False)
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("report", DataType.INT64)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=snapshot.dense.dimensions)
        index = self._client.prepare_index_params()
        index.add_index("vector", index_type="FLAT", metric_type="IP")
        for name in ("own", "context"):
            analyzer = {"tokenizer": "jieba"}
            schema.add_field(
                name, DataType.VARCHAR, max_length=_LONGEST + 10, enable_analyzer=True, analyzer_params=analyzer
            )
            schema.add_field(f"{name}_terms", DataType.SPARSE_FLOAT_VECTOR)
            schema.add_function(
                Function(
                    name=f"{name}_bm25",
                    function_type=FunctionType.BM25,
                    input_field_names=[name],
                    output_field_names=[f"{name}_terms"],
                )
            )
            index.add_index(f"{name}_terms", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
        self._client.create_collection(self._name, schema=schema, index_params=index)
        batch: list[dict[str, Any]] = []
        for row in _rows(snapshot):
            batch.append(row)
            if len(batch) == _BATCH:
                self._client.insert(self._name, batch)
                batch = []
        if batch:
            self._client.insert(self._name, batch)
        self._client.flush(self._name)


def _rows(snapshot: Searchable) -> Iterator[dict[str, Any]]:
    for number in range(len(snapshot.entries)):
        indexed = snapshot.report(number)
        ids = snapshot.sentences_of(number)
        vectors = snapshot.dense.vectors(list(ids))
        for position, sentence in enumerate(indexed.sentences):
            passage = indexed.passages[indexed.passage_of[position]]
            context = " ".join([*passage.section, indexed.report.text[passage.start : passage.end]])
            yield {
                "id": ids[position],
                "report": number,
                "vector": vectors[position].tolist(),
                "own": _cut(indexed.words_of(sentence)),
                "context": _cut(context),
            }


def _cut(text: str) -> str:
    return text.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")
