"""A file that holds several reports, one after the other, becomes several reports.

A title between the paragraphs opens another report where it is the first title's twin (the same words, another year or
another place; both numbered alike or not at all) and text, not only another line of a table of contents, stands between the two.
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from index.structure.metadata import describe, names_kind
from index.structure.outline import mark_of
from index.structure.regions import place_at_start
from index.text import fold
from index.types import Report

_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[-—~至]+(?:19|20)?[0-9]{2,4})?(?:学年度?|年度?)?")
_LONGEST_TITLE = 60
_SENTENCES = 2  # that stand between two titles where each opens a report
_SHARED = 4  # characters at their ends that the titles of two places' reports share
_OPENING = 12  # lines in which a report's own title, year and day of issue are looked for


def several_reports(report: Report) -> tuple[Report, ...]:
    """Return the reports that a file holds, each with its own title, year and outline; the first keeps the file's id."""
    starts = _starts(report)
    if len(starts) < 2:
        return (report,)
    edges = [0, *starts[1:], len(report.text) + 1]
    return tuple(
        _cut(report, begin, end - 1, number) for number, (begin, end) in enumerate(itertools.pairwise(edges), start=1)
    )


def file_id(report_id: str) -> str:
    """Return the id of the file that a report came from: what stands after the number of the report in it."""
    return report_id.rpartition("-")[2]


def _starts(report: Report) -> list[int]:
    """Return where the titles stand that open a report of their own."""
    in_tables = [(table.start, table.end) for table in report.tables]
    starts: list[int] = []
    titles: list[tuple[str, str]] = []  # kind of numbering, the title without it
    offset = 0
    for line in report.text.split("\n"):
        mark, title = _bare_title(line)
        if _is_title(title, marked=bool(mark)) and not any(start <= offset < end for start, end in in_tables):
            between = report.text[starts[-1] : offset] if starts else ""
            twins = [other for other_mark, other in titles if other_mark == mark]
            if not titles or (_are_twins(twins, title) and between.count("。") >= _SENTENCES):
                starts.append(offset)
                titles.append((mark, title))
            elif (
                mark
                and not any(other_mark for other_mark, _ in titles)
                and len(titles) == 1
                and not between.count("。")
            ):
                starts, titles = [offset], [(mark, title)]  # what the file calls the whole stood above
        offset += len(line) + 1
    return starts


def _bare_title(line: str) -> tuple[str, str]:
    """Return the kind of a line's numbering, empty where it has none, and the line without it."""
    folded = fold(line).strip()
    mark, width = mark_of(folded) or ("", 0)
    return mark, re.sub(r"\s+", "", folded[width:])


def _unnumbered(line: str) -> str:
    stripped = line.strip()
    return stripped[(mark_of(stripped) or ("", 0))[1] :]


def _is_title(title: str, marked: bool) -> bool:
    """Tell whether a line can be a report's title; a numbered one is a heading unless it says whose report it is."""
    return (
        4 < len(title) <= _LONGEST_TITLE
        and names_kind(title)
        and _YEAR.search(title) is not None
        and not re.search(r"[。；：:，]", title)
        and (not marked or bool(place_at_start(_YEAR.sub("", title))))
    )


def _are_twins(titles: Iterable[str], title: str) -> bool:
    """Tell whether a title has the words of one before it, for another year or another place, and is none of them."""
    known = list(titles)
    if title in known:
        return False
    bare = _YEAR.sub("", title)
    for other in known:
        rest = _YEAR.sub("", other)
        if rest == bare:
            return True
        place, other_place = place_at_start(bare), place_at_start(rest)
        if place and other_place and place != other_place and _shared_end(bare, rest) >= _SHARED:
            return True
    return False


def _shared_end(first: str, second: str) -> int:
    count = 0
    while count < min(len(first), len(second)) and first[-1 - count] == second[-1 - count]:
        count += 1
    return count


def _cut(report: Report, begin: int, end: int, number: int) -> Report:
    text = report.text[begin:end].rstrip()
    opening = [line for line in text.split("\n") if line.strip()][:_OPENING]
    described = describe([_unnumbered(line) for line in opening[:1]] + opening[1:], report.file)
    title_end = begin + len(text.split("\n", 1)[0])
    inside = [h for h in report.headings if begin <= h.start < end and not (number > 1 and h.start < title_end)]
    above = min((heading.level for heading in inside), default=1) - 1
    pages = [page for page in report.pages if page.start < end]
    before = [page for page in pages if page.start <= begin][-1:]
    return replace(
        report,
        id=report.id if number == 1 else f"{number}-{report.id}",
        title=described.title,
        year=described.year,
        region=described.region or report.region,
        issued=described.issued,
        text=text,
        headings=tuple(replace(_moved(heading, begin), level=heading.level - above) for heading in inside),
        pages=tuple(
            replace(page, start=max(0, page.start - begin)) for page in pages if page in before or page.start > begin
        ),
        tables=tuple(_moved(table, begin) for table in report.tables if begin <= table.start < end),
    )


def _moved(part: Any, by: int) -> Any:
    """Return a heading, a table or a cell with its offsets, and those of what it is made of, counted from `by`."""
    changed: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in ("start", "end"):
            changed[field.name] = value - by
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            changed[field.name] = tuple(_moved(item, by) for item in value)
    return replace(part, **changed)
