"""Whether a figure of a model's sentence is said of the thing and the time that the quote says it of.

The words at the figure are held against those at every figure of the quotes. A word that belongs to another figure is a
swap, unless that figure's words reach on to this one (残疾儿童安置率为100%，入学率为98.7%); a word that names what the quote
counts may not be left out (民办学校学生占比 is not 学生占比).
"""

from collections.abc import Sequence

from assistant.model.faults import Fault
from assistant.model.figures import says_same
from assistant.model.sources import Source, Stated
from assistant.model.stretches import Stretch
from assistant.model.vocabulary import full_words, mentions, narrowing, says, tokens
from assistant.question import kinds_in
from index.structure import looks_like_place, period_of_figure, period_of_words
from index.types import Extent, Figure, Period


def figure_fault(
    sentence: str, figures: Sequence[Figure], position: int, stretches: Sequence[Stretch], cited: Sequence[Source]
) -> Fault | None:
    """Return what is wrong with the figure at `position` of a folded sentence; None where a quote supports it."""
    written, stretch = figures[position], stretches[position]
    alike = [(source, stated) for source in cited for stated in source.stated if says_same(written, sentence, stated)]
    if not alike:
        return Fault.FIGURE
    values = [stated for _, stated in alike]
    others = [
        (source, stated) for source in cited for stated in source.stated if not any(stated is same for same in values)
    ]
    timely = [(source, stated) for source, stated in alike if _in_time(sentence, figures, position, source, stated)]
    if not timely:
        return Fault.PERIOD
    for source, stated in timely:
        if _is_owned((sentence, written, stretch), source, stated, others):
            return None
    return Fault.OWNER


def _is_owned(
    said: tuple[str, Figure, Stretch], source: Source, stated: Stated, others: Sequence[tuple[Source, Stated]]
) -> bool:
    """Tell whether the words that a sentence sets at a figure are those that the quote sets there; `others` has the figures
    with another value.
    """
    sentence, written, stretch = said
    own = stated.stretch
    part_only = stated.figure.extent is Extent.PART and written.extent is not Extent.PART
    theirs = own.own if part_only else f"{own.reach} {own.whole}"  # 其中扩大学习5次 is 5 of nothing but that
    claimed = full_words(stretch.whole)
    if any(not says(source.context, word) for word in claimed):
        return False
    taken = [
        (giver, other)
        for word in claimed
        if word not in theirs
        for giver, other in others
        if word in other.stretch.own or (not says(theirs, word) and says(other.stretch.own, word))
    ]
    reaches = all(says(stretch.whole, word) for word in full_words(own.whole))
    if any(not (reaches and giver is source and other.figure.end <= stated.figure.start) for giver, other in taken):
        return False
    if not _same_place(sentence[: stretch.end], source):
        return False
    if any(not (mentions(sentence, word) or word in source.around) for word in own.near):
        return False
    kinds = {kind for kind in kinds_in(own.whole) if kind in full_words(own.whole)}
    if any(not mentions(sentence, kind) for kind in kinds):
        return False
    # said of another value behind it, a word says nothing of this one
    before = sentence[: max(written.end, written.owner_end)]
    return all(word in before for word in narrowing() if word in own.whole)


def _same_place(lead: str, source: Source) -> bool:
    """Tell whether the place named last before a figure is one that its quote, or its report, speaks of."""
    places = [word for word in tokens(lead) if looks_like_place(word)]
    return not places or says(source.context, places[-1])


def _in_time(sentence: str, figures: Sequence[Figure], position: int, source: Source, stated: Stated) -> bool:
    """Tell whether the years that a sentence names before a figure are those that the quote gives it for."""
    written = figures[position]
    last = figures[position - 1].end if position else 0
    whole = period_of_words(sentence[: written.start], source.year, source.kind)
    own = period_of_figure(sentence[last : written.start], whole, source.year, source.kind)
    named = own or whole
    if stated.figure.period is not None and (own or whole) is None:
        return False  # 上年的9.3%, said without 上年, would be this year's
    if named is None:
        return True
    told = stated.period or (Period(source.year, source.year) if source.year else None)
    return told == named
