"""What is believed of who has signed in elsewhere: a provider's claims, a proxy's header."""

from pathlib import Path
from typing import Any

import pytest

from assistant.access import Account, BadSignOn, NoRole, Provider, Proxy, Role
from assistant.command.serve import SignOn
from assistant.messages import explain

NOW = 1_800_000_000.0
CLAIMS = {"iss": "https://sso.example", "sub": "7", "iat": NOW - 60, "preferred_username": "王敏"}
AUTH = (
    '[auth]\nredirect_uri = "https://reports.example/oauth2callback"\n'
    f'cookie_secret = "{"x" * 32}"\nclient_id = "a"\nclient_secret = "b"\nserver_metadata_url = "https://sso.example/c"\n'
)
ACCESS = """
[access]
role_claim = "realm_access.roles"
groups_claim = "departments"
[access.roles]
reader = ["staff"]
keeper = ["archive"]
manager = ["office"]
"""


@pytest.fixture
def provider(tmp_path: Path) -> Provider:
    path = tmp_path / "sign-on.toml"
    path.write_text(AUTH + ACCESS, "utf-8")
    return Provider.read(path)


def of(provider: Provider, now: float = NOW, **claims: Any) -> Account | None:
    return provider.account_of({**CLAIMS, **claims}, ["人事科", "督导组"], now)


def roles(*words: str) -> dict[str, Any]:
    return {"realm_access": {"roles": list(words)}}


@pytest.mark.parametrize(
    ("words", "role"),
    [(["staff"], Role.READER), (["archive", "staff"], Role.KEEPER), (["staff", "office", "archive"], Role.MANAGER)],
)
def test_the_highest_role_that_a_claim_gives_counts(provider: Provider, words: list[str], role: Role) -> None:
    account = of(provider, **roles(*words))
    assert account is not None
    assert (account.name, account.role) == ("王敏", role)


@pytest.mark.parametrize("claims", [{}, roles(), roles("guests"), {"realm_access": "staff"}, {"realm_access": None}])
def test_without_a_role_nobody_gets_in(provider: Provider, claims: dict[str, Any]) -> None:
    with pytest.raises(NoRole) as raised:
        of(provider, **claims)
    assert explain(raised.value, "zh") == "您已登录为“王敏”，但这里还没有给您权限，请找管理员"


def test_groups_are_those_that_are_known_here(provider: Provider) -> None:
    account = of(provider, **roles("staff"), departments=["督导组", "财务科"])
    assert account is not None
    assert account.groups == {"督导组"}
    text = of(provider, **roles("staff"), departments="人事科")
    assert text is not None and text.groups == {"人事科"}


def test_the_same_name_of_another_subject_is_somebody_else(provider: Provider) -> None:
    ids = {account.id for sub in ("7", "8") if (account := of(provider, **roles("staff"), sub=sub))}
    assert len(ids) == 2
    assert all(name.startswith("oidc:") for name in ids)


@pytest.mark.parametrize(
    "claims", [{"iat": NOW - 13 * 3600}, {"iat": "now"}, {"iat": None}, {"sub": ""}, {"sub": None}]
)
def test_an_identity_that_is_over_or_nobodys_is_none(provider: Provider, claims: dict[str, Any]) -> None:
    assert of(provider, **roles("office"), **claims) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: s.replace("client_secret", "secret_of_client"), "[auth] client_secret"),
        (lambda s: s.replace("/oauth2callback", "/"), "/oauth2callback"),
        (lambda s: s.replace("x" * 32, "short"), "32"),
        (lambda s: s.replace('manager = ["office"]', 'manager = "office"'), "[access.roles]"),
        (lambda s: s.replace("keeper = ", "chief = "), "reader、keeper、manager"),
        (lambda s: s + "=", "TOML"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, change: Any, words: str) -> None:
    path = tmp_path / "sign-on.toml"
    path.write_text(change(AUTH + ACCESS), "utf-8")
    with pytest.raises(BadSignOn) as raised:
        Provider.read(path)
    assert words in explain(raised.value, "zh")
    assert "x" * 32 not in explain(raised.value, "zh")


PROXY = Proxy.of("X-Remote-User", ["10.0.0.5", "192.168.7.0/24"], "reader")


@pytest.mark.parametrize("peer", ["10.0.0.5", "192.168.7.20"])
def test_the_named_peers_are_believed(peer: str) -> None:
    assert PROXY.named(peer, ["wang"]) == "wang"
    assert PROXY.named(peer, ["王敏".encode().decode("latin-1")]) == "王敏"  # as a server reads the bytes of a header


@pytest.mark.parametrize("peer", ["10.0.0.6", "8.8.8.8", None, "::1", "", "10.0.0.5, 8.8.8.8", "proxy"])
def test_any_other_peer_is_not(peer: str | None) -> None:
    assert PROXY.named(peer, ["guan"]) is None


@pytest.mark.parametrize("values", [[], [""], ["  "], ["guan", "du"], ["a\nb"], ["x" * 101]])
def test_a_header_that_is_missing_doubled_or_no_name_is_nobody(values: list[str]) -> None:
    assert PROXY.named("10.0.0.5", values) is None


def test_whom_the_proxy_names_has_the_role_of_the_local_account() -> None:
    known = Account("guan", Role.MANAGER)
    assert PROXY.account_of("guan", known) is known
    assert PROXY.account_of("neu", None) == Account("neu", Role.READER, frozenset(), "proxy:neu")
    with pytest.raises(NoRole):
        Proxy.of("X-Remote-User", ["10.0.0.5"], None).account_of("neu", None)


@pytest.mark.parametrize(
    ("header", "peers", "role", "words"),
    [
        ("X-Remote-User", [], None, "--proxy-from"),
        ("", ["10.0.0.5"], None, "--proxy-header"),
        ("X Remote", ["10.0.0.5"], None, "--proxy-header"),
        ("X-Remote-User", ["proxy.local"], None, "10.0.0.5"),
        ("X-Remote-User", ["0.0.0.0/0"], None, "冒名"),
        ("X-Remote-User", ["::/0"], None, "冒名"),
        ("X-Remote-User", ["10.0.0.5"], "chief", "--proxy-role"),
    ],
)
def test_settings_that_would_let_anybody_in_are_refused(header: str, peers: list[str], role: str, words: str) -> None:
    with pytest.raises(BadSignOn) as raised:
        Proxy.of(header, peers, role)
    assert words in explain(raised.value, "zh")


def test_the_pages_are_told_and_the_server_keeps_the_peers_own_address() -> None:
    told = SignOn(proxy=PROXY, required=True).environment()
    assert told["ASSISTANT_PROXY_FROM"].split() == ["10.0.0.5/32", "192.168.7.0/24"]
    assert told["FORWARDED_ALLOW_IPS"] == ""  # else X-Forwarded-For would stand for the peer
    assert told["ASSISTANT_SIGN_IN"] == "required"
