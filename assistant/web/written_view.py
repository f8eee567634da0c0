"""What a language model added to an answer: marked as its own, beside the quotes, with how many sentences were cut."""

import re
from html import escape

from assistant.model import notice_text
from assistant.types import Answer
from assistant.web.places import address_of
from assistant.web.quotes import place_of
from assistant.web.texts import text_of

_MARKER = re.compile(r"\[([0-9]+)\]")


def written_html(answer: Answer, language: str) -> str:
    """Return what a model added as HTML; "" where it added nothing and nothing is to be said of it."""
    parts = []
    if answer.understood:
        words = text_of(language, "model_understood", question=answer.understood)
        parts.append(f'<div class="ra-meta ra-understood">{escape(words)}</div>')
    if answer.written:
        mark = text_of(language, "model_wrote", model=answer.reader)
        if answer.cut:
            mark += text_of(language, "model_cut", count=answer.cut)
        parts.append(
            f'<div class="ra-written"><div class="ra-written-mark">{escape(mark)}</div>'
            f"<p>{_with_links(answer)}</p></div>"
        )
    if answer.notice:
        parts.append(f'<div class="ra-meta ra-notice">{escape(notice_text(language, answer.notice))}</div>')
    return "".join(parts)


def growing_html(answer: Answer, language: str) -> str:
    """Return an answer that is still being written to: the ordinary one, and what was checked so far."""
    return (
        f'<div class="ra-headline long">{escape(answer.headline or "")}</div>'
        f'<div class="ra-text">{escape(answer.text)}</div>{written_html(answer, language)}'
    )


def _with_links(answer: Answer) -> str:
    """Return the model's text, each marker a link to the quote's place in its report; a line of its own stays one."""

    def link(found: re.Match[str]) -> str:
        number = int(found[1])
        if not 0 < number <= len(answer.citations):
            return found.group()
        citation = answer.citations[number - 1]
        return (
            f'<sup><a href="{escape(address_of(citation))}" target="_blank" rel="noopener" '
            f'title="{escape(place_of(citation))}">[{number}]</a></sup>'
        )

    return _MARKER.sub(link, escape(answer.written))
