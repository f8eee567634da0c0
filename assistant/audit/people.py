"""Who stands behind a pseudonym, and the words of recorded questions: kept beside the record, which holds neither.

A pseudonym is the HMAC of the name with a key of that person's own. Erasing a person drops the key with the name: the
record stays as it was, proves what it proved, and names nobody any more.
"""

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import CannotWrite

FILE = "people.sqlite"
_SCHEMA = """
create table if not exists person (pseudonym text primary key, name text not null unique, key blob not null);
create table if not exists said (n integer primary key, pseudonym text not null references person on delete cascade,
  words text not null);
"""


@dataclass(frozen=True, slots=True)
class Person:
    pseudonym: str
    name: str
    key: bytes

    def is_genuine(self) -> bool:
        """Tell whether the name is the one that the pseudonym was made of."""
        return hmac.compare_digest(keyed(self.key, self.name), self.pseudonym)


def keyed(key: bytes, words: str) -> str:
    """Return what stands for words in the record: the same for the same words and key, and telling nothing without the key."""
    return hmac.new(key, words.encode("utf-8"), hashlib.sha256).hexdigest()[:32]


class People:
    """The people of one record. Safe to share between threads; raises CannotWrite where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            if not self._path.exists():
                self._path.touch(mode=0o600)
            with closing(sqlite3.connect(self._path, timeout=10)) as connection:
                connection.execute("pragma foreign_keys = on")
                connection.execute("pragma synchronous = full")
                connection.execute("pragma secure_delete = on")  # what is erased is overwritten, not only unlinked
                connection.executescript(_SCHEMA)
                with connection:
                    yield connection
        except (sqlite3.Error, OSError) as error:
            raise CannotWrite(self._path, str(error)) from error

    def of(self, name: str) -> Person:
        """Return the person of this name, made known where it is new."""
        with self._open() as connection:
            row = connection.execute("select pseudonym, name, key from person where name = ?", (name,)).fetchone()
            if row is None:
                key = secrets.token_bytes(32)
                row = (keyed(key, name), name, key)
                connection.execute("insert into person values (?, ?, ?)", row)
        return Person(*row)

    def all(self) -> dict[str, Person]:
        """Return everybody who was not erased, by pseudonym."""
        if not self._path.exists():
            return {}
        with self._open() as connection:
            rows = connection.execute("select pseudonym, name, key from person").fetchall()
        return {row[0]: Person(*row) for row in rows}

    def keep_words(self, n: int, person: Person, words: str) -> None:
        """Keep the words of line `n`."""
        with self._open() as connection:
            connection.execute("insert or replace into said values (?, ?, ?)", (n, person.pseudonym, words))

    def words(self) -> dict[int, str]:
        """Return the words that are kept, by the number of their line."""
        if not self._path.exists():
            return {}
        with self._open() as connection:
            return dict(connection.execute("select n, words from said").fetchall())

    def forget_words(self, last: int) -> None:
        """Drop the words of all lines up to `last`."""
        with self._open() as connection:
            connection.execute("delete from said where n <= ?", (last,))

    def erase(self, name: str) -> bool:
        """Drop name, key and words of a person; returns whether there was one."""
        if not self._path.exists():
            return False
        with self._open() as connection:
            return connection.execute("delete from person where name = ?", (name,)).rowcount > 0
