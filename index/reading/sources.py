"""The files to read: single ones, folders to the bottom, and what .zip files hold, which is never written to disk."""

import io
import lzma
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from index.errors import Reason, UnreadableFile
from index.reading.endings import ARCHIVES
from index.reading.kinds import too_many_entries
from index.reading.limits import MEGABYTE, limits
from index.reading.report_file import SUFFIXES, read_content
from index.text import readable

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError),
    *(RuntimeError, NotImplementedError, ValueError, LookupError, ArithmeticError, struct.error),
)
_DEEPEST = 2  # archives inside one another that are looked into: the archive itself and those in it


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: at `path`, or the member of that name in the .zip at `path`.

    `place` numbers the member in its archive, from the outermost archive inwards, since two may bear one name.
    """

    path: Path
    member: str | None = None
    place: tuple[int, ...] = ()

    @property
    def shown(self) -> Path:
        """The path to show and to read the kind from; whatever its bytes, it can be printed and stored."""
        shown = Path(readable_name(self.path))
        return shown if self.member is None else shown / self.member

    @property
    def key(self) -> str:
        """Return what names this source from one build to the next."""
        resolved = readable_name(self.path.resolve())
        return resolved if self.member is None else f"{resolved}!{self.member}"

    def content(self) -> bytes:
        """Return the bytes; raises UnreadableFile."""
        if self.member is None:
            return read_content(self.path)
        return _content_of(self)


def readable_name(path: Path) -> str:
    """Return a path as text that can be printed and stored: bytes that are no UTF-8 read as GB 18030, or as �."""
    name = str(path)
    if not any("\ud800" <= character <= "\udfff" for character in name):
        return name
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return readable(name)


def find_sources(paths: Iterable[Path]) -> tuple[list[Source], list[UnreadableFile]]:
    """Return the files to read in order, each once, and what was asked for but cannot be looked into."""
    sources: list[Source] = []
    failures: list[UnreadableFile] = []
    for path in paths:
        for found in _files(path, failures):
            if found.suffix.lower() in ARCHIVES:
                try:
                    sources += _members(found, failures)
                except UnreadableFile as error:
                    failures.append(error)
            else:
                sources.append(Source(found))
    return list(dict.fromkeys(sources)), failures


def report_files(folder: Path) -> list[Path]:
    """Return the files of a folder to the bottom that reports are read from, in order; raises OSError or ValueError."""
    with os.scandir(folder):  # what cannot be listed would look like an empty folder
        pass
    return sorted(
        found
        for found in folder.rglob("*")
        if found.suffix.lower() in (*SUFFIXES, *ARCHIVES) and not found.name.startswith((".", "~$")) and found.is_file()
    )


def _files(path: Path, failures: list[UnreadableFile]) -> list[Path]:
    """Return a file itself, or the readable files of a folder to the bottom."""
    try:
        if not path.is_dir():
            if path.exists():
                return [path]
            failures.append(UnreadableFile(path, Reason.MISSING))
            return []
        inside = report_files(path)
    except PermissionError:
        failures.append(UnreadableFile(path, Reason.PERMISSION))
        return []
    except (OSError, ValueError) as error:
        failures.append(UnreadableFile(path, Reason.BROKEN, str(error)[:80]))
        return []
    if not inside:
        failures.append(UnreadableFile(path, Reason.NO_TEXT, "folder"))
    return inside


def _opened(path: Path, content: bytes) -> zipfile.ZipFile:
    if too_many_entries(content):
        raise UnreadableFile(path, Reason.TOO_MANY_FILES, f"{limits().members}")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGED as error:
        raise UnreadableFile(path, Reason.BROKEN, path.suffix) from error


@dataclass(slots=True)
class _Budget:
    """What all members of one archive together, those of archives inside it too, may still cost; what was refused."""

    members: int
    unpacked: int
    failures: list[UnreadableFile]


def _members(path: Path, failures: list[UnreadableFile]) -> list[Source]:
    """Return the readable members of an archive; members that cannot be read are named among `failures`."""
    budget = _Budget(limits().members, limits().unpacked, failures)
    found: dict[str, Source] = {}
    seen = len(failures)
    for name, place in _walk(path, read_content(path), "", (), budget):
        member, number = name, 2
        while member in found:
            # two members of one name must not hide each other
            pure = PurePosixPath(name)
            member, number = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}")), number + 1
        found[member] = Source(path, member, place)
    if not found and len(failures) == seen:
        raise UnreadableFile(path, Reason.NO_TEXT, "folder")
    return list(found.values())


def _walk(
    path: Path, content: bytes, above: str, place: tuple[int, ...], budget: _Budget
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the names and places of an archive's readable members; raises UnreadableFile where it exceeds a limit."""
    with _opened(path, content) as archive:
        entries = archive.infolist()
        files = [entry for entry in entries if not _is_no_file(entry)]
        budget.members -= len(files)
        budget.unpacked -= sum(entry.file_size for entry in files)
        if budget.members < 0:
            raise UnreadableFile(path, Reason.TOO_MANY_FILES, f"{limits().members}")
        if budget.unpacked < 0:
            raise UnreadableFile(path, Reason.TOO_LARGE, f"{limits().unpacked // MEGABYTE} MB")
        for number, entry in enumerate(entries):
            name = above + _safe_name(entry)
            pure = PurePosixPath(name)
            suffix = pure.suffix.lower()
            if _is_no_file(entry) or pure.name.startswith((".", "~$")) or "__MACOSX" in pure.parts:
                continue
            if suffix not in (*SUFFIXES, *ARCHIVES):
                continue
            if entry.flag_bits & 1:
                budget.failures.append(UnreadableFile(path / name, Reason.ENCRYPTED))
            elif suffix in ARCHIVES:
                unpacked = partial(_unpacked, path / name, archive, entry)
                yield from _inner(path, unpacked, name, (*place, number), budget)
            else:
                yield name, (*place, number)


