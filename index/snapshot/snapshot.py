"""A snapshot: the texts, passages, figures, vectors and terms of a set of reports, in one folder with a manifest.

    manifest.json            format, embedder, settings, counts, and the SHA-256 of every other file
    reports/ID/report.json   metadata, outline, passages, figures
    reports/ID/text.txt      the stored text, UTF-8
    reports/ID/terms.txt     two lines a sentence: its own terms, its context's terms ("=" for those of the one before)
    dense.faiss              the vectors of all sentences
    lexical/                 the terms of all sentences

Sentences are numbered through the snapshot in the order of the manifest's reports.
"""

import bisect
import functools
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from index.errors import DamagedSnapshot, EmbedderMismatch, OtherFormat
from index.search import DenseIndex, LexicalIndex
from index.structure import dump_report, load_report
from index.text import SETTINGS
from index.types import IndexedReport

FORMAT = 6
MANIFEST = "manifest.json"
REPORT_FILE, TEXT_FILE, TERMS_FILE = "report.json", "text.txt", "terms.txt"
_SAME = "="


@dataclass(frozen=True, slots=True)
class Entry:
    """A report's line in the manifest; `source` is the path it was read from (`ARCHIVE!MEMBER` in a .zip).

    `read_at` is the time of reading, ISO 8601 in UTC; `reader` names what read it; `issued` is YYYY-MM-DD.
    """

    id: str
    file: str
    title: str
    year: int | None
    region: str | None
    source: str
    characters: int
    passages: int
    sentences: int
    figures: int
    pages: int
    warnings: tuple[str, ...] = ()
    tables: int = 0
    issued: str | None = None
    reader: str = ""
    read_at: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds and with what it was made: `files` has the SHA-256 of each of its files by name."""

    format: int
    embedder: str
    dimensions: int
    tokens: str
    reports: tuple[Entry, ...]
    files: dict[str, str]


def entry_of(indexed: IndexedReport, source: str, read_at: str) -> Entry:
    """Return the line of a report in the manifest."""
    report = indexed.report
    return Entry(
        id=report.id,
        file=report.file,
        title=report.title,
        year=report.year,
        region=report.region,
        source=source,
        characters=len(report.text),
        passages=len(indexed.passages),
        sentences=len(indexed.sentences),
        figures=sum(len(figures) for figures in indexed.figures),
        pages=len(report.pages),
        warnings=report.warnings,
        tables=len(report.tables),
        issued=report.issued,
        reader=report.reader,
        read_at=read_at,
    )


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_report(folder: Path, indexed: IndexedReport, terms: Iterable[tuple[str, str]]) -> None:
    """Write one report's files into `folder`, its own terms and context terms a sentence."""
    folder.mkdir(parents=True)
    (folder / TEXT_FILE).write_bytes(indexed.report.text.encode("utf-8"))
    (folder / REPORT_FILE).write_text(dump_report(indexed), "utf-8")
    with (folder / TERMS_FILE).open("w", encoding="utf-8", newline="\n") as file:
        before = None
        for own, context in terms:
            # the sentences of a passage share its terms, which are many times their own
            file.write(f"{own}\n{_SAME if context == before else context}\n")
            before = context


def link_report(source: Path, folder: Path) -> None:
    """Put a report that stands in another snapshot into `folder`: as links to its files, or copies where links fail."""
    folder.mkdir(parents=True)
    for path in source.iterdir():
        try:
            (folder / path.name).hardlink_to(path)
        except OSError:
            shutil.copyfile(path, folder / path.name)


