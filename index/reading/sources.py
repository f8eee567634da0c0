"""The files to read: single ones, folders to the bottom, and what .zip files hold, which is never written to disk."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.errors import Reason, UnreadableFile
from index.reading.limits import MEGABYTE, limits
from index.reading.report_file import ARCHIVES, SUFFIXES, read_content


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: at `path`, or the member of that name in the .zip at `path`."""

    path: Path
    member: str | None = None

    @property
    def shown(self) -> Path:
        """The path to show and to read the kind from."""
        return self.path if self.member is None else self.path / self.member

    @property
    def key(self) -> str:
        """Return what names this source from one build to the next."""
        resolved = str(self.path.resolve())
        return resolved if self.member is None else f"{resolved}!{self.member}"

    def content(self) -> bytes:
        """Return the bytes; raises UnreadableFile."""
        if self.member is None:
            return read_content(self.path)
        return _member(self.path, self.member)


def find_sources(paths: Iterable[Path]) -> tuple[list[Source], list[UnreadableFile]]:
    """Return the files to read in order, each once, and what was asked for but cannot be looked into."""
    sources: list[Source] = []
    failures: list[UnreadableFile] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                found
                for found in path.rglob("*")
                if found.suffix.lower() in (*SUFFIXES, *ARCHIVES)
                and not found.name.startswith((".", "~$"))
                and found.is_file()
            )
            if not inside:
                failures.append(UnreadableFile(path, Reason.NO_TEXT, "folder"))
        elif path.exists():
            inside = [path]
        else:
            failures.append(UnreadableFile(path, Reason.MISSING))
            continue
        for found in inside:
            if found.suffix.lower() in ARCHIVES:
                try:
                    sources += _members(found)
                except UnreadableFile as error:
                    failures.append(error)
            else:
                sources.append(Source(found))
    return list(dict.fromkeys(sources)), failures


def _opened(path: Path) -> zipfile.ZipFile:
    content = read_content(path)
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile(path, Reason.BROKEN, path.suffix) from error


def _members(path: Path) -> list[Source]:
    with _opened(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > limits().members:
        raise UnreadableFile(path, Reason.TOO_MANY_FILES, f"{limits().members}")
    if sum(entry.file_size for entry in entries) > limits().unpacked:
        raise UnreadableFile(path, Reason.TOO_LARGE, f"{limits().unpacked // MEGABYTE} MB")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(path, Reason.ENCRYPTED)
    found = []
    for entry in entries:
        name = PurePosixPath(_name(entry))
        hidden = name.name.startswith((".", "~$")) or "__MACOSX" in name.parts
        if name.suffix.lower() in SUFFIXES and not hidden:
            # only the last part is kept: a name that climbs out of the archive climbs nowhere
            found.append(Source(path, name.name if name.is_absolute() or ".." in name.parts else str(name)))
    if not found:
        raise UnreadableFile(path, Reason.NO_TEXT, "folder")
    return found


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; archives made on Chinese systems hold it in GB 18030 without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _member(path: Path, member: str) -> bytes:
    with _opened(path) as archive:
        for entry in archive.infolist():
            name = _name(entry)
            if member not in (name, PurePosixPath(name).name):
                continue
            if entry.file_size > limits().file:
                raise UnreadableFile(path / member, Reason.TOO_LARGE, f"{limits().file // MEGABYTE} MB")
            try:
                with archive.open(entry) as file:
                    content = file.read(limits().file + 1)
            except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
                raise UnreadableFile(path / member, Reason.BROKEN, ".zip") from error
            if len(content) > limits().file:
                raise UnreadableFile(path / member, Reason.TOO_LARGE, f"{limits().file // MEGABYTE} MB")
            return content
    raise UnreadableFile(path / member, Reason.MISSING)
