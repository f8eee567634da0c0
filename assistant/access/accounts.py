"""Local accounts in the data folder: passwords hashed by Argon2id (RFC 9106), lockout, sessions that expire.

Of a session only the SHA-256 of its token is kept, so that who reads the file can sign in as nobody.
"""

import functools
import hashlib
import re
import secrets
import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.access.recording import recorded, recorded_sign_in
from assistant.access.roles import LOCAL, Account, Action, Role, require
from assistant.access.storage import FILE, opened
from assistant.audit import What

SHORTEST_PASSWORD = 10  # characters
_TRIES = 5  # wrong passwords before an account is locked
_LOCKED = 15 * 60.0  # seconds
_IDLE = 12 * 3600.0  # seconds after which a session that nobody used is over
_NOTED = 60.0  # seconds within which the use of a session is not noted again: a page asks ten times who is asking
_NAME = re.compile(r"[\w.@\u4e00-\u9fff-]{1,40}")


class UnusableName(ValueError):
    """A name that no account can have: `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NameTaken(UnusableName):
    """There is an account of this name already."""


class NoSuchAccount(UnusableName):
    """There is no account of this name."""


class WeakPassword(ValueError):
    """A password shorter than SHORTEST_PASSWORD, or one that holds the account's name."""


class WrongPassword(Exception):
    """Name and password do not belong together; which of them is wrong is not told."""


class LockedOut(Exception):
    """Too many wrong passwords: `minutes` until the account can be tried again."""

    def __init__(self, minutes: int) -> None:
        super().__init__(str(minutes))
        self.minutes = minutes


class LastManager(ValueError):
    """Without this account nobody could manage accounts."""


_HASHER = PasswordHasher()


@functools.cache
def _hash_of_nobody(hasher: PasswordHasher) -> str:
    """Return what an unknown name is checked against, so that it takes as long as a known one; made once a process."""
    return hasher.hash(secrets.token_hex())


