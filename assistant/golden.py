"""The collection's own questions, grown from what staff confirmed: a line of data/golden.jsonl each."""

import json
import os
import uuid
from pathlib import Path
from typing import Any

from assistant.conversations import Turn
from assistant.evaluation import BadCases, read_cases
from assistant.guard import GOLDEN
from index.errors import CannotWrite


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


def add_case(folder: Path, turn: Turn, right_answer: str) -> None:
    """Add a confirmed answer to the golden set, in one step; raises CannotWrite or BadCases, which leave it as it was."""
    path = folder / GOLDEN
    line = json.dumps(case_of(turn, right_answer), ensure_ascii=False)
    draft = folder / f".{GOLDEN}-{uuid.uuid4().hex[:8]}"
    try:
        before = path.read_text("utf-8") if path.is_file() else ""
        kept = [old for old in before.splitlines() if old.strip() and json.loads(old).get("id") != turn.id[:12]]
        with draft.open("w", encoding="utf-8") as file:
            file.write("\n".join([*kept, line]) + "\n")
            file.flush()
            os.fsync(file.fileno())
        read_cases(draft)
        draft.replace(path)
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise error if isinstance(error, BadCases) else BadCases(path, 0, str(error)) from error
    finally:
        draft.unlink(missing_ok=True)
