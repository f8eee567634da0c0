"""Every figure of the reports as rows: value, unit, what it counts, for whom and when, and the sentence it stands in."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from assistant.answering import wording
from assistant.answering.labels import indicator_of
from assistant.evidence import Candidate
from assistant.reading import stretch_of
from assistant.types import Hit
from index.snapshot import Snapshot
from index.text import fold
from index.types import Figure, FigureKind, Role, Tense

_NOT_COUNTED = ("届",)  # 二十届 names a meeting
_FORMULA = frozenset("=+-@＝＋－＠")  # what a cell begins with that is computed


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure; `indicator` is cut from the report's words around it, `goal` tells a plan from a result."""

    text: str
    value: str
    unit: str
    kind: str
    indicator: str
    region: str | None
    year: int | None
    goal: bool
    section: str
    quote: str
    report: str
    report_id: str
    start: int
    end: int
    page: int | None
    fall: bool = False  # the value is the amount of a fall


def figure_rows(snapshot: Snapshot, reports: Sequence[int] | None = None) -> Iterator[FigureRow]:
    """Yield the figures of all reports, or of those with these numbers, in the order of the reports."""
    for number in range(len(snapshot.entries)) if reports is None else reports:
        indexed = snapshot.report(number)
        report = indexed.report
        for position, sentence in enumerate(indexed.sentences):
            if not indexed.figures[position]:
                continue
            candidate = Candidate(Hit(0, number, position, 0.0, 0.0, 0.0), indexed, position)
            for figure in indexed.figures[position]:
                if figure.kind is FigureKind.TIME or figure.unit in _NOT_COUNTED:
                    continue
                value = format(figure.value.normalize(), "f")
                unit = "%" if figure.unit == "成" else figure.unit
                yield FigureRow(
                    text=wording.written(figure),
                    value=value if figure.upper is None else f"{value}-{format(figure.upper.normalize(), 'f')}",
                    unit=unit,
                    kind=figure.kind.value,
                    indicator=_indicator(candidate, figure),
                    region=report.region,
                    year=None if stretch_of(candidate, figure) else candidate.year_of(figure),
                    goal=sentence.tense is Tense.GOAL,
                    section=" › ".join(candidate.passage.section),
                    quote=candidate.words,
                    report=report.title,
                    report_id=report.id,
                    start=figure.start,
                    end=figure.end,
                    page=report.page_at(figure.start),
                    fall=figure.signed < 0 <= figure.value,
                )


def _indicator(candidate: Candidate, figure: Figure) -> str:
    """Return what a figure counts; of the two ends of a change, which of them it is."""
    ends = {Role.FROM: "began", Role.TO: "ended"}
    name = indicator_of(candidate, figure)
    both = {other.role for other in candidate.figures} >= set(ends)
    return name + wording.say("zh", ends[figure.role]) if both and figure.role in ends else name


def matching(
    rows: Iterable[FigureRow],
    words: str = "",
    regions: Sequence[str] = (),
    years: Sequence[int] = (),
    units: Sequence[str] = (),
) -> list[FigureRow]:
    """Return the rows whose indicator or quote holds every word, of these regions, years and units where given."""
    wanted = [fold(word) for word in words.split()]
    return [
        row
        for row in rows
        if (not regions or row.region in regions)
        and (not years or row.year in years)
        and (not units or row.unit in units)
        and all(word in fold(f"{row.indicator} {row.quote} {row.text}") for word in wanted)
    ]


COLUMNS = ("indicator", "text", "value", "unit", "region", "year", "goal", "section", "quote", "report", "page")


def as_table(rows: Iterable[FigureRow], names: Sequence[str]) -> list[dict[str, Any]]:
    """Return rows under the given names of `COLUMNS`; a single value is a number."""
    table = []
    for row in rows:
        fields = asdict(row)
        single = "-" not in row.value[1:]
        # with its sign: in a column of numbers a fall must not read as a rise
        fields["value"] = float(Decimal(row.value)) * (-1 if row.fall else 1) if single else None
        table.append({name: fields[column] for name, column in zip(names, COLUMNS, strict=True)})
    return table


def as_csv(table: Sequence[dict[str, Any]]) -> bytes:
    """Return a table as CSV that Excel opens with the right encoding; no cell is taken for a formula."""
    written = io.StringIO()
    if table:
        writer = csv.DictWriter(written, list(table[0]))
        writer.writeheader()
        writer.writerows({name: _harmless(value) for name, value in row.items()} for row in table)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(table: Sequence[dict[str, Any]], title: str) -> bytes:
    """Return a table as an Excel workbook with one sheet."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    if table:
        sheet.append(list(table[0]))
    for row in table:
        sheet.append(
            [ILLEGAL_CHARACTERS_RE.sub("", v) if isinstance(v, str) else v for v in map(_harmless, row.values())]
        )
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _harmless(value: Any) -> Any:
    """Keep a spreadsheet from running a report's words as a formula, also behind a tab or in wide characters."""
    begins = isinstance(value, str) and len(value.strip()) > 1 and value.strip()[0] in _FORMULA
    return f"'{value}" if begins else value
