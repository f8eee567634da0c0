"""Accounts: who gets in, who is locked out, whose session is over, and what each role may change."""

import contextlib
import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assistant.access import (
    LOCAL,
    Account,
    Accounts,
    Action,
    LastManager,
    LockedOut,
    NameTaken,
    NoSuchAccount,
    Role,
    UnusableName,
    WeakPassword,
    WrongPassword,
    allows,
)
from assistant.access.accounts import FILE
from assistant.messages import EXPLAINED, explain

PASSWORD = "correct horse battery"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    return Accounts(tmp_path, clock, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def test_nobody_has_to_sign_in_before_there_is_an_account(accounts: Accounts, tmp_path: Path) -> None:
    assert not accounts.any()
    assert not (tmp_path / FILE).exists()  # asking makes no file
    accounts.add("王芳", PASSWORD, Role.MANAGER)
    assert accounts.any()
    assert accounts.all() == [Account("王芳", Role.MANAGER)]


def test_a_session_lasts_as_long_as_it_is_used(accounts: Accounts, clock: Clock) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    token = accounts.sign_in("li", PASSWORD)
    clock.now += 11 * 3600
    assert accounts.who(token) == Account("li", Role.READER)
    clock.now += 11 * 3600
    assert accounts.who(token) == Account("li", Role.READER)
    clock.now += 13 * 3600
    assert accounts.who(token) is None


def test_who_is_asking_is_looked_up_without_writing_each_time(accounts: Accounts, clock: Clock, tmp_path: Path) -> None:
    """A page asks ten times a run, and fifty readers ask at once: a write would have each wait for the disk."""
    accounts.add("li", PASSWORD, Role.READER)
    token = accounts.sign_in("li", PASSWORD)
    before = (tmp_path / FILE).read_bytes()
    clock.now += 30
    assert accounts.who(token) == Account("li", Role.READER)
    assert (tmp_path / FILE).read_bytes() == before
    clock.now += 40
    assert accounts.who(token) is not None
    assert (tmp_path / FILE).read_bytes() != before  # noted, so that the session goes on


def test_a_file_of_an_earlier_version_put_in_its_place_meanwhile_is_used_as_it_is(
    accounts: Accounts, tmp_path: Path
) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    (tmp_path / FILE).unlink()
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as old:
        old.execute("create table account (name text primary key, role text not null, password text not null)")
        old.execute("insert into account values ('wang', 'keeper', 'x')")
        old.commit()
    assert accounts.all() == [Account("wang", Role.KEEPER)]
    accounts.add("li", PASSWORD, Role.READER)
    assert accounts.who(accounts.sign_in("li", PASSWORD)) == Account("li", Role.READER)


def test_signing_out_and_a_new_password_end_sessions(accounts: Accounts) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    first, second = accounts.sign_in("li", PASSWORD), accounts.sign_in("li", PASSWORD)
    accounts.sign_out(first)
    assert accounts.who(first) is None
    assert accounts.who(second) is not None
    accounts.change_password("li", "another long one")
    assert accounts.who(second) is None
    with pytest.raises(WrongPassword):
        accounts.sign_in("li", PASSWORD)


def test_a_role_that_changes_holds_at_once(accounts: Accounts) -> None:
    accounts.add("boss", PASSWORD, Role.MANAGER)
    accounts.add("li", PASSWORD, Role.KEEPER)
    token = accounts.sign_in("li", PASSWORD)
    accounts.change_role("li", Role.READER)
    assert accounts.who(token) == Account("li", Role.READER)
    accounts.remove("li")
    assert accounts.who(token) is None


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(accounts: Accounts, clock: Clock) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            accounts.sign_in("li", "wrong")
    with pytest.raises(LockedOut) as raised:
        accounts.sign_in("li", PASSWORD)
    assert raised.value.minutes == 15
    clock.now += 15 * 60 + 1
    assert accounts.sign_in("li", PASSWORD)


def test_a_right_password_forgets_the_wrong_ones(accounts: Accounts) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(WrongPassword):
                accounts.sign_in("li", "wrong")
        accounts.sign_in("li", PASSWORD)


def test_a_name_that_no_account_has_is_locked_like_one_that_has(accounts: Accounts, tmp_path: Path) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            accounts.sign_in("my secret word", PASSWORD)
    with pytest.raises(LockedOut):
        accounts.sign_in("my secret word", PASSWORD)
    assert accounts.sign_in("li", PASSWORD)
    assert b"my secret word" not in (tmp_path / FILE).read_bytes()  # it may be a password in the wrong field


def test_many_tries_at_one_time_are_counted_one_by_one(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    refused: list[str] = []
    together = threading.Barrier(12)

    def fits(self: Accounts, hashed: str, password: str) -> bool:
        compared.append(password)
        return False

    compared: list[str] = []
    monkeypatch.setattr(Accounts, "_fits", fits)

    def attempt(number: int) -> None:
        together.wait()
        try:
            accounts.sign_in("li", f"guess {number}")
        except (WrongPassword, LockedOut) as error:
            refused.append(type(error).__name__)

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(refused) == ["LockedOut"] * 7 + ["WrongPassword"] * 5
    assert len(compared) == 5


def test_another_password_unlocks(accounts: Accounts) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    for _ in range(5):
        with pytest.raises(WrongPassword):
            accounts.sign_in("li", "wrong")
    accounts.change_password("li", PASSWORD * 2)
    assert accounts.sign_in("li", PASSWORD * 2)


@pytest.mark.parametrize("name", ["nobody", "", "li' or '1'='1", "a" * 5000])
def test_an_unknown_name_is_told_as_a_wrong_password(accounts: Accounts, name: str) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    with pytest.raises(WrongPassword):
        accounts.sign_in(name, PASSWORD)


def test_names_and_passwords_that_cannot_be(accounts: Accounts) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    with pytest.raises(NameTaken):
        accounts.add("li", PASSWORD, Role.READER)
    for name in ("", "two words", "<b>", "a" * 41):
        with pytest.raises(UnusableName):
            accounts.add(name, PASSWORD, Role.READER)
    for password in ("short", "xx-zhang-xx"):
        with pytest.raises(WeakPassword):
            accounts.add("zhang", password, Role.READER)
    for change in (accounts.remove, lambda name: accounts.change_role(name, Role.READER)):
        with pytest.raises(NoSuchAccount):
            change("nobody")  # type: ignore[operator]


def test_one_manager_stays(accounts: Accounts) -> None:
    accounts.add("boss", PASSWORD, Role.MANAGER)
    accounts.add("li", PASSWORD, Role.READER)
    with pytest.raises(LastManager):
        accounts.remove("boss")
    with pytest.raises(LastManager):
        accounts.change_role("boss", Role.KEEPER)
    accounts.change_role("li", Role.MANAGER)
    accounts.remove("boss")
    accounts.remove("li")  # the very last account may go: then nobody has to sign in
    assert not accounts.any()


def test_the_file_tells_nobody_how_to_get_in(accounts: Accounts, tmp_path: Path) -> None:
    accounts.add("li", PASSWORD, Role.READER)
    token = accounts.sign_in("li", PASSWORD)
    content = (tmp_path / FILE).read_bytes()
    assert PASSWORD.encode() not in content
    assert token.encode() not in content
    assert b"$argon2id$" in content
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_file_that_is_no_database_is_said_in_one_line(accounts: Accounts, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"x" * 4096)
    with pytest.raises(EXPLAINED) as raised:
        accounts.any()
    assert FILE in explain(raised.value, "zh")


def test_roles_from_the_least_to_the_most() -> None:
    may = {role: {action for action in Action if allows(Account("x", role), action)} for role in Role}
    assert may[Role.READER] == {Action.ASK}
    assert may[Role.KEEPER] == {Action.ASK, Action.CHANGE_REPORTS, Action.KEEP_QUESTIONS}
    assert may[Role.MANAGER] == set(Action)
    assert LOCAL.role is Role.MANAGER
