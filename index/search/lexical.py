"""The lexical side of a snapshot: BM25 (tantivy) over the terms of sentences and of their passages.

A sentence is found through its own terms and, with less weight, through those of its passage and headings: measured
on reading sets, half a passage's score beside the sentence's own adds five points of recall among the first five.
"""

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import tantivy

from index.text import terms

OWN, CONTEXT = "own", "context"
CONTEXT_WEIGHT = 0.5
_HEAP = 64_000_000  # bytes for the writer


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("sentence", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("report", stored=False, indexed=True, fast=True)
    builder.add_text_field(OWN, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(CONTEXT, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


@contextlib.contextmanager
def _disk_errors() -> Iterator[None]:
    """Give what tantivy says of the disk the kind of error that it is."""
    try:
        yield
    except ValueError as error:
        raise OSError(str(error)) from error


def _add(index: tantivy.Index, rows: Iterable[tuple[int, int, str, str]]) -> None:
    # one thread: the order of documents, and with it the order of equal scores, is then always the same
    writer = index.writer(_HEAP, 1)
    for sentence, report, own, context in rows:
        row = tantivy.Document()
        row.add_unsigned("sentence", sentence)
        row.add_unsigned("report", report)
        row.add_text(OWN, own)
        row.add_text(CONTEXT, context)
        writer.add_document(row)
    writer.commit()
    writer.wait_merging_threads()


class LexicalIndex:
    """The words of the sentences, found by BM25."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        # a snapshot never changes: no thread has to watch its folder, which may be removed at any time
        self._index.config_reader(reload_policy="manual")
        self._index.reload()
        self._searcher = index.searcher()

    @classmethod
    def build(cls, folder: Path, rows: Iterable[tuple[int, int, str, str]]) -> "LexicalIndex":
        """Write the index of `rows` (sentence id, report number, own terms, context terms, both space-separated).

        Raises OSError where the disk refuses.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with _disk_errors():
            index = tantivy.Index(_schema(), path=str(folder))
            _add(index, rows)
            return cls(index)

    @classmethod
    def in_memory(cls, rows: Iterable[tuple[int, int, str, str]]) -> "LexicalIndex":
        """Index rows as `build` does, without writing anything to disk."""
        index = tantivy.Index(_schema())
        _add(index, rows)
        return cls(index)

    @classmethod
    def extend(cls, before: Path, folder: Path, rows: Iterable[tuple[int, int, str, str]]) -> "LexicalIndex":
        """Write what the index in `before` holds and `rows` behind it into `folder`; the old one stays as it is.

        Raises OSError where the disk refuses.
        """
        shutil.copytree(before, folder, ignore=shutil.ignore_patterns(".tantivy*"))
        with _disk_errors():
            index = tantivy.Index.open(str(folder))
            _add(index, rows)
            return cls(index)

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        return cls(tantivy.Index.open(str(folder)))

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self, wanted: Sequence[tuple[str, float]], limit: int, reports: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the best sentences for weighted texts as (id, score), best first; only of `reports` if given."""
        counted: dict[str, float] = {}
        for text, weight in wanted:
            for term in terms(text):
                counted[term] = counted.get(term, 0.0) + weight
        if not counted or (reports is not None and not reports) or not len(self):
            return []
        schema = self._index.schema
        clauses = []
        for term, strength in counted.items():
            for field, share in ((OWN, 1.0), (CONTEXT, CONTEXT_WEIGHT)):
                query = tantivy.Query.term_query(schema, field, term)
                clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, share * strength)))
        query = tantivy.Query.boolean_query(clauses)
        if reports is not None:
            inside = tantivy.Query.term_set_query(schema, "report", list(reports))
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(inside, 0.0)),
                ]
            )
        hits = self._searcher.search(query, limit, count=False).hits
        ids = self._searcher.fast_field_values("sentence", [address for _, address in hits])
        found = [(int(str(i)), float(score)) for i, (score, _) in zip(ids, hits, strict=True)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))
