"""Writes a file whole or not at all."""

import contextlib
import os
import uuid
from pathlib import Path

from index.errors import CannotWrite


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` in the place of `path` in one step, flushed; raises CannotWrite, which leaves the old file."""
    draft = path.parent / f".{path.name[:40]}-{uuid.uuid4().hex[:8]}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
