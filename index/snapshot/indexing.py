"""The indexing flow: files → reports → passages, figures, terms, vectors → a published snapshot."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from index.errors import Cancelled, CannotWrite, NoSnapshot, NothingToIndex, Reason, UnreadableFile
from index.reading import Source, Worker, find_sources
from index.search import DenseIndex, Embedder, LexicalIndex, Vectors
from index.snapshot.corrections import Correction, load_corrections, save_corrections
from index.snapshot.snapshot import (
    FORMAT,
    TERMS_FILE,
    TEXT_FILE,
    Entry,
    Manifest,
    Snapshot,
    entry_of,
    link_report,
    read_manifest,
    read_terms,
    verify_file,
    write_manifest,
    write_report,
)
from index.snapshot.store import Store
from index.snapshot.versions import is_version_of
from index.structure import analyse_report, embedded_texts, terms_of
from index.text import SETTINGS
from index.types import Report


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a build: `done` of `total` files are finished, `file` is at `stage`."""

    stage: str  # "read", "added", "reused", "refused", "write", "check", "publish"
    file: str
    done: int
    total: int
    entry: Entry | None = None
    failure: UnreadableFile | None = None
    replaced: Entry | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the snapshot's name, the reports it holds, and the files it had to refuse.

    `replaced` pairs each report that was taken out with the newer version that took its place.
    """

    snapshot: str
    entries: tuple[Entry, ...]
    added: tuple[Entry, ...]
    failures: tuple[UnreadableFile, ...]
    replaced: tuple[tuple[Entry, Entry], ...] = ()


Listener = Callable[[Progress], None]
Guard = Callable[[Snapshot], None]  # raises what keeps a finished snapshot from being published


def _silent(_: Progress) -> None:
    """Listen to nothing."""


def _never() -> bool:
    return False


@dataclass(slots=True)
class _Part:
    """A report whose files stand in `folder`: in the draft, or in the snapshot in service, whose `checksums` it has."""

    entry: Entry
    terms: Callable[[], Iterable[tuple[str, str]]]  # what the lexical index holds of each sentence
    vectors: Vectors
    folder: Path
    checksums: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        return (self.folder / TEXT_FILE).read_bytes().decode("utf-8")


def build(
    paths: Sequence[Path],
    store: Store,
    embedder: Embedder,
    listen: Listener = _silent,
    *,
    fresh: bool = False,
    guard: Guard | None = None,
    cancelled: Callable[[], bool] = _never,
    keep_versions: bool = False,
    instead_of: Sequence[str] = (),
) -> Built:
    """Read `paths`, add them to the reports in service, and publish the result as a new snapshot.

    A report whose bytes are in service already is not read again; one from the same path with other bytes takes the
    old one's place, and so does another version of it (same title, year and region, much of the same text) unless
    `keep_versions`; the reports of the ids `instead_of` are taken out. With `fresh` the reports in service are left out. `guard` sees the finished snapshot before it is
    published; what it raises is passed on. Raises NothingToIndex where no file could be read, DamagedSnapshot where
    the snapshot in service cannot be extended, Cancelled, Busy, or CannotWrite; whatever is raised, the snapshot in
    service stays.
    """
    sources, failures = find_sources(paths)
    corrections = load_corrections(store.folder)
    with store.building() as draft, Worker() as worker:
        worker.prepare(sources, cancelled)
        standing = [] if fresh else _standing(store, embedder, draft)
        parts = {part.entry.id: part for part in standing if part.entry.id not in instead_of}
        added: list[Entry] = []
        replaced: list[tuple[Entry, Entry]] = []
        for done, source in enumerate(sources):
            _stop_if(cancelled)
            name = source.shown.name
            listen(Progress("read", name, done, len(sources)))
            try:
                content = source.content()
                known = parts.get(_id_of(content))
                if known is not None:
                    part = known
                    part.entry = replace(part.entry, source=source.key)
                else:
                    part = _read_part(source, content, worker, corrections, embedder, draft)
            except UnreadableFile as failure:
                failures.append(failure)
                listen(Progress("refused", name, done + 1, len(sources), failure=failure))
                continue
            older = _older(part, parts, keep_versions)
            for entry in older:
                _forget(parts.pop(entry.id), draft)
                replaced.append((entry, part.entry))
            parts[part.entry.id] = part
            added.append(part.entry)
            stage = "reused" if known else "added"
            last = older[0] if older else None
            listen(Progress(stage, name, done + 1, len(sources), part.entry, replaced=last))
        if not added:
            raise NothingToIndex(tuple(failures))
        _stop_if(cancelled)
        snapshot = _published(store, draft, list(parts.values()), embedder, listen=listen, guard=guard)
    entries = tuple(part.entry for part in parts.values())
    return Built(snapshot, entries, tuple(added), tuple(failures), tuple(replaced))


def remove(
    ids: Sequence[str],
    store: Store,
    embedder: Embedder,
    listen: Listener = _silent,
    *,
    guard: Guard | None = None,
) -> Built:
    """Publish a snapshot without the reports of these ids; raises NothingToIndex where none would be left."""
    if not store.has_snapshot():
        raise NoSnapshot(store.folder)
    with store.building() as draft:
        parts = [part for part in _standing(store, embedder, draft) if part.entry.id not in ids]
        if not parts:
            raise NothingToIndex()
        name = _published(store, draft, parts, embedder, listen=listen, guard=guard)
    return Built(name, tuple(part.entry for part in parts), (), ())


def correct(changes: dict[str, Correction], store: Store, embedder: Embedder, listen: Listener = _silent) -> Built:
    """Put corrections of reports, by id, into force and publish; they hold for every later build as well."""
    if not store.has_snapshot():
        raise NoSnapshot(store.folder)
    with store.building() as draft:
        save_corrections(store.folder, {**load_corrections(store.folder), **changes})
        parts = _standing(store, embedder, draft)
        name = _published(store, draft, parts, embedder, listen=listen, guard=None)
    return Built(name, tuple(part.entry for part in parts), (), ())


def rebuild(
    store: Store,
    embedder: Embedder,
    listen: Listener = _silent,
    *,
    guard: Guard | None = None,
    cancelled: Callable[[], bool] = _never,
) -> Built:
    """Derive every report in service anew, from its file where that is still the same, else from its stored text."""
    if not store.has_snapshot():
        raise NoSnapshot(store.folder)
    with store.building() as draft, Worker() as worker:
        snapshot = Snapshot.open(store.current())
        corrections = load_corrections(store.folder)
        parts = []
        for number, entry in enumerate(snapshot.entries):
            _stop_if(cancelled)
            listen(Progress("read", entry.file, number, len(snapshot.entries)))
            report = _read_again(entry, worker) or snapshot.report(number).report
            correction = corrections.get(entry.id, Correction())
            parts.append(_derived(correction.applied(report), entry.source, embedder, draft))
            listen(Progress("added", entry.file, number + 1, len(snapshot.entries), parts[-1].entry))
        _stop_if(cancelled)
        name = _published(store, draft, parts, embedder, listen=listen, guard=guard)
    entries = tuple(part.entry for part in parts)
    return Built(name, entries, entries, ())


def _read_part(
    source: Source, content: bytes, worker: Worker, corrections: dict[str, Correction], embedder: Embedder, draft: Path
) -> _Part:
    """Read a file and derive all that is stored of it; whatever goes wrong over it is said of it alone."""
    report = worker.read(source.shown, content)
    correction = corrections.get(report.id, Correction())
    try:
        return _derived(correction.applied(report), source.key, embedder, draft)
    except (UnreadableFile, CannotWrite):
        raise
    except MemoryError as error:
        raise UnreadableFile(source.shown, Reason.TOO_HEAVY) from error
    except OSError as error:
        raise CannotWrite(draft, error.strerror or "") from error
    except Exception as error:  # one sentence that the program stumbles over must not stop a batch
        shutil.rmtree(draft / "reports" / report.id, ignore_errors=True)
        raise UnreadableFile(source.shown, Reason.FAILED, type(error).__name__) from error


def _forget(part: _Part, draft: Path) -> None:
    """Take what was written of a part out of the draft again."""
    if part.folder.is_relative_to(draft):
        shutil.rmtree(part.folder, ignore_errors=True)


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


def _id_of(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def _read_again(entry: Entry, worker: Worker) -> Report | None:
    """Read a report from the file it came from; None where that is gone, changed or unreadable by now."""
    path, _, member = entry.source.partition("!")
    source = Source(Path(path), member or None)
    try:
        content = source.content()
        return worker.read(source.shown, content) if _id_of(content) == entry.id else None
    except UnreadableFile:
        return None


def _older(part: _Part, parts: dict[str, _Part], keep_versions: bool) -> list[Entry]:
    """Return the reports whose place `part` takes: from the same source, or an older version of the same report."""
    found = []
    for other in parts.values():
        if other.entry.id == part.entry.id:
            continue
        same_source = other.entry.source == part.entry.source
        if same_source or (not keep_versions and is_version_of(part.entry, other.entry, part.text, other.text)):
            found.append(other.entry)
    return found


def _derived(report: Report, source: str, embedder: Embedder, draft: Path) -> _Part:
    """Derive all that is stored of a report and write it into the draft at once: only its vectors stay in memory."""
    indexed = analyse_report(report)
    folder = draft / "reports" / report.id
    shutil.rmtree(folder, ignore_errors=True)
    write_report(folder, indexed, terms_of(indexed))
    return _Part(
        entry_of(indexed, source, datetime.now(UTC).replace(microsecond=0).isoformat()),
        partial(read_terms, folder),
        embedder.embed_passages(embedded_texts(indexed)),
        folder,
    )


def _standing(store: Store, embedder: Embedder, draft: Path) -> list[_Part]:
    """Return the reports in service, none where nothing is in service yet."""
    if not store.has_snapshot():
        return []
    return list(_parts_of(Snapshot.open(store.current()), embedder, load_corrections(store.folder), draft))


def _parts_of(
    snapshot: Snapshot, embedder: Embedder, corrections: dict[str, Correction], draft: Path
) -> Iterator[_Part]:
    same = snapshot.manifest.embedder == embedder.name and snapshot.manifest.dimensions == embedder.dimensions
    for number, entry in enumerate(snapshot.entries):
        correction = corrections.get(entry.id, Correction())
        wanted = (correction.title, correction.year, correction.region, correction.issued)
        is_said = (entry.title, entry.year, entry.region, entry.issued)
        if any(want is not None and want != said for want, said in zip(wanted, is_said, strict=True)):
            report = correction.applied(snapshot.report(number).report)
            part = _derived(report, entry.source, embedder, draft)
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
        yield _Part(entry, partial(_standing_terms, snapshot, entry), vectors, folder=folder, checksums=checksums)


def _standing_terms(snapshot: Snapshot, entry: Entry) -> Iterable[tuple[str, str]]:
    name = f"reports/{entry.id}/{TERMS_FILE}"
    verify_file(snapshot.folder, name, snapshot.manifest.files[name])
    return read_terms(snapshot.folder / "reports" / entry.id)


def _published(
    store: Store, draft: Path, parts: list[_Part], embedder: Embedder, *, listen: Listener, guard: Guard | None
) -> str:
    total = len(parts)
    listen(Progress("write", "", total, total))
    name = _write(draft, parts, embedder, store)
    if guard is not None:
        listen(Progress("check", "", total, total))
        guard(Snapshot.open(draft, name=name))
    listen(Progress("publish", name, total, total))
    store.publish(draft, name)
    return name


def _write(draft: Path, parts: list[_Part], embedder: Embedder, store: Store) -> str:
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


def _untouched(parts: Sequence[_Part], store: Store) -> int:
    """Return the number of reports in service where all of them open `parts` as they are, else 0."""
    if not parts[0].checksums:
        return 0
    ids = [entry.id for entry in read_manifest(store.current()).reports]
    kept = [part.entry.id for part in parts[: len(ids)] if part.checksums]
    return len(ids) if kept == ids else 0


def _rows(parts: Sequence[_Part], first: int) -> Iterator[tuple[int, int, str, str]]:
    """Yield the rows of the lexical index for the reports from number `first` on."""
    sentence = sum(part.entry.sentences for part in parts[:first])
    for number, part in enumerate(parts[first:], first):
        for own, context in part.terms():
            yield sentence, number, own, context
            sentence += 1
