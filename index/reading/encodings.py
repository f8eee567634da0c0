"""Bytes → text: the encoding is detected, and what no encoding makes text of is refused."""

import re
from pathlib import Path

from index.data_files import read_lines
from index.errors import Reason, UnreadableFile
from index.reading.noticed import Noticed

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 200_000  # bytes or characters that a guess looks at
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_FEW_LOST = 0.02  # share of letters that may be lost, or two in a short text, before a file is refused


def decode(path: Path, content: bytes, noticed: Noticed, declared: str = "") -> str:
    """Return the text of `content`; raises UnreadableFile where no encoding gives readable text.

    `declared` is the encoding the file names; it is believed where it fits. A few broken bytes become � and are noticed.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(path, content, encoding, noticed)
    if declared:
        try:
            text = content.decode("gb18030" if declared.lower().startswith("gb") else declared)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            if not _CONTROL.search(text[:_SAMPLE]):
                return text
    if b"\x00" not in content[:_SAMPLE]:
        try:
            return _readable(path, content.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    return _guessed(path, content, noticed)


def _guessed(path: Path, content: bytes, noticed: Noticed) -> str:
    """Decode by the encoding whose text looks most like written Chinese."""
    zeros = content[:_SAMPLE].count(0)
    if zeros:
        # UTF-16 without a mark: the high bytes of its line breaks and digits are zero, on one side only
        even, odd = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
        if max(even, odd) < 4 * min(even, odd) or zeros > 0.6 * len(content[:_SAMPLE]):
            raise UnreadableFile(path, Reason.ENCODING)
        return _checked(path, content, "utf-16-be" if even > odd else "utf-16-le", noticed)
    lost = _utf8_lost(content)
    if lost <= _FEW_LOST:
        return _checked(path, content, "utf-8", noticed)
    scored = []
    for encoding in _CANDIDATES:
        text = content[: _SAMPLE - _SAMPLE % 4].decode(encoding, "ignore" if len(content) > _SAMPLE else "replace")
        scored.append((_likeness(text), encoding))
    return _checked(path, content, max(scored, key=lambda pair: pair[0])[1], noticed)


def _utf8_lost(content: bytes) -> float:
    """Return the share of letters that are lost when `content` is read as UTF-8; 1 where hardly any is more than ASCII."""
    text = content[:_SAMPLE].decode("utf-8", "replace")
    lost = text[:-1].count("\ufffd")
    kept = sum(character > "\x7f" and character != "\ufffd" for character in text)
    return lost / max(1, len(text)) if kept > 20 * lost else 1.0


def _likeness(text: str) -> float:
    """Return how much a text looks like written Chinese, about 0 to 1."""
    if not text:
        return 0.0
    common = sum(text.count(character) for character in set("".join(read_lines("index.reading", "common_letters.txt"))))
    han = sum("\u4e00" <= character <= "\u9fff" for character in text)
    odd = text.count("\ufffd") + len(_CONTROL.findall(text)) + sum("\ue000" <= c <= "\uf8ff" for c in text)
    latin = sum(character.isascii() for character in text)
    return (common + 0.3 * han + 0.2 * latin - 6 * odd) / len(text)


def _checked(path: Path, content: bytes, encoding: str, noticed: Noticed) -> str:
    try:
        return _readable(path, content.decode(encoding))
    except UnicodeDecodeError:
        text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > max(2, _FEW_LOST * len(text)):
        raise UnreadableFile(path, Reason.ENCODING)
    noticed.add("letters_lost", str(lost))
    return _readable(path, text)


def _readable(path: Path, text: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > len(sample) * 0.005:
        raise UnreadableFile(path, Reason.ENCODING)
    return _CONTROL.sub("", text)
