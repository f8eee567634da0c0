"""The commands audit and erase: what is printed, the exit status, and that bad usage is one line."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from assistant.access import Account, Accounts, LockedOut, NoSuchAccount, Role, WrongPassword
from assistant.answering import Assistant
from assistant.audit import Trail, verify
from assistant.collection import erase
from assistant.command.cli import main
from assistant.service import Conversations, owner_of

PASSWORD = "correct horse battery"


@pytest.fixture
def data(sample_data: Path, tmp_path: Path) -> Path:
    folder = shutil.copytree(sample_data, tmp_path / "data", ignore=shutil.ignore_patterns("audit"))
    accounts = Accounts(folder)
    accounts.add("王芳", PASSWORD, Role.MANAGER)
    accounts.add("李明", PASSWORD, Role.READER)
    return folder


def listed(data: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["audit", "list", "--json", "--data", str(data), *more]) == 0
    return list(json.loads(capsys.readouterr().out))


def test_sign_ins_are_recorded_with_how_they_ended(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accounts = Accounts(data)
    accounts.sign_in("李明", PASSWORD)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            accounts.sign_in("李明", "wrong password")
    with pytest.raises(LockedOut):
        accounts.sign_in("李明", PASSWORD)
    with pytest.raises(WrongPassword):
        accounts.sign_in("a password in the wrong field", "x")
    rows = listed(data, capsys, "--what", "sign_in")
    assert [(row["who"], row["outcome"]) for row in rows] == [
        ("unknown:", "refused"),
        ("李明", "locked"),
        *[("李明", "refused")] * 5,
        ("李明", "done"),
    ]
    assert b"wrong field" not in b"".join(path.read_bytes() for path in data.rglob("audit/*"))


def test_every_change_is_in_the_record(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "b.txt"
    report.write_text("2024年青禾区教育工作总结\n招聘教师58名。\n", "utf-8")
    for command in (
        ["index", str(report)],
        ["correct", "2024年青禾区教育工作总结", "--region", "云溪县"],
        ["remove", "2024年青禾区教育工作总结"],
        ["rollback"],
        ["accounts", "role", "李明", "--role", "keeper"],
        ["backup", str(tmp_path / "b.zip")],
        ["restore", str(tmp_path / "b.zip")],
    ):
        assert main([*command, "--data", str(data)]) == 0
    assert (
        main(["remove", "2022年东丽区教育工作总结（示例改写）", "2024年青禾区教育工作总结", "--data", str(data)]) == 1
    )
    rows = listed(data, capsys)
    assert [(row["what"], row["outcome"]) for row in rows[:8]] == [
        ("remove", "failed"),
        ("restore", "done"),
        ("backup", "done"),
        ("account_role", "done"),
        ("rollback", "done"),
        ("remove", "done"),
        ("correct", "done"),
        ("add", "done"),
    ]
    assert rows[7]["more"]["reports"] == ["2024年青禾区教育工作总结"]  # type: ignore[index]
    assert rows[6]["more"]["region"] == "云溪县"  # type: ignore[index]
    assert rows[3]["about"] == "李明"
    assert main(["audit", "list", "--what", "correct", "--data", str(data)]) == 0
    assert "更正报告信息\t2024年青禾区教育工作总结\t\t完成" in capsys.readouterr().out


def test_verify_names_the_line_and_fails(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--data", str(data), "--json"]) == 0
    head = json.loads(capsys.readouterr().out)["head"]
    assert main(["audit", "verify", "--head", head, "--data", str(data)]) == 0
    assert main(["audit", "verify", "--head", "1:x", "--data", str(data)]) == 2
    trail = Trail(data)
    trail.path.write_bytes(b"".join(trail.path.read_bytes().splitlines(keepends=True)[:-2]))
    capsys.readouterr()
    assert main(["audit", "verify", "--data", str(data)]) == 1
    assert capsys.readouterr().err == "缺少第 3 至 4 条\n"


def test_export_is_a_table_and_is_recorded(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "record.csv"
    assert main(["audit", "export", str(target), "--data", str(data)]) == 0
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert [(row["操作"], row["涉及账号"], row["结果"]) for row in rows] == [
        ("新建账号", "李明", "完成"),
        ("新建账号", "王芳", "完成"),
    ]
    assert listed(data, capsys)[0]["thing"] == "record.csv"
    assert main(["audit", "export", str(tmp_path / "record.doc"), "--data", str(data)]) == 2
    assert main(["audit", "export", "--data", str(data)]) == 2


def test_rules_are_shown_and_set(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["audit", "rules", "--data", str(data)]
    assert main(command) == 0
    assert capsys.readouterr().out == "不记录提问；全部保留\n"
    assert main([*command, "--questions", "who", "--keep-days", "90", "--drop"]) == 0
    assert capsys.readouterr().out == "记录谁在何时提问，不记原文；90 天前的记录删除\n"
    assert listed(data, capsys)[0]["more"] == {"questions": "who", "keep_days": "90", "drop": 1}
    assert main([*command, "--keep-days", "-1"]) == 2
    assert main([*command, "--keep-days", "0", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["keep_days"] is None


def test_who_gets_the_name_of_a_removed_account_does_not_get_its_conversations(
    data: Path, assistant: Assistant
) -> None:
    conversations, accounts = Conversations(data), Accounts(data)
    before = accounts.named("李明")
    assert before is not None
    answer = assistant.ask("交流轮岗的教师有多少人？")
    conversations.add_turn(owner_of(before.name, before.key), None, answer)
    assert main(["accounts", "remove", "李明", "--data", str(data)]) == 0
    conversations.add_turn(owner_of(before.name, before.key), None, answer)  # the question was being answered meanwhile
    accounts.add("李明", "another person's words", Role.READER)
    session = accounts.sign_in("李明", "another person's words")
    after = accounts.who(session)
    assert after is not None
    assert conversations.latest(owner_of(after.name, after.key)) == []
    assert after == accounts.named("李明")
    assert accounts.named("李明").key == after.key  # type: ignore[union-attr]
    assert erase(data, "李明") == 2  # of who had the name before


@pytest.mark.parametrize("said", ["oidc:0f3a", "张伟 (oidc:0f3a)"])
def test_who_signed_in_elsewhere_is_erased_too(data: Path, assistant: Assistant, said: str) -> None:
    who = Account("张伟", Role.READER, id="oidc:0f3a")
    Conversations(data).add_turn(who.id, None, assistant.ask("交流轮岗的教师有多少人？"))
    Trail(data).record(who.known_as, "sign_in")
    assert erase(data, said) == 1
    assert Conversations(data).latest(who.id) == []
    assert "张伟 (oidc:0f3a)" not in {person.name for person in Trail(data).people.all().values()}


def test_what_a_provider_calls_its_user_is_nobody_elses_name(data: Path) -> None:
    trail = Trail(data)
    for name in ("王芳", "local:root", "token:report"):
        trail.record(Account(name, Role.READER, id="oidc:77").known_as, "sign_in")
        trail.record(Account(name, Role.READER).known_as, "sign_in")
    assert len(trail.people.all()) >= 6


def test_who_is_erased_is_nowhere_in_the_data_folder(
    data: Path, assistant: object, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = assistant.ask("李明的对话：交流轮岗的教师有多少人？")  # type: ignore[attr-defined]
    conversations = Conversations(data)
    _, turn = conversations.add_turn("account:李明", None, answer)
    conversations.judge("account:李明", turn, False, "三百六十六人")
    conversations.add_turn("account:王芳", None, answer)
    assert main(["audit", "rules", "--questions", "text", "--data", str(data)]) == 0
    Trail(data).asked("李明", "李明问了什么？")
    assert main(["erase", "李明", "--data", str(data)]) == 0
    assert "1 个对话" in capsys.readouterr().out
    assert [account.name for account in Accounts(data).all()] == ["王芳"]
    assert len(conversations.latest("account:王芳")) == 1
    kept = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file() and "snapshots" not in path.parts)
    for words in ("account:李明", "李明问了什么", "三百六十六人"):
        assert words.encode() not in kept
    assert "李明".encode() not in b"".join(path.read_bytes() for path in (data / "audit").iterdir())
    assert verify(data).faults == ()
    with pytest.raises(NoSuchAccount):
        erase(data, "李明")
