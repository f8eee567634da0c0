"""The reports of a snapshot as they are stored, whichever version of this program wrote it: what a rebuild starts from.

Texts, outlines, pages and tables have been stored alike from the first version on; what is derived from them has not,
and is derived anew. An earlier version may have read less out of a file than this one: such a report bears a warning.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from index.errors import DamagedSnapshot
from index.snapshot.snapshot import FORMAT, MANIFEST, REPORT_FILE, TEXT_FILE, Entry, manifest_fields, verify_file
from index.structure import report_from
from index.types import Report

_KNOWN = frozenset(field.name for field in fields(Entry))
_WARNING = "read_earlier"


@dataclass(frozen=True, slots=True)
class Stored:
    """A report of the snapshot in `folder`, with the checksums of its files; `earlier`: another version has read it."""

    entry: Entry
    folder: Path
    checksums: dict[str, str]
    earlier: bool

    def report(self) -> Report:
        """Read the report; raises DamagedSnapshot."""
        place = f"reports/{self.entry.id}"
        for name in (TEXT_FILE, REPORT_FILE):
            verify_file(self.folder, f"{place}/{name}", self.checksums.get(f"{place}/{name}", ""))
        try:
            text = (self.folder / place / TEXT_FILE).read_bytes().decode("utf-8")
            plain = json.loads((self.folder / place / REPORT_FILE).read_text("utf-8"))
            report = report_from(text, plain["report"])
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise DamagedSnapshot(self.folder / place, "unreadable report") from error
        if not self.earlier or _WARNING in report.warnings:
            return report
        return replace(report, warnings=(*report.warnings, _WARNING))


def stored_reports(folder: Path) -> list[Stored]:
    """Return the reports of a snapshot in their order; raises DamagedSnapshot."""
    plain = manifest_fields(folder)
    try:
        earlier = plain.get("format") != FORMAT
        return list(_stored(folder, plain["reports"], dict(plain["files"]), earlier))
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedSnapshot(folder / MANIFEST, "not a manifest") from error


def _stored(folder: Path, rows: list[dict[str, Any]], checksums: dict[str, str], earlier: bool) -> Iterator[Stored]:
    for row in rows:
        known = {name: value for name, value in row.items() if name in _KNOWN}
        entry = Entry(**{**known, "warnings": tuple(known.get("warnings", ()))})
        yield Stored(entry, folder, checksums, earlier)
