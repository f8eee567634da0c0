"""The collection's own questions, grown from what staff confirmed: a line of data/golden.jsonl each."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.access import LOCAL, Account, Action, require
from assistant.audit import Trail, What
from assistant.collection.guard import GOLDEN
from assistant.evaluation import read_cases
from assistant.service import Turn
from index.errors import CannotWrite
from index.snapshot import write_whole

_LOCK = "golden.lock"  # not the folder's own lock, which a backup holds for minutes


def case_of(turn: Turn, right_answer: str) -> dict[str, Any]:
    """Return the question-set line of a confirmed answer; without a right answer it has to be refused."""
    answer = turn.answer
    right = right_answer.strip()
    same = bool(right) and answer.headline is not None and right in answer.headline
    quotes = [c.quote[start:end] for c in answer.citations[:1] for start, end in c.marks[:1]] if same else []
    kind = "unanswerable" if not right else "figure" if any(character.isdigit() for character in right) else "who_what"
    return {
        "id": turn.id[:12],
        "lang": answer.language,
        "kind": kind,
        "style": "feedback",
        "question": turn.question,
        "history": list(answer.history),
        "gold": [[right]] if right else [],
        "quote": quotes,
        "section": "",
    }


def add_case(folder: Path, turn: Turn, right_answer: str, actor: Account = LOCAL) -> None:
    """Add a confirmed answer to the golden set, in one step.

    Raises NotAllowed, CannotWrite or BadCases, which leave it as it was.
    """
    require(actor, Action.KEEP_QUESTIONS)
    path = folder / GOLDEN
    line = json.dumps(case_of(turn, right_answer), ensure_ascii=False)
    with _alone(folder):
        before = ""
        if path.is_file() and path.stat().st_size:
            read_cases(path)  # a set that cannot be read is not written over
            before = path.read_text("utf-8")
        kept = [old for old in before.splitlines() if old.strip() and json.loads(old).get("id") != turn.id[:12]]
        with Trail(folder).change(actor.known_as, What.GOLDEN, turn.question):
            write_whole(path, ("\n".join([*kept, line]) + "\n").encode("utf-8"))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep whoever else adds a question waiting, so that none is lost; raises CannotWrite."""
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CannotWrite(folder, error.strerror or str(error)) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
