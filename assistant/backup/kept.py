"""What a backup holds of a data folder: everything but what is of the moment, so that nothing new is forgotten."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

CURRENT, SNAPSHOTS = "current", "snapshots"
# files that a state either has or has not; any other one that a backup lacks stays as it is
OF_THE_STATE = ("corrections.json", "golden.jsonl")
# sessions: who signed out, or lost an account since, is not to be let in again by an old copy
_NOT_KEPT = ("session",)
# rows that are nobody's: they are written while nobody has an account
_OF_NOBODY = (*_NOT_KEPT, "older")
_MOMENTARY = re.compile(r"(\..*|current(-.*)?|build\.lock|restoring|snapshots)\Z")
_SIDE_FILE = re.compile(r"(.+)-(wal|shm|journal)\Z")
_SQLITE = b"SQLite format 3\x00"


def kept_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a data folder but its snapshots: their names in an archive and where they are, sorted."""
    for path in sorted(folder.iterdir()):
        if _MOMENTARY.match(path.name):
            continue
        if path.is_dir():
            yield from ((f"{path.name}/{name}", inner) for name, inner in files_of(path))
        elif path.is_file() and not _is_side_file(path):
            yield path.name, path


def files_of(folder: Path, *, every: bool = False) -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder by their names in it, sorted, without drafts and databases' side files unless `every`."""
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(here) / name
            if path.is_file() and (every or not (name.startswith(".") or _is_side_file(path))):
                yield path.relative_to(folder).as_posix(), path


def is_database(path: Path) -> bool:
    """Tell whether a file is an SQLite database."""
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def copy_database(source: Path, target: Path, *, whole: bool = False) -> None:
    """Copy a database as it is between two transactions, without sessions unless `whole`; raises sqlite3.Error or OSError."""
    with closing(sqlite3.connect(source, timeout=30)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("pragma secure_delete = on")
        with new:
            for table in () if whole else _NOT_KEPT:
                if new.execute("select 1 from sqlite_master where type = 'table' and name = ?", (table,)).fetchone():
                    new.execute(f"delete from {table}")
        new.execute("pragma journal_mode = delete")
    target.chmod(0o600 if not source.stat().st_mode & 0o044 else 0o644)


def says_nothing(path: Path) -> bool:
    """Tell whether a database holds nothing that somebody has made; raises sqlite3.Error.

    A folder has one for accounts as soon as reports are added, whether there is an account or not.
    """
    with closing(sqlite3.connect(path, timeout=30)) as database:
        tables = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        return not any(
            database.execute(f'select 1 from "{table}" limit 1').fetchone()
            for table in tables
            if table not in _OF_NOBODY and not table.startswith("sqlite_")
        )


def _is_side_file(path: Path) -> bool:
    found = _SIDE_FILE.match(path.name)
    return bool(found) and path.with_name(found[1] if found else "").is_file()
