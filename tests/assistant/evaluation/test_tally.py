"""Counting: retrieval places, confidence, what changed since a baseline, and the page for readers."""

import json
import re
from pathlib import Path

import pytest

from assistant.answering.assistant import Assistant
from assistant.evaluation.baseline import BadBaseline, changed_since, read_baseline
from assistant.evaluation.grading import Case, grade
from assistant.evaluation.result_page import render, write_page
from assistant.evaluation.retrieval import Ranks, ranks_of, recall
from assistant.evaluation.tally import percentile, summary
from index.errors import CannotWrite


def case(question: str, gold: str, quote: str = "", kind: str = "figure") -> Case:
    return Case(question, question, kind, "direct", "zh", ((gold,),), (), (quote,) if quote else (), (), "", ())


def fields_of(assistant: Assistant, *cases: Case) -> dict[str, object]:
    grades = [grade(c, assistant.ask(c.question)) for c in cases]
    ranks = [ranks_of(c, assistant.snapshot, assistant.embedder) for c in cases]
    return summary(grades, 1, 1, ranks)


@pytest.mark.parametrize(
    ("count", "share", "value"), [(4, 0.5, 2), (20, 0.95, 19), (1, 0.95, 1), (3, 1.0, 3), (3, 0.0, 1), (0, 0.5, 0)]
)
def test_percentiles_are_the_nearest_rank(count: int, share: float, value: float) -> None:
    assert percentile([float(n) for n in range(count, 0, -1)], share) == value


def test_recall_counts_places_up_to_a_depth_and_mrr_their_inverses() -> None:
    table = recall([Ranks(1, 1), Ranks(4, 2), Ranks(None, None), Ranks(11, 9)])
    assert table["sentences"]["recall@1"] == 0.25
    assert table["sentences"]["recall@5"] == 0.5
    assert table["sentences"]["recall@10"] == 0.5
    assert table["sentences"]["mrr@10"] == pytest.approx((1 + 1 / 4) / 4)
    assert table["passages"]["recall@10"] == 0.75
    assert recall([])["passages"]["recall@1"] == 0


def test_the_evidence_of_a_question_is_found_by_its_words(assistant: Assistant) -> None:
    found = ranks_of(case("交流轮岗的教师有多少人？", "365", "365人"), assistant.snapshot, assistant.embedder)
    assert found is not None
    assert found.sentence is not None
    assert found.passage is not None
    assert found.passage <= found.sentence
    assert ranks_of(case("交流轮岗的教师有多少人？", "365"), assistant.snapshot, assistant.embedder) is None
    lost = ranks_of(case("交流轮岗的教师有多少人？", "1", "绝无此句"), assistant.snapshot, assistant.embedder)
    assert lost == Ranks(None, None)


def test_changes_name_what_got_better_worse_new_and_lost(assistant: Assistant) -> None:
    good, other = case("交流轮岗的教师有多少人？", "365", "365人"), case("太空学校有几所？", "9")
    before = fields_of(assistant, good, other)
    wrong = case(good.question, "999")
    after = fields_of(assistant, wrong, case("新的问题有几个？", "1"))
    found = {change.question: change for change in changed_since(before, after)}
    assert found[good.question].worse
    assert not found[good.question].better
    assert found["新的问题有几个？"].before is None
    assert found[other.question].after is None
    assert changed_since(before, before) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cases": [{"id": "1"}]}', '{"cases": 3}'])
def test_a_file_that_is_no_evaluation_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text, "utf-8")
    with pytest.raises(BadBaseline):
        read_baseline(path)
    with pytest.raises(BadBaseline):
        read_baseline(tmp_path / "none.json")


def test_a_saved_evaluation_is_a_baseline(tmp_path: Path, assistant: Assistant) -> None:
    fields = fields_of(assistant, case("交流轮岗的教师有多少人？", "365", "365人"))
    path = tmp_path / "b.json"
    path.write_text(json.dumps(fields, ensure_ascii=False), "utf-8")
    assert changed_since(read_baseline(path), json.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_shows_failures_and_renders_no_markup_of_theirs(assistant: Assistant, language: str) -> None:
    fields = fields_of(assistant, case("<script>alert(1)</script>教师有多少人？", "999"), case("食堂有几家？", "5"))
    page = render(fields, language, "<b>.jsonl", changed_since({"cases": []}, fields))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"(?:src|href)=", page)  # nothing is loaded from elsewhere
    assert render(fields, language, "a") != page


def test_a_page_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        write_page(tmp_path / "none" / "p.html", "x")
