"""Runs the application: listens, answers, and on SIGTERM ends the requests in flight before it stops."""

import signal
import socket

import uvicorn
from fastapi import FastAPI

from assistant.api.logs import to_standard_error

GRACE = 60  # seconds that requests in flight are given to end
_HIGHEST = 65_535  # the last port there is
_WAITING = 2048  # connections that may wait to be taken
_IDLE = 75  # seconds that a connection is kept for the next request, longer than a proxy in front keeps it


class CannotListen(OSError):
    """An address cannot be listened at: `host`, `port`, `detail`."""

    def __init__(self, host: str, port: int, detail: str) -> None:
        super().__init__(detail)
        self.host, self.port, self.detail = host, port, detail


def listening_on(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 is any that is free. Raises CannotListen."""
    if not 0 <= port <= _HIGHEST:
        raise CannotListen(host, port, f"0-{_HIGHEST}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        raise CannotListen(host, port, error.strerror or str(error)) from error


def serve(app: FastAPI, listening: socket.socket) -> None:
    """Serve until SIGTERM or SIGINT, and return when the requests in flight have ended."""
    to_standard_error()
    config = uvicorn.Config(
        app,
        timeout_keep_alive=_IDLE,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        proxy_headers=False,
    )
    # uvicorn stops at these and then raises them again: having stopped as asked is no failure
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: None)
    uvicorn.Server(config).run(sockets=[listening])
