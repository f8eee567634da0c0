"""Answers as JSON, in the form that programs rely on."""

from dataclasses import asdict
from typing import Any

from assistant.types import Answer, Choice, Citation, Form, Row


def citation_fields(citation: Citation) -> dict[str, Any]:
    return {
        "report": citation.report,
        "report_id": citation.report_id,
        "file": citation.file,
        "section": list(citation.section),
        "page": citation.page,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def row_fields(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "region": row.region,
        "year": row.year,
        "headline": row.headline,
        "figure": None if row.figure is None else asdict(row.figure),
        "citation": None if row.citation is None else citation_fields(row.citation),
    }


def choice_fields(choice: Choice) -> dict[str, Any]:
    several = {
        "figures": [asdict(figure) for figure in choice.figures],
        "citations": [citation_fields(citation) for citation in choice.citations],
        "computed": choice.computed,
    }
    return {key: value for key, value in several.items() if value} | {
        "label": choice.label,
        "region": choice.region,
        "year": choice.year,
        "headline": choice.headline,
        "text": choice.text,
        "figure": asdict(choice.figure),
        "citation": citation_fields(choice.citation),
        "confidence": choice.confidence.value,
    }


def answer_fields(answer: Answer) -> dict[str, Any]:
    """Return an answer as the JSON object of the batch contract."""
    fields: dict[str, Any] = {} if answer.id is None else {"id": answer.id}
    fields |= {
        "question": answer.question,
        "status": answer.status.value,
        "headline": answer.headline,
        "text": answer.text,
        "citations": [citation_fields(citation) for citation in answer.citations],
        "figures": [
            {
                key: value
                for key, value in asdict(figure).items()
                if value or key not in ("label", "goal", "fall", "year", "stretch")
            }
            for figure in answer.figures
        ],
        "reader": answer.reader,
        "snapshot": answer.snapshot,
        "confidence": answer.confidence.value,
        "see_also": [citation_fields(citation) for citation in answer.nearest],
        "unsupported": list(answer.unsupported),
        "elapsed_ms": answer.elapsed_ms,
    }
    if answer.form is not Form.SINGLE:
        fields["form"] = answer.form.value
    if answer.examples:
        fields["examples"] = list(answer.examples)
    if answer.table:
        fields["table"] = [row_fields(row) for row in answer.table]
    if answer.others:
        fields["others"] = [row_fields(row) for row in answer.others]
    if answer.choices:
        fields |= {"read_as": answer.read_as, "choices": [choice_fields(choice) for choice in answer.choices]}
    if answer.within:
        fields["within"] = list(answer.within)
    if answer.computed:
        fields["computed"] = answer.computed
    if answer.written or answer.cut:
        fields["written"] = {"text": answer.written, "cut": answer.cut}
    if answer.understood:
        fields["understood"] = answer.understood
    if answer.notice:
        fields["model_notice"] = answer.notice
    return fields
