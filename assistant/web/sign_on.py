"""How this server lets people in, as `assistant serve` was told: the environment carries it to the pages."""

import functools
import os
import time
from pathlib import Path

import streamlit as st

from assistant.access import Account, Accounts, Groups, Provider, Proxy

OIDC, HEADER, PEERS, ROLE, REQUIRED = (
    "ASSISTANT_OIDC",
    "ASSISTANT_PROXY_HEADER",
    "ASSISTANT_PROXY_FROM",
    "ASSISTANT_PROXY_ROLE",
    "ASSISTANT_SIGN_IN",
)


def provider() -> Provider | None:
    """Return how a provider's claims are read; None where there is none. Raises BadSignOn."""
    path = os.environ.get(OIDC)
    return _provider(path) if path else None


@functools.lru_cache(maxsize=4)
def _provider(path: str) -> Provider:
    return Provider.read(Path(path))


def proxy() -> Proxy | None:
    """Return the proxy that may name who has signed in; None where there is none. Raises BadSignOn."""
    header = os.environ.get(HEADER)
    if not header:
        return None
    return Proxy.of(header, os.environ.get(PEERS, "").split(), os.environ.get(ROLE) or None)


def has_to_sign_in() -> bool:
    """Tell whether nobody gets in without signing in, even where there is no account (any more)."""
    return bool(os.environ.get(REQUIRED) or os.environ.get(OIDC) or os.environ.get(HEADER))


def outside_account(accounts: Accounts, groups: Groups) -> Account | None:
    """Return who has signed in elsewhere; None where nobody has. Raises NoRole for who has no role here."""
    before = proxy()
    if before is not None:
        name = before.named(st.context.ip_address, st.context.headers.get_all(before.header))
        if name is not None:
            return before.account_of(name, accounts.named(name))
    elsewhere = provider()
    if elsewhere is not None and st.user.is_logged_in:
        known = [group.name for group in groups.all()]
        return elsewhere.account_of(st.user.to_dict(), known, time.time())
    return None
