"""What went wrong, as RFC 9457 says it: `application/problem+json` with a title and a detail for people."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from assistant.access import NotAllowed
from assistant.api.languages import language_of
from assistant.api.logs import log_failure
from assistant.data_files import Messages
from assistant.messages import EXPLAINED, explain
from assistant.service import NoSuchReport, NothingVisible
from index.errors import IndexingError, NoSnapshot

CONTENT_TYPE = "application/problem+json"
_MESSAGES = Messages("assistant.api")
_OF_STATUS = {404: "no_such_path", 405: "no_such_method", 400: "bad_request", 415: "bad_request"}
_CHAT = ("/v1/chat/", "/v1/models")  # where a program expects the errors of a chat model as well


class Problem(HTTPException):
    """A request is refused: the HTTP status, the key of its words in data/messages.toml and what is put into them."""

    def __init__(self, status: int, key: str, headers: Mapping[str, str] | None = None, **values: object) -> None:
        super().__init__(status, key, dict(headers or {}))
        self.key, self.values = key, values


def problem(
    request: Request,
    status: int,
    key: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, str]] = (),
) -> JSONResponse:
    """Return the response; `key` names the kind of problem, `errors` the places of the body that are wrong."""
    fields: dict[str, Any] = {
        "type": f"urn:report-assistant:problem:{key}",
        "title": _MESSAGES.say(language_of(request), f"title.{status}"),
        "status": status,
        "detail": detail,
        "instance": request.url.path,
    }
    if errors:
        fields["errors"] = list(errors)
    if request.url.path.startswith(_CHAT):
        fields["error"] = {"message": detail, "type": key, "param": None, "code": key}
    sent = {"Content-Language": language_of(request), **(headers or {})}
    return JSONResponse(fields, status, sent, CONTENT_TYPE)


def answer_problem(request: Request, error: Problem) -> JSONResponse:
    words = _MESSAGES.say(language_of(request), f"problem.{error.key}", **error.values)
    return problem(request, error.status_code, error.key, words, headers=error.headers)


def answer_problems(app: FastAPI) -> None:
    """Make the application answer every error as a problem."""
    for kind in EXPLAINED:
        app.add_exception_handler(kind, _explained)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _failed)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, Problem):
        return answer_problem(request, error)
    assert isinstance(error, HTTPException)
    status = error.status_code if error.status_code in _OF_STATUS else 400
    key = _OF_STATUS[status]
    words = _MESSAGES.say(language_of(request), f"problem.{key}")
    return problem(request, status, key, words, headers=error.headers)


async def _explained(request: Request, error: Exception) -> JSONResponse:
    """Answer an error of the program's own: what a program asked wrongly, or that the server cannot serve yet."""
    language = language_of(request)
    if isinstance(error, IndexingError) and not isinstance(error, NothingVisible):
        # its words name folders of the server: they are for its log
        log_failure("not_ready", error)
        key = "not_indexed" if isinstance(error, NoSnapshot) else "not_ready"
        return problem(request, 503, key, _MESSAGES.say(language, f"problem.{key}"), headers={"Retry-After": "30"})
    status = 403 if isinstance(error, NotAllowed | NothingVisible) else 404 if isinstance(error, NoSuchReport) else 422
    return problem(request, status, _key_of(error), explain(error, language))


def _key_of(error: Exception) -> str:
    """Return the error's kind as programs read it: NoSuchReport → no_such_report."""
    name = type(error).__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("_")


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    language = language_of(request)
    errors = []
    for found in error.errors():
        in_body = found["loc"][0] == "body"
        # where JSON breaks off is a count of characters, not a place in it
        where = [] if found["type"] == "json_invalid" else [str(part) for part in found["loc"][1:]]
        place = "/".join(("#", *where)) if in_body else "".join(where[:1])
        key = f"invalid.{found['type']}"
        known = _MESSAGES.knows(key)
        limits = {name: value for name, value in found.get("ctx", {}).items() if isinstance(value, str | int | float)}
        words = _MESSAGES.say(language, key if known else "invalid.other", **limits)
        errors.append({"pointer" if in_body else "parameter": place, "detail": words})
    detail = _MESSAGES.say(language, "problem.invalid", where=next(iter(errors[0].values())), what=errors[0]["detail"])
    return problem(request, 422, "invalid", detail, errors=errors)


async def _failed(request: Request, error: Exception) -> JSONResponse:
    log_failure("failed", error, request=getattr(request.state, "id", ""))
    words = _MESSAGES.say(language_of(request), "problem.failed", request=getattr(request.state, "id", ""))
    return problem(request, 500, "failed", words)