def _inner(
    path: Path, content: Callable[[], bytes], name: str, place: tuple[int, ...], budget: _Budget
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the members of an archive inside an archive; one that stands deeper is named as not looked into."""
    if len(place) >= _DEEPEST:
        budget.failures.append(UnreadableFile(path / name, Reason.NESTED))
        return
    try:
        yield from _walk(path / name, content(), f"{name}/", place, budget)
    except UnreadableFile as error:
        budget.failures.append(error)


def _is_no_file(entry: zipfile.ZipInfo) -> bool:
    return entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16)


def _safe_name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name as a path below the archive: a name that climbs out of it climbs nowhere."""
    parts = readable(_name(entry)).replace("\\", "/").replace("\x00", "").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not (len(part) == 2 and part[1] == ":")]
    return "/".join(kept) or "_"


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


def _unpacked(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > limits().file:
        raise UnreadableFile(path, Reason.TOO_LARGE, f"{limits().file // MEGABYTE} MB")
    try:
        with archive.open(entry) as file:
            content = file.read(limits().file + 1)
    except _DAMAGED as error:
        raise UnreadableFile(path, Reason.BROKEN, ".zip") from error
    if len(content) > limits().file:
        raise UnreadableFile(path, Reason.TOO_LARGE, f"{limits().file // MEGABYTE} MB")
    return content


def _content_of(source: Source) -> bytes:
    content = read_content(source.path)
    for number in source.place or _place_of(source):
        with _opened(source.shown, content) as archive:
            entries = archive.infolist()
            if number >= len(entries):
                raise UnreadableFile(source.shown, Reason.MISSING)
            content = _unpacked(source.shown, archive, entries[number])
    if not content.strip():
        raise UnreadableFile(source.shown, Reason.EMPTY)
    return content


def _place_of(source: Source) -> tuple[int, ...]:
    """Find a member by its name, as a source that was stored names it."""
    found = _members(source.path, [])
    place = next((other.place for other in found if other.member == source.member), None)
    if place is None:
        raise UnreadableFile(source.shown, Reason.MISSING)
    return place
