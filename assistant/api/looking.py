"""What the reports hold: the list of them, their figures, and the text around a quote."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import JSONResponse

from assistant.api.schemas import LARGEST_PAGE, FiguresPage, Filter, ReportsPage, SourceFields
from assistant.api.shared import Asking
from assistant.messages import explain_warning
from assistant.service import Source
from index.snapshot import Entry

router = APIRouter()
_SHOWN = (
    "id",
    "file",
    "title",
    "year",
    "region",
    "issued",
    "pages",
    "characters",
    "passages",
    "sentences",
    "figures",
    "tables",
    "read_at",
)
AROUND, MOST_AROUND = 200, 5000  # characters on either side of a quote

Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]
Offset = Annotated[int, Query(ge=0)]
Several = Annotated[list[str], Query(max_length=100)]


@router.get("/v1/reports", response_model=ReportsPage)
def reports(
    request: Request, caller: Asking, reports: Annotated[Filter, Query()] = None, limit: Limit = 50, offset: Offset = 0
) -> JSONResponse:
    """List the reports in service."""
    found = caller.enquiries.reports(reports)
    shown = [_report(entry, caller.language) for entry in found[offset : offset + limit]]
    return _page(request, caller, shown, total=len(found), limit=limit, offset=offset)


@router.get("/v1/figures", response_model=FiguresPage)
def figures(
    request: Request,
    caller: Asking,
    *,
    words: Annotated[str, Query(max_length=200, description="Words of the indicator or its sentence")] = "",
    region: Several = [],  # noqa: B006 - FastAPI makes a list of its own for each request
    year: Annotated[list[int], Query(max_length=100)] = [],  # noqa: B006
    unit: Several = [],  # noqa: B006
    reports: Annotated[Filter, Query()] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> JSONResponse:
    """List the figures of the reports, each with what it counts and the sentence it stands in."""
    found = caller.enquiries.figures(words, region, year, unit, reports)
    shown = [asdict(row) for row in found[offset : offset + limit]]
    return _page(request, caller, shown, total=len(found), limit=limit, offset=offset)


@router.get("/v1/sources/{report_id}", response_model=SourceFields)
def source(
    caller: Asking,
    report_id: Annotated[str, Path(max_length=64, description="A citation's report_id")],
    start: Annotated[int, Query(ge=0, description="A citation's start")],
    end: Annotated[int, Query(ge=1, description="A citation's end")],
    around: Annotated[int, Query(ge=0, le=MOST_AROUND, description="Characters on either side")] = AROUND,
) -> JSONResponse:
    """Show a cited sentence with its surroundings, verbatim."""
    found = caller.enquiries.source(report_id, start, end, around)
    return JSONResponse(_source(found) | {"snapshot": caller.enquiries.snapshot.name})


def _report(entry: Entry, language: str) -> dict[str, Any]:
    """Return what is told of a report; where its file lay on the server is not."""
    fields = {name: getattr(entry, name) for name in _SHOWN}
    return fields | {"notes": [explain_warning(code, language) for code in entry.warnings]}


def _source(source: Source) -> dict[str, Any]:
    return {
        "report": source.entry.title,
        "report_id": source.entry.id,
        "file": source.entry.file,
        "section": list(source.section),
        "page": source.page,
        "quote": source.quote,
        "start": source.start,
        "end": source.end,
        "before": source.before,
        "after": source.after,
    }


def _page(
    request: Request, caller: Asking, shown: Sequence[dict[str, Any]], *, total: int, limit: int, offset: int
) -> JSONResponse:
    following = offset + limit
    url = request.url.include_query_params(offset=following, limit=limit)
    address = None if following >= total else f"{url.path}?{url.query}"
    fields = {
        "snapshot": caller.enquiries.snapshot.name,
        "total": total,
        "limit": limit,
        "offset": offset,
        "next": address,
        "items": list(shown),
    }
    return JSONResponse(fields, headers={} if address is None else {"Link": f'<{address}>; rel="next"'})
