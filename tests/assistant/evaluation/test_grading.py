"""Grading: what counts as right, wrong and refused, with partial and odd input."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.evaluation.grading import BadCases, Case, grade, holds, read_cases
from assistant.evaluation.tally import summary, tally_of
from assistant.types import Answer, Citation, Status

CASE = Case("1", "多少人？", "figure", "direct", "zh", (("365",),), ("45",), ("交流教师365人",), ("甲报告",), "", ())
CITATION = Citation("甲报告", "0" * 64, "甲报告.txt", (), None, "交流教师365人。", 0, 9)
ANSWER = Answer("多少人？", Status.ANSWERED, "365人", "交流教师365人。", (CITATION,), (), "extractive", "s")
REFUSAL = replace(ANSWER, status=Status.NOT_FOUND, headline=None, citations=())


def test_right_wrong_and_refused() -> None:
    assert (grade(CASE, ANSWER).outcome, grade(CASE, ANSWER).source) == ("right", True)
    assert grade(CASE, replace(ANSWER, headline="1365人")).outcome == "wrong"
    assert grade(CASE, replace(ANSWER, headline="365人，45人")).wrong_headline
    assert grade(CASE, REFUSAL).outcome == "refused"


def test_the_right_figure_from_the_wrong_place_has_no_source() -> None:
    elsewhere = replace(CITATION, quote="参会365人。")
    assert grade(CASE, replace(ANSWER, citations=(elsewhere,))).source is False
    other_report = replace(CITATION, file="乙报告.txt")
    assert grade(CASE, replace(ANSWER, citations=(other_report,))).source is False


def test_unanswerable_questions_want_a_refusal() -> None:
    case = replace(CASE, kind="unanswerable", gold=(), forbid=(), quote=(), source=())
    assert grade(case, REFUSAL).outcome == "right"
    assert grade(case, ANSWER).outcome == "wrong"


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("1500人", "50", False),
        ("50人", "50", True),
        ("1.5%", "5%", False),
        ("5%左右", "5%", True),
        ("１２人", "12", True),
        ("2,300人", "2300", True),
        ("35.3", "35", False),
    ],
)
def test_numbers_are_found_only_whole(text: str, wanted: str, found: bool) -> None:
    assert holds(text, wanted) is found


def test_a_summary_counts_every_question() -> None:
    grades = [grade(CASE, ANSWER), grade(CASE, REFUSAL)]
    fields = summary(grades, 1, 1)
    assert fields["total"]["questions"] == 2
    assert fields["kind"]["figure"]["refused"] == 1
    assert tally_of([]).questions == 0


@pytest.mark.parametrize("content", ["", "{", '{"id": 1}', "[]"])
def test_bad_question_sets_are_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(BadCases):
        read_cases(path)
    with pytest.raises(BadCases):
        read_cases(tmp_path / "none.jsonl")
