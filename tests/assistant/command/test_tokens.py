"""The command `tokens`: shown once, listed without the secret, gone when removed."""

import json
from pathlib import Path

import pytest

from assistant.access import Role, Tokens
from assistant.command.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    try:
        status = main(["tokens", *map(str, arguments)])
    except SystemExit as left:
        status = int(str(left.code))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_add_list_remove(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, err = run(capsys, "add", "统计系统", "--role", "keeper", "--days", 30, "--data", tmp_path)
    secret = out.strip()
    assert status == 0
    assert out.count("\n") == 1  # the secret alone, so that a script can take it
    assert "资料员" in err
    account = Tokens(tmp_path).who(secret)
    assert account is not None
    assert account.role is Role.KEEPER
    status, out, _ = run(capsys, "list", "--data", tmp_path)
    assert (status, out.split("\t")[:2]) == (0, ["统计系统", "资料员"])
    assert secret not in out
    row = json.loads(run(capsys, "list", "--json", "--data", tmp_path)[1])[0]
    assert row["ends"] - row["made"] == 30 * 86_400
    assert run(capsys, "remove", "统计系统", "--data", tmp_path)[0] == 0
    assert Tokens(tmp_path).who(secret) is None


def test_as_json_and_without_an_end(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made = json.loads(run(capsys, "add", "a", "--days", 0, "--json", "--data", tmp_path)[1])
    assert made["ends"] is None
    assert made["role"] == "reader"
    assert Tokens(tmp_path).who(made["token"]) is not None
    assert "不过期" in run(capsys, "list", "--data", tmp_path)[1]


def test_what_cannot_be_done_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(capsys, "add", "a", "--data", tmp_path)
    for arguments, status in (
        (("add", "a"), 1),
        (("add", "two words"), 1),
        (("remove", "b"), 1),
        (("add",), 2),
        (("remove",), 2),
        (("add", "b", "--days", "-1"), 2),
        (("add", "b", "--role", "owner"), 2),
        (("show",), 2),
    ):
        got, out, err = run(capsys, *arguments, "--data", tmp_path)
        assert (got, out) == (status, ""), arguments
        assert err.count("\n") == 1, arguments
    assert [token.name for token in Tokens(tmp_path).all()] == ["a"]
