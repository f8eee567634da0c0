"""The application: its routes, what stands around them, and what is loaded before anybody asks."""

import contextlib
import threading
from collections.abc import AsyncIterator
from http import HTTPStatus
from importlib import metadata

from fastapi import FastAPI

from assistant.access import LOCAL, Accounts, Tokens
from assistant.api import asking, chat, health, looking
from assistant.api.limits import Limiter
from assistant.api.problems import CONTENT_TYPE, answer_problems
from assistant.api.schemas import ProblemFields
from assistant.api.shared import Shared, Terms
from assistant.api.watching import Watching
from assistant.service import Service
from index.errors import IndexingError
from index.text import warm_up

_ABOUT = """Answers questions over Chinese work reports, each with the exact sentence it stands in.
What the reports do not say is not answered: `status` is then `not_found`.
Errors are problems by RFC 9457, in Chinese or English by Accept-Language."""
_PROBLEM = {"schema": ProblemFields.model_json_schema()}
_PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"description": HTTPStatus(status).phrase, "content": {CONTENT_TYPE: _PROBLEM}}
    for status in (401, 403, 404, 413, 422, 429, 503)
}


def create_app(service: Service, terms: Terms | None = None) -> FastAPI:
    """Make the application over one data folder, which the page and the command line may share."""
    folder, terms = service.store.folder, terms or Terms()
    shared = Shared(service, terms, Accounts(folder), Tokens(folder), Limiter(terms.per_minute))
    app = FastAPI(
        title="Report Assistant",
        description=_ABOUT,
        version=metadata.version("report-assistant"),
        docs_url=None,  # those pages load their scripts from elsewhere
        redoc_url=None,
        lifespan=_prepared,
        redirect_slashes=False,
    )
    app.state.shared = shared
    answer_problems(app)
    for room in (asking, looking, chat):
        app.include_router(room.router, responses=_PROBLEMS)
    app.include_router(health.router)
    app.add_middleware(Watching, shared=shared)
    return app


@contextlib.asynccontextmanager
async def _prepared(app: FastAPI) -> AsyncIterator[None]:
    threading.Thread(target=_load, args=(app.state.shared.service,), name="prepare", daemon=True).start()
    yield


def _load(service: Service) -> None:
    """Load what every first question needs; what fails here is said to whoever asks, when it is loaded again."""
    with contextlib.suppress(IndexingError):
        _ = service.embedder
        warm_up()
        service.assistant(LOCAL)
