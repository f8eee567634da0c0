"""What is typed that asks for no single answer: small talk, or something put together out of many sentences."""

import re
from dataclasses import dataclass

from assistant.question.patterns import patterns
from assistant.types import Asked, Length, Talk
from index.text import numerals_in

_PATTERNS = patterns("request")
_KINDS = (
    (Asked.DRAFT, "draft"),
    (Asked.KEY_FIGURES, "key_figures"),
    (Asked.SUMMARY, "summary"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted, and the words that say of what; `topic` is "" for a whole report and for small talk."""

    asked: Asked
    topic: str = ""
    talk: Talk | None = None
    length: Length | None = None


def read_request(typed: str) -> Request | None:
    """Read what was typed, Simplified Chinese or English; None for a question with one answer."""
    words = typed.strip().lower()
    for talk in Talk:
        if _PATTERNS[talk.value].search(words):
            return Request(Asked.TALK, talk=talk)
    length, words = _length(words)
    for asked, name in _KINDS:
        topic = _topic(words, name)
        if topic is not None:
            return Request(asked, topic, length=length)
    return None


def _length(words: str) -> tuple[Length | None, str]:
    """Return how long the answer is to be, and the words without that: 写一段关于校园安全的材料，200字左右."""
    found = _PATTERNS["length"].search(words)
    number = next(iter(numerals_in(found["number"])), None) if found else None
    if found is None or number is None or not number.value:
        return None, words
    at_most = found["most"] is not None or found["within"] is not None
    return Length(int(number.value), at_most), words[: found.start()] + " " + words[found.end() :]


def _topic(words: str, name: str) -> str | None:
    """Return what is left of a request of one kind; None where it is none."""
    topic = words
    first = _PATTERNS[f"{name}_first"].match(topic)
    if first:
        topic = topic[first.end() :]
    last = None
    while found := _PATTERNS[f"{name}_last"].search(topic):  # 的数据 整理成表格
        last, topic = found, topic[: found.start()]
    if not (first or last) or _PATTERNS["single"].search(topic):
        return None
    if not first and name == "draft":
        return None  # 安全材料 alone is a keyword
    topic = _PATTERNS["topic_start"].sub("", re.sub(r"^\W+|\W+$", "", topic))
    topic = _PATTERNS["topic_end"].sub("", topic) or topic
    return "" if _PATTERNS["no_topic"].search(topic) else topic
