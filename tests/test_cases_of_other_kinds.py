"""The question set over public reports of other kinds as a gate; see test_cases.py for what is asked and reported."""

from pathlib import Path

import pytest
from gates import all_verbatim, asked, assistant_over, graded, refused_rightly, report_missed

from assistant.evaluation.tally import tally_of
from index.search import StaticEmbedder


@pytest.mark.shared
def test_public_reports_of_other_kinds(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder
) -> None:
    reports = [shared / "reports" / "others"]
    assistant = assistant_over(reports, tmp_path_factory.mktemp("others"), embedder)
    grades = graded(assistant, shared / "eval" / "others.jsonl")
    total, refusals = tally_of(grades), refused_rightly(grades)
    assert all_verbatim(assistant, grades)
    report_missed(
        asked("right", total.right / total.questions, 0.84, 0.85)
        + asked("minus wrong headlines", -total.wrong_headlines, -3, -3)
        + asked("refused rightly", refusals.right / refusals.questions, 0.96, 0.95)
    )
