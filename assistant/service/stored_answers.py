"""Answers as JSON and back, so that a conversation can be shown again as it was."""

import json
from dataclasses import asdict
from typing import Any

from assistant.types import Answer, AnswerFigure, Choice, Citation, Confidence, Form, Row, Status


def dump_answer(answer: Answer) -> str:
    """Return an answer as it is kept with its conversation."""
    return json.dumps(asdict(answer), ensure_ascii=False)


def load_answer(content: str) -> Answer:
    """Rebuild what `dump_answer` wrote; raises ValueError, TypeError or KeyError for anything else."""
    fields: dict[str, Any] = json.loads(content)
    return Answer(
        **{
            **fields,
            "status": Status(fields["status"]),
            "confidence": Confidence(fields["confidence"]),
            "citations": tuple(map(_citation, fields["citations"])),
            "nearest": tuple(map(_citation, fields["nearest"])),
            "figures": tuple(AnswerFigure(**figure) for figure in fields["figures"]),
            "unsupported": tuple(fields["unsupported"]),
            "history": tuple(fields["history"]),
            "table": tuple(map(_row, fields["table"])),
            "others": tuple(map(_row, fields["others"])),
            "form": Form(fields.get("form", Form.SINGLE)),
            "examples": tuple(fields.get("examples", ())),
            "choices": tuple(map(_choice, fields.get("choices", ()))),
            "within": tuple(fields.get("within", ())),
        }
    )


def _citation(fields: dict[str, Any]) -> Citation:
    marks = tuple((start, end) for start, end in fields["marks"])
    return Citation(**{**fields, "section": tuple(fields["section"]), "marks": marks})


def _choice(fields: dict[str, Any]) -> Choice:
    figure, citation = AnswerFigure(**fields["figure"]), _citation(fields["citation"])
    return Choice(
        **{
            **fields,
            "figure": figure,
            "citation": citation,
            "confidence": Confidence(fields["confidence"]),
            "figures": tuple(AnswerFigure(**each) for each in fields.get("figures", ())),
            "citations": tuple(map(_citation, fields.get("citations", ()))),
        }
    )


def _row(fields: dict[str, Any]) -> Row:
    figure = None if fields["figure"] is None else AnswerFigure(**fields["figure"])
    citation = None if fields["citation"] is None else _citation(fields["citation"])
    return Row(**{**fields, "figure": figure, "citation": citation})
