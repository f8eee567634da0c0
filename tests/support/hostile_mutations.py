"""Sound files of every format, and ways to damage them: bits, lengths, parts of archives, attributes of XML, objects of PDFs."""

import io
import random
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import corpus
import packages

from index.reading import libreoffice

EXTREMES = (
    *("", "0", "-1", "1", "NaN", "1e309", "2147483648", "99999999999999999999", "true", "\u0663", "A0", "XFD1048576"),
    *("A1:XFD1048576", "ZZZZ9", "../../../etc/passwd", "rId1", "rId99", "%1%2%3%4%5%6%7%8%9", "restart", "continue"),
)
_ATTRIBUTE = re.compile(rb'="([^"<>]*)"')
_TAG = re.compile(rb"<[^<>]*>")
_NUMBER = re.compile(rb"[0-9]+")
_LEGACY = {".doc": ".docx", ".odt": ".docx", ".wps": ".docx", ".xls": ".xlsx", ".ods": ".xlsx", ".et": ".xlsx"}
_FILTERS = {".wps": "doc", ".et": "xls"}


class Chance(random.Random):
    """Chance that now and then makes things large: `large` is how often."""

    large = 0.0

    def size(self, usual: int, large: int) -> int:
        return large if self.random() < self.large else usual


Damage = Callable[[Chance, bytes], bytes]


def sound() -> dict[str, list[bytes]]:
    """Return sound files by their ending, those of old formats apart."""
    rows: list[list[object]] = [["学段", "学校数（所）", "在校生（人）"], ["小学", 31, 28450], ["初中", 12, -0.5]]
    notes = corpus.word_footnote(corpus.word(corpus.footnote_reference))
    return {
        ".txt": [corpus.plain(encoding) for encoding in ("utf-8", "gb18030", "utf-16")],
        ".md": [f"# {corpus.TITLE}\n\n| 学段 | 学校 |\n|---|---|\n| 小学 | 31所 |\n\n- 甲\n  - 乙：3所\n".encode()],
        ".html": [corpus.web_page(), corpus.web_page("gb2312")],
        ".csv": [corpus.comma_separated([list(map(str, row)) for row in rows], e) for e in ("utf-8-sig", "gb18030")],
        ".docx": [
            corpus.word(corpus.word_table),
            corpus.word(corpus.word_merged_table),
            notes,
            corpus.word(corpus.word_text_box),
        ],
        ".xlsx": [
            corpus.sheet(rows),
            packages.workbook("<row r='1'><c r='A1' s='1'><v>45292</v></c></row>", "yyyy-mm-dd"),
        ],
        ".pdf": [corpus.pdf_report(2), corpus.pdf_table(), corpus.pdf_columns()],
        ".mht": [_mht()],
        ".rtf": [
            b"{\\rtf1\\ansi\\ansicpg936 " + b"".join(b"\\u%d?" % ord(c) for c in corpus.TEXT if ord(c) < 32768) + b"}"
        ],
        ".zip": [
            corpus.zipped({"甲/a.txt": corpus.plain("utf-8"), "b.docx": corpus.word()}, gbk) for gbk in (True, False)
        ],
    }


def legacy() -> dict[str, list[bytes]]:
    """Return sound files of old formats, made by LibreOffice; none where it is missing."""
    program = libreoffice()
    if program is None:
        return {}
    made: dict[str, list[bytes]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for suffix, source in _LEGACY.items():
            start = Path(folder) / f"in{source}"
            start.write_bytes(sound()[source][0])
            kind = _FILTERS.get(suffix, suffix[1:])
            profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
            command = [program, "--headless", profile, "--convert-to", kind, "--outdir", folder, str(start)]
            subprocess.run(command, check=False, capture_output=True, timeout=120)
            written = Path(folder) / f"in.{kind}"
            if written.is_file():
                made[suffix] = [written.read_bytes()]
    return made


def _mht() -> bytes:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="=_x"\n\n--=_x\n'
    return head + b'Content-Type: text/html; charset="utf-8"\n\n' + corpus.web_page() + b"\n--=_x--\n"


def flipped(chance: Chance, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 12, 60))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(chance: Chance, content: bytes) -> bytes:
    return content[: chance.randrange(len(content))]


def beheaded(chance: Chance, content: bytes) -> bytes:
    return content[chance.randrange(1, min(len(content), 400)) :]


def holed(chance: Chance, content: bytes) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randrange(1, 200) :]


def doubled(chance: Chance, content: bytes) -> bytes:
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.randrange(1, 300))
    return content[:end] + content[start:end] * chance.choice((1, 3, 500)) + content[end:]


def filled(chance: Chance, content: bytes) -> bytes:
    start = chance.randrange(len(content))
    return (
        content[:start]
        + chance.choice((b"\x00", b"\xff", b"\xed\xa0\x80", b"\r", b'"', b"\x1b")) * 50
        + content[start:]
    )


def spliced(chance: Chance, content: bytes) -> bytes:
    other = chance.choice(chance.choice(list(sound().values())))
    at, start = chance.randrange(len(content)), chance.randrange(len(other))
    return content[:at] + other[start : start + chance.randrange(1, 2000)] + content[at:]


def renumbered(chance: Chance, content: bytes) -> bytes:
    """Put other numbers for some: lengths and offsets of a PDF, figures of a text."""
    places = list(_NUMBER.finditer(content))
    for found in sorted(chance.sample(places, min(len(places), 5)), key=lambda m: -m.start()):
        number = chance.choice((b"0", b"-1", b"4294967296", b"9" * 400, b"1e9"))
        content = content[: found.start()] + number + content[found.end() :]
    return content


def inside(chance: Chance, content: bytes) -> bytes:
    """Damage one part of a zipped document, the archive itself staying sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError):
        return flipped(chance, content)
    name = chance.choice([name for name, part in parts.items() if part])
    match chance.randrange(6):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[chance.choice(list(parts))]
        case 2:
            parts[name] = chance.choice((flipped, cut, holed, doubled, filled))(chance, parts[name])
        case 3:
            parts[name] = _retagged(chance, parts[name])
        case _:
            parts[name] = _reattributed(chance, parts[name])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part_name, part in parts.items():
            archive.writestr(part_name, part)
    return written.getvalue()


def _reattributed(chance: Chance, part: bytes) -> bytes:
    places = list(_ATTRIBUTE.finditer(part))
    for found in sorted(chance.sample(places, min(len(places), 4)), key=lambda m: -m.start()):
        part = part[: found.start(1)] + chance.choice(EXTREMES).encode() + part[found.end(1) :]
    return part


def _retagged(chance: Chance, part: bytes) -> bytes:
    """Leave an element out, or say it often, so that the XML stays well formed where it is an empty one."""
    tags = [found for found in _TAG.finditer(part) if found[0].endswith(b"/>")] or list(_TAG.finditer(part))
    if not tags:
        return part
    found = chance.choice(tags)
    return part[: found.start()] + found[0] * chance.choice((0, 2, 5000)) + part[found.end() :]


DAMAGES: tuple[Damage, ...] = (
    flipped,
    cut,
    beheaded,
    holed,
    doubled,
    filled,
    spliced,
    renumbered,
    inside,
    inside,
    inside,
)
