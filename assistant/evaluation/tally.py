"""Measures over graded answers: counts by kind, style, language and confidence, and everything that an evaluation prints."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.evaluation.grading import Grade
from assistant.evaluation.retrieval import Ranks, recall
from assistant.types import Confidence, Status


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a group of grades; `sourced` are right answers that cite the right place."""

    questions: int
    right: int
    wrong: int
    refused: int
    sourced: int
    wrong_headlines: int


def tally_of(grades: Iterable[Grade]) -> Tally:
    """Return the counts of all grades together."""
    rows = list(grades)
    return Tally(
        questions=len(rows),
        right=sum(g.outcome == "right" for g in rows),
        wrong=sum(g.outcome == "wrong" for g in rows),
        refused=sum(g.outcome == "refused" for g in rows),
        sourced=sum(g.outcome == "right" and g.source is not False for g in rows),
        wrong_headlines=sum(g.wrong_headline for g in rows),
    )


def by(grades: Sequence[Grade], key: Callable[[Grade], str]) -> dict[str, Tally]:
    """Return the counts of the grades with each `key`, by it and in its order."""
    groups: dict[str, list[Grade]] = defaultdict(list)
    for row in grades:
        groups[key(row)].append(row)
    return {name: tally_of(groups[name]) for name in sorted(groups)}


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least of the values that `share` of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def summary(
    grades: Sequence[Grade], verbatim: int, citations: int, ranks: Sequence[Ranks | None] = ()
) -> dict[str, Any]:
    """Return everything an evaluation prints, as JSON-ready values."""
    times = [row.answer.elapsed_ms for row in grades]
    sure = by([row for row in grades if row.answer.status is Status.ANSWERED], lambda g: g.answer.confidence.value)
    return {
        "total": asdict(tally_of(grades)),
        "kind": {name: asdict(row) for name, row in by(grades, lambda g: g.case.kind).items()},
        "style": {name: asdict(row) for name, row in by(grades, lambda g: g.case.style).items()},
        "lang": {name: asdict(row) for name, row in by(grades, lambda g: g.case.lang).items()},
        "confidence": {level.value: asdict(sure[level.value]) for level in Confidence if level.value in sure},
        "retrieval": recall(rank for rank in ranks if rank is not None),
        "citations": citations,
        "verbatim": verbatim,
        "latency_ms": {"p50": percentile(times, 0.5), "p95": percentile(times, 0.95), "max": max(times, default=0.0)},
        "cases": [_case_fields(row) for row in grades],
    }


def _case_fields(row: Grade) -> dict[str, Any]:
    answer = row.answer
    return {
        "id": row.case.id,
        "question": row.case.question,
        "history": list(row.case.history),
        "kind": row.case.kind,
        "outcome": row.outcome,
        "source": row.source,
        "wrong_headline": row.wrong_headline,
        "headline": answer.headline,
        "text": answer.text,
        "gold": row.case.gold,
        "confidence": answer.confidence.value,
        "unsupported": list(answer.unsupported),
        "evidence": [
            {"report": cited.report, "section": list(cited.section), "quote": cited.quote}
            for cited in (answer.citations or answer.nearest)
        ],
    }
