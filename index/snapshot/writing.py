"""Writes a file whole or not at all, and sees to it that it is on the disk."""

import contextlib
import os
import uuid
from pathlib import Path

from index.errors import CannotWrite


def write_whole(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Put `content` in the place of `path` in one step, flushed; raises CannotWrite, which leaves the old file.

    `mode` is the new file's, less what the process's mask forbids.
    """
    draft = path.parent / f".{path.name[:40]}-{uuid.uuid4().hex[:8]}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk; raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
