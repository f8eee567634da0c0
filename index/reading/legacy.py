"""Reads .doc, .wps, .xls, .rtf and .odt through LibreOffice, where it is installed; its program is found automatically."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from index.errors import Reason, UnreadableFile
from index.reading.limits import limits
from index.reading.sheet import read_sheet
from index.reading.word import read_word
from index.structure import Paragraph

_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)


def libreoffice() -> str | None:
    """Return the program that converts old formats, None where there is none."""
    named = os.environ.get("ASSISTANT_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in _PLACES if Path(place).is_file()), None)


def read_legacy(path: Path, content: bytes) -> list[Paragraph]:
    """Convert to .docx or .xlsx and read that; macros are not run, links are not followed."""
    program = libreoffice()
    if program is None:
        raise UnreadableFile(path, Reason.NEEDS_LIBREOFFICE, path.suffix)
    sheet = path.suffix.lower() in (".xls", ".et", ".ods")
    wanted = "xlsx" if sheet else "docx"
    with tempfile.TemporaryDirectory(prefix="assistant-") as folder:
        source = Path(folder) / f"source{path.suffix.lower()}"
        source.write_bytes(content)
        command = [
            program,
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--convert-to",
            wanted,
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=limits().seconds * 0.9)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(path, Reason.TOO_SLOW, f"{limits().seconds:.0f}") from error
        except OSError as error:
            raise UnreadableFile(path, Reason.NEEDS_LIBREOFFICE, path.suffix) from error
        converted = source.with_suffix(f".{wanted}")
        if not converted.is_file():
            raise UnreadableFile(path, Reason.BROKEN, path.suffix)
        return (read_sheet if sheet else read_word)(path, converted.read_bytes())
