"""For those who run the server: whether it lives, whether it can answer, and what it counted."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from assistant.access import LOCAL
from assistant.api.measures import CONTENT_TYPE
from assistant.api.shared import Known, Shared

router = APIRouter()


@router.get("/healthz")
def healthz() -> JSONResponse:
    """Say that the server lives."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def readyz(request: Request) -> JSONResponse:
    """Say that questions can be answered: a snapshot is in service and opened. Else a problem with status 503."""
    shared: Shared = request.app.state.shared
    shared.service.assistant(LOCAL)
    return JSONResponse({"status": "ready"})


@router.get("/metrics")
def metrics(known: Known) -> Response:
    """Give what was counted, for Prometheus; takes a token where questions take one."""
    shared, _ = known
    return Response(shared.measures.text(shared.service), headers={"Content-Type": CONTENT_TYPE})
