"""A snapshot as somebody sees it who may not see all of its reports: as if those had never been read.

Leaving them out of what a search returns would not do: BM25 weighs a word by how many sentences of the whole index hold
it, places and years are told from the reports there are, and the latest report says what 去年 means. So a view is a
snapshot of its own, with its own numbers and statistics; only the reports themselves are the same objects.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, replace

import numpy as np

from index.search import DenseIndex, LexicalIndex
from index.snapshot.snapshot import TERMS_FILE, Snapshot, read_terms, verify_file
from index.types import IndexedReport


class View(Snapshot):
    """The reports of `whole` with the numbers `kept`, as a snapshot; built in memory, nothing is written."""

    def __init__(self, whole: Snapshot, kept: Sequence[int]) -> None:
        """Index the reports again from their stored terms and vectors; raises DamagedSnapshot."""
        entries = tuple(whole.entries[number] for number in kept)
        prefixes = tuple(f"reports/{entry.id}/" for entry in entries)
        files = {name: value for name, value in whole.manifest.files.items() if name.startswith(prefixes)}
        manifest = replace(whole.manifest, reports=entries, files=files)
        # what is left out has no part in the name either: it stays the same while that alone changes
        content = json.dumps(asdict(manifest), ensure_ascii=False)
        ids = [sentence for number in kept for sentence in whole.sentences_of(number)]
        super().__init__(
            whole.folder,
            manifest,
            hashlib.sha256(content.encode("utf-8")).hexdigest()[:12],
            dense=DenseIndex.build(whole.dense.vectors(ids) if ids else np.zeros((0, whole.dense.dimensions), "f4")),
            lexical=LexicalIndex.in_memory(_rows(whole, kept)),
        )
        self._whole, self._kept = whole, tuple(kept)

    def report(self, number: int) -> IndexedReport:
        return self._whole.report(self._kept[number])


def without(snapshot: Snapshot, hidden: Collection[str]) -> Snapshot:
    """Return the snapshot as if the reports of these ids had never been read; itself where it holds none of them."""
    kept = [number for number, entry in enumerate(snapshot.entries) if entry.id not in hidden]
    return snapshot if len(kept) == len(snapshot.entries) else View(snapshot, kept)


def _rows(whole: Snapshot, kept: Sequence[int]) -> Iterator[tuple[int, int, str, str]]:
    sentence = 0
    for number, old in enumerate(kept):
        name = f"reports/{whole.entries[old].id}/{TERMS_FILE}"
        verify_file(whole.folder, name, whole.manifest.files[name])
        for own, context in read_terms((whole.folder / name).parent):
            yield sentence, number, own, context
            sentence += 1
