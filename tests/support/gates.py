"""Question sets as gates: graded answers over a snapshot, held to what was reached and to what is asked."""

from pathlib import Path

import pytest

from assistant.answering.assistant import Assistant
from assistant.answering.citations import is_verbatim
from assistant.evaluation.grading import Grade, grade, read_cases
from assistant.evaluation.tally import Tally, tally_of
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build

CASES = Path(__file__).parents[1] / "cases"


def graded(assistant: Assistant, path: Path) -> list[Grade]:
    return [grade(case, assistant.ask(case.question, case.history)) for case in read_cases(path)]


def refused_rightly(grades: list[Grade]) -> Tally:
    return tally_of(row for row in grades if row.case.kind == "unanswerable")


def asked(what: str, reached: float, floor: float, wanted: float) -> list[str]:
    """Fail below `floor`; return a line where `wanted` is missed."""
    assert reached >= floor, f"{what}: {reached:.3f} is below the {floor} reached before"
    return [] if reached >= wanted else [f"{what} {reached:.3f} of {wanted} asked"]


def report_missed(missed: list[str]) -> None:
    if missed:
        pytest.xfail("; ".join(missed))


def all_verbatim(assistant: Assistant, grades: list[Grade]) -> bool:
    texts = {e.id: assistant.snapshot.report(n).report.text for n, e in enumerate(assistant.snapshot.entries)}
    return all(is_verbatim(citation, texts[citation.report_id]) for row in grades for citation in row.answer.citations)


def assistant_over(paths: list[Path], folder: Path, embedder: StaticEmbedder) -> Assistant:
    build(paths, Store(folder), embedder)
    return Assistant(Snapshot.open(Store(folder).current()), embedder)
