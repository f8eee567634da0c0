"""How many calls a day has seen, kept on disk so that all processes of one data folder share the limit."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from assistant.model.errors import LimitReached
from index.errors import CannotWrite

FILE = "model.sqlite"
_SCHEMA = "create table if not exists spent (day text primary key, calls integer not null)"


class Spending:
    """The count of one data folder. Safe to share between threads and processes."""

    def __init__(self, folder: Path, today: Callable[[], date] = date.today) -> None:
        self._path, self._today = folder / FILE, today

    def take(self, limit: int) -> None:
        """Count one call; raises LimitReached where the day has had `limit` of them, CannotWrite where it cannot be kept."""
        day = self._today().isoformat()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=10)) as connection, connection:
                connection.execute("begin immediate")
                connection.execute(_SCHEMA)
                connection.execute("insert or ignore into spent values (?, 0)", (day,))
                done = connection.execute(
                    "update spent set calls = calls + 1 where day = ? and calls < ?", (day, limit)
                ).rowcount
        except (sqlite3.Error, OSError) as error:
            raise CannotWrite(self._path, str(error)) from error
        if not done:
            raise LimitReached(limit)

    def today(self) -> int:
        """Return how many calls today has seen."""
        if not self._path.exists():
            return 0
        try:
            with closing(sqlite3.connect(self._path, timeout=10)) as connection, connection:
                connection.execute(_SCHEMA)
                row = connection.execute(
                    "select calls from spent where day = ?", (self._today().isoformat(),)
                ).fetchone()
        except (sqlite3.Error, OSError) as error:
            raise CannotWrite(self._path, str(error)) from error
        return int(row[0]) if row else 0
