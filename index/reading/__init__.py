"""Reads a file into a `Report`. `SUFFIXES` lists what can be read."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from index.errors import Reason, UnreadableFile
from index.metadata import describe
from index.outline import Paragraph, outline_of
from index.reading.markdown import read_markdown
from index.reading.plain import read_plain
from index.reading.residue import without_residue
from index.reading.word import read_word
from index.types import Report

Reader = Callable[[Path, bytes], list[Paragraph]]
READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".docx": read_word,
}
SUFFIXES = tuple(READERS)
LARGEST_FILE = 50_000_000  # bytes
_BOOKMARK = re.compile(r"\[bookmark: ?[^\]]{0,40}\]", re.IGNORECASE)
_BLANKS = re.compile(r"[\u200b-\u200d\ufeff\u00ad]")


def read_report(path: Path) -> Report:
    """Read one file; raises UnreadableFile with the reason where it cannot be read as a report."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(path, Reason.FORMAT, path.suffix)
    content = _content(path)
    paragraphs = _cleaned(reader(path, content))
    if not any(re.search(r"\w", paragraph.text) for paragraph in paragraphs):
        raise UnreadableFile(path, Reason.NO_TEXT)
    starts: list[int] = []
    offset = 0
    for paragraph in paragraphs:
        starts.append(offset)
        offset += len(paragraph.text) + 1
    described = describe([paragraph.text for paragraph in paragraphs[:12]], path.name)
    return Report(
        id=hashlib.sha256(content).hexdigest(),
        file=path.name,
        title=described.title,
        year=described.year,
        region=described.region,
        text="\n".join(paragraph.text for paragraph in paragraphs),
        headings=outline_of(paragraphs, starts),
    )


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableFile(path, Reason.TOO_LARGE, f"{LARGEST_FILE // 1_000_000} MB")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(path, Reason.MISSING) from error
    except PermissionError as error:
        raise UnreadableFile(path, Reason.PERMISSION) from error
    except OSError as error:
        raise UnreadableFile(path, Reason.BROKEN, error.strerror or "") from error
    if not content.strip():
        raise UnreadableFile(path, Reason.EMPTY)
    return content


def _cleaned(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Drop Word's leftovers, empty paragraphs and what a web page put around the report."""
    stripped = [
        Paragraph(text, paragraph.level)
        for paragraph in paragraphs
        if (text := _BLANKS.sub("", _BOOKMARK.sub("", paragraph.text)).strip())
    ]
    kept, dropped = without_residue([paragraph.text for paragraph in stripped])
    if not dropped:
        return stripped
    remaining = iter(stripped)
    # `kept` is a subsequence of the lines, so walking both in step finds each line's own level
    return [next(p for p in remaining if p.text == line) for line in kept]
