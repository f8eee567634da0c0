"""The question sets as gates: over the sample report always, over the real reports where they are at hand.

The thresholds are what the program reached when they were written, less a question or two; they only ever rise.
"""

from pathlib import Path

import pytest

from assistant.answering.assistant import Assistant
from assistant.answering.citations import is_verbatim
from assistant.evaluation.grading import Grade, grade, read_cases
from assistant.evaluation.tally import Tally, tally_of
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build

CASES = Path(__file__).parent / "cases"


def graded(assistant: Assistant, path: Path) -> list[Grade]:
    return [grade(case, assistant.ask(case.question, case.history)) for case in read_cases(path)]


def refused_rightly(grades: list[Grade]) -> Tally:
    return tally_of(row for row in grades if row.case.kind == "unanswerable")


def all_verbatim(assistant: Assistant, grades: list[Grade]) -> bool:
    texts = {e.id: assistant.snapshot.report(n).report.text for n, e in enumerate(assistant.snapshot.entries)}
    return all(is_verbatim(citation, texts[citation.report_id]) for row in grades for citation in row.answer.citations)


def assistant_over(paths: list[Path], folder: Path, embedder: StaticEmbedder) -> Assistant:
    build(paths, Store(folder), embedder)
    return Assistant(Snapshot.open(Store(folder).current()), embedder)


def test_the_sample_report(assistant: Assistant) -> None:
    grades = graded(assistant, CASES / "sample.jsonl")
    wrong = [
        (row.case.question, row.answer.headline) for row in grades if row.outcome != "right" or row.source is False
    ]
    assert wrong == []
    assert all_verbatim(assistant, grades)


@pytest.mark.parametrize(
    ("name", "report", "least"),
    [
        ("qinghe", "清河区", 0.96),
        ("baisha", "白沙县", 0.9),
        ("jiangpan", "江畔区", 0.96),
        ("xiling", "西岭市", 0.9),
        ("songtai", "松台区", 0.95),
    ],
)
def test_invented_reports_of_other_makes(
    tmp_path: Path, embedder: StaticEmbedder, name: str, report: str, least: float
) -> None:
    """Counties, districts and cities, Markdown and plain text, summaries with the plans of the next year."""
    assistant = assistant_over(sorted((CASES / "reports").glob(f"{report}*")), tmp_path, embedder)
    grades = graded(assistant, CASES / f"{name}.jsonl")
    total = tally_of(grades)
    assert total.right / total.questions >= least
    assert total.wrong_headlines <= 2
    refusals = refused_rightly(grades)
    assert refusals.right / refusals.questions >= 0.95
    assert all_verbatim(assistant, grades)


@pytest.fixture(scope="module")
def district(shared: Path, tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Assistant:
    reports = sorted((shared / "reports").glob("2022*.txt"))
    return assistant_over(reports, tmp_path_factory.mktemp("district"), embedder)


@pytest.mark.shared
def test_our_questions_over_the_district_report(district: Assistant) -> None:
    grades = graded(district, CASES / "district-2022.jsonl")
    total = tally_of(grades)
    assert total.sourced / total.questions >= 0.96
    assert total.wrong_headlines <= 5
    refusals = refused_rightly(grades)
    assert refusals.right / refusals.questions >= 0.92
    assert all_verbatim(district, grades)


@pytest.mark.shared
def test_the_development_questions_over_the_district_report(district: Assistant, shared: Path) -> None:
    grades = graded(district, shared / "eval" / "district-2022.jsonl")
    total = tally_of(grades)
    assert total.sourced / total.questions >= 0.93
    assert total.wrong_headlines <= 3
    assert refused_rightly(grades).right >= 11
    assert all_verbatim(district, grades)


@pytest.mark.shared
def test_many_reports(shared: Path, tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> None:
    paths = [shared / "reports" / "provinces", *(shared / "reports").glob("*.txt")]
    assistant = assistant_over(paths, tmp_path_factory.mktemp("provinces"), embedder)
    assert len(assistant.snapshot.entries) == 63
    least_right = {
        CASES / "provinces.jsonl": 0.95,
        CASES / "provinces-fresh.jsonl": 0.91,
        CASES / "provinces-dev.jsonl": 0.95,
        CASES / "provinces-held.jsonl": 0.9,  # only measured: its failures are not looked at
        shared / "eval" / "provinces.jsonl": 0.89,
    }
    for path, least in least_right.items():
        grades = graded(assistant, path)
        total = tally_of(grades)
        assert total.sourced / total.questions >= least, path
        assert all_verbatim(assistant, grades)
