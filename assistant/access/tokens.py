"""Tokens by which other programs get in, each with a name, a role and a day on which it ends.

They stand beside the accounts. Of a token only its SHA-256 is kept: it is shown once, when it is made.
"""

import hashlib
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.access.groups import Groups
from assistant.access.recording import recorded
from assistant.access.roles import Account, Role
from assistant.access.storage import FILE, opened
from assistant.audit import What

BEGIN = "rat_"  # what every token begins with, so that one that leaked is recognised
DAY = 86_400.0  # seconds
_NAME = re.compile(r"[\w.@\u4e00-\u9fff-]{1,40}")


class TokenTaken(ValueError):
    """There is a token of this name already, or no token can have it: `name`, `usable`."""

    def __init__(self, name: str, usable: bool) -> None:
        super().__init__(name)
        self.name, self.usable = name, usable


class NoSuchToken(ValueError):
    """There is no token of this name: `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret; `made` and `ends` are seconds since 1970, `ends` None where it does not end."""

    name: str
    role: Role
    made: float
    ends: float | None

    def is_over(self, now: float) -> bool:
        return self.ends is not None and now >= self.ends


class Tokens:
    """The tokens of one data folder. Safe to share between threads; raises CannotWrite where it cannot be used."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder, self._clock = folder, clock

    def _exists(self) -> bool:
        return (self._folder / FILE).exists()

    def any(self) -> bool:
        """Tell whether there is a token, over or not."""
        return self._exists() and bool(self.all())

    def all(self) -> list[Token]:
        with opened(self._folder) as connection:
            rows = connection.execute("select name, role, made, ends from token order by name").fetchall()
        return [Token(name, Role(role), made, ends) for name, role, made, ends in rows]

    @recorded(What.TOKEN, person=False)
    def add(self, name: str, role: Role, days: int | None) -> str:
        """Make a token and return its secret, which is not kept; it ends after `days`, never where None.

        Raises TokenTaken.
        """
        if not _NAME.fullmatch(name):
            raise TokenTaken(name, usable=False)
        secret, now = BEGIN + secrets.token_urlsafe(32), self._clock()
        row = (name, role, _digest(secret), now, None if days is None else now + days * DAY)
        with opened(self._folder) as connection:
            if connection.execute("select 1 from token where name = ?", (name,)).fetchone():
                raise TokenTaken(name, usable=True)
            connection.execute("insert into token values (?, ?, ?, ?, ?)", row)
        return secret

    @recorded(What.TOKEN, person=False)
    def remove(self, name: str) -> None:
        """End a token at once, and take it out of its groups; raises NoSuchToken."""
        with opened(self._folder) as connection:
            if not connection.execute("delete from token where name = ?", (name,)).rowcount:
                raise NoSuchToken(name)
            connection.execute("delete from member where account = ?", (account_of(name),))

    def who(self, secret: str) -> Account | None:
        """Return whom a token speaks for, with the groups it is in; None for one that is unknown, removed or over."""
        if not secret.startswith(BEGIN) or not self._exists():
            return None
        with opened(self._folder) as connection:
            row = connection.execute(
                "select name, role, made, ends from token where digest = ?", (_digest(secret),)
            ).fetchone()
        if row is None:
            return None
        token = Token(row[0], Role(row[1]), row[2], row[3])
        if token.is_over(self._clock()):
            return None
        name = account_of(token.name)
        return Account(name, token.role, Groups(self._folder).of(name))


def account_of(token: str) -> str:
    """Return the name of the account that a token speaks for; no account of a person can have such a name."""
    return f"token:{token}"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
