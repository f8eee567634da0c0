"""Reads a file into a `Report`. `SUFFIXES` lists what can be read."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.errors import Reason, UnreadableFile
from index.reading.kinds import kind_of
from index.reading.legacy import read_legacy
from index.reading.limits import MEGABYTE, limits
from index.reading.markdown import read_markdown
from index.reading.pdf import read_pdf
from index.reading.plain import read_plain
from index.reading.residue import without_residue
from index.reading.sheet import read_csv, read_sheet
from index.reading.web_page import read_web_page
from index.reading.word import read_word
from index.structure import Paragraph, describe, outline_of
from index.types import Page, Report, Table

Reader = Callable[[Path, bytes], list[Paragraph]]
READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".docx": read_word,
    ".doc": read_legacy,
    ".wps": read_legacy,
    ".rtf": read_legacy,
    ".odt": read_legacy,
    ".pdf": read_pdf,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".xlsx": read_sheet,
    ".xls": read_legacy,
    ".et": read_legacy,
    ".csv": read_csv,
}
ARCHIVES = (".zip",)
SUFFIXES = tuple(READERS)
_BOOKMARK = re.compile(r"\[bookmark: ?[^\]]{0,40}\]", re.IGNORECASE)
_BLANKS = re.compile(r"[\u200b-\u200d\ufeff\u00ad]")


def read_report(path: Path, content: bytes | None = None) -> Report:
    """Read one file, or `content` under the name of `path`; raises UnreadableFile with the reason where it cannot."""
    suffix = path.suffix.lower()
    if content is None:
        content = read_content(path)
    elif not content.strip():
        raise UnreadableFile(path, Reason.EMPTY)
    kind = kind_of(content, suffix)
    reader = READERS.get(kind)
    if reader is None:
        raise UnreadableFile(path, Reason.FORMAT, path.suffix)
    warnings = [f"ending:{kind}"] if kind != suffix and READERS[kind] is not READERS.get(suffix) else []
    try:
        read = reader(path.with_suffix(kind), content)
    except UnreadableFile as error:
        raise UnreadableFile(path, error.reason, error.detail) from error
    if sum(len(paragraph.text) for paragraph in read) > limits().characters:
        raise UnreadableFile(path, Reason.TOO_LARGE, f"{limits().characters:,} 字 / characters")
    paragraphs, dropped = _cleaned(read)
    if not any(re.search(r"\w", paragraph.text) for paragraph in paragraphs):
        raise UnreadableFile(path, Reason.NO_TEXT)
    if dropped:
        warnings.append(f"residue:{dropped}")
    return _assembled(path, content, kind, paragraphs, tuple(warnings))


def _assembled(path: Path, content: bytes, kind: str, paragraphs: list[Paragraph], warnings: tuple[str, ...]) -> Report:
    lines: list[Paragraph] = []
    starts: list[int] = []
    tables: dict[int, list[tuple[Paragraph, int]]] = {}
    offset = 0
    for paragraph in paragraphs:
        if paragraph.table is not None:
            tables.setdefault(paragraph.table, []).append((paragraph, offset))
        if paragraph.text:
            lines.append(paragraph)
            starts.append(offset)
            offset += len(paragraph.text) + 1
    opening = [line.text for line in lines[:12] if line.table is None]
    described = describe(opening, path.name)
    headings = outline_of(lines, starts)
    if not headings:
        warnings = (*warnings, "no_headings")
    return Report(
        id=hashlib.sha256(content).hexdigest(),
        file=path.name,
        title=described.title,
        year=described.year,
        region=described.region,
        text="\n".join(line.text for line in lines),
        headings=headings,
        pages=_pages(lines, starts),
        warnings=warnings,
        tables=tuple(_table(rows) for rows in tables.values()),
        issued=described.issued,
        reader=kind,
    )


def _pages(lines: list[Paragraph], starts: list[int]) -> tuple[Page, ...]:
    pages: list[Page] = []
    for line, start in zip(lines, starts, strict=True):
        if line.page is not None and (not pages or line.page > pages[-1].number):
            pages.append(Page(line.page, start))
        pages += [Page(number, start + offset) for offset, number in line.turns]
    return tuple(pages)


def _table(rows: list[tuple[Paragraph, int]]) -> Table:
    headings = next((number for number, (row, _) in enumerate(rows) if row.text), len(rows))
    last, last_start = rows[-1]
    return Table(rows[0][1], last_start + len(last.text), headings, tuple(row.cells for row, _ in rows))


def read_content(path: Path) -> bytes:
    """Return a file's bytes; raises UnreadableFile where it is missing, too large, forbidden or empty."""
    largest = limits().file
    try:
        size = path.stat().st_size
        if size > largest:
            raise UnreadableFile(path, Reason.TOO_LARGE, f"{largest // MEGABYTE} MB")
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


def _cleaned(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], int]:
    """Drop Word's leftovers, empty paragraphs and what a web page put around the report; count what was dropped."""
    stripped = [
        replace(paragraph, text=text)
        for paragraph in paragraphs
        if (text := _BLANKS.sub("", _BOOKMARK.sub("", paragraph.text)).strip()) or paragraph.cells
    ]
    kept, dropped = without_residue([paragraph.text for paragraph in stripped if paragraph.table is None])
    if not dropped:
        return stripped, 0
    # `kept` is a subsequence of the lines, so walking both in step finds each line's own place
    remaining = iter(kept)
    following = next(remaining, None)
    left = []
    for paragraph in stripped:
        if paragraph.table is not None:
            left.append(paragraph)
        elif paragraph.text == following:
            left.append(paragraph)
            following = next(remaining, None)
    return left, len(dropped)
