"""What a watch of a folder has looked at, kept in the data folder so that a restart reads nothing again.

data/watch/NAME.json   the folder, and size and time of change of each file that was taken in or refused
data/watch/.NAME.lock  held by the process that watches the folder
"""

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import CannotWrite
from index.snapshot import write_whole

FOLDER = "watch"


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is told to have changed: its size in bytes, its time of change in nanoseconds."""

    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> "Stamp":
        """Return a file's stamp; raises OSError."""
        found = path.stat()
        return cls(found.st_size, found.st_mtime_ns)


class AlreadyWatched(Exception):
    """Another process watches the same folder for the same data folder: `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is watched already")
        self.path = path


class WatchMemory:
    """What was looked at of one watched folder, for one data folder."""

    def __init__(self, data: Path, watched: Path) -> None:
        self._watched = watched
        self._name = hashlib.sha256(os.fsencode(watched)).hexdigest()[:16]
        self._folder = data / FOLDER

    @property
    def path(self) -> Path:
        return self._folder / f"{self._name}.json"

    def load(self) -> dict[Path, Stamp]:
        """Return the files with the stamps they were looked at with; none from a file that says nothing of use.

        Everything is looked at once more then, which costs time and changes nothing.
        """
        try:
            files = json.loads(self.path.read_text("utf-8"))["files"]
            return {Path(name): Stamp(int(size), int(changed)) for name, (size, changed) in files.items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}

    def save(self, looked_at: Mapping[Path, Stamp]) -> None:
        """Put it in the place of what was kept; raises CannotWrite, which leaves that."""
        files = {str(path): (stamp.size, stamp.changed) for path, stamp in sorted(looked_at.items())}
        # escaped, since names may hold bytes that are no text
        content = json.dumps({"folder": str(self._watched), "files": files}, indent=0)
        write_whole(self.path, content.encode("ascii"))

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep others from watching the same folder; raises AlreadyWatched or CannotWrite."""
        path = self._folder / f".{self._name}.lock"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise CannotWrite(path, error.strerror or str(error)) from error
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise AlreadyWatched(self._watched) from error
            yield
        finally:
            os.close(lock)
