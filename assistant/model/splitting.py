"""A stream of text pieces → whole sentences, each with the numbers of the quotes it points to: …365人[3]。"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.text import sentence_spans

_MARKER = re.compile(r"\s*[\[［【〔](?P<numbers>[0-9０-９][0-9０-９,，、\s]*)[\]］】〕]")
_LISTED = re.compile(r"^(?:[-*•·]\s+|#+\s*|[0-9]{1,2}[.、)]\s+)+")
_OPEN_MARKER = re.compile(r"^\s*[\[［【〔][^\]］】〕]*$")
_PAUSES = "；;"
_NUMBER = re.compile("[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence and the numbers behind it; none where the model gives none."""

    text: str
    numbers: tuple[int, ...]


def sentences_of(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the sentences of a stream as soon as each is whole, the last one when the stream ends.

    A marker behind the full stop belongs to the sentence before it. What a stream that breaks off had begun is lost with
    the exception that it raises.
    """
    waiting = ""
    for piece in pieces:
        waiting += piece
        while (end := _first_end(waiting)) is not None:
            sentence, waiting = waiting[:end], waiting[end:]
            if sentence.strip():
                yield sentence.strip()
    if waiting.strip():
        yield waiting.strip()


def _first_end(text: str) -> int | None:
    """Return where the first sentence ends, None where it may go on; what follows it has to be there to tell."""
    for _, end in sentence_spans(text):
        at = end
        if text[end - 1] in _PAUSES:
            continue
        while (marker := _MARKER.match(text, at)) is not None:
            at = marker.end()
        rest = text[at:]
        if text[end - 1 : end] not in "。！？!?" and not rest.startswith("\n"):
            continue
        if not rest.strip() and "\n" not in rest:
            return None
        if _OPEN_MARKER.match(rest):
            return None
        return at
    return None


def parts_of(sentence: str) -> tuple[Part, ...]:
    """Return what stands before each marker with its numbers; what stands behind the last one has none."""
    parts: list[Part] = []
    plain = unmarked(sentence)
    at = 0
    for marker in _MARKER.finditer(plain):
        text = plain[at : marker.start()]
        numbers = tuple(int(number) for number in _NUMBER.findall(marker["numbers"]))
        if parts and not text.strip("，,；;。、 "):
            parts[-1] = Part(parts[-1].text, (*parts[-1].numbers, *numbers))
        else:
            parts.append(Part(text, numbers))
        at = marker.end()
    rest = plain[at:]
    if rest.strip("，,；;。！？!?、 "):
        parts.append(Part(rest, ()))
    return tuple(parts)


def without_markers(sentence: str) -> str:
    return _MARKER.sub("", unmarked(sentence))


def unmarked(sentence: str) -> str:
    """Return a sentence without the signs of Markdown that models like to set."""
    return _LISTED.sub("", sentence.strip()).replace("**", "").replace("`", "").strip()


def with_plain_markers(sentence: str) -> str:
    """Return a sentence with its markers in one form, before its full stop: …365人[3]。"""
    plain = unmarked(sentence)
    return _MARKER.sub(lambda found: "".join(f"[{int(n)}]" for n in _NUMBER.findall(found["numbers"])), plain)
