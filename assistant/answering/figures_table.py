"""Every figure of the reports as rows: value, unit, what it counts, for whom and when, and the sentence it stands in."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from assistant.answering import wording
from assistant.data_files import read_patterns
from assistant.evidence import Candidate, singles_out, sums_up
from assistant.reading import counted_noun
from assistant.types import Hit
from index.snapshot import Snapshot
from index.text import fold
from index.types import Figure, FigureKind, Tense

_PATTERNS = read_patterns("assistant.answering", "indicators.toml")
_NOT_COUNTED = ("届",)  # 二十届 names a meeting
_LONGEST = 40  # characters of an indicator
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
                    indicator=indicator_of(candidate, figure),
                    region=report.region,
                    year=candidate.year_of(figure),
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


def indicator_of(candidate: Candidate, figure: Figure) -> str:
    """Return the report's words for what a figure counts.

    The words before it in its stretch, the noun after it where the figure stands first (招聘 … 126名教师); a rise or
    a part takes its subject from the clause before.
    """
    text = candidate.indexed.report.text
    home = candidate.clause_of(figure.start)
    before = text[max(figure.owner_start, candidate.clauses[home][0]) : figure.start]
    own = _trimmed(before)
    after = counted_noun(candidate, figure).strip("的，、 ")
    if after and (figure.kind is FigureKind.COUNT or _PATTERNS["only_verb"].fullmatch(own)):
        own = f"{own}{after}" if after not in own else own
    leans = (
        not own or _PATTERNS["no_subject"].match(own) or _PATTERNS["where"].fullmatch(own) or sums_up(candidate, figure)
    )
    if leans or singles_out(candidate, figure):
        subject = _subject(candidate, figure, home)
        if subject and subject not in own:
            own = f"{subject}{'·' if own else ''}{own}"
    if not own and candidate.passage.section:
        own = _PATTERNS["serial"].sub("", candidate.passage.section[-1])
    own = own if len(own) <= _LONGEST else f"…{own[-_LONGEST:]}"
    return own if own.count("“") == own.count("”") else own.replace("“", "").replace("”", "")


def _subject(candidate: Candidate, figure: Figure, home: int) -> str:
    """Return what the figure before this one counts, or the words of the clause before."""
    earlier = [other for other in candidate.figures if other.end <= figure.start]
    text = candidate.indexed.report.text
    for other in reversed(earlier[-3:]):
        if candidate.clause_of(other.start) < home - 1:
            break
        lead = _trimmed(
            text[max(other.owner_start, candidate.clauses[candidate.clause_of(other.start)][0]) : other.start]
        )
        noun = counted_noun(candidate, other).strip("的，、 ") if other.kind is FigureKind.COUNT else ""
        found = f"{lead}{noun}" if noun not in lead else lead
        if found and not _PATTERNS["no_subject"].match(found):
            return found
    if home:
        clause = text[slice(*candidate.clauses[home - 1])]
        return _trimmed(clause)[-20:] if not re.search(r"[0-9]", fold(clause)) else ""
    return ""


def _trimmed(words: str) -> str:
    # 肉、奶产量分别稳定在310万吨和750万吨: of what 分别 deals out, only its verb is the indicator's
    dealt = _PATTERNS["dealt"].sub(r"\1", words)
    begun = _PATTERNS["begun"].sub("", dealt)  # 毛入学率从53.4%提高到: the indicator stands before
    return _PATTERNS["trailing"].sub("", _PATTERNS["leading"].sub("", begun)).strip()


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
