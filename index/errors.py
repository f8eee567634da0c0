"""What can go wrong in indexing, as one tree; the text for people is made where it is shown.

IndexingError
├── UnreadableFile        one file cannot be read: `path`, `reason`, `detail`
├── NothingToIndex        no readable report in the given paths: `failures`
├── SnapshotError
│   ├── NoSnapshot        nothing has been indexed yet
│   ├── DamagedSnapshot   a file of the snapshot is missing or altered: `detail`
│   │   └── OtherFormat   another version of this program wrote it, a `newer` one or an older one
│   └── EmbedderMismatch  built with another embedder than the one in use: `built_with`, `in_use`
├── EmbedderUnavailable   the embedder cannot be loaded: `name`, `detail`
├── CannotWrite           the data folder refuses to be written: `path`, `detail`
├── SearchUnavailable     the search server cannot be used: `address`, `detail`
├── Cancelled             the build was cancelled
├── NothingBefore         there is no earlier snapshot to go back to
├── BrokenDataFile        a word list or table of the program itself is broken: `file`, `place`, `detail`
└── Busy                  another build holds the data folder: `path`
"""

from enum import StrEnum
from pathlib import Path


class Reason(StrEnum):
    """Why a file was refused."""

    MISSING = "missing"
    EMPTY = "empty"
    FORMAT = "format"
    ENCODING = "encoding"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"  # more text than is read: `detail` is the limit in characters
    TOO_MANY_CELLS = "too_many_cells"
    NO_TEXT = "no_text"
    PERMISSION = "permission"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    NEEDS_LIBREOFFICE = "needs_libreoffice"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_FILES = "too_many_files"
    TOO_SLOW = "too_slow"
    NESTED = "nested"  # an archive inside an archive inside an archive
    UNMAPPED = "unmapped"  # a PDF whose letters carry no table of what they mean
    FAILED = "failed"  # this program could not make sense of it: `detail` is the kind of failure
    TOO_HEAVY = "too_heavy"  # the reading process ran out of memory or died


class IndexingError(Exception):
    """Base of every error of this package."""


class UnreadableFile(IndexingError):
    def __init__(self, path: Path, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{path}: {reason.value} {detail}".strip())
        # a name may hold bytes that are no text: whoever names the file must be able to print it
        path = Path(str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        self.path, self.reason, self.detail = path, reason, detail


class NothingToIndex(IndexingError):
    def __init__(self, failures: "tuple[UnreadableFile, ...]" = ()) -> None:
        super().__init__("no report could be read")
        self.failures = failures


class SnapshotError(IndexingError):
    """Base of what can be wrong with a published snapshot."""


class NoSnapshot(SnapshotError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"no snapshot in {path}")
        self.path = path


class DamagedSnapshot(SnapshotError):
    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path, self.detail = path, detail


class OtherFormat(DamagedSnapshot):
    def __init__(self, path: Path, newer: bool) -> None:
        super().__init__(path, "written by another version of this program")
        self.newer = newer


class EmbedderMismatch(SnapshotError):
    def __init__(self, built_with: str, in_use: str) -> None:
        super().__init__(f"built with {built_with}, asked with {in_use}")
        self.built_with, self.in_use = built_with, in_use


class EmbedderUnavailable(IndexingError):
    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"{name}: {detail}")
        self.name, self.detail = name, detail


class CannotWrite(IndexingError):
    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path, self.detail = path, detail


class SearchUnavailable(IndexingError):
    """The search server cannot be used: `address`, `detail`."""

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(f"{address}: {detail}")
        self.address, self.detail = address, detail


class Cancelled(IndexingError):
    """The build was cancelled; the snapshot in service is as it was."""

    def __init__(self) -> None:
        super().__init__("cancelled")


class NothingBefore(IndexingError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"no snapshot before the one in service in {path}")
        self.path = path


class Busy(IndexingError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"another build is writing to {path}")
        self.path = path


class BrokenDataFile(IndexingError):
    """A data file of the program does not hold what it should: `file`, `place` (a line's number or a key), `detail`."""

    def __init__(self, room: str, name: str, detail: str, place: int | str = "") -> None:
        file = f"{room.replace('.', '/')}/data/{name}"
        super().__init__(f"{file}{f':{place}' if place else ''}: {detail}")
        self.file, self.place, self.detail = file, str(place), detail
