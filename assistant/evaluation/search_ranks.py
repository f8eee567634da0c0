"""At which place of the search the evidence of a question stands."""

from dataclasses import dataclass
from pathlib import PurePath

from assistant.evaluation.grading import Case
from assistant.evidence import find_hits
from assistant.question import UnusableQuestion, understand
from index.search import Embedder
from index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Ranks:
    """The place (from 1) of the first sentence that holds the evidence, and of its passage; None where not found."""

    sentence: int | None
    passage: int | None


def ranks_of(case: Case, snapshot: Snapshot, embedder: Embedder) -> Ranks | None:
    """Search for a question and find its evidence among the hits; None for a case that names no evidence."""
    if not case.quote:
        return None
    try:
        question = understand(case.question, snapshot.entries, case.history)
    except UnusableQuestion:
        return Ranks(None, None)
    passages: list[tuple[int, int]] = []
    for place, hit in enumerate(find_hits(snapshot, embedder, question), 1):
        indexed = snapshot.report(hit.report)
        number = indexed.passage_of[hit.position]
        if (hit.report, number) not in passages:
            passages.append((hit.report, number))
        file = PurePath(snapshot.entries[hit.report].file).stem
        words = indexed.words_of(indexed.sentences[hit.position])
        if (not case.source or file in case.source) and any(quote in words for quote in case.quote):
            return Ranks(place, passages.index((hit.report, number)) + 1)
    return Ranks(None, None)
