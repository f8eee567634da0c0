"""The archive: a .zip that every program can open, in which nothing can be altered unnoticed.

    report-assistant-backup.txt   says what this is, first in the file
    ...                           the files of the data folder
    manifest.json                 format, time, snapshot, and size, SHA-256 and mode of every file

The archive's comment, its last 64 bytes, is the SHA-256 of everything before.

BackupError
├── NoBackup        a file that no backup of this program begins like: `path`, `detail`
├── NewerBackup     written by a newer version of this program: `path`
├── UnfitBackup     its snapshot is of another version of this program: `path`, `detail` is that version
└── DamagedBackup   incomplete, altered, or holding what no backup holds: `path`, `detail`
"""

import contextlib
import hashlib
import json
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MARKER, MANIFEST = "report-assistant-backup.txt", "manifest.json"
_SEAL = 64  # hexadecimal digits
_CHUNK = 1 << 20
_MODES = (0o600, 0o644)
_BEGINNING = 200  # bytes that hold the first entry's name and what it says
_SNAPSHOT_NAME = re.compile(r"[0-9a-f]{12}\Z")
# what the program itself puts at the top of a data folder and never keeps; "." begins the name of a draft
_RESERVED = re.compile(r"(\..*|current-.*|build\.lock|restoring)\Z")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class BackupError(Exception):
    """Base of what can be wrong with a backup: `path`, `detail`."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {detail}")
        self.path, self.detail = path, detail


class NoBackup(BackupError):
    """The file is no backup of this program, or cannot be read."""


class NewerBackup(BackupError):
    """The backup has a format that this version does not know."""


class UnfitBackup(BackupError):
    """The backup is whole, but its snapshot was built by a version whose snapshots this one cannot serve."""


class DamagedBackup(BackupError):
    """The backup is incomplete or altered."""


@dataclass(frozen=True, slots=True)
class Member:
    size: int  # bytes
    sha256: str
    mode: int  # 0o600 or 0o644


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds. `members` are paths in the data folder; `snapshot` is the one in service, None for none."""

    format: int
    version: str
    made: str  # ISO 8601, UTC
    snapshot: str | None
    members: dict[str, Member]


class Writer:
    """Writes one archive at `path`, which is not to be there yet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zip = zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._zip.writestr(zipfile.ZipInfo(MARKER), f"report-assistant backup, format {FORMAT}\n")
        self._members: dict[str, Member] = {}

    def add(self, name: str, path: Path) -> Member:
        """Add a file and return what was written of it; raises OSError."""
        with path.open("rb") as source:
            private = not stat.S_IMODE(os.fstat(source.fileno()).st_mode) & 0o044
            with self._zip.open(zipfile.ZipInfo(name), "w", force_zip64=True) as target:
                size, digest = _copied(source, target)
        self._members[name] = Member(size, digest, _MODES[0] if private else _MODES[1])
        return self._members[name]

    def finish(self, version: str, made: str, snapshot: str | None) -> Contents:
        """Write manifest and seal, flush the file to the disk, and return what it holds."""
        contents = Contents(FORMAT, version, made, snapshot, self._members)
        with self._zip:
            self._zip.writestr(MANIFEST, json.dumps(asdict(contents), ensure_ascii=False, indent=1))
            self._zip.comment = b"0" * _SEAL
        with self._path.open("r+b") as file:
            digest = _digest_but_seal(file)
            file.seek(-_SEAL, os.SEEK_END)
            file.write(digest.encode())
            file.flush()
            os.fsync(file.fileno())
        return contents

    def close(self) -> None:
        """Let go of the file; of no use where `finish` was called."""
        with contextlib.suppress(*_UNREADABLE):
            self._zip.close()


class Reader:
    """An archive whose seal, manifest and names are in order."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, contents: Contents) -> None:
        self.path, self.contents, self._zip = path, contents, archive

    def extract(self, name: str, target: Path) -> None:
        """Write a member to `target`, flushed; raises DamagedBackup where it is not what the manifest says, OSError."""
        member = self.contents.members[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, member.mode)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in self._chunks(name):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())

    def verify(self) -> None:
        """Read every member; raises DamagedBackup."""
        for name in self.contents.members:
            for _ in self._chunks(name):
                pass

    def _chunks(self, name: str) -> Iterator[bytes]:
        member = self.contents.members[name]
        size, digest = 0, hashlib.sha256()
        try:
            with self._zip.open(name) as source:
                while chunk := source.read(_CHUNK):
                    size += len(chunk)
                    digest.update(chunk)
                    if size > member.size:
                        break
                    yield chunk
        except _UNREADABLE as error:
            raise DamagedBackup(self.path, name) from error
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            raise DamagedBackup(self.path, name)


