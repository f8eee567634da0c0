"""What staff correct about a report (title, year, region, day of issue), kept beside the snapshots so that it survives
every build.
"""

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

from index.errors import DamagedSnapshot
from index.snapshot.writing import write_whole
from index.types import Report

FILE = "corrections.json"


@dataclass(frozen=True, slots=True)
class Correction:
    """The fields to put in place of those read; None leaves what was read."""

    title: str | None = None
    year: int | None = None
    region: str | None = None
    issued: str | None = None

    def applied(self, report: Report) -> Report:
        changed = {name: value for name, value in asdict(self).items() if value is not None}
        return replace(report, **changed) if changed else report


def load_corrections(folder: Path) -> dict[str, Correction]:
    """Return the corrections of a data folder by report id; raises DamagedSnapshot for a file that is none."""
    path = folder / FILE
    try:
        content = json.loads(path.read_text("utf-8"))
        known = {field.name for field in fields(Correction)}
        return {key: Correction(**{k: v for k, v in row.items() if k in known}) for key, row in content.items()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise DamagedSnapshot(path, "not a list of corrections") from error


def save_corrections(folder: Path, corrections: dict[str, Correction]) -> None:
    """Replace the corrections in one step; raises CannotWrite, which leaves the old ones."""
    rows = {key: {k: v for k, v in asdict(c).items() if v is not None} for key, c in sorted(corrections.items())}
    content = json.dumps({key: row for key, row in rows.items() if row}, ensure_ascii=False, indent=1)
    write_whole(folder / FILE, content.encode("utf-8"))


def usable_date(text: str) -> bool:
    """Tell whether `text` is a day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
