"""Starts the program's server for the browser tests, and says how Chromium is started."""

import mimetypes
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


def upload(name: str, content: bytes) -> Any:
    """Return a file to be put into a page; given as a path, a Chinese name gets lost where the locale is C."""
    return {"name": name, "mimeType": mimetypes.guess_type(name)[0] or "application/octet-stream", "buffer": content}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def served(
    folder: Path, more: Sequence[str] = (), port: int | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Serve the data folder `folder/data` and yield the address; the folder is gone afterwards.

    `more` are arguments of `assistant serve`.
    """
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing and CI is set")
        pytest.skip("no Chromium on this machine")
    port = port or free_port()
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), "--data", "data", *more]
    variables = {**os.environ, **(environment or {}), "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    process = subprocess.Popen(
        command, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if f":{port}" in line:
            break
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)
    shutil.rmtree(folder, ignore_errors=True)
