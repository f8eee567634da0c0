"""The file of the data folder that holds who gets in and who sees what: accounts, sessions, tokens, groups, limits."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import CannotWrite

FILE = "access.sqlite"
_SCHEMA = """
create table if not exists account (name text primary key, role text not null, password text not null,
  key text not null default '');
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
_LATER = {"account": ("key", "text not null default ''")}  # columns that the first files did not have
_SHAPE = 1  # noted in the file; one that an earlier version wrote has 0, also when a restore puts it in place


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
            if connection.execute("pragma user_version").fetchone()[0] < _SHAPE:
                _shape(connection)
            with connection:
                yield connection
    except (sqlite3.Error, OSError) as error:
        raise CannotWrite(path, str(error)) from error


def _shape(connection: sqlite3.Connection) -> None:
    """Make what a new file, or one of an earlier version, does not have."""
    connection.execute("begin immediate")
    with connection:
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        for table, (column, kind) in _LATER.items():
            if column not in {row[1] for row in connection.execute(f"pragma table_info({table})")}:
                connection.execute(f"alter table {table} add column {column} {kind}")
        connection.execute(f"pragma user_version = {_SHAPE}")
