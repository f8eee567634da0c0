"""How well search finds: the place of each question's evidence among the hits, and recall and MRR over all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from assistant.evaluation.grading import Case
from assistant.evidence import find_hits
from assistant.question import UnusableQuestion, understand
from index.search import Embedder
from index.snapshot import Snapshot

DEPTHS = (1, 5, 10)


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


def recall(ranks: Iterable[Ranks]) -> dict[str, dict[str, float]]:
    """Return recall at each of DEPTHS and MRR at the last of them (shares from 0 to 1), for sentences and passages."""
    found = list(ranks)
    table = {}
    for name, places in (("sentences", [r.sentence for r in found]), ("passages", [r.passage for r in found])):
        count = len(places) or 1
        row = {f"recall@{depth}": sum(p is not None and p <= depth for p in places) / count for depth in DEPTHS}
        row[f"mrr@{DEPTHS[-1]}"] = sum(1 / p for p in places if p is not None and p <= DEPTHS[-1]) / count
        table[name] = row | {"questions": len(places)}
    return table
