"""The indexing flow: files → reports → passages, figures, terms, vectors → a published snapshot."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import Cancelled, NoSnapshot, NothingToIndex, UnreadableFile
from index.reading import Source, Worker, find_sources
from index.search import Embedder
from index.snapshot.corrections import Correction, load_corrections
from index.snapshot.draft import write_draft
from index.snapshot.parts import Part, derive, standing
from index.snapshot.snapshot import Entry, Snapshot
from index.snapshot.store import Store
from index.snapshot.stored import stored_reports
from index.snapshot.versions import is_version_of
from index.structure import file_id, several_reports
from index.types import Report


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a build: `done` of `total` files are finished, `file` is at `stage`.

    `entry` has taken the place of the reports `replaced`.
    """

    stage: str  # "read", "added", "reused", "refused", "write", "check", "publish"
    file: str
    done: int
    total: int
    entry: Entry | None = None
    failure: UnreadableFile | None = None
    replaced: tuple[Entry, ...] = ()


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


def silent(_: Progress) -> None:
    """Listen to nothing."""


def _never() -> bool:
    return False


def _any(_: Entry) -> bool:
    return True


def build(
    paths: Sequence[Path],
    store: Store,
    embedder: Embedder,
    listen: Listener = silent,
    *,
    fresh: bool = False,
    guard: Guard | None = None,
    cancelled: Callable[[], bool] = _never,
    keep_versions: bool = False,
    instead_of: Sequence[str] = (),
    may_replace: Callable[[Entry], bool] = _any,
) -> Built:
    """Read `paths`, add them to the reports in service, and publish the result as a new snapshot.

    A report whose bytes are in service already is not read again; one from the same path with other bytes takes the
    old one's place, and so does another version of it (same title, year and region, much of the same text) unless
    `keep_versions`, as far as `may_replace` lets it; the reports of the ids `instead_of` are taken out. With `fresh`
    the reports in service are left out. `guard` sees the finished snapshot before it is published; what it raises is
    passed on. Raises NothingToIndex where no file could be read, DamagedSnapshot where the snapshot in service cannot be
    extended, Cancelled, Busy, or CannotWrite; whatever is raised, the snapshot in service stays.
    """
    sources, failures = find_sources(paths)
    corrections = load_corrections(store.folder)
    with store.building() as draft, Worker() as worker:
        worker.prepare(sources, cancelled)
        in_service = [] if fresh else standing(store, embedder, draft)
        parts = {part.entry.id: part for part in in_service if part.entry.id not in instead_of}
        added: list[Entry] = []
        replaced: list[tuple[Entry, Entry]] = []
        for done, source in enumerate(sources):
            _stop_if(cancelled)
            name = source.shown.name
            listen(Progress("read", name, done, len(sources)))
            try:
                content = source.content()
                known = _with_content(parts, content, source)
                read = known or _read_parts(
                    source, content, worker, corrections=corrections, embedder=embedder, draft=draft
                )
            except UnreadableFile as failure:
                failures.append(failure)
                listen(Progress("refused", name, done + 1, len(sources), failure=failure))
                continue
            for part in read:
                older = [entry for entry in _older(part, parts, keep_versions) if may_replace(entry)]
                _put(part, parts, older, draft)
                added.append(part.entry)
                replaced += [(entry, part.entry) for entry in older]
                stage = "reused" if known else "added"
                listen(Progress(stage, name, done + 1, len(sources), part.entry, replaced=tuple(older)))
        if not added:
            raise NothingToIndex(tuple(failures))
        _stop_if(cancelled)
        snapshot = put_in_service(store, draft, list(parts.values()), embedder, listen=listen, guard=guard)
    entries = tuple(part.entry for part in parts.values())
    return Built(snapshot, entries, tuple(added), tuple(failures), tuple(replaced))


def remove(
    ids: Sequence[str],
    store: Store,
    embedder: Embedder,
    listen: Listener = silent,
    *,
    guard: Guard | None = None,
) -> Built:
    """Publish a snapshot without the reports of these ids; raises NothingToIndex where none would be left."""
    if not store.has_snapshot():
        raise NoSnapshot(store.folder)
    with store.building() as draft:
        parts = [part for part in standing(store, embedder, draft) if part.entry.id not in ids]
        if not parts:
            raise NothingToIndex()
        name = put_in_service(store, draft, parts, embedder, listen=listen, guard=guard)
    return Built(name, tuple(part.entry for part in parts), (), ())


