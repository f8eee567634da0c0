"""A server that answers, fails, breaks off, or says nothing: each gets its own name, none hangs, the key stays secret."""

import logging
import sys
import threading
import time

import pytest
from scripted_model import BROKEN, MALFORMED, NO_STREAM, SILENT, Reply, Scripted

from assistant.model import ModelError, ModelSettings, OpenAIWriter
from assistant.model.client import within
from assistant.model.errors import TooSlow

MESSAGES = [{"role": "user", "content": "x"}]


def writer(server: Scripted, seconds: float = 20.0) -> OpenAIWriter:
    return OpenAIWriter(ModelSettings(True, server.url, "tiny", "secret-key", seconds))


def test_pieces_come_as_they_are_written(server: Scripted) -> None:
    server.say(["招聘", "教师", "126名[1]。"])
    assert list(writer(server).stream(MESSAGES)) == ["招聘", "教师", "126名[1]。"]
    assert server.asked[0]["model"] == "tiny"
    assert server.asked[0]["stream"] is True
    assert server.keys == ["Bearer secret-key"]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (401, "bad_key"),
        (404, "no_such_model"),
        (400, "refused"),
        (MALFORMED, "unreadable"),
        (NO_STREAM, "unreadable"),
        (["招聘", BROKEN], "broken_off"),
    ],
)
def test_what_a_server_does_wrong_has_a_name(server: Scripted, reply: Reply, reason: str) -> None:
    server.say(reply)
    with pytest.raises(ModelError) as error:
        list(writer(server).stream(MESSAGES))
    assert error.value.reason == reason


def test_a_busy_server_is_asked_again(server: Scripted) -> None:
    server.say(429, 503, ["好"])
    assert list(writer(server).stream(MESSAGES)) == ["好"]
    assert len(server.asked) == 3


def test_a_server_that_stays_busy_is_given_up(server: Scripted) -> None:
    server.say(429)
    with pytest.raises(ModelError) as error:
        list(writer(server).stream(MESSAGES))
    assert error.value.reason == "too_many"
    assert len(server.asked) == 3


def test_a_silent_server_costs_no_more_than_its_seconds(server: Scripted) -> None:
    server.say(SILENT)
    began = time.monotonic()
    with pytest.raises(TooSlow):
        list(writer(server, seconds=1.0).stream(MESSAGES))
    assert time.monotonic() - began < 15


def test_a_stream_that_goes_on_for_ever_is_left() -> None:
    goes_on = threading.Event()

    def begin():
        yield "一"
        goes_on.wait(30)
        yield "二"

    stream = within(0.2, begin)
    assert next(stream) == "一"
    with pytest.raises(TooSlow):
        next(stream)
    goes_on.set()


def test_nobody_at_the_address() -> None:
    with pytest.raises(ModelError) as error:
        list(OpenAIWriter(ModelSettings(True, "http://127.0.0.1:9/v1", "tiny", seconds=60)).stream(MESSAGES))
    assert error.value.reason == "unreachable"


def test_without_the_client_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(ModelError) as error:
        list(OpenAIWriter(ModelSettings(True, "http://127.0.0.1:9/v1", "tiny")).stream(MESSAGES))
    assert error.value.reason == "client_missing"


def test_the_key_is_in_no_log_and_no_error(server: Scripted, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.say(401)
    with pytest.raises(ModelError) as error:
        list(writer(server).stream(MESSAGES))
    assert "secret-key" not in caplog.text
    assert "secret-key" not in f"{error.value!r} {error.value} {ModelSettings(key='secret-key')!r}"
