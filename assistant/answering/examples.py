"""Questions to start with, made from the figures of the index in use and kept only where they are answered."""

import itertools
import re
import threading
from collections.abc import Callable, Iterator

from assistant.answering import wording
from assistant.answering.phrasing import question_for
from assistant.data_files import read_pairs
from assistant.evidence import Candidate
from assistant.types import Answer, Confidence, Hit, Status
from index.snapshot import Snapshot
from index.text import words

WANTED = 4
TRIED = 60  # figures
LOOKED_INTO = 20  # reports
_EACH = 2  # questions over one report, where there are others


class Examples:
    """Questions to start with in one language, looked for one by one, since each has to be asked; safe to share.

    What was found is kept. `begin` looks on beside whatever else goes on, so that nobody waits for what is only an offer.
    """

    def __init__(self, found: Iterator[str]) -> None:
        self._found = itertools.islice(found, WANTED)
        self._ready: list[str] = []
        self._all = False
        self._begun = False
        self._turn, self._state = threading.Lock(), threading.Lock()

    @property
    def ready(self) -> tuple[str, ...]:
        """Those found so far."""
        with self._state:
            return tuple(self._ready)

    @property
    def complete(self) -> bool:
        """Tell whether there are no more to come."""
        return self._all

    def first(self, count: int = WANTED) -> tuple[str, ...]:
        """Return so many of them, or all there are; looks for those that were not found yet."""
        while len(self.ready) < count and not self._all:
            with self._turn:
                if len(self.ready) < count and not self._all:
                    self._look()
        return self.ready[:count]

    def begin(self) -> None:
        """Begin to look for all of them, beside what else goes on."""
        with self._state:
            begun, self._begun = self._begun, True
        if not begun:
            threading.Thread(target=self.first, name="examples", daemon=True).start()

    def _look(self) -> None:
        question = next(self._found, None)
        with self._state:
            if question is None:
                self._all = True
            else:
                self._ready.append(question)
                self._all = len(self._ready) == WANTED


def example_questions(snapshot: Snapshot, ask: Callable[[str], Answer], language: str = "zh") -> Iterator[str]:
    """Yield questions that `ask` answers with high confidence and with that very figure, the newest reports first.

    English ones are written ahead: what a report calls its indicators is Chinese.
    """
    return _in_english(snapshot, ask) if language == "en" else _in_chinese(snapshot, ask)


def _in_chinese(snapshot: Snapshot, ask: Callable[[str], Answer]) -> Iterator[str]:
    numbers = sorted(range(len(snapshot.entries)), key=lambda n: snapshot.entries[n].year or 0, reverse=True)
    several = len(numbers) > 1
    asked: set[str] = set()
    for number in numbers[:LOOKED_INTO]:
        kept = _of_report(snapshot, number, ask, asked)
        yield from itertools.islice(kept, _EACH) if several else kept


def _of_report(snapshot: Snapshot, number: int, ask: Callable[[str], Answer], asked: set[str]) -> Iterator[str]:
    """Yield questions for figures all through a report; none of those `asked` already, to which they are added."""
    indexed = snapshot.report(number)
    places = [(position, figure) for position, row in enumerate(indexed.figures) for figure in row]
    for position, figure in places[:: max(1, len(places) // TRIED)]:
        candidate = Candidate(Hit(0, number, position, 0.0, 0.0, 0.0), indexed, position)
        question = question_for(candidate, figure, owned=len(snapshot.entries) > 1)
        if question is None or question in asked:
            continue
        asked.add(question)
        answer = ask(question)
        right = answer.status is Status.ANSWERED and answer.headline == wording.written(figure)
        here = right and answer.citations[0].report_id == indexed.report.id
        if here and answer.confidence is Confidence.HIGH:
            yield question


def _in_english(snapshot: Snapshot, ask: Callable[[str], Answer]) -> Iterator[str]:
    """Yield the English questions that get the same figure as in Chinese, each figure asked for once."""
    texts = [snapshot.report(number).report.text for number in range(min(len(snapshot.entries), LOOKED_INTO))]
    seen: set[tuple[str, int]] = set()
    for english, chinese in read_pairs("assistant.answering", "examples_en.tsv"):
        thing = words(re.split("是?多少", chinese)[0])
        if not any(all(word in text for word in thing) for text in texts):
            continue
        place = _place(ask(english))
        if place is not None and place not in seen and place == _place(ask(chinese)):
            seen.add(place)
            yield english


def _place(answer: Answer) -> tuple[str, int] | None:
    """Return where the one figure of an answer stands; None for one that is none, or hardly sure."""
    if len(answer.figures) != 1 or answer.confidence is Confidence.LOW or not answer.citations[0].marks:
        return None
    citation = answer.citations[0]
    return citation.report_id, citation.start + citation.marks[0][0]
