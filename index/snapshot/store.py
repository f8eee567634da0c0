"""The data folder: snapshots side by side, a one-line pointer to the one in service, and a lock for builds.

    data/
      current            the name of the snapshot in service
      snapshots/NAME/    one snapshot, immutable once published
      build.lock         held by the process that builds
      restoring/         a restored state that is being put in place; until it is, nothing is built

A snapshot is written under a name of its own and flushed; replacing the pointer, one rename, publishes it. A build that
dies at any moment leaves the pointer, and so the snapshot in service, as they were.
"""

import contextlib
import fcntl
import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import Busy, CannotWrite, DamagedSnapshot, NoSnapshot, NothingBefore
from index.snapshot.writing import flush

KEPT = 2  # snapshots kept: the one in service and the one before
_NAME = re.compile(r"[0-9a-f]{12}\Z")


class Store:
    """The data folder: the snapshot in service, the one before, and the draft that may become the next."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def snapshots(self) -> Path:
        return self.folder / "snapshots"

    @property
    def _pointer(self) -> Path:
        return self.folder / "current"

    @property
    def restoring(self) -> Path:
        return self.folder / "restoring"

    def current_name(self) -> str:
        """Return the name of the snapshot in service; raises NoSnapshot or DamagedSnapshot."""
        try:
            name = self._pointer.read_text("utf-8").strip()
        except FileNotFoundError as error:
            raise NoSnapshot(self.folder) from error
        except (OSError, UnicodeDecodeError) as error:
            raise DamagedSnapshot(self._pointer, "unreadable") from error
        if not _NAME.match(name):
            raise DamagedSnapshot(self._pointer, "no snapshot's name")
        return name

    def current(self) -> Path:
        """Return the folder of the snapshot in service."""
        folder = self.snapshots / self.current_name()
        if not folder.is_dir():
            raise DamagedSnapshot(folder, "missing")
        return folder

    def names(self) -> list[str]:
        """Return the names of the snapshots kept."""
        return sorted(folder.name for folder in self.snapshots.iterdir() if _NAME.match(folder.name))

    def has_snapshot(self) -> bool:
        return self._pointer.exists()

    @contextlib.contextmanager
    def _locked(self, resuming: bool = False) -> Iterator[None]:
        try:
            self.snapshots.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.folder / "build.lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise CannotWrite(self.folder, error.strerror or str(error)) from error
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy(self.folder) from error
            if self.restoring.exists() and not resuming:
                raise Busy(self.folder)
            try:
                yield
            except OSError as error:
                raise CannotWrite(self.folder, error.strerror or str(error)) from error
        finally:
            os.close(lock)

    @contextlib.contextmanager
    def building(self, *, resuming: bool = False) -> Iterator[Path]:
        """Yield a new, empty folder to write a snapshot into; it is removed unless published.

        `resuming` is for who puts the rest of a restored state in place. Raises Busy where another process builds or
        such a state is not in place yet, CannotWrite where the folder refuses to be written.
        """
        with self._locked(resuming):
            draft = self.snapshots / f"draft-{uuid.uuid4().hex[:8]}"
            self._sweep()
            try:
                draft.mkdir()
                yield draft
            finally:
                shutil.rmtree(draft, ignore_errors=True)

    def publish(self, draft: Path, name: str) -> Path:
        """Put a finished draft into service under `name` and prune old snapshots; call it inside `building`.

        Called again after it died half way, it goes on where the draft has its name already.
        """
        target = self.snapshots / name
        if target.is_dir() and draft.is_dir():
            shutil.rmtree(draft) if self._serves(name) else self._discard(target)
        if draft.is_dir():
            _flush(draft)
            draft.rename(target)
        os.utime(target)  # the younger of the snapshots kept is the one before
        previous = self._served()
        self._point_to(name)
        self._prune({name, previous})
        return target

    def _point_to(self, name: str) -> None:
        pointer = self.folder / f"current-{uuid.uuid4().hex[:8]}"
        try:
            pointer.write_text(name + "\n", "utf-8")
            flush(pointer)
            flush(self.snapshots)
            pointer.replace(self._pointer)
            flush(self.folder)
        finally:
            pointer.unlink(missing_ok=True)

    def rollback(self, check: Callable[[Path], object] = lambda _: None) -> str:
        """Put the snapshot before the one in service back into service and return its name.

        `check` raises what keeps that snapshot from being served. Raises NothingBefore where there is none, Busy, or
        CannotWrite; the one in service stays then.
        """
        with self._locked():
            current = self.current_name()
            others = [folder for folder in self.snapshots.iterdir() if _NAME.match(folder.name)]
            before = [folder for folder in others if folder.name != current]
            if not before:
                raise NothingBefore(self.folder)
            name = max(before, key=lambda folder: folder.stat().st_mtime).name
            check(self.snapshots / name)
            self._point_to(name)
            return name

    def _served(self) -> str | None:
        try:
            return self.current_name()
        except (NoSnapshot, DamagedSnapshot):
            return None

    def _serves(self, name: str) -> bool:
        return self._served() == name

    def _sweep(self) -> None:
        """Remove what builds that died have left; only the holder of the lock may."""
        for left in (*self.snapshots.glob("draft-*"), *self.folder.glob("current-*")):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)

    def _prune(self, kept: set[str | None]) -> None:
        ages = {folder: folder.stat().st_mtime for folder in self.snapshots.iterdir() if _NAME.match(folder.name)}
        others = sorted((f for f in ages if f.name not in kept), key=lambda f: ages[f], reverse=True)
        for folder in others[max(0, KEPT - len(kept - {None})) :]:
            with contextlib.suppress(OSError):  # it goes with the next publication
                self._discard(folder)

    def _discard(self, folder: Path) -> None:
        """Remove a snapshot that is served no more: no snapshot first, in one step, so that none is ever half there."""
        gone = self.snapshots / f"draft-{uuid.uuid4().hex[:8]}"
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        # a file linked from another snapshot was flushed with that one
        if path.is_file() and path.stat().st_nlink == 1:
            flush(path)
    flush(folder)
