"""Stored answers as they may still be shown: what rests on a report that is kept from their user by now is taken out."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from assistant.data_files import Messages
from assistant.types import Answer, Citation, Status

_say = Messages("assistant.service").say


def withheld(answer: Answer, hidden: Collection[str]) -> Answer:
    """Return an answer without what rests on the reports of these ids; the same where nothing does.

    Where a citation or a row of its table does, the whole goes: headline, text, figures and formula say it as well.
    """
    if not hidden:
        return answer
    if any(citation.report_id in hidden for citation in _sources(answer)):
        return replace(
            answer,
            status=Status.NOT_FOUND,
            headline=None,
            text=_say(answer.language, "withheld"),
            citations=(),
            figures=(),
            nearest=(),
            unsupported=(),
            table=(),
            others=(),
            computed="",
            examples=(),
            choices=(),
            read_as="",
            within=(),
        )
    return replace(
        answer,
        nearest=tuple(citation for citation in answer.nearest if citation.report_id not in hidden),
        others=tuple(row for row in answer.others if row.citation and row.citation.report_id not in hidden),
        choices=tuple(choice for choice in answer.choices if choice.citation.report_id not in hidden),
        within=(),  # titles
        examples=(),  # they name figures of a report and do not say which
    )


def _sources(answer: Answer) -> Iterator[Citation]:
    yield from answer.citations
    yield from (row.citation for row in answer.table if row.citation)
