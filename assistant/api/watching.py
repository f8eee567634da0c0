"""Stands around every request: its number, its size, its line in the log, its count."""

import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.logs import log
from assistant.api.problems import Problem, answer_problem
from assistant.api.shared import Shared

_UNKNOWN = "unknown"  # no route: its path may be anything, and is not counted by itself


class Watching:
    """Refuses what is too large, with or without a Content-Length; says and counts how each request ended."""

    def __init__(self, app: ASGIApp, shared: Shared) -> None:
        self._app, self._shared = app, shared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500
        identity = uuid.uuid4().hex[:16]
        scope.setdefault("state", {})["id"] = identity
        limit, taken = self._shared.terms.body, 0

        async def receive_within() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                raise Problem(413, "too_large", {"Connection": "close"}, limit=limit)
            return message

        async def send_numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = identity
                headers["Cache-Control"] = "no-store"
            await send(message)

        try:
            if _announced(scope) > limit:
                error = Problem(413, "too_large", {"Connection": "close"}, limit=limit)
                await answer_problem(Request(scope), error)(scope, receive, send_numbered)
            else:
                await self._app(scope, receive_within, send_numbered)
        finally:
            route = getattr(scope.get("route"), "path", _UNKNOWN)
            self._shared.measures.requested(scope["method"], route, status)
            # the path without what is asked: words of a question may stand there
            elapsed = round((time.perf_counter() - begun) * 1000, 1)
            account = scope["state"].get("account", "")
            fields = {"request": identity, "method": scope["method"], "route": route, "status": status}
            log("request", **fields, account=account, elapsed_ms=elapsed)


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() else 0