def rebuild(
    store: Store,
    embedder: Embedder,
    listen: Listener = silent,
    *,
    guard: Guard | None = None,
    cancelled: Callable[[], bool] = _never,
) -> Built:
    """Derive every report in service anew, from its file where that is still the same, else from its stored text.

    Works on what another version of this program has stored as well.
    """
    if not store.has_snapshot():
        raise NoSnapshot(store.folder)
    with store.building() as draft, Worker() as worker:
        reports = stored_reports(store.current())
        corrections = load_corrections(store.folder)
        parts = []
        for number, stored in enumerate(reports):
            _stop_if(cancelled)
            entry = stored.entry
            listen(Progress("read", entry.file, number, len(reports)))
            report = read_again(entry, worker) or stored.report()
            correction = corrections.get(entry.id, Correction())
            parts.append(derive(correction.applied(report), entry.source, embedder, draft))
            listen(Progress("added", entry.file, number + 1, len(reports), parts[-1].entry))
        _stop_if(cancelled)
        name = put_in_service(store, draft, parts, embedder, listen=listen, guard=guard)
    entries = tuple(part.entry for part in parts)
    return Built(name, entries, entries, ())


def _with_content(parts: dict[str, Part], content: bytes, source: Source) -> list[Part]:
    """Return the parts in service that hold these very bytes, from now on as those of `source`."""
    known = [part for part in parts.values() if file_id(part.entry.id) == _id_of(content)]
    for part in known:
        part.entry = replace(part.entry, source=source.key)
    return known


def _put(part: Part, parts: dict[str, Part], older: Sequence[Entry], draft: Path) -> None:
    """Put a part among those of the next snapshot, in place of the reports `older`."""
    for entry in older:
        parts.pop(entry.id).forget(draft)
    parts[part.entry.id] = part


def _read_parts(
    source: Source,
    content: bytes,
    worker: Worker,
    *,
    corrections: dict[str, Correction],
    embedder: Embedder,
    draft: Path,
) -> list[Part]:
    """Read a file and derive its reports; what the program stumbles over is said of the file by the path it was given."""
    parts: list[Part] = []
    try:
        for report in several_reports(worker.read(source.shown, content)):
            correction = corrections.get(report.id, Correction())
            parts.append(derive(correction.applied(report), source.key, embedder, draft))
    except UnreadableFile as error:
        for part in parts:
            part.forget(draft)
        raise UnreadableFile(source.shown, error.reason, error.detail) from error
    return parts


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


def _id_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_again(entry: Entry, worker: Worker) -> Report | None:
    """Read a report from the file it came from; None where that is gone, changed or unreadable by now."""
    path, _, member = entry.source.partition("!")
    source = Source(Path(path), member or None)
    try:
        content = source.content()
        if _id_of(content) != file_id(entry.id):
            return None
        reports = several_reports(worker.read(source.shown, content))
        return next((report for report in reports if report.id == entry.id), None)
    except UnreadableFile:
        return None


def _older(part: Part, parts: dict[str, Part], keep_versions: bool) -> list[Entry]:
    """Return the reports whose place `part` takes: from the same source, or an older version of the same report."""
    found = []
    for other in parts.values():
        if other.entry.id == part.entry.id:
            continue
        same_file = file_id(other.entry.id) == file_id(part.entry.id)
        same_source = other.entry.source == part.entry.source and not same_file
        if same_source or (not keep_versions and is_version_of(part.entry, other.entry, part.text, other.text)):
            found.append(other.entry)
    return found


def put_in_service(
    store: Store, draft: Path, parts: list[Part], embedder: Embedder, *, listen: Listener, guard: Guard | None
) -> str:
    """Write what the parts make, let the guard see it and publish it; returns the snapshot's name."""
    total = len(parts)
    listen(Progress("write", "", total, total))
    name = write_draft(draft, parts, embedder, store)
    if guard is not None:
        listen(Progress("check", "", total, total))
        guard(Snapshot.open(draft, name=name))
    listen(Progress("publish", name, total, total))
    store.publish(draft, name)
    return name
