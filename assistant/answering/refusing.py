"""Says that the reports do not say, which words found no support, and what stands nearest."""

from collections.abc import Sequence

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import READER
from assistant.evidence import Candidate
from assistant.reading import Passageful, Reading
from assistant.types import Answer, Question, Status

NEAREST = 3
_COUNTS = 0.4  # the least weight of a word whose absence is told


def refused(
    question: Question, candidates: Sequence[Candidate] = (), readings: Sequence[Reading | Passageful] = ()
) -> Answer:
    """Return the refusal of a question that was looked into: `readings` are those that came nearest."""
    language, years = question.language, question.scope.years
    unmet = tuple(term.text for reading in readings for term in reading.unmet if term.weight >= _COUNTS)
    text = wording.say(language, "not_found")
    if years and not readings:
        text += wording.say(language, "year", years="、".join(map(str, years)))
    elif unmet:
        text += wording.say(language, "unmet", terms="、".join(unmet))
    return Answer(
        question=question.text,
        status=Status.NOT_FOUND,
        headline=None,
        text=text,
        citations=(),
        figures=(),
        reader=READER,
        snapshot="",  # who asks knows it
        nearest=tuple(cite(candidate) for candidate in candidates[:NEAREST]),
        unsupported=unmet or tuple(wording.say(language, "in_year", year=year) for year in years),
        language=language,
    )


def declined(text: str, message: str) -> Answer:
    """Return the answer to a question that cannot be asked: nothing found, with the reason."""
    return Answer(
        question=text,
        status=Status.NOT_FOUND,
        headline=None,
        text=message,
        citations=(),
        figures=(),
        reader=READER,
        snapshot="",
    )
