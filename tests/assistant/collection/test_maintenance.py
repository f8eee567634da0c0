"""The commands that change a collection, guarded by questions."""

import json
import os
from pathlib import Path

import pytest

from assistant.command.cli import main
from assistant.service import set_own_unit

FIRST = "2023年甲区教育工作总结\n一、队伍建设\n全年招聘教师40名，表彰优秀教师15名。\n组织培训30场，参加教师2100人次。\n"


def case(question: str, gold: str) -> str:
    fields = {"id": "g1", "kind": "figure", "question": question, "gold": [[gold]], "quote": [gold]}
    return json.dumps(fields, ensure_ascii=False)


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "a.txt").write_text(FIRST, "utf-8")
    assert main(["index", str(tmp_path / "a.txt"), "--data", str(tmp_path / "data")]) == 0
    capsys.readouterr()
    return tmp_path / "data"


def test_an_answer_that_would_be_lost_keeps_the_old_index(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "golden.jsonl").write_text(case("招聘教师多少名？", "40名") + "\n", "utf-8")
    (tmp_path / "a.txt").write_text(FIRST.replace("招聘教师40名", "招聘教师若干"), "utf-8")
    before = (data / "current").read_text()
    assert main(["index", str(tmp_path / "a.txt"), "--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert "招聘教师多少名？" in said
    assert "40名" in said
    assert "--force" in said
    assert (data / "current").read_text() == before
    assert main(["index", str(tmp_path / "a.txt"), "--data", str(data), "--force"]) == 0
    assert (data / "current").read_text() != before


def test_an_answer_that_is_right_only_for_the_own_unit_is_guarded_too(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = FIRST.replace("甲区", "柳溪区")
    other = FIRST.replace("甲区", "青石区").replace("40名", "52名").replace("2023年", "2024年")
    for name, words in (("a.txt", own), ("b.txt", other)):
        (tmp_path / name).write_text(words, "utf-8")
        assert main(["index", str(tmp_path / name), "--data", str(data)]) == 0
    set_own_unit(data, "柳溪区")
    (data / "golden.jsonl").write_text(case("招聘教师多少名？", "40名") + "\n", "utf-8")
    (tmp_path / "a.txt").write_text(own.replace("招聘教师40名", "招聘教师若干"), "utf-8")
    assert main(["index", str(tmp_path / "a.txt"), "--data", str(data)]) == 1
    assert "40名" in capsys.readouterr().err


def test_check_takes_a_question_set(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(case("表彰优秀教师多少名？", "15名") + "\n", "utf-8")
    assert main(["rebuild", "--check", str(cases), "--data", str(data)]) == 0
    (tmp_path / "a.txt").write_text(FIRST.replace("15名", "18名"), "utf-8")
    assert main(["index", str(tmp_path / "a.txt"), "--check", str(cases), "--data", str(data)]) == 1
    assert "18名" in capsys.readouterr().err


def test_correcting_and_going_back(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["correct", "2023年甲区教育工作总结", "--region", "乙区", "--year", "2022", "--data", str(data)]) == 0
    assert "2022" in capsys.readouterr().out
    assert main(["correct", "2023年甲区教育工作总结", "--data", str(data)]) == 2
    assert main(["correct", "2023年甲区教育工作总结", "--issued", "2023-13-01", "--data", str(data)]) == 2
    assert main(["correct", "没有这份", "--year", "2020", "--data", str(data)]) == 1
    assert main(["rollback", "--data", str(data), "--json"]) == 0
    capsys.readouterr()
    assert main(["reports", "--data", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["year"] == 2023


def test_nothing_to_go_back_to(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollback", "--data", str(data)]) == 1
    assert "没有更早的索引" in capsys.readouterr().err


def test_warnings_and_versions_are_shown(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.txt").write_text(FIRST.replace("40名", "42名"), "utf-8")
    assert main(["index", str(tmp_path / "b.txt"), "--data", str(data)]) == 0
    assert "取代旧版本：2023年甲区教育工作总结（a.txt）" in capsys.readouterr().err


def test_a_file_whose_name_is_no_text_is_added_and_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / os.fsdecode("云溪县报告".encode("gb18030") + b".txt")
    path.write_text(FIRST, "utf-8")
    assert main(["index", str(path), "--data", str(tmp_path / "data")]) == 0
    capsys.readouterr()
    assert main(["audit", "list", "--data", str(tmp_path / "data")]) == 0
    assert "云溪县报告.txt" in capsys.readouterr().out