class Accounts:
    """The accounts of one data folder. Safe to share between threads; raises CannotWrite where it cannot be written."""

    def __init__(
        self, folder: Path, clock: Callable[[], float] = time.time, hasher: PasswordHasher | None = None
    ) -> None:
        self._folder, self._clock = folder, clock
        self._hasher = hasher or _HASHER
        self._nobody = _hash_of_nobody(self._hasher)

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._folder)

    def any(self) -> bool:
        """Tell whether there is an account; as long as there is none, nobody has to sign in."""
        if not (self._folder / FILE).exists():
            return False
        with self._open() as connection:
            return connection.execute("select 1 from account limit 1").fetchone() is not None

    def all(self) -> list[Account]:
        with self._open() as connection:
            rows = connection.execute("select name, role, key from account order by name").fetchall()
            return [_account(connection, *row) for row in rows]

    def named(self, name: str) -> Account | None:
        """Return the account of this name; None where there is none."""
        with self._open() as connection:
            row = connection.execute("select name, role, key from account where name = ?", (name,)).fetchone()
            return None if row is None else _account(connection, *row)

    @recorded(What.ACCOUNT_ADD)
    def add(self, name: str, password: str, role: Role, actor: Account = LOCAL) -> Account:
        """Make an account; raises UnusableName, NameTaken, WeakPassword or NotAllowed."""
        require(actor, Action.MANAGE_ACCOUNTS)
        if not _NAME.fullmatch(name):
            raise UnusableName(name)
        hashed = self._hashed(name, password)
        with self._open() as connection:
            if connection.execute("select 1 from account where name = ?", (name,)).fetchone():
                raise NameTaken(name)
            key = secrets.token_hex(8)  # nothing of who had the name before is this one's
            row = (name, role, hashed, key)
            connection.execute("insert into account (name, role, password, key) values (?, ?, ?, ?)", row)
        return Account(name, role, key=key)

    @recorded(What.ACCOUNT_REMOVE)
    def remove(self, name: str, actor: Account = LOCAL) -> None:
        """Remove an account with its sessions and from its groups; raises NoSuchAccount, LastManager or NotAllowed.

        Its conversations stay until they are erased; who gets the same name later has another key, and does not see them.
        """
        require(actor, Action.MANAGE_ACCOUNTS)
        with self._open() as connection:
            self._keep_a_manager(connection, name, None)
            connection.execute("delete from account where name = ?", (name,))
            connection.execute("delete from member where account = ?", (name,))

    @recorded(What.ACCOUNT_ROLE)
    def change_role(self, name: str, role: Role, actor: Account = LOCAL) -> None:
        """Give an account another role; raises NoSuchAccount, LastManager or NotAllowed."""
        require(actor, Action.MANAGE_ACCOUNTS)
        with self._open() as connection:
            self._keep_a_manager(connection, name, role)
            connection.execute("update account set role = ? where name = ?", (role, name))

    @recorded(What.ACCOUNT_PASSWORD)
    def change_password(self, name: str, password: str, actor: Account = LOCAL) -> None:
        """Give an account another password; its sessions end. Raises NoSuchAccount, WeakPassword or NotAllowed."""
        require(actor, Action.MANAGE_ACCOUNTS)
        hashed = self._hashed(name, password)
        with self._open() as connection:
            done = connection.execute("update account set password = ? where name = ?", (hashed, name))
            if not done.rowcount:
                raise NoSuchAccount(name)
            connection.execute("delete from attempt where name = ?", (_digest(name),))
            connection.execute("delete from session where name = ?", (name,))

    @recorded_sign_in(WrongPassword, LockedOut)
    def sign_in(self, name: str, password: str) -> str:
        """Return the token of a new session; raises WrongPassword or LockedOut."""
        now = self._clock()
        with self._open() as connection:
            self._count_attempt(connection, name, now)
            row = connection.execute("select password from account where name = ?", (name,)).fetchone()
        if not self._fits(row[0] if row else self._nobody, password) or row is None:
            raise WrongPassword
        token = secrets.token_urlsafe(32)
        with self._open() as connection:
            connection.execute("delete from session where used < ?", (now - _IDLE,))
            connection.execute("delete from attempt where name = ?", (_digest(name),))
            connection.execute("insert into session values (?, ?, ?)", (_digest(token), name, now))
        return token

    def who(self, token: str) -> Account | None:
        """Return the account of a session that is not over, and keep it going; None where there is none."""
        if not (self._folder / FILE).exists():
            return None
        now = self._clock()
        with self._open() as connection:
            row = connection.execute(
                "select a.name, a.role, a.key, s.used from session s join account a on a.name = s.name "
                "where s.token = ? and s.used >= ?",
                (_digest(token), now - _IDLE),
            ).fetchone()
            if row is None:
                return None
            *fields, used = row
            if now - used > _NOTED:
                connection.execute("update session set used = ? where token = ?", (now, _digest(token)))
            return _account(connection, *fields)

    def sign_out(self, token: str) -> None:
        with self._open() as connection:
            connection.execute("delete from session where token = ?", (_digest(token),))

    def _hashed(self, name: str, password: str) -> str:
        if len(password) < SHORTEST_PASSWORD or name.lower() in password.lower():
            raise WeakPassword
        return self._hasher.hash(password)

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    @staticmethod
    def _count_attempt(connection: sqlite3.Connection, name: str, now: float) -> None:
        """Count a try before its password is looked at, so that many at one time are no more than so many; raises LockedOut.

        Names that no account has are counted alike: what is refused does not tell which names there are. Only their
        digests are kept, since a password may have been typed for a name.
        """
        connection.execute("begin immediate")
        connection.execute("delete from attempt where last < ?", (now - _LOCKED,))
        row = connection.execute("select failed, locked_until from attempt where name = ?", (_digest(name),)).fetchone()
        failed, locked_until = row or (0, 0.0)
        if locked_until > now:
            raise LockedOut(max(1, round((locked_until - now) / 60)))
        failed += 1
        locked = failed >= _TRIES
        connection.execute(
            "insert or replace into attempt values (?, ?, ?, ?)",
            (_digest(name), 0 if locked else failed, now + _LOCKED if locked else 0.0, now),
        )

    @staticmethod
    def _keep_a_manager(connection: sqlite3.Connection, name: str, role: Role | None) -> None:
        """Raise NoSuchAccount, or LastManager where the account is the only manager and would be none any more."""
        own = connection.execute("select role from account where name = ?", (name,)).fetchone()
        if own is None:
            raise NoSuchAccount(name)
        managers = connection.execute("select count(*) from account where role = ?", (Role.MANAGER,)).fetchone()[0]
        others = connection.execute("select count(*) from account where name != ?", (name,)).fetchone()[0]
        if own[0] == Role.MANAGER and role is not Role.MANAGER and managers == 1 and (others or role is not None):
            raise LastManager


def _account(connection: sqlite3.Connection, name: str, role: str, key: str) -> Account:
    rows = connection.execute("select team from member where account = ?", (name,)).fetchall()
    return Account(name, Role(role), frozenset(team for (team,) in rows), key=key)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
