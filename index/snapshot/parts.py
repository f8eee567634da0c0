"""Reports ready to be written into the next snapshot: derived anew, or as they stand in the one in service."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from index.search import Embedder, Vectors
from index.snapshot.corrections import Correction, load_corrections
from index.snapshot.snapshot import TERMS_FILE, Entry, Snapshot, entry_of, read_terms, verify_file
from index.snapshot.store import Store
from index.structure import analyse_report, embedded_texts, terms_of
from index.types import IndexedReport, Report


@dataclass(slots=True)
class Part:
    """A report ready to be written: derived anew, or standing in the snapshot in service (`folder`)."""

    entry: Entry
    terms: Callable[[], list[tuple[str, str]]]  # what the lexical index holds of each sentence
    vectors: Vectors
    indexed: IndexedReport | None = None
    folder: Path | None = None
    checksums: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        if self.indexed is not None:
            return self.indexed.report.text
        assert self.folder is not None
        return (self.folder / "text.txt").read_text("utf-8")


def derive(report: Report, source: str, embedder: Embedder) -> Part:
    """Analyse a report and embed its sentences."""
    indexed = analyse_report(report)
    found = terms_of(indexed)
    return Part(
        entry_of(indexed, source, datetime.now(UTC).replace(microsecond=0).isoformat()),
        lambda: found,
        embedder.embed_passages(embedded_texts(indexed)),
        indexed,
    )


def standing(store: Store, embedder: Embedder) -> list[Part]:
    """Return the reports in service, none where nothing is in service yet."""
    if not store.has_snapshot():
        return []
    return list(_parts_of(Snapshot.open(store.current()), embedder, load_corrections(store.folder)))


def _parts_of(snapshot: Snapshot, embedder: Embedder, corrections: dict[str, Correction]) -> Iterator[Part]:
    same = snapshot.manifest.embedder == embedder.name and snapshot.manifest.dimensions == embedder.dimensions
    for number, entry in enumerate(snapshot.entries):
        correction = corrections.get(entry.id, Correction())
        wanted = (correction.title, correction.year, correction.region, correction.issued)
        is_said = (entry.title, entry.year, entry.region, entry.issued)
        if any(want is not None and want != said for want, said in zip(wanted, is_said, strict=True)):
            report = correction.applied(snapshot.report(number).report)
            part = derive(report, entry.source, embedder)
            part.entry = replace(part.entry, read_at=entry.read_at)
            yield part
            continue
        prefix = f"reports/{entry.id}/"
        folder = snapshot.folder / "reports" / entry.id
        vectors = (
            snapshot.dense.vectors(list(snapshot.sentences_of(number)))
            if same
            else embedder.embed_passages(embedded_texts(snapshot.report(number)))
        )
        checksums = {name: value for name, value in snapshot.manifest.files.items() if name.startswith(prefix)}
        yield Part(entry, partial(_standing_terms, snapshot, entry), vectors, folder=folder, checksums=checksums)


def _standing_terms(snapshot: Snapshot, entry: Entry) -> list[tuple[str, str]]:
    name = f"reports/{entry.id}/{TERMS_FILE}"
    verify_file(snapshot.folder, name, snapshot.manifest.files[name])
    return read_terms(snapshot.folder / "reports" / entry.id)
