"""Files handed in through the browser, kept in the data folder under their own names."""

import hashlib
import re
from pathlib import Path

from index.snapshot import write_whole

FOLDER = "files"
_LONGEST_NAME = 120  # characters


def keep_upload(data: Path, name: str, content: bytes) -> Path:
    """Write an uploaded file whole or not at all and return its path; raises CannotWrite.

    The folder is named by the content, so that two files of one name never meet.
    """
    path = data / FOLDER / hashlib.sha256(content).hexdigest()[:16] / safe_name(name)
    write_whole(path, content)
    return path


def safe_name(name: str) -> str:
    """Return the last part of a file's name without what a file system may take for something else."""
    last = re.split(r"[\\/]", name)[-1]
    clean = re.sub(r"[\x00-\x1f:*?\"<>|]", "_", last).strip(". ")
    stem, dot, suffix = clean.rpartition(".")
    return f"{stem[: _LONGEST_NAME - len(suffix)]}{dot}{suffix}" if dot else (clean[:_LONGEST_NAME] or "file")
