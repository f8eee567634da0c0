"""A report with its passages and figures as JSON; the text stands in a file of its own."""

import json
from collections.abc import Callable
from dataclasses import asdict, astuple, replace
from dataclasses import fields as fields_of
from decimal import Decimal
from typing import Any

from index.types import (
    Aim,
    Basis,
    Cell,
    Direction,
    Extent,
    Figure,
    FigureKind,
    Heading,
    IndexedReport,
    Page,
    Passage,
    Period,
    Report,
    Role,
    Sentence,
    Table,
    Tense,
)


def report_fields(report: Report) -> dict[str, Any]:
    """Return a report as plain values, its text left out."""
    fields = asdict(replace(report, tables=()))
    del fields["text"]
    fields["tables"] = [_table_fields(table) for table in report.tables]
    return fields


def _table_fields(table: Table) -> dict[str, Any]:
    """Return a table as plain values; its cells, of which a sheet has many, as rows of values."""
    cells = [list(astuple(cell)) for cell in table.cells]
    return {"start": table.start, "end": table.end, "headings": table.headings, "rows": table.rows, "cells": cells}


def _table(fields: dict[str, Any]) -> Table:
    rows = tuple(tuple(row) for row in fields["rows"])
    cells = tuple(Cell(*cell) for cell in fields.get("cells", ()))
    return Table(fields["start"], fields["end"], fields["headings"], rows, cells)


def report_from(text: str, fields: dict[str, Any]) -> Report:
    """Rebuild a report from `report_fields`; raises ValueError, TypeError or KeyError for anything else."""
    return Report(
        **{
            **fields,
            "text": text,
            "headings": tuple(Heading(**heading) for heading in fields["headings"]),
            "pages": tuple(Page(**page) for page in fields["pages"]),
            "warnings": tuple(fields["warnings"]),
            "tables": tuple(map(_table, fields.get("tables", ()))),
        }
    )


def dump_report(indexed: IndexedReport) -> str:
    """Return a report with its passages and figures as it is stored."""
    report = report_fields(indexed.report)
    passages = [
        {
            "span": [passage.start, passage.end],
            "section": passage.section,
            "page": passage.page,
            "sentences": [
                [s.start, s.end, [s.period.first, s.period.last] if s.period else None, s.tense]
                for s in passage.sentences
            ],
        }
        for passage in indexed.passages
    ]
    figures = [[_dump_figure(figure) for figure in row] for row in indexed.figures]
    return json.dumps(
        {"report": report, "passages": passages, "figures": figures},
        ensure_ascii=False,
        separators=(",", ":"),
    )


_FIELDS = {field.name: field for field in fields_of(Figure)}


def _dump_figure(figure: Figure) -> dict[str, Any]:
    """Return a figure as plain values; what is as it always is, is left out."""
    plain: dict[str, Any] = {}
    for name, field in _FIELDS.items():
        value = getattr(figure, name)
        if value == field.default:
            continue
        if isinstance(value, Decimal):
            value = str(value)
        elif name == "ratio":
            value = [str(term) for term in value]
        elif isinstance(value, Period):
            value = [value.first, value.last]
        plain[name] = value
    return plain


_READERS: dict[str, Callable[[Any], Any]] = {
    "value": Decimal,
    "upper": Decimal,
    "kind": FigureKind,
    "role": Role,
    "direction": Direction,
    "basis": Basis,
    "extent": Extent,
    "aim": Aim,
    "ratio": lambda terms: tuple(map(Decimal, terms)),
    "period": lambda years: Period(*years),
    "months": tuple,
}


def _load_figure(plain: dict[str, Any]) -> Figure:
    return Figure(**{name: _READERS[name](value) if name in _READERS else value for name, value in plain.items()})


def load_report(text: str, content: str) -> IndexedReport:
    """Rebuild what `dump_report` wrote; raises ValueError, TypeError or KeyError for anything else."""
    fields = json.loads(content)
    report = report_from(text, fields["report"])
    passages = tuple(
        Passage(
            report_id=report.id,
            start=passage["span"][0],
            end=passage["span"][1],
            section=tuple(passage["section"]),
            page=passage["page"],
            sentences=tuple(
                Sentence(start, end, Period(*period) if period else None, Tense(tense) if tense else None)
                for start, end, period, tense in passage["sentences"]
            ),
        )
        for passage in fields["passages"]
    )
    figures = tuple(tuple(_load_figure(figure) for figure in row) for row in fields["figures"])
    return IndexedReport(report, passages, figures)
