"""What a model is told: fixed rules, and quotes and question as data beside them, never as part of the rules."""

import json
from collections.abc import Sequence

from assistant.data_files import Messages
from assistant.model.client import Message
from assistant.model.sources import Source

_MESSAGES = Messages("assistant.model")
_PROMPTS = "zh"  # reports are Chinese, and so is what is written from them


def notice_text(language: str, notice: str) -> str:
    """Return one line about what happened to a model, by the key in `Answer.notice`."""
    key = f"notice.{notice}"
    return _MESSAGES.say(language, key if _MESSAGES.knows(key) else "notice.refused")


def to_write(task: str, question: str, sources: Sequence[Source]) -> list[Message]:
    """Return the messages that ask for sentences from quotes; `task` is "summary", "draft" or "link"."""
    quotes = [
        {
            "n": source.number,
            "report": source.citation.report,
            "section": " / ".join(source.citation.section),
            "quote": source.citation.quote.strip(),
        }
        for source in sources
    ]
    rules = _MESSAGES.say(_PROMPTS, "prompt.rules") + _MESSAGES.say(_PROMPTS, f"prompt.{task}")
    return _messages(rules, {"topic" if task != "link" else "question": question, "quotes": quotes})


def to_reword(question: str) -> list[Message]:
    """Return the messages that ask for a question in other words."""
    return _messages(_MESSAGES.say(_PROMPTS, "prompt.reword"), {"question": question})


def _messages(rules: str, given: dict[str, object]) -> list[Message]:
    return [
        {"role": "system", "content": rules.strip()},
        {"role": "user", "content": json.dumps(given, ensure_ascii=False)},
    ]
