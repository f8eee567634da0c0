"""Cuts off what is older than is kept: into a sealed file beside the record, or away; a line says which lines went."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.audit.line import Line, digest, read_line
from assistant.audit.rules import Rules
from index.snapshot import write_whole

SEALED = "sealed"
# how much older the first line may get before the record is cut, so that sealed files are not many and small
_SLACK = {False: timedelta(days=30), True: timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Cut:
    """Lines `first` to `last` that are to go; `hashed` is the hash of the last of them."""

    first: int
    last: int
    hashed: str
    archive: str  # name of the sealed file, "" where they are dropped

    def fields(self) -> dict[str, Any]:
        return {"first": self.first, "last": self.last, "hash": self.hashed, "dropped": int(not self.archive)}

    def finish(self, path: Path) -> None:
        """Take the lines out of the record; raises CannotWrite, which leaves it whole."""
        left = [raw for raw in lines_of(path) if (line := read_line(raw)) is None or line.n > self.last]
        write_whole(path, b"".join(raw + b"\n" for raw in left))
        path.chmod(0o600)


def aged(path: Path, rules: Rules, now: datetime) -> bool:
    """Tell whether the first line is so old that it is time to cut."""
    with path.open("rb") as file:
        line = read_line(file.readline().rstrip(b"\n"))
    return line is not None and _moment(line) < now - timedelta(days=rules.keep_days or 0) - _SLACK[rules.drop]


def seal(path: Path, rules: Rules, now: datetime) -> Cut | None:
    """Write the lines that are too old into a sealed file, unless they are dropped; returns what to cut, if anything."""
    bound = now - timedelta(days=rules.keep_days or 0)
    old: list[tuple[bytes, Line]] = []
    for raw in lines_of(path):
        line = read_line(raw)
        if line is None or _moment(line) >= bound:
            break
        old.append((raw, line))
    if not old:
        return None
    first, last = old[0][1].n, old[-1][1].n
    archive = "" if rules.drop else f"{first:09}-{last:09}.jsonl"
    if archive:
        target = path.parent / SEALED / archive
        write_whole(target, b"".join(raw + b"\n" for raw, _ in old))
        target.chmod(0o400)
    return Cut(first, last, digest(old[-1][0]), archive)


def sealed_files(folder: Path) -> list[Path]:
    """Return the sealed files of a record, the oldest first."""
    return sorted((folder / SEALED).glob("*.jsonl"))


def dropped_until(lines: list[Line]) -> dict[int, str]:
    """Return the last lines that were cut off on purpose, with their hashes."""
    return {line.more["last"]: str(line.more.get("hash")) for line in lines if _is_drop(line)}


def _is_drop(line: Line) -> bool:
    return line.what == "seal" and line.more.get("dropped") == 1 and isinstance(line.more.get("last"), int)


def _moment(line: Line) -> datetime:
    try:
        return datetime.fromisoformat(line.at)
    except ValueError:
        return datetime.fromisoformat("9999-01-01T00:00:00+00:00")  # an altered line is never cut away


def lines_of(path: Path) -> list[bytes]:
    """Return the whole lines of a file of the record; what a process died in has no end and is none."""
    return path.read_bytes().split(b"\n")[:-1]
