"""The running server: how it starts, what it writes, and that stopping it loses no answer."""

import json
import signal
import socket
from pathlib import Path

import pytest
from programs import running

from assistant.access import Tokens
from assistant.command.cli import main

QUESTION = "交流轮岗的教师有多少人？"


def test_a_request_in_flight_is_answered_before_the_server_stops(sample_data: Path) -> None:
    body = json.dumps({"questions": [{"question": QUESTION}] * 50}).encode()
    with running(sample_data) as (address, process):
        host, port = address.removeprefix("http://").split(":")
        connection = socket.create_connection((host, int(port)), timeout=60)
        head = f"POST /v1/batch HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        head += f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        with connection, connection.makefile("rb") as reading:
            assert reading.readline() == b"HTTP/1.1 100 Continue\r\n"  # the request is being read
            process.send_signal(signal.SIGTERM)
            _wait_until_closed(host, int(port))
            connection.sendall(body)
            answer = reading.read().lstrip()
        assert answer.startswith(b"HTTP/1.1 200 OK")
        assert len(json.loads(answer.split(b"\r\n\r\n", 1)[1])["answers"]) == 50
        assert process.wait(timeout=60) == 0
        assert process.stderr is not None
        logged = [json.loads(line) for line in process.stderr.read().splitlines()]
    assert [(line["route"], line["status"]) for line in logged if line["event"] == "request"] == [("/v1/batch", 200)]
    assert QUESTION not in str(logged)


def _wait_until_closed(host: str, port: int) -> None:
    """Return once nobody listens any more: the signal has been taken."""
    while True:
        try:
            socket.create_connection((host, port), timeout=60).close()
        except ConnectionError:
            return


def test_a_network_address_takes_a_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["api", "--host", "0.0.0.0", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "assistant tokens add" in said
    assert said.count("\n") == 1
    assert not Tokens(tmp_path).any()


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["api", "--port", str(port), "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert str(port) in said
    assert said.count("\n") == 1
    for wrong in ("70000", "-1"):
        assert main(["api", "--port", wrong, "--data", str(tmp_path)]) == 1
        assert capsys.readouterr().err.count("\n") == 1
