"""Question sets as tests of pytest, run in a process of its own as a user's project would."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["pytester"]

QUESTION = "交流轮岗的教师有多少人？"
RIGHT = {"id": "right", "kind": "figure", "question": QUESTION, "gold": [["365"]], "quote": ["交流教师365人"]}
Ran = Callable[..., pytest.RunResult]


@pytest.fixture
def ran(pytester: pytest.Pytester) -> Ran:
    """Runs pytest in an empty folder and a process of its own, with the plugin as its entry point gives it."""
    pytester.makeini("[pytest]")
    return lambda *arguments: pytester.runpytest_subprocess("-p", "no:cacheprovider", *map(str, arguments))


def cases(folder: Path, *rows: dict[str, Any], name: str = "questions.cases.jsonl") -> None:
    (folder / name).write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")


def test_each_question_is_a_test_that_says_what_differs(ran: Ran, pytester: pytest.Pytester, sample_data: Path) -> None:
    cases(
        pytester.path,
        RIGHT,
        {**RIGHT, "id": "wrong", "gold": [["999"]], "history": ["教师有多少人？"]},
        {**RIGHT, "id": "elsewhere", "quote": ["别处的话"]},
        {"id": "unanswerable", "kind": "unanswerable", "question": "明天天气怎么样？"},
        {"id": "shown", "kind": "unanswerable", "question": QUESTION},
        {"id": "empty", "kind": "figure", "question": "？", "gold": [["1"]]},
    )
    done = ran("--assistant-data", sample_data, "-v")
    assert done.ret == 1
    outcomes = dict(line.split(" ")[:2] for line in done.outlines if ".cases.jsonl::" in line and "[" in line)
    assert {name.split("::")[1]: outcome for name, outcome in outcomes.items()} == {
        "right": "PASSED",
        "wrong": "FAILED",
        "elsewhere": "FAILED",
        "unanswerable": "PASSED",
        "shown": "FAILED",
        "empty": "FAILED",
    }
    said = done.stdout.str()
    wrong = said.split(f"wrong: {QUESTION}")[1].split("____")[0]
    assert "after:    教师有多少人？" in wrong
    assert "answer:   365人" in wrong
    assert 'expected: [["999"]]' in wrong
    assert "“交流轮岗方面，调动教师45人，交流教师365人，占到符合条件教师的21%" in wrong
    done.assert_outcomes(passed=2, failed=4)
    assert f"source: {QUESTION}" in said
    assert "expected quote: 别处的话" in said
    assert "expected: no answer" in said
    assert "问题是空的" in said
    assert "Traceback" not in said + done.stderr.str()


def test_where_the_data_folder_is_named(
    ran: Ran, pytester: pytest.Pytester, sample_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the option, else by ASSISTANT_DATA, else by the project's configuration."""
    cases(pytester.path, RIGHT)
    (pytester.path / "linked").symlink_to(sample_data)
    assert ran("-o", "assistant_data=linked").ret == 0
    monkeypatch.setenv("ASSISTANT_DATA", str(sample_data))
    assert ran("-o", "assistant_data=nowhere").ret == 0
    done = ran("--assistant-data", pytester.path / "none")
    assert done.ret == 1
    assert "assistant index" in done.stdout.str()
    assert "Traceback" not in done.stdout.str()


def test_a_file_that_is_no_question_set_is_said_in_one_line(
    ran: Ran, pytester: pytest.Pytester, sample_data: Path
) -> None:
    (pytester.path / "bad.cases.jsonl").write_text('{"id": 1}', "utf-8")
    done = ran("--assistant-data", sample_data)
    assert done.ret == 2
    assert "bad.cases.jsonl 第 1 行有误" in done.stdout.str()
    assert "Traceback" not in done.stdout.str()


def test_other_projects_notice_nothing(ran: Ran, pytester: pytest.Pytester) -> None:
    """Without such a file nothing of the program is loaded; a .jsonl of another name is none of ours."""
    cases(pytester.path, RIGHT, name="questions.jsonl")
    (pytester.path / "test_own.py").write_text(
        "import sys\n\n\ndef test_own():\n"
        "    heavy = [n for n in sys.modules if n.startswith(('assistant.', 'index', 'faiss', 'jieba', 'numpy'))]\n"
        "    assert heavy == ['assistant.testing', 'assistant.testing.plugin']\n",
        "utf-8",
    )
    done = ran("-W", "error")
    done.assert_outcomes(passed=1)
