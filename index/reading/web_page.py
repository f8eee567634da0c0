"""Reads .html: the main content of a web page by trafilatura; what the page puts around it is left out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import Reason, UnreadableFile
from index.reading.plain import decode
from index.reading.tables import table_paragraphs, table_unit
from index.structure import Paragraph

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_DECLARED = 4096  # bytes in which a page says how it is encoded
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030"}


def read_web_page(path: Path, content: bytes) -> list[Paragraph]:
    """Return title and main content; raises UnreadableFile where a page has none."""
    from trafilatura import bare_extraction

    text = _decoded(path, content)
    try:
        found: Any = bare_extraction(
            text, favor_recall=True, include_tables=True, include_comments=False, with_metadata=True
        )
    except Exception as error:  # lxml raises many kinds for broken markup
        raise UnreadableFile(path, Reason.BROKEN, ".html") from error
    if found is None or found.body is None:
        raise UnreadableFile(path, Reason.NO_TEXT)
    paragraphs = list(_walk(found.body))
    title = _title(found.title or "")
    if title and not any(title == re.sub(r"\s+", "", paragraph.text) for paragraph in paragraphs[:5]):
        paragraphs.insert(0, Paragraph(title))
    if found.date:
        paragraphs.insert(1, Paragraph(f"发布日期：{found.date}"))
    return paragraphs


def _title(text: str) -> str:
    """Return a page's title without the name of its site: 工作报告_某区政府网."""
    return re.sub(r"\s+", "", re.split(r"\s*[_|]\s*|\s+[-—–]\s+", text)[0])


def _decoded(path: Path, content: bytes) -> str:
    declared = _CHARSET.search(content[:_DECLARED])
    if declared:
        name = declared[1].decode("ascii").lower()
        try:
            return content.decode(_CHINESE.get(name, name))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(path, content)


def _walk(body: Any) -> Iterator[Paragraph]:
    number, unit = 0, ""
    for element in body.iterchildren():
        if element.tag == "table":
            rows = [["".join(cell.itertext()) for cell in row.iter("cell")] for row in element.iter("row")]
            yield from table_paragraphs(rows, number, unit)
            number += 1
        elif element.tag == "list":
            for item in element.iter("item"):
                yield Paragraph("".join(item.itertext()).strip())
        elif element.tag in ("quote", "div"):
            yield from _walk(element) if len(element) else [Paragraph("".join(element.itertext()).strip())]
        else:
            for line in _lines(element):
                unit = table_unit(line)
                yield Paragraph(line, _level(element))


def _lines(element: Any) -> list[str]:
    for line_break in element.iter("lb"):
        line_break.tail = "\n" + (line_break.tail or "")
    return [line.strip() for line in "".join(element.itertext()).split("\n")]


def _level(element: Any) -> int | None:
    rend = str(element.get("rend") or "")
    return int(rend[1]) if element.tag == "head" and re.fullmatch(r"h[1-6]", rend) else None
