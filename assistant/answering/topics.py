"""Which report and which of its sentences an answer about a topic is put together from."""

from collections.abc import Sequence

from assistant.evidence import Told, about, find_hits
from assistant.types import Question
from index.search import Embedder, Finder
from index.snapshot import Snapshot

_TRIED = 3  # reports looked into, the likeliest first


def sentences_about(snapshot: Snapshot, embedder: Embedder, finder: Finder, question: Question) -> Sequence[Told]:
    """Return the sentences of the one report that says most of the topic, in their order; none where no report does.

    Where nothing but the report itself is asked about, it is the newest of those that the question may mean.
    """
    years = question.scope.years
    reports = _likeliest(snapshot, embedder, finder, question)
    of_the_year = [report for report in reports if snapshot.entries[report].year in years]
    for tried in (of_the_year, [report for report in reports if report not in of_the_year]):
        found: Sequence[Told] = ()
        for report in tried:
            own = about(snapshot, report, question)
            if len(own) > len(found):
                found = own
        if found:
            return found
    return ()


def _likeliest(snapshot: Snapshot, embedder: Embedder, finder: Finder, question: Question) -> list[int]:
    meant = question.scope.reports
    numbers = list(range(len(snapshot.entries))) if meant is None else list(meant)
    if not question.terms:
        return sorted(numbers, key=lambda number: snapshot.entries[number].year or 0, reverse=True)[:1]
    if len(numbers) <= _TRIED:
        return numbers
    hits = find_hits(snapshot, embedder, question, finder=finder)
    return list(dict.fromkeys(hit.report for hit in hits))[:_TRIED]
