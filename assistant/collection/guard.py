"""Guards a rebuild with questions: an answer that was right must not be changed or lost without anybody knowing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering import Assistant
from assistant.evaluation import Case, grade, read_cases
from assistant.question import UnusableQuestion
from index.search import Embedder
from index.snapshot import Snapshot

GOLDEN = "golden.jsonl"  # the collection's own questions, in the data folder


@dataclass(frozen=True, slots=True)
class Lost:
    """A question that was answered rightly before and is not any more."""

    case: Case
    before: str
    after: str | None


class Withheld(Exception):
    """A finished snapshot was not published, since answers that were right would be lost: `lost`."""

    def __init__(self, lost: Sequence[Lost]) -> None:
        super().__init__(f"{len(lost)} answers would be lost")
        self.lost = tuple(lost)


def golden_cases(folder: Path, extra: Path | None = None) -> list[Case]:
    """Return the collection's own questions and those of `extra`; raises BadCases for a file that is none."""
    own = folder / GOLDEN
    cases = read_cases(own) if own.is_file() and own.stat().st_size else []
    return cases + (read_cases(extra) if extra else [])


class QuestionGuard:
    """Asks `cases` of the snapshot in service and of the next one; raises Withheld where a right answer is lost.

    `home` is the own unit, whose reports are meant where a question names none.
    """

    def __init__(self, before: Snapshot, embedder: Embedder, cases: Sequence[Case], home: str = "") -> None:
        self._before, self._embedder, self._cases, self._home = before, embedder, cases, home

    def __call__(self, snapshot: Snapshot) -> None:
        old, new = (Assistant(each, self._embedder, home=self._home) for each in (self._before, snapshot))
        lost = []
        for case in self._cases:
            try:
                answer = old.ask(case.question, case.history)
                if not _is_right(case, old):
                    continue
                after = new.ask(case.question, case.history)
            except UnusableQuestion:
                continue
            if not _is_right(case, new):
                lost.append(Lost(case, answer.headline or answer.text, after.headline))
        if lost:
            raise Withheld(lost)


def _is_right(case: Case, assistant: Assistant) -> bool:
    given = grade(case, assistant.ask(case.question, case.history))
    return given.outcome == "right" and given.source is not False
