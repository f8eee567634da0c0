"""What a file really is, by its first bytes: a wrong ending must not decide how it is read."""

import io
import re
import zipfile

from index.reading import endings

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTS = (".txt", *endings.MARKDOWN, *endings.COMMA_SEPARATED, *endings.WEB_PAGES)
_OLD_SHEETS = (*endings.OLD_SHEETS, *endings.OLD_SHEET_TEMPLATES)
_OLD = (*endings.OLD_DOCUMENTS, *endings.OLD_DOCUMENT_TEMPLATES, *_OLD_SHEETS)
_ZIPPED = (*endings.DOCUMENTS, *endings.SHEETS, ".xltm")
_PAGE = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|^\s*<(?:table|div|p|meta|style)[\s>]", re.IGNORECASE
)
_MIME = re.compile(rb"\s*(?:MIME-Version:|From:\s|Content-Type:\s*multipart/related)", re.IGNORECASE)
_OFFICE_XML = re.compile(rb"<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet|/wordml[\"']|<pkg:package")
_SAMPLE = 4096
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 50_000


def kind_of(content: bytes, suffix: str) -> str:
    """Return the suffix whose reader fits `content`; `suffix` itself where the bytes do not tell."""
    head = content[:_SAMPLE]
    if b"%PDF-" in head[:1024] and not _PAGE.search(head[:1024]):
        return ".pdf"
    if head[:4] == b"PK\x03\x04":
        return _zipped(content, suffix)
    if head[:8] == _OLE:
        # an encrypted .docx or .xlsx is such a container as well: its own reader says so
        return suffix if suffix in (*_OLD, *_ZIPPED) else ".doc"
    if head.lstrip()[:5] == b"{\\rtf":
        return ".rtf"
    if _MIME.match(head) and b"multipart/" in head.lower() and suffix != ".txt":
        return ".mht"
    plain = head.replace(b"\x00", b"")
    if suffix in _OLD and _OFFICE_XML.search(plain):
        return ".xls" if suffix in _OLD_SHEETS else ".doc"
    if suffix not in _TEXTS or suffix == ".txt":
        if _PAGE.search(plain):
            return ".html"
        if suffix in _OLD and _is_text(content):
            return ".csv" if suffix in _OLD_SHEETS else ".txt"
    return suffix


def _is_text(content: bytes) -> bool:
    """Tell whether bytes under the ending of an old format are plain text of some encoding."""
    sample = content[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in sample)
    return bool(sample.strip()) and controls == 0


def is_encrypted_office(content: bytes) -> bool:
    """Tell whether a container of Microsoft's holds an encrypted document."""
    return content[:8] == _OLE and "EncryptedPackage".encode("utf-16-le") in content


def too_many_entries(content: bytes) -> bool:
    """Tell whether an archive lists so many members that the list alone would fill the memory; cheap, before it is opened."""
    return content.count(_ENTRY) > _MOST_ENTRIES


def _zipped(content: bytes, suffix: str) -> str:
    if too_many_entries(content):
        return suffix
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.lower().replace("\\", "/").lstrip("/") for name in archive.namelist()}
    except Exception:  # a damaged directory makes every kind of error, and this must not stop a batch
        return suffix
    for folder, kind in (("word/", ".docx"), ("xl/", ".xlsx")):
        if any(name.startswith(folder) and name.endswith(".xml") and name.count("/") == 1 for name in names):
            same = suffix in _ZIPPED and (suffix[1] == "x") == (kind == ".xlsx")
            return suffix if same else kind
    if "content.xml" in names and "mimetype" in names:
        return ".ods" if suffix == ".ods" else ".odt"
    return suffix
