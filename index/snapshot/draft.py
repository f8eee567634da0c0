"""Writes the reports that stay, the vectors and the terms of the next snapshot into a folder that is not in service yet."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from index.search import DenseIndex, Embedder, LexicalIndex
from index.snapshot.parts import Part
from index.snapshot.snapshot import (
    FORMAT,
    TERMS_FILE,
    Manifest,
    link_report,
    read_manifest,
    verify_file,
    write_manifest,
)
from index.snapshot.store import Store
from index.text import SETTINGS


def write_draft(draft: Path, parts: list[Part], embedder: Embedder, store: Store) -> str:
    """Write all that a snapshot holds, its manifest last; returns the snapshot's name."""
    checksums: dict[str, str] = {}
    for part in parts:
        folder = draft / "reports" / part.entry.id
        if not part.folder.is_relative_to(draft):
            terms_file = f"reports/{part.entry.id}/{TERMS_FILE}"
            verify_file(part.folder.parent.parent, terms_file, part.checksums[terms_file])
            link_report(part.folder, folder)
            checksums |= part.checksums
    vectors = np.concatenate([part.vectors for part in parts])
    DenseIndex.build(vectors).save(draft / "dense.faiss")
    standing = _untouched(parts, store)
    if standing:
        # only what is new is written: the old documents keep their numbers, since nothing before them has gone
        LexicalIndex.extend(store.current() / "lexical", draft / "lexical", _rows(parts, standing))
    else:
        LexicalIndex.build(draft / "lexical", _rows(parts, 0))
    manifest = Manifest(
        format=FORMAT,
        embedder=embedder.name,
        dimensions=embedder.dimensions,
        tokens=SETTINGS,
        reports=tuple(part.entry for part in parts),
        files={},
    )
    return write_manifest(draft, manifest, checksums)


def _untouched(parts: Sequence[Part], store: Store) -> int:
    """Return the number of reports in service where all of them open `parts` as they are, else 0."""
    if not parts[0].checksums:
        return 0
    ids = [entry.id for entry in read_manifest(store.current()).reports]
    kept = [part.entry.id for part in parts[: len(ids)] if part.checksums]
    return len(ids) if kept == ids else 0


def _rows(parts: Sequence[Part], first: int) -> Iterator[tuple[int, int, str, str]]:
    """Yield the rows of the lexical index for the reports from number `first` on."""
    sentence = sum(part.entry.sentences for part in parts[:first])
    for number, part in enumerate(parts[first:], first):
        for own, context in part.terms():
            yield sentence, number, own, context
            sentence += 1
