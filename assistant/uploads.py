"""Files handed in through the browser, kept in the data folder under their own names."""

import contextlib
import hashlib
import os
import re
import uuid
from pathlib import Path

from index.errors import CannotWrite

FOLDER = "files"
_LONGEST_NAME = 120  # characters


def keep_upload(data: Path, name: str, content: bytes) -> Path:
    """Write an uploaded file whole or not at all and return its path; raises CannotWrite.

    The folder is named by the content, so that two files of one name never meet.
    """
    folder = data / FOLDER / hashlib.sha256(content).hexdigest()[:16]
    path = folder / safe_name(name)
    draft = folder / f".{uuid.uuid4().hex[:8]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
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
    return path


def safe_name(name: str) -> str:
    """Return the last part of a file's name without what a file system may take for something else."""
    last = re.split(r"[\\/]", name)[-1]
    clean = re.sub(r"[\x00-\x1f:*?\"<>|]", "_", last).strip(". ")
    stem, dot, suffix = clean.rpartition(".")
    return f"{stem[: _LONGEST_NAME - len(suffix)]}{dot}{suffix}" if dot else (clean[:_LONGEST_NAME] or "file")