@contextlib.contextmanager
def read_backup(path: Path) -> Iterator[Reader]:
    """Open an archive; raises NoBackup, NewerBackup or DamagedBackup. Its members are checked as they are read."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise NoBackup(path, error.strerror or str(error)) from error
    with file:
        _check_seal(path, file)
        try:
            archive = zipfile.ZipFile(file)
            contents = _contents(json.loads(archive.read(MANIFEST)))
        except (*_UNREADABLE, KeyError, TypeError, AttributeError) as error:
            raise DamagedBackup(path, MANIFEST) from error
        with archive:
            _check_names(path, archive, contents)
            yield Reader(path, archive, contents)


def is_backup(path: Path) -> bool:
    """Tell whether a file begins as a backup does."""
    try:
        with path.open("rb") as file:
            return _format_of(file.read(_BEGINNING)) is not None
    except OSError:
        return False


def _check_seal(path: Path, file: IO[bytes]) -> None:
    try:
        written_in = _format_of(file.read(_BEGINNING))
        if written_in is None:
            raise NoBackup(path)
        if written_in > FORMAT:
            raise NewerBackup(path)
        file.seek(-_SEAL, os.SEEK_END)
        if file.read() != _digest_but_seal(file).encode():
            raise DamagedBackup(path)
    except OSError as error:
        raise DamagedBackup(path, error.strerror or str(error)) from error


def _format_of(beginning: bytes) -> int | None:
    """Return the format that the first entry of an archive names; None where it is no backup's."""
    pattern = rb"PK\x03\x04.{26}" + re.escape(MARKER.encode()) + rb".{0,40}?report-assistant backup, format (\d{1,9})\n"
    found = re.match(pattern, beginning, re.DOTALL)
    return int(found[1]) if found else None


def _contents(fields: dict[str, Any]) -> Contents:
    members = {name: Member(**member) for name, member in fields["members"].items()}
    return Contents(**{**fields, "members": members})


def _check_names(path: Path, archive: zipfile.ZipFile, contents: Contents) -> None:
    """Raise DamagedBackup for a member that no backup has, one that is missing, or one that would leave the folder."""
    names = [info.filename for info in archive.infolist()]
    if sorted(names) != sorted((MARKER, MANIFEST, *contents.members)):
        raise DamagedBackup(path, MANIFEST)
    for info in archive.infolist():
        kind = stat.S_IFMT(info.external_attr >> 16)
        if not _is_plain(info.filename) or kind not in (0, stat.S_IFREG) or info.flag_bits & 1:
            raise DamagedBackup(path, info.filename)
    for name, member in contents.members.items():
        if member.mode not in _MODES or type(member.size) is not int:
            raise DamagedBackup(path, name)
    parents = {str(parent) for name in contents.members for parent in Path(name).parents}
    both = parents & set(contents.members)
    if both:
        raise DamagedBackup(path, min(both))


def _is_plain(name: str) -> bool:
    """Tell whether a name is a path within the data folder that a backup may hold."""
    parts = name.split("/")
    if not all(parts) or {".", ".."} & set(parts) or re.search(r"[\x00-\x1f\\]", name) or len(name.encode()) > 1000:
        return False
    if parts[0] == "snapshots":
        return len(parts) > 2 and bool(_SNAPSHOT_NAME.match(parts[1]))
    return not _RESERVED.match(parts[0]) and not re.match(r"[A-Za-z]:", name)


def _copied(source: IO[bytes], target: IO[bytes]) -> tuple[int, str]:
    """Copy a file and return its size and SHA-256."""
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(_CHUNK):
        target.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def _digest_but_seal(file: IO[bytes]) -> str:
    """Return the SHA-256 of a file without its last `_SEAL` bytes."""
    left = file.seek(0, os.SEEK_END) - _SEAL
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()
