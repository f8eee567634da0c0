"""Puts a state into place that stands ready on the disk, so that at every moment either it or the one before is whole.

    restoring/new/   files to put in place, written, verified and flushed
    restoring/old/   those that they take the place of, as they were
    restoring/*-gone files to remove, a name a line

The rename that brings `restoring/` into the data folder decides: from then on the new state holds, and who dies in between
leaves the rest to whoever comes next (`finish`). Where the disk refuses, the old state is put back in the same way.
Databases are written over in one transaction, not replaced: other processes may have them open.
"""

import contextlib
import fcntl
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from assistant.backup.kept import CURRENT, SNAPSHOTS, files_of, is_database
from index.errors import Busy, CannotWrite, IndexingError
from index.snapshot import Store, flush

NEW, OLD, GONE = "new", "old", "-gone"


def finish(folder: Path) -> None:
    """Put the rest of a restored state into place where a process died over it; cheap where there is none.

    Raises Busy where another process is at it, CannotWrite where the disk refuses.
    """
    store = Store(folder)
    if store.restoring.is_dir():
        with reserved(folder, exclusive=True), store.building(resuming=True) as draft:
            if store.restoring.is_dir():
                complete(store, draft)


def complete(store: Store, draft: Path) -> None:
    """Put `restoring/new` into place, or where that fails `restoring/old` back; raises CannotWrite after the latter."""
    if (store.restoring / NEW).is_dir():
        try:
            _apply(store, NEW)
        except (OSError, sqlite3.Error, IndexingError) as error:
            _retire(store.restoring / NEW, draft)
            with contextlib.suppress(
                OSError, sqlite3.Error, IndexingError
            ):  # if it fails too, `finish` goes on with it
                _apply(store, OLD)
                _retire(store.restoring, draft)
            raise CannotWrite(store.folder, str(error)) from error
    else:
        try:
            _apply(store, OLD)
        except (OSError, sqlite3.Error) as error:
            raise CannotWrite(store.folder, str(error)) from error
    with contextlib.suppress(OSError):  # all is in place; an empty folder that is left is put away by `finish`
        _retire(store.restoring, draft)


@contextlib.contextmanager
def reserved(folder: Path, *, exclusive: bool) -> Iterator[None]:
    """Keep backups (each for all others, not `exclusive`) and restores apart; raises Busy.

    The folder itself is locked: a backup can be made of one that refuses to be written.
    """
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise CannotWrite(folder, error.strerror or str(error)) from error
    try:
        fcntl.flock(lock, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise Busy(folder) from error
    try:
        yield
    finally:
        os.close(lock)


def _apply(store: Store, side: str) -> None:
    """Put one side into place; what was put there by somebody who died is passed over."""
    source = store.restoring / side
    snapshots = source / SNAPSHOTS
    for name, path in list(files_of(source)) if source.is_dir() else ():
        if name == CURRENT or path.is_relative_to(snapshots):
            continue
        target = store.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if is_database(path):
            _write_over(path, target)
            path.unlink()
        else:
            path.replace(target)
    gone = store.restoring / f"{side}{GONE}"
    for name in gone.read_text("utf-8").splitlines() if gone.is_file() else ():
        (store.folder / name).unlink(missing_ok=True)
    gone.unlink(missing_ok=True)  # what is made under these names from now on is to stay
    pointer = source / CURRENT
    if pointer.is_file():
        snapshot = pointer.read_text("utf-8").strip()
        present = store.snapshots / snapshot
        if (snapshots / snapshot).is_dir() and present.is_dir():
            present.rename(store.restoring / f"damaged-{uuid.uuid4().hex[:8]}")  # a whole one would not be put anew
        store.publish(snapshots / snapshot, snapshot)
        pointer.unlink()
    flush(store.folder)


def _write_over(source: Path, target: Path) -> None:
    """Give a database the content of another in one transaction."""
    if not target.exists():
        target.touch(mode=source.stat().st_mode & 0o777)
    with closing(sqlite3.connect(source)) as new, closing(sqlite3.connect(target, timeout=30)) as present:
        present.execute("pragma synchronous = full")
        new.backup(present)


def _retire(path: Path, draft: Path) -> None:
    """Take a folder out of the way in one step; it is removed with the draft."""
    path.rename(draft / f"done-{path.name}")
    shutil.rmtree(draft / f"done-{path.name}", ignore_errors=True)
