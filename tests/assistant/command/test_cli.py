"""The command line: every command with good and bad input, one clear line and the right exit status."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.command.cli import main
from index.samples import sample_folder
from index.snapshot import Store

Write = Callable[[str, str], Path]
QUESTION = "交流轮岗的教师有多少人？"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as left:
        status = int(str(left.code))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def one_line(text: str) -> bool:
    return text.strip().count("\n") == 0 and bool(text.strip()) and "Traceback" not in text


def test_index_ask_reports_remove(capsys: pytest.CaptureFixture[str], tmp_path: Path, write: Write) -> None:
    data = tmp_path / "d"
    status, out, err = run(capsys, "index", sample_folder(), "--data", data)
    assert status == 0
    assert "1" in out
    assert "116" in err or "个数字" in err
    status, out, _ = run(capsys, "ask", QUESTION, "--data", data)
    assert status == 0
    assert out.startswith("365人\n")
    assert "四、教师队伍结构优化 > 3.评价与流动同步推进" in out
    other = write("2023年某某区教育工作总结.txt", "2023年某某区教育工作总结\n招聘教师30名。")
    assert run(capsys, "index", other, "--data", data)[0] == 0
    status, out, _ = run(capsys, "reports", "--data", data, "--json")
    assert {fields["year"] for fields in json.loads(out)} == {2022, 2023}
    status, out, _ = run(capsys, "ask", "招聘教师多少名？", "--reports", "2023", "--data", data, "--json")
    assert json.loads(out)["headline"] == "30名"
    assert run(capsys, "ask", "招聘教师多少名？", "--reports", "1999", "--data", data)[0] == 1
    assert run(capsys, "remove", "2023年某某区教育工作总结", "--data", data)[0] == 0
    assert "某某区" not in run(capsys, "reports", "--data", data)[1]
    status, _, err = run(capsys, "remove", "没有这份", "--data", data)
    assert status == 1
    assert one_line(err)


def test_batch_keeps_order_ids_and_history(capsys: pytest.CaptureFixture[str], sample_data: Path, write: Write) -> None:
    lines = [
        {"id": "b", "question": "其中骨干教师占多少？", "history": [QUESTION]},
        {"question": "明天天气怎么样？"},
        {"id": "a", "question": QUESTION, "history": ["？？"]},
        {"id": "c", "question": "？"},
    ]
    batch = write("q.jsonl", "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n")
    status, out, _ = run(capsys, "ask", "--batch", batch, "--json", "--data", sample_data)
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [answer.get("id") for answer in answers] == ["b", None, "a", "c"]
    assert [answer["headline"] for answer in answers] == ["49%", None, "365人", None]
    assert answers[1]["status"] == answers[3]["status"] == "not_found"
    assert "问题是空的" in answers[3]["text"]
    assert answers[2]["figures"] == [{"value": "365", "unit": "人", "text": "365人", "change": False, "year": 2022}]
    citation = answers[2]["citations"][0]
    assert citation["end"] - citation["start"] == len(citation["quote"])
    assert citation["file"] == "2022年东丽区教育工作总结（示例改写）.txt"


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"question": "x", "history": "y"}'])
def test_a_bad_batch_line_is_named(
    capsys: pytest.CaptureFixture[str], sample_data: Path, write: Write, line: str
) -> None:
    status, out, err = run(capsys, "ask", "--batch", write("q.jsonl", line), "--json", "--data", sample_data)
    assert (status, out) == (1, "")
    assert one_line(err)
    assert "1" in err


def test_evaluate_passes_and_fails_by_the_minimum(
    capsys: pytest.CaptureFixture[str], sample_data: Path, write: Write, tmp_path: Path
) -> None:
    case = {
        "id": "1",
        "lang": "zh",
        "kind": "figure",
        "style": "direct",
        "question": QUESTION,
        "gold": [["365"]],
        "quote": ["交流教师365人"],
    }
    cases = write("c.jsonl", json.dumps(case, ensure_ascii=False))
    status, out, _ = run(capsys, "evaluate", cases, "--min", 1, "--data", sample_data, "--json")
    fields = json.loads(out)
    assert status == 0
    assert fields["total"]["sourced"] == 1
    assert fields["verbatim"] == fields["citations"] == 1
    baseline, page = write("before.json", out), tmp_path / "page.html"
    case["gold"] = [["999"]]
    cases = write("c.jsonl", json.dumps(case, ensure_ascii=False))
    status, out, err = run(capsys, "evaluate", cases, "--min", "0.5", "--data", sample_data)
    assert status == 1
    assert one_line(err)
    assert "figure" in out
    compared = run(capsys, "evaluate", cases, "--compare", baseline, "--report", page, "--data", sample_data)
    assert "1 题变差" in compared[1]
    assert "999" in page.read_text("utf-8")
    for option in ("--compare", "--report"):
        status, _, err = run(capsys, "evaluate", cases, option, tmp_path / "none" / "x", "--data", sample_data)
        assert (status, one_line(err)) == (1, True)
    assert run(capsys, "evaluate", write("c.jsonl", "x"), "--data", sample_data)[0] == 1


def test_bad_input_says_so_in_one_line_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], sample_data: Path, tmp_path: Path, write: Write
) -> None:
    before = Store(sample_data).current_name()
    empty_folder = tmp_path / "leer"
    empty_folder.mkdir()
    commands: list[tuple[object, ...]] = [
        ("index", tmp_path / "none.txt"),
        ("index", empty_folder),
        ("index", write("a.txt", "")),
        ("index", write("a.docx", "no archive")),
        ("ask", ""),
        ("ask", "多" * 10_000),
        ("ask", "--batch", tmp_path / "none.jsonl"),
        ("evaluate", tmp_path / "none.jsonl"),
    ]
    for command in commands:
        status, out, err = run(capsys, *command, "--data", sample_data)
        assert (status, out) == (1, ""), command
        assert one_line(err), (command, err)
    assert Store(sample_data).current_name() == before


def test_wrong_usage_exits_with_two(capsys: pytest.CaptureFixture[str], sample_data: Path) -> None:
    for command in (("ask", "--data", sample_data), ("nonsense",), (), ("evaluate",), ("ask", "x", "--batch", "y")):
        status, _, err = run(capsys, *command)
        assert status == 2, command
        assert one_line(err), (command, err)


def test_without_and_with_a_damaged_index(
    capsys: pytest.CaptureFixture[str], sample_data: Path, tmp_path: Path
) -> None:
    status, _, err = run(capsys, "ask", QUESTION, "--data", tmp_path / "nichts")
    assert status == 1
    assert "assistant index" in err
    shutil.copytree(sample_data, tmp_path / "copy")
    text = next(Store(tmp_path / "copy").current().rglob("text.txt"))
    text.write_text("另一份文字", "utf-8")
    status, _, err = run(capsys, "ask", QUESTION, "--data", tmp_path / "copy")
    assert status == 1
    assert one_line(err)
    assert "--fresh" in err


def test_another_embedder_is_explained(capsys: pytest.CaptureFixture[str], sample_data: Path, tmp_path: Path) -> None:
    from index.search import shipped_folder

    copy = tmp_path / "mein-modell"
    shutil.copytree(shipped_folder(), copy)
    status, _, err = run(capsys, "ask", QUESTION, "--data", sample_data, "--embedder", copy)
    assert status == 1
    assert "--fresh" in err
    assert str(copy) in err


def test_messages_follow_the_locale(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "还没有索引" in run(capsys, "ask", QUESTION, "--data", tmp_path)[2]
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "nothing is indexed" in run(capsys, "ask", QUESTION, "--data", tmp_path)[2]


def test_python_runs_the_package_as_the_command(sample_data: Path) -> None:
    """Where the folder of scripts is not on the path: `python -m assistant ask …`."""
    command = [sys.executable, "-m", "assistant", "ask", QUESTION, "--data", str(sample_data)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.startswith("365人\n")


def test_asking_never_imports_torch_or_streamlit(sample_data: Path) -> None:
    code = (
        "import sys; from assistant.command.cli import main; status = main(sys.argv[1:]); "
        "print([m for m in ('torch', 'streamlit', 'sentence_transformers') if m in sys.modules]); sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "ask", QUESTION, "--data", str(sample_data)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
