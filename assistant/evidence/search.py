"""Finds the sentences that may answer: BM25 and vectors, fused by weighted scores.

Rank fusion with the weaker of two legs costs recall (measured: 7 to 12 points at the first place), so scores are
added: BM25 divided by the best sentence's, plus 0.6 times the cosine.
"""

from assistant.types import Hit, Question
from index.search import Embedder, Finder, LocalFinder
from index.snapshot import Snapshot

DENSE_WEIGHT = 0.6
VARIANT_WEIGHT = 0.5
CANDIDATES = 60
_SOFT_WEIGHT = 0.3  # of a word that an earlier turn or another part of the question left
_MOST_VARIANTS = 6


def find_hits(
    snapshot: Snapshot,
    embedder: Embedder,
    question: Question,
    limit: int = CANDIDATES,
    finder: Finder | None = None,
) -> list[Hit]:
    """Return the best sentences within the question's scope, best first; found by `finder`, else by the snapshot."""
    finder = finder or LocalFinder(snapshot)
    reports = question.scope.reports
    if reports is not None and not reports:
        return []
    wanted: list[tuple[str, float]] = [(question.plain, 1.0)]
    for term in question.terms:
        if term.soft:
            wanted.append((term.text, _SOFT_WEIGHT))
        wanted += [(variant, VARIANT_WEIGHT * quality) for variant, quality in term.variants[:_MOST_VARIANTS]]
    lexical = dict(finder.by_terms(wanted, limit, reports))
    vector = embedder.embed_question(" ".join([question.plain, *(t.text for t in question.terms if t.soft)]))
    dense = dict(finder.by_vector(vector, limit, reports))
    missing = sorted(set(lexical) - set(dense))
    if missing:
        cosines = finder.vectors(missing) @ vector[0]
        dense.update(zip(missing, map(float, cosines), strict=True))
    best = max(lexical.values(), default=0.0) or 1.0
    hits = []
    for sentence in sorted(set(lexical) | set(dense)):
        report, position = snapshot.place_of(sentence)
        bm25, cosine = lexical.get(sentence, 0.0), dense.get(sentence, 0.0)
        score = bm25 / best + DENSE_WEIGHT * cosine
        hits.append(Hit(sentence, report, position, bm25, cosine, score))
    return sorted(hits, key=lambda hit: (-hit.score, hit.sentence))
