"""Reports ready for the next snapshot: derived anew and written into its draft, or as they stand in the one in service."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from index.errors import CannotWrite, Reason, UnreadableFile
from index.search import Embedder, Vectors
from index.snapshot.corrections import Correction, load_corrections
from index.snapshot.snapshot import (
    TERMS_FILE,
    TEXT_FILE,
    Entry,
    Snapshot,
    entry_of,
    read_terms,
    verify_file,
    write_report,
)
from index.snapshot.store import Store
from index.structure import analyse_report, embedded_texts, terms_of
from index.types import Report


@dataclass(slots=True)
class Part:
    """A report whose files stand in `folder`: in the draft, or in the snapshot in service, whose `checksums` it has."""

    entry: Entry
    terms: Callable[[], Iterable[tuple[str, str]]]  # what the lexical index holds of each sentence
    vectors: Vectors
    folder: Path
    checksums: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        return (self.folder / TEXT_FILE).read_bytes().decode("utf-8")

    def forget(self, draft: Path) -> None:
        """Take what was written of it out of the draft again."""
        if self.folder.is_relative_to(draft):
            shutil.rmtree(self.folder, ignore_errors=True)


def derive(report: Report, source: str, embedder: Embedder, draft: Path) -> Part:
    """Analyse a report, embed its sentences and write it into the draft: only its vectors stay in memory.

    Raises CannotWrite, UnreadableFile where memory does not suffice or the program stumbles over what the report says.
    """
    folder = draft / "reports" / report.id
    shutil.rmtree(folder, ignore_errors=True)
    try:
        indexed = analyse_report(report)
        vectors = embedder.embed_passages(embedded_texts(indexed))
        write_report(folder, indexed, terms_of(indexed))
    except OSError as error:
        raise CannotWrite(folder, error.strerror or "") from error
    except (MemoryError, Exception) as error:  # one sentence must not stop a batch
        shutil.rmtree(folder, ignore_errors=True)
        reason = Reason.TOO_HEAVY if isinstance(error, MemoryError) else Reason.FAILED
        raise UnreadableFile(Path(report.file), reason, type(error).__name__) from error
    read_at = datetime.now(UTC).replace(microsecond=0).isoformat()
    return Part(entry_of(indexed, source, read_at), partial(read_terms, folder), vectors, folder)


def standing(store: Store, embedder: Embedder, draft: Path) -> list[Part]:
    """Return the reports in service, none where nothing is in service yet."""
    if not store.has_snapshot():
        return []
    return list(_parts_of(Snapshot.open(store.current()), embedder, load_corrections(store.folder), draft))


def _parts_of(
    snapshot: Snapshot, embedder: Embedder, corrections: dict[str, Correction], draft: Path
) -> Iterator[Part]:
    same = snapshot.manifest.embedder == embedder.name and snapshot.manifest.dimensions == embedder.dimensions
    for number, entry in enumerate(snapshot.entries):
        correction = corrections.get(entry.id, Correction())
        wanted = (correction.title, correction.year, correction.region, correction.issued)
        is_said = (entry.title, entry.year, entry.region, entry.issued)
        if any(want is not None and want != said for want, said in zip(wanted, is_said, strict=True)):
            report = correction.applied(snapshot.report(number).report)
            part = derive(report, entry.source, embedder, draft)
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


def _standing_terms(snapshot: Snapshot, entry: Entry) -> Iterable[tuple[str, str]]:
    name = f"reports/{entry.id}/{TERMS_FILE}"
    verify_file(snapshot.folder, name, snapshot.manifest.files[name])
    return read_terms(snapshot.folder / "reports" / entry.id)
