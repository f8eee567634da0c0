"""The question sets over all provinces' reports, and over the district's beside them, as gates (see test_cases.py)."""

from pathlib import Path

import pytest
from gates import CASES, all_verbatim, asked, assistant_over, graded, report_missed

from assistant.answering.assistant import Assistant
from assistant.evaluation.tally import tally_of
from index.search import StaticEmbedder


@pytest.fixture(scope="module")
def many(shared: Path, tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Assistant:
    paths = [shared / "reports" / "provinces", *(shared / "reports").glob("*.txt")]
    return assistant_over(paths, tmp_path_factory.mktemp("provinces"), embedder)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "floor", "wanted"),  # what was reached, and what is asked
    [
        ("provinces", 0.95, 0.95),
        ("provinces-fresh", 0.91, 0.91),
        ("provinces-dev", 0.94, 0.95),
        ("provinces-held", 0.89, 0.9),  # once only measured; answers that changed have been looked at since
        ("eval/provinces", 0.82, 0.89),
    ],
)
def test_questions_over_many_reports(many: Assistant, shared: Path, name: str, floor: float, wanted: float) -> None:
    assert len(many.snapshot.entries) == 63
    path = (shared if "/" in name else CASES) / f"{name}.jsonl"
    grades = graded(many, path)
    total = tally_of(grades)
    assert all_verbatim(many, grades)
    report_missed(asked(path.stem, total.sourced / total.questions, floor, wanted))
