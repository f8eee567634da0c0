"""What a file really is, by its first bytes: a wrong ending must not decide how it is read."""

import io
import re
import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTS = (".txt", ".md", ".markdown", ".csv", ".html", ".htm")
_OLD = (".doc", ".wps", ".xls", ".et")
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_SAMPLE = 4096


def kind_of(content: bytes, suffix: str) -> str:
    """Return the suffix whose reader fits `content`; `suffix` itself where the bytes do not tell."""
    head = content[:_SAMPLE]
    if head.lstrip()[:5] == b"%PDF-":
        return ".pdf"
    if head[:4] == b"PK\x03\x04":
        return _zipped(content, suffix)
    if head[:8] == _OLE:
        # an encrypted .docx or .xlsx is such a container as well: its own reader says so
        return suffix if suffix in (*_OLD, ".docx", ".xlsx") else ".doc"
    if head.lstrip()[:5] == b"{\\rtf":
        return ".rtf"
    if suffix not in _TEXTS or suffix == ".txt":
        return ".html" if _PAGE.search(head) else suffix
    return suffix


def is_encrypted_office(content: bytes) -> bool:
    """Tell whether a container of Microsoft's holds an encrypted document."""
    return content[:8] == _OLE and "EncryptedPackage".encode("utf-16-le") in content


def _zipped(content: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return suffix
    if "word/document.xml" in names:
        return ".docx"
    if "xl/workbook.xml" in names:
        return ".xlsx"
    if "content.xml" in names and "mimetype" in names:
        return ".odt"
    return suffix
