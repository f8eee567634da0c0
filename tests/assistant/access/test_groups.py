"""Groups: who is in one, which reports are limited to it, and what the command line says of both."""

from pathlib import Path

import pytest
from argon2 import PasswordHasher
from limited import GROUP, LIMITED, OPEN, indexed

from assistant.access import (
    Account,
    Accounts,
    GroupInUse,
    Groups,
    NoSuchGroup,
    NotAllowed,
    Role,
    Tokens,
    UnusableGroup,
)
from assistant.audit import acts
from assistant.command.cli import main
from index.search import StaticEmbedder

PASSWORD = "correct horse battery"


@pytest.fixture
def groups(tmp_path: Path) -> Groups:
    found = Groups(tmp_path)
    for name in ("人事科", GROUP):
        found.add(name)
    return found


def reader(*names: str) -> Account:
    return Account("du", Role.READER, frozenset(names))


def test_asking_of_groups_makes_no_file(tmp_path: Path) -> None:
    assert Groups(tmp_path).all() == []
    assert Groups(tmp_path).hidden_from(reader()) == frozenset()
    assert list(tmp_path.iterdir()) == []


def test_an_account_is_in_its_groups_from_its_next_click_on(tmp_path: Path, groups: Groups) -> None:
    accounts = Accounts(tmp_path, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    accounts.add("du", PASSWORD, Role.READER)
    token = accounts.sign_in("du", PASSWORD)
    groups.join(GROUP, ["du"])
    assert accounts.who(token) == reader(GROUP)
    assert accounts.named("du") == reader(GROUP)
    groups.leave(GROUP, ["du"])
    assert accounts.who(token) == reader()


def test_an_account_made_anew_has_not_the_groups_of_the_one_before(tmp_path: Path, groups: Groups) -> None:
    accounts = Accounts(tmp_path, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    accounts.add("du", PASSWORD, Role.READER)
    groups.join(GROUP, ["du"])
    accounts.remove("du")
    accounts.add("du", PASSWORD, Role.READER)
    assert accounts.named("du") == reader()


def test_a_report_is_seen_by_each_of_its_groups(groups: Groups) -> None:
    groups.limit(["a"], [GROUP, "人事科"])
    groups.limit(["b"], ["人事科"])
    assert groups.hidden_from(reader()) == {"a", "b"}
    assert groups.hidden_from(reader(GROUP)) == {"b"}
    assert groups.hidden_from(reader("人事科")) == frozenset()
    assert groups.hidden_from(Account("guan", Role.MANAGER)) == frozenset()
    assert groups.hidden_from(Account("zi", Role.KEEPER)) == {"a", "b"}


def test_a_group_that_reports_are_limited_to_stays(groups: Groups) -> None:
    groups.limit(["a"], [GROUP])
    with pytest.raises(GroupInUse):
        groups.remove(GROUP)
    groups.limit(["a"], [])
    groups.remove(GROUP)
    assert [group.name for group in groups.all()] == ["人事科"]


def test_what_took_the_place_of_two_is_seen_by_who_saw_both(groups: Groups) -> None:
    groups.limit(["a"], [GROUP, "人事科"])
    groups.limit(["b"], ["人事科"])
    groups.take_over(["a", "b"], "c")
    assert groups.limits()["c"] == {"人事科"}
    groups.limit(["a"], [GROUP])
    groups.take_over(["a", "b"], "d")
    assert groups.hidden_from(reader(GROUP, "人事科")) == {"d"}  # nobody saw both: managers alone


def test_an_older_version_is_limited_with_the_newer_and_not_opened_with_it(groups: Groups) -> None:
    groups.take_over(["old"], "new")
    assert groups.limits() == {}
    groups.limit(["new"], [GROUP])
    assert groups.hidden_from(reader()) == {"old", "new"}
    groups.limit(["new"], [])
    assert groups.hidden_from(reader()) == {"old"}


def test_a_keeper_gives_no_report_to_a_group_of_others(groups: Groups) -> None:
    keeper = Account("zi", Role.KEEPER, frozenset({"人事科"}))
    with pytest.raises(NotAllowed):
        groups.limit(["a"], [GROUP], keeper)
    groups.limit(["a"], ["人事科"], keeper)
    groups.limit(["b"], [GROUP])
    with pytest.raises(NotAllowed):
        groups.limit(["b"], ["人事科"], keeper)


@pytest.mark.parametrize("name", ["", " ", "x" * 41, " a", "a\nb", GROUP])
def test_a_name_that_cannot_be_a_groups(groups: Groups, name: str) -> None:
    with pytest.raises(UnusableGroup):
        groups.add(name)


def test_an_unknown_group_is_named(groups: Groups) -> None:
    for change in (lambda: groups.limit(["a"], ["x"]), lambda: groups.join("x", ["du"]), lambda: groups.remove("x")):
        with pytest.raises(NoSuchGroup):
            change()
    assert groups.limits() == {}


def test_the_whole_way_on_the_command_line(
    tmp_path: Path,
    embedder: StaticEmbedder,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "data"
    indexed(folder, embedder, [*OPEN, LIMITED])
    data = ["--data", str(folder)]
    accounts = Accounts(folder, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    accounts.add("du", PASSWORD, Role.READER)
    accounts.add("yuan", PASSWORD, Role.READER)

    def run(*words: str) -> tuple[int, str, str]:
        status = main([*words, *data])
        said = capsys.readouterr()
        return status, said.out, said.err

    assert run("groups", "add", GROUP)[0] == 0
    assert run("groups", "join", GROUP, "yuan")[0] == 0
    assert run("groups", "limit", LIMITED, "--to", GROUP)[:2] == (0, f"1 份报告现在只对“{GROUP}”开放\n")
    assert run("groups", "list")[1] == f"{GROUP}\t成员：yuan\t限于本组的报告：《临岚区2025年教育工作总结》\n"
    question = "临岚区2025年招聘教师多少名？"
    assert "9317" not in run("ask", question, "--as", "du", "--json")[1].replace(question, "")
    assert '"headline": "9317名"' in run("ask", question, "--as", "yuan", "--json")[1]
    assert '"headline": "9317名"' in run("ask", question, "--json")[1]
    assert "临岚区" not in run("reports", "--as", "du")[1]
    assert "临岚区" in run("reports", "--as", "yuan")[1]
    assert "9317" not in run("figures", "招聘教师", "--as", "du")[1]
    assert "9317" in run("figures", "招聘教师")[1]
    more = tmp_path / "通报.txt"
    more.write_text("临岚区2025年督导通报\n约谈园长83人。\n", "utf-8")
    assert run("index", str(more), "--limit-to", GROUP)[0] == 0
    assert "通报" not in run("reports", "--as", "du")[1]
    assert "通报" in run("reports", "--as", "yuan")[1]
    assert run("groups", "remove", GROUP) == (
        1,
        "",
        f"有 2 份报告限于“{GROUP}”组：请先用 assistant groups limit 改给别的组，或用 assistant groups open 开放\n",
    )
    assert run("groups", "open", LIMITED, "临岚区2025年督导通报")[0] == 0
    assert "临岚区" in run("reports", "--as", "du")[1]
    assert run("groups", "remove", GROUP)[0] == 0
    for wrong, status in (
        (["groups", "limit", LIMITED], 2),
        (["groups", "join", GROUP], 2),
        (["groups", "open", LIMITED, "--to", GROUP], 2),
        (["groups", "limit", "没有这份", "--to", GROUP], 1),
        (["ask", "x", "--as", "nobody"], 1),
        (["index", str(more), "--limit-to", "没有"], 1),
    ):
        given, out, err = run(*wrong)
        assert given == status, wrong
        assert out == "" and err.count("\n") == 1, (wrong, err)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--proxy-header", "X-Remote-User"], "--proxy-from"),
        (["--proxy-from", "10.0.0.5"], "--proxy-header"),
        (["--proxy-header", "X-Remote-User", "--proxy-from", "0.0.0.0/0"], "冒名"),
        (["--oidc", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_serve_says_what_is_wrong_with_the_sign_on_and_serves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    assert main(["serve", "--host", "0.0.0.0", "--data", str(tmp_path), *more]) == 1
    assert words in capsys.readouterr().err


def test_a_group_is_recorded_as_a_thing_and_an_account_as_a_person(tmp_path: Path, groups: Groups) -> None:
    Tokens(tmp_path).add("报表", Role.READER, None)
    Accounts(tmp_path).add("李明", PASSWORD, Role.READER)
    told = {(row.what, row.thing, row.about) for row in acts(tmp_path)}
    assert told == {("group", "人事科", ""), ("group", GROUP, ""), ("token", "报表", ""), ("account_add", "", "李明")}
