"""Reads .txt: the encoding is detected, lines broken inside a sentence are joined."""

import re
from pathlib import Path

import charset_normalizer

from index.errors import Reason, UnreadableFile
from index.structure import Paragraph, joined_lines

_ENCODINGS = ["utf_8", "gb18030", "utf_16_le", "utf_16_be", "big5"]
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 200_000  # bytes the detection looks at
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffd]")


def decode(path: Path, content: bytes) -> str:
    """Return the text of `content`; raises UnreadableFile where no encoding gives readable text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(path, content, encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\x00" not in text:
            return _readable(path, text)
    if b"\x00" in content[:_SAMPLE]:
        # UTF-16 without a mark: the high bytes of its line breaks and digits are zero, on one side only
        even, odd = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
        return _checked(path, content, "utf-16-be" if even > odd else "utf-16-le")
    best = charset_normalizer.from_bytes(content[:_SAMPLE], cp_isolation=_ENCODINGS).best()
    if best is None:
        return _checked(path, content, "gb18030")
    return _checked(path, content, best.encoding)


def _checked(path: Path, content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, Reason.ENCODING) from error
    return _readable(path, text)


def _readable(path: Path, text: str) -> str:
    if len(_CONTROL.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) * 0.005:
        raise UnreadableFile(path, Reason.ENCODING)
    return text


def read_plain(path: Path, content: bytes) -> list[Paragraph]:
    lines = decode(path, content).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return [Paragraph(line) for line in joined_lines(lines.split("\n"))]
