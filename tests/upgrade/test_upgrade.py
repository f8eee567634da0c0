"""Data folders as earlier versions left them: what to do is said in one line, and nothing is lost by doing it.

`stored/` holds a folder of each format of the index and each shape of the accounts that there was, as the program of that
time wrote it over the same two reports: one with a correction of its region, answers that were asked and judged, a
golden question, accounts of 王芳 (manager) and 李明 (reader), a group with one of the reports, a token.
"""

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
import streamlit as st
from programs import client_of
from streamlit.testing.v1 import AppTest

from assistant.access import Account, Accounts, Groups, Role, Tokens
from assistant.audit import verify
from assistant.command.cli import main
from assistant.service import Conversations, Service
from assistant.service.in_service import shared_service
from assistant.web import signed_in, visitor
from index.snapshot import Store, load_corrections

STORED = Path(__file__).parent / "stored"
FORMATS = sorted(path.stem for path in STORED.glob("*.zip"))
ASKED = [name for name in FORMATS if name != "format-1"]  # the first version kept no conversations
WITH_ACCOUNTS = [name for name in FORMATS if name >= "format-4"]
WITH_GROUPS = ["format-4-groups", "format-4-tokens"]
QUESTION, HEADLINE = "2024年招聘教师多少名？", "126名"
USER, PASSWORD = "0123456789abcdef" * 2, "correct horse battery"
FILE = "2023年云溪县教育统计.md"
TABLE = """# 2023年云溪县教育统计

## 一、学校情况

| 学段 | 学校数（所） | 在校生（人） |
| --- | --- | --- |
| 小学 | 31 | 28450 |
| 初中 | 12 | 13020 |
"""


def left(name: str, folder: Path) -> Path:
    """Return a data folder as that version left it."""
    with zipfile.ZipFile(STORED / f"{name}.zip") as archive:
        archive.extractall(folder)
    return folder


