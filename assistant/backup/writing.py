"""Writes a backup of a data folder that is in use: questions go on, and another process may be building.

Small files and databases are copied while nothing is recorded (every change is, before it begins) and while the snapshot in
service stays the same; snapshots are immutable. Two publications during the copy may prune the snapshot that is being
copied: then everything begins anew.
"""

import contextlib
import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from assistant.audit import FOLDER as AUDIT
from assistant.audit import Trail
from assistant.backup.archive import Contents, NoBackup, Writer, is_backup
from assistant.backup.kept import CURRENT, SNAPSHOTS, copy_database, files_of, is_database, kept_files
from assistant.backup.switching import finish, reserved
from index.errors import Busy, CannotWrite, DamagedSnapshot, NoSnapshot
from index.snapshot import Store, flush, manifest_fields

_TRIES = 5
_INSIDE = "inside"  # detail of a target within the data folder


class _Moved(Exception):
    """The snapshot in service is another one by now, or gone."""


def write_backup(
    folder: Path, target: Path, before_put: Callable[[Contents], None] = lambda _: None
) -> tuple[Path, Contents]:
    """Write all that `folder` holds to `target`, a file or a folder that exists; returns the file and what it holds.

    `before_put` is called when the file is whole and not in its place yet; what it raises is passed on. Raises NoSnapshot
    where there is nothing to keep, NoBackup where `target` is another kind of file, DamagedSnapshot, Busy where a restore
    is under way, or CannotWrite; whatever is raised, what was at `target` stays.
    """
    if not folder.is_dir() or (not any(kept_files(folder)) and not Store(folder).has_snapshot()):
        raise NoSnapshot(folder)
    finish(folder)
    made = datetime.now(UTC)
    if target.is_dir():
        target /= f"report-assistant-{made:%Y%m%d-%H%M%S}.zip"
    if target.exists() and not is_backup(target):
        raise NoBackup(target)
    if target.resolve().is_relative_to(folder.resolve()):
        raise CannotWrite(target, _INSIDE)
    with reserved(folder, exclusive=False), _workshop(target) as draft:
        if Store(folder).restoring.exists():
            raise Busy(folder)
        for number in range(_TRIES):
            try:
                attempt = draft / str(number)
                attempt.mkdir()
                contents = _write(folder, attempt, made.isoformat(timespec="seconds"))
                break
            except _Moved:
                shutil.rmtree(attempt)
        else:
            raise Busy(folder)
        before_put(contents)
        _put(attempt / "archive", target)
    return target, contents


def _write(folder: Path, draft: Path, made: str) -> Contents:
    store = Store(folder)
    copied, snapshot = _moment(folder, draft / "copies")
    writer = Writer(draft / "archive")
    try:
        for name, path in sorted(copied.items()):
            with contextlib.suppress(FileNotFoundError):  # removed since it was seen
                writer.add(name, path)
        if snapshot is not None:
            _add_snapshot(store, snapshot, writer)
        return writer.finish(version("report-assistant"), made, snapshot)
    except OSError as error:
        raise CannotWrite(draft, error.strerror or str(error)) from error
    finally:
        writer.close()


def _add_snapshot(store: Store, snapshot: str, writer: Writer) -> None:
    """Add a snapshot whole, as its manifest says, of whichever format; raises _Moved where it is pruned meanwhile, DamagedSnapshot."""
    place = store.snapshots / snapshot
    try:
        left = dict(manifest_fields(place)["files"])
        for name, path in files_of(place, every=True):
            member = writer.add(f"{SNAPSHOTS}/{snapshot}/{name}", path)
            if left.pop(name, member.sha256) != member.sha256:
                raise DamagedSnapshot(path, "altered")
        if left:
            raise DamagedSnapshot(place / min(left), "missing")
    except (DamagedSnapshot, FileNotFoundError) as error:
        if _in_service(store) != snapshot:
            raise _Moved from error
        raise


def _moment(folder: Path, copies: Path) -> tuple[dict[str, Path], str | None]:
    """Return the files to keep, those that may change as copies of one moment, and the snapshot in service then."""
    store, trail = Store(folder), Trail(folder)
    for number in range(_TRIES):
        own = copies / str(number)
        with trail.locked() if trail.exists() else contextlib.nullcontext():
            before = _in_service(store)
            found = {}
            for name, path in kept_files(folder):
                with contextlib.suppress(FileNotFoundError):
                    found[name] = _copied(name, path, own)
            same = _in_service(store) == before
        if same or number == _TRIES - 1:
            break
    if before is not None:
        pointer = own / CURRENT
        pointer.parent.mkdir(parents=True, exist_ok=True)
        pointer.write_text(before + "\n", "utf-8")
        found[CURRENT] = pointer
    return found, before


def _in_service(store: Store) -> str | None:
    try:
        return store.current().name
    except NoSnapshot:
        return None


def _copied(name: str, path: Path, copies: Path) -> Path:
    """Return a copy of a file that may change: those at the top and the record; what was handed in never does."""
    if "/" in name and not name.startswith(f"{AUDIT}/") and not is_database(path):
        return path
    copy = copies / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        if is_database(path):
            copy_database(path, copy)
        else:
            shutil.copy(path, copy)
    except FileNotFoundError:
        raise
    except (OSError, sqlite3.Error) as error:
        raise CannotWrite(copy, str(error)) from error
    return copy


@contextlib.contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """Yield a hidden folder beside `target`; one that a process left that died is removed."""
    prefix = f".{target.name[:60]}-"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for left in target.parent.glob(f"{prefix}*"):
            with contextlib.suppress(Busy, OSError), _held(left):
                shutil.rmtree(left)
        draft = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    except OSError as error:
        raise CannotWrite(target, error.strerror or str(error)) from error
    try:
        with _held(draft):
            yield draft
    except OSError as error:
        raise CannotWrite(target, error.strerror or str(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(lock)


def _put(archive: Path, target: Path) -> None:
    archive.chmod(0o600)  # it holds hashes of passwords
    archive.replace(target)
    flush(target.parent)
