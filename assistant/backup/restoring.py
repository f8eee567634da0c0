"""Restores a backup: everything is verified and made ready beside the present state before that is touched."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from assistant.audit import FOLDER as AUDIT
from assistant.backup.archive import Contents, DamagedBackup, Reader, UnfitBackup, read_backup
from assistant.backup.kept import CURRENT, OF_THE_STATE, SNAPSHOTS, copy_database, files_of, is_database, says_nothing
from assistant.backup.switching import GONE, NEW, OLD, complete, finish, reserved
from index.errors import CannotWrite, DamagedSnapshot, IndexingError, OtherFormat
from index.snapshot import Snapshot, Store, flush, load_corrections

_ROOM = 3  # times the size of the databases that have to be free: a copy of the old ones, and what a transaction writes


def restore(folder: Path, archive: Path, before_switch: Callable[[], None] = lambda: None) -> Contents:
    """Put what `archive` holds in the place of what `folder` holds; returns what that is.

    The record of who did what goes on: the archive's own is put in place only where there is none. Accounts and
    conversations stay where the archive has none, and so do files handed in. `before_switch` is called when all is ready
    and nothing is changed yet; what it raises is passed on.

    Raises NoBackup, NewerBackup, DamagedBackup, UnfitBackup where this version cannot serve the snapshot, Busy, or
    CannotWrite; whatever is raised, the present state stays. Killed at any moment, the present state or the restored one
    is in place, the latter as soon as the folder is next used (`finish`).
    """
    with read_backup(archive) as reader:
        reader.verify()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(folder, error.strerror or str(error)) from error
        finish(folder)
        store = Store(folder)
        with reserved(folder, exclusive=True), store.building() as draft:
            state = draft / "state"
            _make_ready(store, reader, state)
            _adopt_record(folder, state / NEW)
            _keep_old(store, state)
            _check_room(folder, state)
            before_switch()
            _flush_folders(state)
            state.rename(store.restoring)
            complete(store, draft)
    return reader.contents


def _make_ready(store: Store, reader: Reader, state: Path) -> None:
    """Write what is not in place already into `state/new` and check that it is usable."""
    new, contents = state / NEW, reader.contents
    skipped = _stays(store, contents)
    for name in contents.members:
        if not name.startswith(skipped):
            reader.extract(name, new / name)
    gone = [name for name in OF_THE_STATE if name not in contents.members]
    _write_lines(state / f"{NEW}{GONE}", gone)
    new.mkdir(exist_ok=True)
    for name, path in files_of(new):
        if not name.startswith(f"{SNAPSHOTS}/") and is_database(path):
            _check_database(reader.path, name, path)
            if not name.startswith(f"{AUDIT}/") and says_nothing(path):
                path.unlink()  # accounts, conversations: the present ones stay where the archive has none
    try:
        load_corrections(new)
    except DamagedSnapshot as error:
        raise DamagedBackup(reader.path, error.path.name) from error
    pointer = new / CURRENT
    named = pointer.read_text("utf-8").strip() if pointer.is_file() else None
    if named != contents.snapshot:
        raise DamagedBackup(reader.path, CURRENT)
    if named is not None:
        place = new / SNAPSHOTS / named
        try:
            Snapshot.open(place if place.is_dir() else store.snapshots / named)
        except OtherFormat as error:
            if error.newer:
                raise UnfitBackup(reader.path, contents.version) from error
            # an older one is upgraded by a rebuild, which keeps all of it
        except DamagedSnapshot as error:  # every byte is as it was written, so that it is not what this version reads
            raise UnfitBackup(reader.path, contents.version) from error


def _stays(store: Store, contents: Contents) -> tuple[str, ...]:
    """Return the beginnings of the names of members that need not be written: a record and a snapshot that are there."""
    skipped = [f"{AUDIT}/"] if (store.folder / AUDIT / "trail.jsonl").exists() else []
    if contents.snapshot is not None:
        with contextlib.suppress(IndexingError):
            Snapshot.open(store.snapshots / contents.snapshot)
            skipped.append(f"{SNAPSHOTS}/{contents.snapshot}/")
    return tuple(skipped) or ("/",)


def _keep_old(store: Store, state: Path) -> None:
    """Write into `state/old` what is to be put back where the switch fails."""
    old, gone = state / OLD, []
    old.mkdir()
    names = [name for name, _ in files_of(state / NEW) if not name.startswith(f"{SNAPSHOTS}/")]
    for name in {*names, *OF_THE_STATE, CURRENT}:
        present = store.folder / name
        if not present.is_file():
            gone.append(name)
            continue
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        if is_database(present):
            try:
                copy_database(present, old / name, whole=True)
            except sqlite3.Error as error:
                raise CannotWrite(present, str(error)) from error
        else:
            shutil.copy2(present, old / name)
    _write_lines(state / f"{OLD}{GONE}", gone)


def _check_room(folder: Path, state: Path) -> None:
    databases = sum(path.stat().st_size for _, path in files_of(state / NEW) if is_database(path))
    if shutil.disk_usage(folder).free < _ROOM * databases:
        raise CannotWrite(folder, os.strerror(28))


def _adopt_record(folder: Path, new: Path) -> None:
    """Put the archive's record in place where there is none, so that the restore itself is recorded in it."""
    if not (folder / AUDIT / "trail.jsonl").exists() and (new / AUDIT).is_dir():
        shutil.rmtree(folder / AUDIT, ignore_errors=True)  # rules without a record
        (new / AUDIT).chmod(0o700)
        (new / AUDIT).rename(folder / AUDIT)


def _check_database(archive: Path, name: str, path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("pragma quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise DamagedBackup(archive, name) from error
    if found != ("ok",):
        raise DamagedBackup(archive, name)


def _write_lines(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _flush_folders(state: Path) -> None:
    """Flush every file that is not flushed yet, and every folder, so that the rename that decides finds them on the disk."""
    for path in [state, *state.rglob("*")]:
        flush(path)
