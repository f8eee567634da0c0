"""Reads single-file web pages (.mht, and .doc or .xls that are such files): the pages among their MIME parts."""

import email
import email.policy
from pathlib import Path

from index.errors import Reason, UnreadableFile
from index.reading.encodings import decode
from index.reading.noticed import Noticed
from index.reading.web_page import declared_encoding, page_paragraphs
from index.structure import Paragraph

_MOST_PAGES = 50


def read_mhtml(path: Path, content: bytes, noticed: Noticed) -> list[Paragraph]:
    """Return the paragraphs of every page in the file; raises UnreadableFile where it holds none."""
    message = email.message_from_bytes(content.lstrip(), policy=email.policy.compat32)
    paragraphs: list[Paragraph] = []
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    for part in pages[:_MOST_PAGES]:
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload.strip():
            continue
        named = part.get_content_charset() or declared_encoding(payload)
        try:
            read = page_paragraphs(path, decode(path, payload, noticed, named), noticed)
        except UnreadableFile:
            continue
        first = 1 + max((p.table for p in paragraphs if p.table is not None), default=-1)
        paragraphs += [_numbered(paragraph, first) for paragraph in read]
    if not paragraphs:
        raise UnreadableFile(path, Reason.NO_TEXT)
    return paragraphs


def _numbered(paragraph: Paragraph, first: int) -> Paragraph:
    from dataclasses import replace

    return paragraph if paragraph.table is None else replace(paragraph, table=paragraph.table + first)