def read_terms(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what `write_report` wrote of each sentence's terms."""
    with (folder / TERMS_FILE).open(encoding="utf-8", newline="\n") as file:
        context = ""
        for own in file:
            following = next(file).rstrip("\n")
            context = context if following == _SAME else following
            yield own.rstrip("\n"), context


def write_manifest(folder: Path, manifest: Manifest, known: dict[str, str]) -> str:
    """Add the checksums of all files in `folder`, write the manifest, and return the snapshot's name.

    `known` are those of files taken over from another snapshot, by their paths in this one.
    """
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    files = {name: known.get(name) or checksum(folder / name) for name in names if not Path(name).name.startswith(".")}
    content = json.dumps(asdict(replace(manifest, files=files)), ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(content, "utf-8")
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:12]


def read_manifest(folder: Path, name: str | None = None) -> Manifest:
    """Read the manifest and check it against `name`, the folder's own if not given; raises DamagedSnapshot or OtherFormat."""
    path, fields = folder / MANIFEST, manifest_fields(folder, name)
    try:
        if fields.get("format") != FORMAT or fields.get("tokens") != SETTINGS:
            raise OtherFormat(path, newer=int(fields.get("format", 0)) > FORMAT)
        reports = tuple(Entry(**{**entry, "warnings": tuple(entry["warnings"])}) for entry in fields["reports"])
        return Manifest(**{**fields, "reports": reports})
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedSnapshot(path, "not a manifest") from error


def manifest_fields(folder: Path, name: str | None = None) -> dict[str, Any]:
    """Return what the manifest says, of whatever format, checked against `name` as above; raises DamagedSnapshot."""
    path = folder / MANIFEST
    try:
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedSnapshot(path, "missing or unreadable") from error
    if hashlib.sha256(content.encode("utf-8")).hexdigest()[:12] != (name or folder.name):
        raise DamagedSnapshot(path, "altered")
    try:
        fields = json.loads(content)
    except ValueError as error:
        raise DamagedSnapshot(path, "not a manifest") from error
    if not isinstance(fields, dict):
        raise DamagedSnapshot(path, "not a manifest")
    return fields


def verify(folder: Path, manifest: Manifest) -> None:
    """Compare every file the answers rest on with its checksum; terms are checked when a build reuses them."""
    for name, expected in manifest.files.items():
        if not name.endswith("/" + TERMS_FILE):
            verify_file(folder, name, expected)


def verify_file(folder: Path, name: str, expected: str) -> None:
    """Raise DamagedSnapshot where a file of the snapshot is missing or not what its manifest says."""
    try:
        found = checksum(folder / name)
    except OSError as error:
        raise DamagedSnapshot(folder / name, "missing") from error
    if found != expected:
        raise DamagedSnapshot(folder / name, "altered")


class Snapshot:
    """An opened snapshot; everything it gives is read-only, so that several sessions may share one."""

    def __init__(
        self, folder: Path, manifest: Manifest, name: str, *, dense: DenseIndex, lexical: LexicalIndex
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.name = name
        self.entries = manifest.reports
        self.dense = dense
        self.lexical = lexical
        self._firsts = [0]
        for entry in self.entries:
            self._firsts.append(self._firsts[-1] + entry.sentences)
        self._load = functools.lru_cache(maxsize=128)(self._read_report)

    @classmethod
    def open(cls, folder: Path, embedder: str | None = None, name: str | None = None) -> "Snapshot":
        """Open and verify a snapshot; raises DamagedSnapshot, or EmbedderMismatch for another embedder's.

        `name` is the snapshot's where its folder does not bear it yet.
        """
        manifest = read_manifest(folder, name)
        verify(folder, manifest)
        if embedder is not None and manifest.embedder != embedder:
            raise EmbedderMismatch(manifest.embedder, embedder)
        try:
            dense, lexical = DenseIndex.open(folder / "dense.faiss"), LexicalIndex.open(folder / "lexical")
        except Exception as error:  # faiss and tantivy raise kinds of their own for a file they cannot read
            raise DamagedSnapshot(folder, "unreadable index") from error
        return cls(folder, manifest, name or folder.name, dense=dense, lexical=lexical)

    def __len__(self) -> int:
        """Return the number of sentences."""
        return self._firsts[-1]

    def report(self, number: int) -> IndexedReport:
        """Return the `number`-th report with its passages and figures."""
        return self._load(number)

    def _read_report(self, number: int) -> IndexedReport:
        folder = self.folder / "reports" / self.entries[number].id
        try:
            text = (folder / TEXT_FILE).read_bytes().decode("utf-8")
            return load_report(text, (folder / REPORT_FILE).read_text("utf-8"))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise DamagedSnapshot(folder, "unreadable report") from error

    def place_of(self, sentence: int) -> tuple[int, int]:
        """Return a sentence's report number and its position within that report."""
        number = bisect.bisect_right(self._firsts, sentence) - 1
        return number, sentence - self._firsts[number]

    def sentences_of(self, number: int) -> range:
        """Return the ids of the sentences of one report."""
        return range(self._firsts[number], self._firsts[number + 1])
