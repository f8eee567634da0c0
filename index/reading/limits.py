"""How much a single file may cost: bytes, pages, time and memory. Environment variables change the defaults."""

import os
from dataclasses import dataclass
from pathlib import Path

from index.errors import Reason, UnreadableFile

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may use; sizes in bytes, times in seconds."""

    file: int = 50 * MEGABYTE
    unpacked: int = 200 * MEGABYTE  # of a .docx, .xlsx or .zip
    members: int = 1000  # files of one .zip
    pages: int = 3000  # of a PDF
    ocr_pages: int = 60  # of a scanned PDF; about two seconds a page
    characters: int = 3_000_000  # of the text read
    cells: int = 500_000  # of a sheet
    seconds: float = 120.0
    memory: int = 1000 * MEGABYTE  # address space of the reading process


def limits() -> Limits:
    """Return the limits, with what the environment sets: ASSISTANT_MAX_FILE_MB, _MAX_SECONDS, _MAX_PAGES, _MAX_MEMORY_MB."""
    default = Limits()
    return Limits(
        file=int(_number("FILE_MB", default.file / MEGABYTE) * MEGABYTE),
        pages=int(_number("PAGES", default.pages)),
        seconds=_number("SECONDS", default.seconds),
        memory=int(_number("MEMORY_MB", default.memory / MEGABYTE) * MEGABYTE),
    )


def within_characters(path: Path, characters: int) -> None:
    """Raise UnreadableFile where a file holds more text than is read."""
    if characters > limits().characters:
        raise UnreadableFile(path, Reason.TOO_LONG, f"{limits().characters:,}")


def within_cells(path: Path, cells: int) -> None:
    """Raise UnreadableFile where a sheet has more cells than are read."""
    if cells > limits().cells:
        raise UnreadableFile(path, Reason.TOO_MANY_CELLS, f"{limits().cells:,}")


def _number(name: str, default: float) -> float:
    try:
        value = float(os.environ.get(f"ASSISTANT_MAX_{name}", default))
    except ValueError:
        return default
    return value if value > 0 else default
