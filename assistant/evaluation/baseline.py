"""An earlier evaluation to compare with, and what changed since, question by question: what got worse, what better."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_OF_A_CASE = ("id", "question", "outcome", "headline")


class BadBaseline(ValueError):
    """A file is not the JSON that `assistant evaluate --json` prints."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path, self.detail = path, detail


@dataclass(frozen=True, slots=True)
class Change:
    """One question whose outcome or headline differs; an outcome is None where one of the runs lacks the question."""

    id: str
    question: str
    before: str | None
    after: str | None
    headline_before: str | None
    headline_after: str | None

    @property
    def better(self) -> bool:
        return self.after == "right" and self.before not in (None, "right")

    @property
    def worse(self) -> bool:
        return self.before == "right" and self.after not in (None, "right")


def read_baseline(path: Path) -> dict[str, Any]:
    """Read an earlier evaluation; raises BadBaseline."""
    try:
        fields = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadBaseline(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise BadBaseline(path, str(error)) from error
    cases = fields.get("cases") if isinstance(fields, dict) else None
    if not isinstance(cases, list) or not all(isinstance(c, dict) and c.keys() >= set(_OF_A_CASE) for c in cases):
        raise BadBaseline(path, "no evaluation")
    return dict(fields)


def changed_since(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return the questions that differ, in the order of the new run, then those it lacks.

    Questions are the same where id and wording agree.
    """
    old = {(row["id"], row["question"]): row for row in before["cases"]}
    found = []
    for row in after["cases"]:
        was = old.pop((row["id"], row["question"]), None)
        if was is None or (was["outcome"], was["headline"]) != (row["outcome"], row["headline"]):
            found.append(_change(was, row))
    return found + [_change(was, None) for was in old.values()]


def _change(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> Change:
    either = now or was or {}
    return Change(
        id=either["id"],
        question=either["question"],
        before=was["outcome"] if was else None,
        after=now["outcome"] if now else None,
        headline_before=was["headline"] if was else None,
        headline_after=now["headline"] if now else None,
    )
