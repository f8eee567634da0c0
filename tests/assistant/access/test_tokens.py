"""Tokens of other programs: what is kept of them, when they end, and what their role is."""

import stat
from pathlib import Path

import pytest

from assistant.access import Account, Accounts, Groups, NoSuchToken, Role, Tokens, TokenTaken
from assistant.access.storage import FILE


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(tmp_path: Path, clock: Clock) -> Tokens:
    return Tokens(tmp_path, clock)


def test_a_token_speaks_for_its_role_until_it_is_removed(tokens: Tokens, tmp_path: Path) -> None:
    assert not tokens.any()
    assert not (tmp_path / FILE).exists()  # asking makes no file
    secret = tokens.add("统计系统", Role.KEEPER, None)
    assert tokens.any()
    assert tokens.who(secret) == Account("token:统计系统", Role.KEEPER)
    assert tokens.who(secret[:-1]) is None
    assert tokens.who("rat_") is None
    assert tokens.who("\udc80") is None
    tokens.remove("统计系统")
    assert tokens.who(secret) is None
    with pytest.raises(NoSuchToken):
        tokens.remove("统计系统")


def test_a_token_ends_on_its_day(tokens: Tokens, clock: Clock) -> None:
    secret, endless = tokens.add("a", Role.READER, 30), tokens.add("b", Role.READER, None)
    clock.now += 30 * 86_400 - 1
    assert tokens.who(secret) == Account("token:a", Role.READER)
    assert [token.is_over(clock.now) for token in tokens.all()] == [False, False]
    clock.now += 1
    assert tokens.who(secret) is None
    assert tokens.who(endless) == Account("token:b", Role.READER)
    assert [token.is_over(clock.now) for token in tokens.all()] == [True, False]


def test_only_a_hash_is_kept(tokens: Tokens, tmp_path: Path) -> None:
    secret = tokens.add("a", Role.READER, 1)
    content = (tmp_path / FILE).read_bytes()
    assert secret.encode() not in content
    assert secret.removeprefix("rat_").encode() not in content
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert secret not in repr(tokens.all())


def test_names_that_cannot_be(tokens: Tokens) -> None:
    tokens.add("a", Role.READER, 1)
    for name in ("a", "", "two words", "token:a", "a" * 41):
        with pytest.raises(TokenTaken):
            tokens.add(name, Role.READER, 1)
    assert [token.name for token in tokens.all()] == ["a"]


def test_a_token_is_in_groups_as_an_account_is(tokens: Tokens, tmp_path: Path) -> None:
    secret, groups = tokens.add("a", Role.READER, 1), Groups(tmp_path)
    groups.add("财务")
    groups.join("财务", ["token:a"])
    assert tokens.who(secret) == Account("token:a", Role.READER, frozenset({"财务"}))
    tokens.remove("a")
    again = tokens.who(tokens.add("a", Role.READER, 1))  # a later one of the same name is another
    assert again == Account("token:a", Role.READER)


def test_tokens_stand_beside_the_accounts(tokens: Tokens, tmp_path: Path) -> None:
    tokens.add("li", Role.READER, 1)
    accounts = Accounts(tmp_path)
    assert not accounts.any()  # a token is no account: nobody signs in on the page with one
    accounts.add("li", "correct horse battery", Role.MANAGER)
    assert [token.role for token in tokens.all()] == [Role.READER]
    assert accounts.all() == [Account("li", Role.MANAGER)]
