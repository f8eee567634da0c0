"""Says that the reports do not say, which words found no support, and what stands nearest."""

from collections.abc import Sequence

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import READER
from assistant.evidence import Candidate, quality_in
from assistant.types import Answer, Question, Status

NEAREST = 3
_COUNTS = 0.4  # the least weight of a word whose absence is told


def refused(question: Question, candidates: Sequence[Candidate] = ()) -> Answer:
    """Return the refusal of a question that was looked into.

    What is said to be missing was looked for in every candidate: the words that none of them meets, or the years that
    none of them speaks of.
    """
    language, years = question.reply_in, question.scope.years
    unmet = _met_nowhere(question, candidates)
    text = wording.say(language, "not_found")
    silent = bool(years and candidates) and not any(_speaks_of(candidate, years) for candidate in candidates)
    if silent:
        comma = wording.say(language, "comma")
        named, places = comma.join(map(str, years)), comma.join(question.scope.regions)
        # of a place that is named only its own reports were looked into
        text += wording.say(language, "apart")
        text += wording.say(language, "year_of" if places else "year", years=named, places=places)
    elif unmet:
        text += wording.say(language, "apart")
        text += wording.say(language, "unmet", terms=wording.say(language, "comma").join(unmet))
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
        unsupported=unmet or tuple(wording.say(language, "in_year", year=year) for year in years if silent),
        language=language,
    )


def _speaks_of(candidate: Candidate, years: Sequence[int]) -> bool:
    """Tell whether a sentence holds for one of the years; one that gives no year holds for its report's."""
    period, own = candidate.sentence.period, candidate.indexed.report.year
    if period is None:
        return own is None or own in years
    return any(period.first <= year <= period.last for year in years)


def _met_nowhere(question: Question, candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the words that count and that no candidate meets, in its sentence, its passage, its headings or its title."""
    counting = [term for term in question.terms if term.weight >= _COUNTS and not term.soft]
    return tuple(
        term.text
        for term in counting
        if candidates
        and not any(
            quality_in(term, words) > 0
            for candidate in candidates
            for words in (candidate.folded, candidate.headings, candidate.title, candidate.around)
        )
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
