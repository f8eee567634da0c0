"""The interface's words, Chinese and English: data/messages.toml."""

from assistant.data_files import Messages

LANGUAGE = "language"  # where a session keeps it
LANGUAGES = {"zh": "中文", "en": "English"}
_MESSAGES = Messages("assistant.web")


def text_of(language: str, key: str, /, **values: object) -> str:
    """Return the words for `key`, with values put in; raises KeyError for words that are not there."""
    return _MESSAGES.say(language, key, **values)


def kind_name(language: str, kind: str) -> str:
    """Return what a kind of question is called; a question set may have kinds of its own."""
    key = f"kind_{kind}"
    return text_of(language, key) if _MESSAGES.knows(key) else kind
