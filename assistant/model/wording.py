"""Whether the words of a model's sentence, beside its figures, stand in the quotes it points to.

Numbers that are no figures, dates, quoted words and names have to stand there as they are; every other word that says
something, itself or in a word that stands for it. What rises or falls, and what is denied, has to do so in the clause of
the quote that speaks of the same.
"""

import functools
import re
from collections.abc import Sequence

from assistant.data_files import read_words
from assistant.model.faults import Fault
from assistant.model.figures import speaks_of_plans
from assistant.model.sources import Source
from assistant.model.vocabulary import claims, full_words, is_name, lone_characters, says, tokens, without_denial
from index.structure import years_in_digits
from index.text import clause_spans, directions_in, find_figures, nonfigures_in, numerals_in, words
from index.types import Figure, Period

_QUOTED = re.compile(r"[“\"‘「『]([^”\"’」』]*)[”\"’」』]|《([^》]*)》")
_YEAR = re.compile(r"((?:19|20)[0-9]{2}) ?年?(?:全年|度|末|底|初)?")
_SPACES = re.compile(r"\s")


def wording_fault(part: str, whole: str, cited: Sequence[Source]) -> Fault | None:
    """Return what is wrong with the words of a folded stretch of the sentence `whole`; None where its quotes support them."""
    if all(source.planned for source in cited) is not speaks_of_plans(whole) and not _plans_in(cited):
        return Fault.CLAIM
    figures = find_figures(part)
    context = " ".join(source.context for source in cited)
    if not _quotes_stand(part, context):
        return Fault.QUOTED
    if not _dates_stand(part, cited, context):
        return Fault.DATE
    if not _numbers_stand(part, figures, context):
        return Fault.NUMBER
    for start, end in clause_spans(part):
        fault = _clause_fault(_without(part, figures, start, end), cited, context)
        if fault is not None:
            return fault
    return None


def _plans_in(cited: Sequence[Source]) -> bool:
    """Tell whether a quote of what was done has a word for plans itself: 完成计划的98%."""
    return any(not source.planned and speaks_of_plans(source.text) for source in cited)


def _quotes_stand(part: str, context: str) -> bool:
    bare = _SPACES.sub("", context)
    return all(_SPACES.sub("", found[1] or found[2] or "") in bare for found in _QUOTED.finditer(part))


def _dates_stand(part: str, cited: Sequence[Source], context: str) -> bool:
    """Tell whether each date stands in a quote; a year may be that of a quote's report."""
    digits, bare = years_in_digits(part), _SPACES.sub("", years_in_digits(context))
    years = {source.year for source in cited}
    years |= {year for source in cited for period in source.periods for year in _both(period)}
    for start, end in nonfigures_in(part):
        date = _SPACES.sub("", digits[start:end])
        year = _YEAR.fullmatch(date)
        if not (date in bare or (year is not None and int(year[1]) in years)):
            return False
    return True


def _both(period: Period) -> tuple[int, int]:
    return period.first, period.last


def _numbers_stand(part: str, figures: Sequence[Figure], context: str) -> bool:
    """Tell whether every number that is neither a figure nor part of a date stands in a quote."""
    known = [(figure.start, figure.end) for figure in figures] + nonfigures_in(part)
    read = [(figure.start, figure.end) for figure in find_figures(context)]
    there = {
        numeral.value
        for numeral in numerals_in(context)
        if not any(start < numeral.end and numeral.start < end for start, end in read)
    }  # what the quote has as a figure has to be one in the sentence as well: 6金以上4银 is none
    return all(
        numeral.value in there or numeral.core == "一"
        for numeral in numerals_in(part)
        if not any(start < numeral.end and numeral.start < end for start, end in known)
    )


def _without(part: str, figures: Sequence[Figure], start: int, end: int) -> str:
    """Return a clause without its figures and dates; both were looked at."""
    cut = list(part)
    for left, right in [(figure.start, figure.end) for figure in figures] + nonfigures_in(part):
        cut[left:right] = " " * (right - left)
    return "".join(cut[start:end])


def _clause_fault(clause: str, cited: Sequence[Source], context: str) -> Fault | None:
    quotes = " ".join(source.text for source in cited)
    if any(word in claims() and word not in quotes and word not in _denying() for word in tokens(clause)):
        return Fault.CLAIM
    full = full_words(clause)
    for word in full:
        if not (says(context, word) or word in _denying() or says(context, without_denial(word))):
            return Fault.NAME if is_name(word) else Fault.WORD
    if any(not (character in context or directions_in(character)) for character in lone_characters(clause)):
        return Fault.NAME
    about = _clauses_about(full, cited)
    if not about:
        return None
    if not any(_denied(clause) == _denied(source.clauses[at]) for source, at in about):
        return Fault.CLAIM
    moved = directions_in(clause)
    if moved and not any(moved & directions_in("".join(source.clauses[at : at + 2])) for source, at in about):
        return Fault.CLAIM
    return None


def _clauses_about(full: frozenset[str], cited: Sequence[Source]) -> list[tuple[Source, int]]:
    """Return which clauses of the quotes say most of the words."""
    counted = [
        (sum(says(clause, word) for word in full), source, at)
        for source in cited
        for at, clause in enumerate(source.clauses)
    ]
    most = max((count for count, _, _ in counted), default=0)
    if not most:
        return []
    return [(source, at) for count, source, at in counted if count == most]


@functools.cache
def _denying() -> frozenset[str]:
    return read_words("assistant.model", "denying.txt")


def _denied(clause: str) -> bool:
    """Tell whether a clause denies something."""
    return any(word in _denying() for word in words(clause))
