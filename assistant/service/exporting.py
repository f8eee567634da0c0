"""Conversations as .docx and .md, an answer with its source as one line of text, and a receipt for the files."""

import io
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from assistant.answering import answer_fields
from assistant.data_files import Messages
from assistant.service.conversations import Turn
from assistant.types import Answer, Citation, Form

_say = Messages("assistant.service").say


def cited(citation: Citation, language: str) -> str:
    """Return report, headings and page in the form used in official writing."""
    section = "".join(f"“{heading}”" for heading in citation.section)
    page = "" if citation.page is None else _say(language, "page", page=citation.page)
    return _say(language, "cited", report=citation.report, section=section, page=page)


def with_source(answer: Answer, language: str) -> str:
    """Return an answer and where it stands, to paste into a document."""
    if answer.headline is None:
        return answer.text
    if answer.form is not Form.SINGLE:
        sources = "\n".join(f"[{number}] {cited(c, language)}" for number, c in enumerate(answer.citations, 1))
        return f"{answer.text}\n\n{sources}"
    quoted = [_say(language, "quoted", source=cited(c, language), quote=c.quote) for c in answer.citations[:3]]
    return _say(language, "with_sources", headline=answer.headline, sources=_say(language, "join").join(quoted))


def receipt(turn: Turn) -> bytes:
    """Return all that proves an answer: question, answer, exact quotes with their places, file hashes, snapshot, time."""
    fields: dict[str, Any] = answer_fields(turn.answer)
    fields["asked_at"] = (
        datetime.fromisoformat(turn.asked).astimezone().isoformat(timespec="seconds")
    )  # the office's time
    fields["files"] = sorted({f"{c.file} sha256:{c.report_id}" for c in turn.answer.citations})
    return json.dumps(fields, ensure_ascii=False, indent=2).encode("utf-8")


def as_markdown(title: str, turns: Sequence[Turn], language: str) -> bytes:
    """Return a conversation as a Markdown file."""
    lines = [f"# {_plain(title)}", ""]
    for turn in turns:
        answer = turn.answer
        lines += [f"## {_plain(turn.question)}", "", f"**{_plain(answer.headline or _say(language, 'none'))}**", ""]
        lines += [_plain(answer.text), ""]
        for citation in answer.citations:
            lines += [
                f"> {_plain(citation.quote)}",
                ">",
                f"> {_say(language, 'from', source=_plain(cited(citation, language)))}",
                "",
            ]
    return "\n".join(lines).encode("utf-8")


def _plain(text: str) -> str:
    """Keep markup in a report from becoming markup of the export."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>#|" else character for character in text)


def as_word(title: str, turns: Sequence[Turn], language: str) -> bytes:
    """Return a conversation as a Word file."""
    import docx

    document = docx.Document()
    document.add_heading(title, level=0)
    for turn in turns:
        answer = turn.answer
        document.add_heading(turn.question, level=1)
        document.add_paragraph().add_run(answer.headline or _say(language, "none")).bold = True
        document.add_paragraph(answer.text)
        for citation in answer.citations:
            document.add_paragraph(citation.quote, style="Intense Quote")
            document.add_paragraph(_say(language, "from", source=cited(citation, language)))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
