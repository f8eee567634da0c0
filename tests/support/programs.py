"""Other programs: a client of the HTTP interface in this process, and the real server in one of its own."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from starlette.testclient import TestClient

from assistant.api import Terms, create_app
from assistant.service import Service

HERE = "http://127.0.0.1"


def client_of(folder: Path, terms: Terms | None = None, host: str = HERE) -> TestClient:
    """Return a client of the application; used in a `with`, it loads the snapshot ahead as the server does."""
    return TestClient(create_app(Service(folder), terms), base_url=host, raise_server_exceptions=False)


def command(*arguments: object) -> tuple[list[str], dict[str, str]]:
    """Return how a process of its own runs `assistant`, and its environment."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "LANG": "zh_CN.UTF-8"}
    return [sys.executable, "-c", "from assistant.command import entry; entry()", *map(str, arguments)], environment


@contextlib.contextmanager
def running(folder: Path, *options: object) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `assistant api` on a free port; yields its address and its process, whose log is at `process.stderr`."""
    arguments, environment = command("api", "--data", folder, "--port", 0, *options)
    process = subprocess.Popen(
        arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    try:
        first = process.stdout.readline()
        assert HERE in first, (first, process.stderr and process.stderr.read())
        yield HERE + first.split(HERE)[1].split("（")[0].strip(), process
    finally:
        process.terminate()
        process.communicate(timeout=60)
