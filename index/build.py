"""The indexing flow: files → reports → passages, figures, terms, vectors → a published snapshot."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.dense import DenseIndex
from index.embedding import Embedder, Vectors
from index.errors import NoSnapshot, NothingToIndex, Reason, UnreadableFile
from index.figures import find_figures
from index.lexical import LexicalIndex
from index.passages import split_report
from index.reading import SUFFIXES, read_report
from index.snapshot import (
    FORMAT,
    TERMS_FILE,
    Entry,
    Manifest,
    Snapshot,
    entry_of,
    read_terms,
    verify_file,
    write_manifest,
    write_report,
)
from index.store import Store
from index.tokens import SETTINGS, terms
from index.types import IndexedReport, Report


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a build: `done` of `total` files are finished, `file` is at `stage`."""

    stage: str  # "read", "reused", "refused", "write", "publish"
    file: str
    done: int
    total: int
    entry: Entry | None = None
    failure: UnreadableFile | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the snapshot's name, the reports it holds, and the files it had to refuse."""

    snapshot: str
    entries: tuple[Entry, ...]
    added: tuple[Entry, ...]
    failures: tuple[UnreadableFile, ...]


Listener = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class _Part:
    """A report ready to be written: derived anew, or taken over from the snapshot in service."""

    entry: Entry
    indexed: IndexedReport
    terms: list[tuple[str, str]]
    vectors: Vectors


def derive(report: Report) -> IndexedReport:
    """Cut a report into passages and find its figures."""
    passages = tuple(split_report(report))
    figures = tuple(
        tuple(find_figures(report.text, sentence.start, sentence.end))
        for passage in passages
        for sentence in passage.sentences
    )
    return IndexedReport(report, passages, figures)


def terms_of(indexed: IndexedReport) -> list[tuple[str, str]]:
    """Return, a sentence, its own terms and those of its passage and headings, separated by spaces."""
    rows: list[tuple[str, str]] = []
    for passage in indexed.passages:
        own = [" ".join(terms(indexed.words_of(sentence))) for sentence in passage.sentences]
        context = " ".join([*terms(" ".join(passage.section)), *own])
        rows += [(words, context) for words in own]
    return rows


def embedded_texts(indexed: IndexedReport) -> list[str]:
    """Return what is embedded for each sentence: the nearest heading, then the sentence."""
    return [
        " ".join([*passage.section[-1:], indexed.words_of(sentence)])
        for passage in indexed.passages
        for sentence in passage.sentences
    ]


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[UnreadableFile]]:
    """Return the files to read, folders searched to the bottom, and what was asked for but is not there."""
    files: list[Path] = []
    failures: list[UnreadableFile] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                found
                for found in path.rglob("*")
                if found.is_file() and found.suffix.lower() in SUFFIXES and not found.name.startswith((".", "~$"))
            )
            if not inside:
                failures.append(UnreadableFile(path, Reason.NO_TEXT, "folder"))
            files += inside
        elif path.exists():
            files.append(path)
        else:
            failures.append(UnreadableFile(path, Reason.MISSING))
    return list(dict.fromkeys(files)), failures


def build(
    paths: Sequence[Path],
    store: Store,
    embedder: Embedder,
    listen: Listener = lambda _: None,
    fresh: bool = False,
) -> Built:
    """Read `paths`, add them to the reports in service, and publish the result as a new snapshot.

    A report whose bytes are in service already is not read again; one from the same path with other bytes takes the
    old one's place. With `fresh` the reports in service are left out. Raises NothingToIndex where no file could be read, DamagedSnapshot where the snapshot in
    service cannot be extended, Busy, or CannotWrite; whatever is raised, the snapshot in service stays.
    """
    files, failures = find_files(paths)
    with store.building() as draft:
        standing = [] if fresh else _standing(store, embedder)
        parts = {part.entry.id: part for part in standing}
        added: list[Entry] = []
        for done, path in enumerate(files):
            listen(Progress("read", path.name, done, len(files)))
            try:
                part = _read(path, embedder, parts)
            except UnreadableFile as failure:
                failures.append(failure)
                listen(Progress("refused", path.name, done + 1, len(files), failure=failure))
                continue
            for old in [p.entry.id for p in parts.values() if p.entry.source == part.entry.source]:
                del parts[old]
            parts[part.entry.id] = part
            added.append(part.entry)
            listen(Progress("reused" if part in standing else "added", path.name, done + 1, len(files), part.entry))
        if not added:
            raise NothingToIndex(tuple(failures))
        name = _write(draft, list(parts.values()), embedder, listen, len(files))
        store.publish(draft, name)
    entries = tuple(part.entry for part in parts.values())
    return Built(name, entries, tuple(added), tuple(failures))


def remove(ids: Sequence[str], store: Store, embedder: Embedder) -> Built:
    """Publish a snapshot without the reports of these ids; raises NothingToIndex where none would be left."""
    if not store.has_snapshot():
        raise NoSnapshot(store.folder)
    with store.building() as draft:
        parts = [part for part in _standing(store, embedder) if part.entry.id not in ids]
        if not parts:
            raise NothingToIndex()
        name = _write(draft, parts, embedder, lambda _: None, 0)
        store.publish(draft, name)
    return Built(name, tuple(part.entry for part in parts), (), ())


def _read(path: Path, embedder: Embedder, known: dict[str, _Part]) -> _Part:
    report = read_report(path)
    standing = known.get(report.id)
    if standing is not None and standing.indexed.report.file == report.file:
        return standing
    indexed = derive(report)
    return _Part(
        entry_of(indexed, str(path.resolve())),
        indexed,
        terms_of(indexed),
        embedder.embed_passages(embedded_texts(indexed)),
    )


def _standing(store: Store, embedder: Embedder) -> list[_Part]:
    """Return the reports in service, none where nothing is in service yet."""
    if not store.has_snapshot():
        return []
    return list(_parts_of(Snapshot.open(store.current()), embedder))


def _parts_of(snapshot: Snapshot, embedder: Embedder) -> Iterator[_Part]:
    same = snapshot.manifest.embedder == embedder.name and snapshot.manifest.dimensions == embedder.dimensions
    for number, entry in enumerate(snapshot.entries):
        indexed = snapshot.report(number)
        name = f"reports/{entry.id}/{TERMS_FILE}"
        verify_file(snapshot.folder, name, snapshot.manifest.files[name])
        vectors = (
            snapshot.dense.vectors(list(snapshot.sentences_of(number)))
            if same
            else embedder.embed_passages(embedded_texts(indexed))
        )
        yield _Part(entry, indexed, read_terms(snapshot.folder / "reports" / entry.id), vectors)


def _write(draft: Path, parts: list[_Part], embedder: Embedder, listen: Listener, total: int) -> str:
    listen(Progress("write", "", total, total))
    for part in parts:
        write_report(draft / "reports" / part.entry.id, part.indexed, part.terms)
    vectors = np.concatenate([part.vectors for part in parts])
    DenseIndex.build(vectors).save(draft / "dense.faiss")
    numbered = ((number, *terms_of_sentence) for number, part in enumerate(parts) for terms_of_sentence in part.terms)
    LexicalIndex.build(
        draft / "lexical",
        ((sentence, number, own, context) for sentence, (number, own, context) in enumerate(numbered)),
    )
    manifest = Manifest(
        format=FORMAT,
        embedder=embedder.name,
        dimensions=embedder.dimensions,
        tokens=SETTINGS,
        reports=tuple(part.entry for part in parts),
        files={},
    )
    name = write_manifest(draft, manifest)
    listen(Progress("publish", name, total, total))
    return name
