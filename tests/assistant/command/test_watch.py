"""`assistant watch`: once for a timer, and until it is stopped."""

import json
import signal
import subprocess
from pathlib import Path

import pytest
from programs import command

from assistant.collection import Taken
from assistant.command.cli import main
from assistant.command.watch import Sweeping
from index.errors import Busy, Reason, UnreadableFile
from index.snapshot import Store, read_manifest

TEXT = "2024年云溪县教育工作总结\n一、队伍建设\n全年招聘教师126名。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def once(folder: Path, *more: str) -> int:
    return main(["watch", str(folder), "--data", str(folder.parent / "data"), "--once", "--still", "0.05", *more])


def test_once_takes_in_what_is_there_and_ends(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert once(folder) == 0
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.pdf").write_bytes(b"no PDF")
    assert once(folder, "--json") == 1
    said = capsys.readouterr()
    fields = json.loads(said.out)
    assert [report["title"] for report in fields["reports"]] == ["2024年云溪县教育工作总结"]
    assert [failure["reason"] for failure in fields["refused"]] == ["broken"]
    assert said.err.count("\n") == 1
    assert "b.pdf" in said.err
    assert once(folder) == 0  # named once
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("wrong", [["--every", "0"], ["--still", "x"], ["--still", "-1"], ["--every", "nan"]])
def test_no_time_is_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["watch", str(folder), *wrong])
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_that_is_not_there_and_a_group_that_is_not_there_are_said_at_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", str(folder / "x"), "--data", str(folder.parent / "data")]) == 1
    assert "检查路径" in capsys.readouterr().err
    assert main(["watch", str(folder), "--data", str(folder.parent / "data"), "--limit-to", "督导组"]) == 1
    assert "督导组" in capsys.readouterr().err
    assert main(["watch", str(folder), "--data", str(folder / "data")]) == 1
    assert "数据目录" in capsys.readouterr().err


def test_answers_that_would_be_lost_are_said_with_what_to_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert once(folder) == 0
    case = {"id": "g", "kind": "figure", "question": "招聘教师多少名？", "gold": [["126名"]], "quote": ["126名"]}
    (folder.parent / "data" / "golden.jsonl").write_text(json.dumps(case, ensure_ascii=False), "utf-8")
    (folder / "a.txt").write_text(TEXT.replace("126", "1270"), "utf-8")
    capsys.readouterr()
    assert once(folder) == 1
    said = capsys.readouterr().err
    assert "a.txt" in said
    assert "招聘教师多少名？" in said
    assert "--force" in said
    assert once(folder) == 0


class Folder:
    """A watched folder of which every sweep does what is written."""

    def __init__(self, *sweeps: object) -> None:
        self.sweeps, self.waiting = list(sweeps), 0

    def sweep(self) -> list[Taken]:
        following = self.sweeps.pop(0)
        if isinstance(following, Exception):
            raise following
        assert isinstance(following, list)
        return following


def test_what_keeps_a_sweep_from_being_done_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    gone = UnreadableFile(Path("share"), Reason.MISSING)
    folder = Folder(gone, gone, Busy(Path("data")), gone, [], gone)
    Sweeping(folder).until(lambda: not folder.sweeps)
    lines = capsys.readouterr().err.splitlines()
    assert ["share" in line for line in lines] == [True, False, True, True]


def test_it_watches_until_it_is_told_to_stop(folder: Path) -> None:
    arguments, environment = command(
        "watch", folder, "--data", folder.parent / "data", "--every", 0.05, "--still", 0.01, "--json"
    )
    (folder / "a.txt").write_text(TEXT, "utf-8")
    process = subprocess.Popen(
        arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    assert len(json.loads(process.stdout.readline())["reports"]) == 1
    (folder / "b.txt").write_text(TEXT.replace("2024", "2023"), "utf-8")
    assert len(json.loads(process.stdout.readline())["reports"]) == 1
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said.splitlines()[-1] == "已停止"
    assert len(read_manifest(Store(folder.parent / "data").current()).reports) == 2