def run(capsys: pytest.CaptureFixture[str], data: Path, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main([*map(str, arguments), "--data", str(data)])
    said = capsys.readouterr()
    return status, said.out, said.err


def headline(capsys: pytest.CaptureFixture[str], data: Path, question: str = QUESTION) -> str | None:
    status, out, _ = run(capsys, data, "ask", question, "--json")
    assert status == 0
    found: str | None = json.loads(out)["headline"]
    return found


def changed_manifest(data: Path, old: str, new: str) -> None:
    """Change words of the manifest, which gives the snapshot another name."""
    place = Store(data).current()
    content = (place / "manifest.json").read_text("utf-8").replace(old, new)
    (place / "manifest.json").write_text(content, "utf-8")
    name = hashlib.sha256(content.encode()).hexdigest()[:12]
    place.rename(place.with_name(name))
    (data / "current").write_text(name + "\n")


def test_there_is_a_folder_of_every_format() -> None:
    formats = []
    for name in FORMATS:
        with zipfile.ZipFile(STORED / f"{name}.zip") as archive:
            manifest = next(member for member in archive.namelist() if member.endswith("/manifest.json"))
            formats.append(json.loads(archive.read(manifest))["format"])
    assert sorted(set(formats)) == [1, 2, 3, 4]
    assert sum(path.stat().st_size for path in STORED.iterdir()) < 200_000


@pytest.mark.parametrize("name", FORMATS)
def test_every_command_says_what_to_do_and_changes_nothing(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = left(name, tmp_path / "data")
    (tmp_path / "a.txt").write_text("2022年云溪县教育工作总结\n招聘教师99名。\n", "utf-8")
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file() and path.suffix != ".sqlite"}
    before = {path: content for path, content in before.items() if "audit" not in path.parts}
    for command in (
        ["ask", QUESTION],
        ["reports"],
        ["figures"],
        ["index", tmp_path / "a.txt"],
        ["remove", "2024年云溪县教育工作总结"],
        ["correct", "2024年云溪县教育工作总结", "--year", "2020"],
    ):
        status, out, said = run(capsys, data, *command)
        assert (status, out) == (1, ""), command
        assert said.count("\n") == 1
        assert "assistant rebuild" in said
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("name", FORMATS)
def test_a_rebuild_upgrades_the_index_and_keeps_all_of_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = left(name, tmp_path / "data")
    golden, corrections = (data / "golden.jsonl").read_text("utf-8"), load_corrections(data)
    assert run(capsys, data, "rebuild")[0] == 0
    assert headline(capsys, data) == HEADLINE
    reports = json.loads(run(capsys, data, "reports", "--json")[1])
    assert {report["file"] for report in reports} == {"2024年云溪县教育工作总结.txt", FILE}
    region = {report["year"]: report["region"] for report in reports}[2024]
    assert region == ("云溪县" if name == "format-1" else "云溪县教育局")  # the first version knew no corrections
    assert all("旧版本" in "".join(report["notes"]) for report in reports)  # their files are not here
    assert (data / "golden.jsonl").read_text("utf-8") == golden
    assert load_corrections(data) == corrections
    assert run(capsys, data, "evaluate", data / "golden.jsonl", "--min", "1")[0] == 0
    assert verify(data).faults == ()
    status, _, said = run(capsys, data, "rollback")  # to what cannot be served: it stays as it is
    assert (status, said.count("\n")) == (1, 1)
    assert headline(capsys, data) == HEADLINE


@pytest.mark.parametrize("name", ASKED)
def test_conversations_and_what_was_said_of_them_are_kept(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = left(name, tmp_path / "data")
    assert run(capsys, data, "rebuild")[0] == 0
    kept = Conversations(data)
    (conversation,) = kept.latest(USER)
    first, second = kept.turns(USER, conversation.id, ())
    assert (first.question, first.answer.headline, first.good, first.right_answer) == (
        QUESTION,
        HEADLINE,
        True,
        "126名",
    )
    assert first.answer.citations[0].quote == "全年招聘教师126名，交流轮岗教师214名。"
    assert (second.question, second.answer.headline) == ("新建学校多少所？", "3所")
    assert [feedback.turn.question for feedback in kept.judged()] == [QUESTION]
    assert len(kept.latest("account:王芳")) == 1
    kept.add_turn(USER, conversation.id, first.answer)
    assert len(kept.turns(USER, conversation.id, ())) == 3


@pytest.mark.parametrize("name", WITH_ACCOUNTS)
def test_accounts_groups_and_limits_are_kept(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = left(name, tmp_path / "data")
    assert run(capsys, data, "rebuild")[0] == 0
    accounts = Accounts(data)
    groups = frozenset({"督导组"}) if name in WITH_GROUPS else frozenset()
    assert set(accounts.all()) == {Account("王芳", Role.MANAGER), Account("李明", Role.READER, groups)}
    session = accounts.sign_in("王芳", PASSWORD)
    assert accounts.who(session) == Account("王芳", Role.MANAGER)
    seen = {entry.file for entry in Service(data).entries(Account("陈静", Role.READER))}
    assert seen == {"2024年云溪县教育工作总结.txt"} | (set() if name in WITH_GROUPS else {FILE})
    assert len(Service(data).entries(Account("李明", Role.READER, groups))) == 2
    assert [group.name for group in Groups(data).all()] == (["督导组"] if name in WITH_GROUPS else [])
    assert [token.name for token in Tokens(data).all()] == (["统计系统"] if name == "format-4-tokens" else [])


@pytest.mark.parametrize("name", ["format-1", "format-2"])
def test_a_file_that_is_still_there_is_read_anew(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """This version reads rows of tables that the first ones kept as lines."""
    data = left(name, tmp_path / "data")
    (tmp_path / FILE).write_text(TABLE, "utf-8")
    changed_manifest(data, f"/srv/yunxi/{FILE}", str(tmp_path / FILE))
    assert run(capsys, data, "rebuild")[0] == 0
    assert headline(capsys, data, "2023年云溪县初中学校有多少所？") == "12所"
    reports = json.loads(run(capsys, data, "reports", "--json")[1])
    assert [report["file"] for report in reports if report["notes"]] == ["2024年云溪县教育工作总结.txt"]


@pytest.mark.parametrize("name", FORMATS)
def test_reports_can_be_added_anew_instead(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The questions of the old index cannot be asked any more: they do not stand in the way."""
    data = left(name, tmp_path / "data")
    (tmp_path / FILE).write_text(TABLE, "utf-8")
    assert run(capsys, data, "index", "--fresh", tmp_path / FILE)[0] == 0
    assert headline(capsys, data, "2023年云溪县初中学校有多少所？") == "12所"


@pytest.mark.parametrize("name", FORMATS)
def test_a_folder_of_an_earlier_version_is_backed_up_and_comes_back(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = left(name, tmp_path / "data")
    assert run(capsys, data, "backup", tmp_path / "b.zip")[0] == 0
    empty = tmp_path / "empty"
    assert run(capsys, empty, "restore", tmp_path / "b.zip")[0] == 0
    assert "assistant rebuild" in run(capsys, empty, "ask", QUESTION)[2]
    assert run(capsys, empty, "rebuild")[0] == 0
    assert headline(capsys, empty) == HEADLINE
    assert len(Conversations(empty).latest(USER)) == (1 if name in ASKED else 0)


def test_a_report_of_an_earlier_version_that_was_altered_is_not_taken_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = left("format-2", tmp_path / "data")
    text = next(path for path in data.rglob("text.txt") if "126" in path.read_text("utf-8"))
    text.write_text(text.read_text("utf-8").replace("126", "926"), "utf-8")
    before = (data / "current").read_text()
    status, _, said = run(capsys, data, "rebuild")
    assert (status, said.splitlines()[-1].startswith("索引已损坏")) == (1, True)
    assert (data / "current").read_text() == before


def test_an_index_of_a_later_version_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = left("format-4-tokens", tmp_path / "data")
    changed_manifest(data, '"format": 4', '"format": 99')
    status, _, said = run(capsys, data, "ask", QUESTION)
    assert (status, said.count("\n")) == (1, 1)
    assert "更新版本" in said
    assert "rebuild" not in said


def test_pages_and_programs_are_told_instead_of_failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = left("format-2", tmp_path / "data")
    with client_of(data) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503
        assert client.post("/v1/ask", json={"question": QUESTION}).status_code == 503
    monkeypatch.setenv("ASSISTANT_DATA", str(data))
    for cached in (shared_service, signed_in._kept_in, visitor._kept_in):
        cached.cache_clear()
    st.cache_data.clear()
    page = AppTest.from_file(str(Path(__file__).resolve().parents[2] / "app.py"), default_timeout=60).run()
    assert not page.exception
    assert "assistant rebuild" in "".join(element.value for element in (*page.error, *page.warning))
    shutil.rmtree(data)
