"""The leash: of what a model writes, only sentences that their quotes support are let through, each after its check.

A sentence has to point to its quotes. Every figure is held against the figures of these quotes (figures.py), with the
words and the years that belong to it (owners.py); every date, name, quoted word and number, and every word that says
something, has to stand in a quote (wording.py). What cannot be checked is cut: no model is asked whether another is right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.model.faults import Fault
from assistant.model.owners import figure_fault
from assistant.model.sources import Source
from assistant.model.splitting import Part, parts_of, sentences_of, with_plain_markers, without_markers
from assistant.model.stretches import stretches_of
from assistant.model.wording import wording_fault
from index.text import find_figures, fold

LONGEST = 400  # characters of a sentence; a longer one is none


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole sentence of a model and what was found: `fault` is None where its quotes support it."""

    text: str
    numbers: tuple[int, ...]
    fault: Fault | None


def checked(pieces: Iterable[str], sources: Sequence[Source]) -> Iterator[Checked]:
    """Yield every sentence of a stream with what was found, as soon as it is whole; exceptions of the stream pass on."""
    for sentence in sentences_of(pieces):
        yield check(sentence, sources)


def check(sentence: str, sources: Sequence[Source]) -> Checked:
    """Check one sentence against the quotes."""
    by_number = {source.number: source for source in sources}
    parts = parts_of(sentence)
    numbers = tuple(dict.fromkeys(number for part in parts for number in part.numbers))
    return Checked(with_plain_markers(sentence), numbers, _fault(sentence, parts, by_number))


def _fault(sentence: str, parts: Sequence[Part], sources: dict[int, Source]) -> Fault | None:
    if len(sentence) > LONGEST:
        return Fault.TOO_LONG
    if not parts or any(not part.numbers for part in parts):
        return Fault.UNCITED
    if any(number not in sources for part in parts for number in part.numbers):
        return Fault.NO_SUCH_QUOTE
    whole = fold(without_markers(sentence))
    figures = find_figures(whole)
    stretches = stretches_of(whole, figures, 0, len(whole))
    at = 0
    for part in parts:
        text = fold(part.text).strip()
        start = whole.index(text, at)
        at = start + len(text)
        cited = [sources[number] for number in part.numbers]
        for position, figure in enumerate(figures):
            if start <= figure.start < at:
                fault = figure_fault(whole, figures, position, stretches, cited)
                if fault is not None:
                    return fault
        fault = wording_fault(text, whole, cited)
        if fault is not None:
            return fault
    return None
