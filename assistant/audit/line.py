"""A line of the record, and how it is written: JSON, with the SHA-256 of the line before."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

NOTHING_BEFORE = "0" * 64
LONGEST = 500  # characters of what a line is about


class What(StrEnum):
    """What was done. Other names may be recorded as well; these are the ones that people have words for."""

    SIGN_IN = "sign_in"
    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"
    CORRECT = "correct"
    REBUILD = "rebuild"
    ROLLBACK = "rollback"
    LIMIT = "limit"  # a report to groups
    GROUP = "group"  # made, removed, joined or left
    TOKEN = "token"  # made or removed
    GOLDEN = "golden"
    ACCOUNT_ADD = "account_add"
    ACCOUNT_REMOVE = "account_remove"
    ACCOUNT_ROLE = "account_role"
    ACCOUNT_PASSWORD = "account_password"
    MODEL = "model"  # the language model's settings
    BACKUP = "backup"
    RESTORE = "restore"
    ERASE = "erase"
    EXPORT = "export"
    ASK = "ask"
    SEAL = "seal"
    RULES = "rules"


class Outcome(StrEnum):
    """How what is recorded ended."""

    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"
    REFUSED = "refused"
    LOCKED = "locked"
    UNKNOWN = "unknown"  # of a change that was begun and whose end nobody recorded; never written


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `who` and `about` are pseudonyms of people, "" for none; `act` joins beginning and end of a change."""

    n: int
    at: str  # ISO 8601, UTC
    who: str
    what: str
    thing: str
    about: str
    outcome: str
    act: str
    before: str  # SHA-256 of the line before, hexadecimal
    more: dict[str, Any] = field(default_factory=dict)


def written(line: Line) -> bytes:
    """Return a line as it stands in the file, without its end."""
    return json.dumps(asdict(line), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def read_line(raw: bytes) -> Line | None:
    """Return the line that `written` wrote; None for anything else."""
    try:
        fields = json.loads(raw.decode("utf-8"))
        line = Line(**fields)
    except (ValueError, TypeError):
        return None
    texts = (line.at, line.who, line.what, line.thing, line.about, line.outcome, line.act, line.before)
    usable = type(line.n) is int and all(isinstance(text, str) for text in texts) and isinstance(line.more, dict)
    return line if usable else None


def digest(raw: bytes) -> str:
    """Return the hash of a line, which the next line names."""
    return hashlib.sha256(raw).hexdigest()
