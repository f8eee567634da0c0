"""What reads a file has no network, where Linux lets a process leave it; elsewhere it reads all the same."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import corpus
import pytest

from index.errors import Reason
from index.reading import Worker, without_network
from index.reading.legacy import convert_all

NETWORK = Path("/proc/self/ns/net")
LEFT = (
    "import os, socket, sys; from index.reading.without_network import leave_network\n"
    "before = os.getuid(), os.getgid()\n"
    "if not leave_network(): raise SystemExit(3)\n"
    "assert (os.getuid(), os.getgid()) == before\n"
    "open(sys.argv[2], 'w').close(); open(sys.argv[2]).close()\n"
    "try: socket.create_connection(('127.0.0.1', int(sys.argv[1])), timeout=5)\n"
    "except OSError as error: print(type(error).__name__, error.errno)\n"
)


@pytest.fixture(scope="module")
def permitted() -> None:
    code = "from index.reading.without_network import leave_network; raise SystemExit(0 if leave_network() else 3)"
    if subprocess.run([sys.executable, "-c", code], check=False).returncode:
        pytest.skip("no namespaces for processes of this user on this machine")


@pytest.mark.usefixtures("permitted")
def test_who_has_left_the_network_reaches_nobody_and_stays_who_it_was(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        command = [sys.executable, "-c", LEFT, str(server.getsockname()[1]), str(tmp_path / "own")]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.split()[0] == "OSError"  # unreachable: a refusal would have come from a network
    assert (tmp_path / "own").stat().st_uid == os.getuid()


@pytest.mark.usefixtures("permitted")
def test_the_reading_process_has_no_network(tmp_path: Path) -> None:
    path = corpus.saved(tmp_path, "a.docx", corpus.word())
    with Worker() as worker:
        assert worker.read(path).text
        assert worker._process is not None
        its_own = Path(f"/proc/{worker._process.pid}/ns/net").readlink()
    assert its_own != NETWORK.readlink()


def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """Put a script in the place of LibreOffice; returns where it may write."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("ASSISTANT_SOFFICE", str(program))
    monkeypatch.setenv("NOTE", str(tmp_path / "note"))
    return tmp_path / "note"


@pytest.mark.usefixtures("permitted")
def test_libreoffice_has_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = fake(tmp_path, monkeypatch, 'readlink /proc/self/ns/net > "$NOTE"')
    assert convert_all([(".doc", b"x")]) == [Reason.BROKEN]
    assert note.read_text().strip() not in ("", str(NETWORK.readlink()))


def test_a_libreoffice_that_is_not_there_is_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_SOFFICE", str(tmp_path / "gone"))
    assert convert_all([(".doc", b"x"), (".xls", b"x")]) == [Reason.NEEDS_LIBREOFFICE] * 2


class Refusing:
    """A C library that refuses every namespace."""

    def __init__(self, *_: object, **__: object) -> None:
        self.unshare: Callable[[int], int] = lambda _: -1


def test_where_it_is_refused_nothing_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", Refusing)
    assert without_network.leave_network() is False


def test_other_systems_start_a_program_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert without_network.command_without_network(["soffice", "a.doc"]) == ["soffice", "a.doc"]
    assert without_network.leave_network() is False
