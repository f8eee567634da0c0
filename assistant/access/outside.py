"""Who has signed in elsewhere: at a provider of OpenID Connect, or at a proxy before this server that names them.

Both are configured for the whole server. `Provider` maps the claims of an identity to role and groups; a user of it shares
nothing with a local account of the same name, since the provider's users may choose their names. `Proxy` believes a header
only of the peers it names, and there the name is that of a local account.
"""

import hashlib
import ipaddress
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.access.roles import Account, Role

_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
_SHORTEST_SECRET = 32  # characters
_LASTS = 12 * 3600  # seconds after which who signed in at the provider has to again
_LONGEST_NAME = 100
_NAME, _ROLES, _GROUPS = "preferred_username", "roles", "groups"  # claims, where the settings name no others
LOOPBACK = "127.0.0.1"


class BadSignOn(ValueError):
    """The sign-on cannot be used as configured: `setting` and `detail`, a key of its message."""

    def __init__(self, setting: str, detail: str) -> None:
        super().__init__(f"{setting}: {detail}")
        self.setting, self.detail = setting, detail


class NoRole(Exception):
    """Somebody has signed in elsewhere who has no role here: `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Provider:
    """How the claims of a provider's users are read: `roles` and `groups` map its words to ours."""

    name: str = _NAME
    role_claim: str = _ROLES
    groups_claim: str = _GROUPS
    default_role: Role | None = None
    roles: tuple[tuple[Role, tuple[str, ...]], ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def read(cls, path: Path) -> "Provider":
        """Read the tables [auth], which Streamlit uses, and [access] of a TOML file; raises BadSignOn."""
        try:
            fields = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise BadSignOn(str(path), "unreadable") from error
        auth, access = fields.get("auth", {}), fields.get("access", {})
        for name, table in (("auth", auth), ("access", access)):
            if not isinstance(table, dict):
                raise BadSignOn(f"[{name}]", "missing")
        for name in _NEEDED:
            if not isinstance(auth.get(name), str) or not auth[name]:
                raise BadSignOn(f"[auth] {name}", "missing")
        if not auth["redirect_uri"].endswith(_CALLBACK):
            raise BadSignOn("[auth] redirect_uri", "callback")
        if len(auth["cookie_secret"]) < _SHORTEST_SECRET:
            raise BadSignOn("[auth] cookie_secret", "short")
        return cls(
            name=_word(access, "name", _NAME),
            role_claim=_word(access, "role_claim", _ROLES),
            groups_claim=_word(access, "groups_claim", _GROUPS),
            default_role=_role(access.get("default_role") or None, "[access] default_role"),
            roles=tuple((_must(_role(role, "[access.roles]")), words) for role, words in _lists(access, "roles")),
            groups=tuple(_lists(access, "groups")),
        )

    def account_of(self, claims: Mapping[str, Any], groups: Collection[str], now: float) -> Account | None:
        """Return the account of who signed in, with those of `groups` that the claims give; None where that is over.

        Raises NoRole where no claim gives a role and no other is configured.
        """
        subject, issued = claims.get("sub"), claims.get("iat")
        if not isinstance(subject, str) or not subject or not isinstance(issued, int | float):
            return None
        if not now - _LASTS <= issued:
            return None
        name = str(_at(claims, self.name) or subject)[:_LONGEST_NAME]
        given = _words_at(claims, self.role_claim)
        matched = [role for role, words in self.roles if given & set(words)]
        role = max(matched, key=list(Role).index) if matched else self.default_role
        if role is None:
            raise NoRole(name)
        said = _words_at(claims, self.groups_claim)
        mapped = {group for group, words in self.groups if said & set(words)}
        own = (mapped if self.groups else said) & set(groups)
        key = hashlib.sha256(f"{claims.get('iss')}\n{subject}".encode()).hexdigest()[:32]
        return Account(name, role, frozenset(own), f"oidc:{key}")


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that names in a header who has signed in; `role` is that of who has no account here, None for no entry."""

    header: str
    peers: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
    role: Role | None = None

    @classmethod
    def of(cls, header: str, peers: Sequence[str], role: str | None) -> "Proxy":
        """Read the settings; raises BadSignOn."""
        if not header.replace("-", "").isalnum() or not header.isascii():
            raise BadSignOn("--proxy-header", "header")
        if not peers:
            raise BadSignOn("--proxy-from", "missing")
        try:
            networks = tuple(ipaddress.ip_network(peer) for peer in peers)
        except ValueError as error:
            raise BadSignOn("--proxy-from", "address") from error
        if any(network.prefixlen == 0 for network in networks):
            raise BadSignOn("--proxy-from", "everybody")
        return cls(header, networks, _role(role, "--proxy-role"))

    def named(self, peer: str | None, values: Sequence[str]) -> str | None:
        """Return whom the header names; None from another peer, without it, or where it stands there more than once.

        `peer` is the address of the connection itself, None for this machine; what X-Forwarded-For says is not asked.
        """
        try:
            address = ipaddress.ip_address(peer or LOOPBACK)
        except ValueError:
            return None
        if not any(address in network for network in self.peers) or len(values) != 1:
            return None
        try:
            name = values[0].encode("latin-1").decode("utf-8").strip()  # headers are bytes; names are Chinese
        except UnicodeError:
            name = values[0].strip()
        return name if name and len(name) <= _LONGEST_NAME and name.isprintable() else None

    def account_of(self, name: str, known: Account | None) -> Account:
        """Return who the header names: the local account of the name, else one with the role for others; raises NoRole."""
        if known is not None:
            return known
        if self.role is None:
            raise NoRole(name)
        return Account(name, self.role, frozenset(), f"proxy:{name}")


def _word(table: Mapping[str, Any], key: str, default: Any) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or not value:
        raise BadSignOn(f"[access] {key}", "word")
    return value


def _lists(table: Mapping[str, Any], key: str) -> list[tuple[str, tuple[str, ...]]]:
    rows = table.get(key, {})
    if not isinstance(rows, dict) or not all(
        isinstance(words, list) and all(isinstance(word, str) for word in words) for words in rows.values()
    ):
        raise BadSignOn(f"[access.{key}]", "lists")
    return [(name, tuple(words)) for name, words in rows.items()]


def _role(value: str | None, setting: str) -> Role | None:
    try:
        return None if value is None else Role(value)
    except ValueError as error:
        raise BadSignOn(setting, "role") from error


def _must(role: Role | None) -> Role:
    assert role is not None
    return role


def _at(claims: Mapping[str, Any], path: str) -> Any:
    """Return a claim, also one within another: realm_access.roles."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for part in path.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _words_at(claims: Mapping[str, Any], path: str) -> set[str]:
    found = _at(claims, path)
    if isinstance(found, str):
        return {found}
    return {word for word in found if isinstance(word, str)} if isinstance(found, list | tuple) else set()
