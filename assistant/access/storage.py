"""The file of the data folder that holds who gets in and who sees what: accounts, sessions, tokens, groups, limits."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import CannotWrite

FILE = "access.sqlite"
_SCHEMA = """
create table if not exists account (name text primary key, role text not null, password text not null);
create table if not exists attempt (name text primary key, failed integer not null, locked_until real not null,
  last real not null);
create table if not exists session (token text primary key, name text not null references account on delete cascade,
  used real not null);
create table if not exists token (name text primary key, role text not null, digest text not null unique,
  made real not null, ends real);
create table if not exists team (name text primary key);
create table if not exists member (team text not null references team on delete cascade, account text not null,
  primary key (team, account));
create table if not exists reserved (report text not null, team text not null references team,
  primary key (report, team));
create table if not exists closed (report text primary key);
create table if not exists older (report text not null, newer text not null, primary key (report, newer));
"""


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection of one transaction; raises CannotWrite where the file cannot be used."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            connection.execute("pragma foreign_keys = on")
            connection.execute("pragma synchronous = full")
            connection.executescript(_SCHEMA)
            with connection:
                yield connection
    except (sqlite3.Error, OSError) as error:
        raise CannotWrite(path, str(error)) from error
