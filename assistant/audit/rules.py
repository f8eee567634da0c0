"""What is recorded and for how long, as a manager set it: audit/rules.json."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from index.snapshot import write_whole

FILE = "rules.json"


class Questions(StrEnum):
    """What is recorded of questions."""

    OFF = "off"  # questions are not recorded
    WHO = "who"  # who asked when, without the words
    TEXT = "text"  # with the words


@dataclass(frozen=True, slots=True)
class Rules:
    """`keep_days` None keeps everything; lines older than it are sealed away, or dropped where `drop` says so."""

    questions: Questions = Questions.OFF
    keep_days: int | None = None
    drop: bool = False


def load_rules(folder: Path) -> Rules:
    """Return the rules of a record's folder; what cannot be read counts as never set."""
    try:
        fields = json.loads((folder / FILE).read_text("utf-8"))
        days = fields["keep_days"]
        return Rules(Questions(fields["questions"]), None if days is None else int(days), bool(fields["drop"]))
    except (OSError, ValueError, TypeError, KeyError):
        return Rules()


def save_rules(folder: Path, rules: Rules) -> None:
    """Replace the rules in one step; raises CannotWrite."""
    write_whole(folder / FILE, json.dumps(asdict(rules), indent=1).encode("utf-8"))
