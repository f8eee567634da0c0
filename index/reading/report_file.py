"""Reads a file into a `Report`. `SUFFIXES` lists what can be read."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.errors import Reason, UnreadableFile
from index.reading import endings
from index.reading.captions import told_apart
from index.reading.kinds import kind_of
from index.reading.legacy import converted, target_of
from index.reading.limits import MEGABYTE, limits, within_characters
from index.reading.long_lines import shortened
from index.reading.markdown import read_markdown
from index.reading.mhtml import read_mhtml
from index.reading.noticed import Noticed
from index.reading.pdf import read_pdf
from index.reading.plain import read_plain
from index.reading.radicals import ordinary
from index.reading.residue import without_residue
from index.reading.sheet import read_csv, read_sheet
from index.reading.tables import shifted
from index.reading.web_page import read_web_page
from index.reading.word import read_word
from index.structure import COUNTRY, Paragraph, describe, outline_of, speaks_of_country
from index.text import readable
from index.types import Page, Report, Table

Reader = Callable[[Path, bytes, Noticed], list[Paragraph]]


def _read_document(path: Path, content: bytes, noticed: Noticed) -> list[Paragraph]:
    return read_word(path, content, noticed, _read_inside)


def _read_inside(path: Path, content: bytes, noticed: Noticed) -> list[Paragraph] | None:
    """Read a file that stands inside a document; None where nothing reads it."""
    kind = kind_of(content, path.suffix.lower())
    if kind in endings.DOCUMENTS:
        # one level only: a document inside a document inside a document is noticed, not read
        return read_word(path.with_suffix(kind), content, noticed, lambda *_: None)
    reader = READERS.get(kind)
    return None if reader is None or kind == ".pdf" else reader(path.with_suffix(kind), content, noticed)


def _read_legacy(path: Path, content: bytes, noticed: Noticed) -> list[Paragraph]:
    made = converted(path, content)
    return READERS[target_of(path.suffix)](path, made, noticed)


READERS: dict[str, Reader] = {
    ".txt": read_plain,
    **dict.fromkeys(endings.MARKDOWN, read_markdown),
    **dict.fromkeys(endings.DOCUMENTS, _read_document),
    **dict.fromkeys(endings.CONVERTED_DOCUMENTS, _read_legacy),
    ".pdf": read_pdf,
    **dict.fromkeys(endings.WEB_PAGES, read_web_page),
    **dict.fromkeys(endings.SINGLE_FILE_PAGES, read_mhtml),
    **dict.fromkeys(endings.SHEETS, read_sheet),
    **dict.fromkeys(endings.CONVERTED_SHEETS, _read_legacy),
    **dict.fromkeys(endings.COMMA_SEPARATED, read_csv),
}
SUFFIXES = tuple(READERS)
_BOOKMARK = re.compile(r"\[bookmark: ?[^\]]{0,40}\]", re.IGNORECASE)
_BLANKS = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_TABLE_TITLE = re.compile(
    r"附?表\s*[0-9一二三四五六七八九十]{1,3}(?:[-—.][0-9]+)?[\s：:、.]"
)  # 表一 …: no title of a report


def is_legacy(content: bytes, suffix: str) -> bool:
    """Tell whether a file is of an old format, which LibreOffice has to convert."""
    return kind_of(content, suffix) in endings.CONVERTED


def read_report(path: Path, content: bytes | None = None, made: bytes | None = None) -> Report:
    """Read one file, or `content` under the name of `path`; raises UnreadableFile with the reason where it cannot.

    `made` is what an old format was converted to already.
    """
    suffix = path.suffix.lower()
    if content is None:
        content = read_content(path)
    elif not content.strip():
        raise UnreadableFile(path, Reason.EMPTY)
    kind = kind_of(content, suffix)
    reader = READERS.get(kind)
    if reader is None:
        raise UnreadableFile(path, Reason.FORMAT, path.suffix)
    noticed = Noticed()
    if kind != suffix and not any(kind in same and suffix in same for same in endings.SAME):
        noticed.add("ending", kind)
    try:
        reads, what = (reader, content) if made is None else (READERS[target_of(kind)], made)
        read = reads(path.with_suffix(kind), what, noticed)
    except UnreadableFile as error:
        raise UnreadableFile(path, error.reason, error.detail) from error
    within_characters(path, sum(len(paragraph.text) for paragraph in read))
    paragraphs, dropped = _cleaned(read)
    if not any(re.search(r"\w", paragraph.text) for paragraph in paragraphs):
        raise UnreadableFile(path, Reason.NO_TEXT)
    if dropped:
        noticed.add("residue", str(dropped))
    return _assembled(path, content, kind, paragraphs, noticed)


def _assembled(path: Path, content: bytes, kind: str, paragraphs: list[Paragraph], noticed: Noticed) -> Report:
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
    opening = [line.text for line in lines[:12] if line.table is None and not _TABLE_TITLE.match(line.text)]
    name = readable(path.name)
    text = "\n".join(line.text for line in lines)
    described = describe(opening, name)
    headings = outline_of(lines, starts)
    if not headings:
        noticed.add("no_headings")
    return Report(
        id=hashlib.sha256(content).hexdigest(),
        file=name,
        title=described.title,
        year=described.year,
        region=described.region or (COUNTRY if speaks_of_country(text) else None),
        text=text,
        headings=headings,
        pages=_pages(lines, starts),
        warnings=noticed.codes(),
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
    cells = [cell for number, (row, start) in enumerate(rows) for cell in shifted(row.values, start, number)]
    return Table(rows[0][1], last_start + len(last.text), headings, tuple(row.cells for row, _ in rows), tuple(cells))


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
        cleaned for paragraph in paragraphs for cleaned in shortened(_clean(paragraph)) if cleaned.text or cleaned.cells
    ]
    stripped = told_apart(stripped)
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


def _clean(paragraph: Paragraph) -> Paragraph:
    if paragraph.table is not None:
        return paragraph  # the cells of a row are clean, and the places of their values must stay
    text = _BLANKS.sub("", _BOOKMARK.sub("", ordinary(readable(paragraph.text)))).replace("\n", " ").strip()
    # pages turn where the text was as long as before; what was taken out moves them by no more than its length
    turns = tuple((min(offset, len(text)), number) for offset, number in paragraph.turns)
    return replace(paragraph, text=text, turns=turns)
