"""Who gets in and what each role may do; how much, how often; what is said of it and what is not."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from programs import client_of
from starlette.testclient import TestClient

from assistant.access import LOCAL, Accounts, Groups, Role, Tokens
from assistant.answering.assistant import Assistant
from assistant.api import Terms
from assistant.api.limits import Limiter
from assistant.service import Service
from index.search import StaticEmbedder
from index.snapshot import Store, build

QUESTION = "交流轮岗的教师有多少人？"
ASK = {"question": QUESTION}
CASE = {"id": "1", "kind": "figure", "question": QUESTION, "gold": [["365"]]}
# every address that gives something of the reports, and one that would change what is graded
GUARDED: list[tuple[str, str, dict[str, Any] | None]] = [
    ("POST", "/v1/ask", ASK),
    ("POST", "/v1/batch", {"questions": [ASK]}),
    ("POST", "/v1/evaluate", {"cases": [CASE]}),
    ("POST", "/v1/chat/completions", {"messages": [{"role": "user", "content": QUESTION}]}),
    ("GET", "/v1/reports", None),
    ("GET", "/v1/figures", None),
    ("GET", "/v1/sources/x?start=0&end=1", None),
    ("GET", "/v1/models", None),
    ("GET", "/v1/models/report-assistant", None),
    ("GET", "/metrics", None),
]


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_what_is_guarded_is_everything_but_health(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]
    free = {path for path, methods in described.items() if not any("security" in method for method in methods.values())}
    assert free == {"/healthz", "/readyz"}


@pytest.mark.parametrize(("method", "path", "body"), GUARDED)
def test_nobody_gets_in_without_a_token_that_holds(
    own_data: Path, method: str, path: str, body: dict[str, Any] | None
) -> None:
    tokens = Tokens(own_data)
    removed = tokens.add("removed", Role.MANAGER, None)
    over = tokens.add("over", Role.MANAGER, 0)
    tokens.remove("removed")
    client = client_of(own_data)
    for headers in ({}, bearer("x"), bearer(removed), bearer(over), {"Authorization": "Basic eDp5"}):
        got = client.request(method, path, json=body, headers=headers)
        assert got.status_code == 401, headers
        assert got.headers["WWW-Authenticate"] == "Bearer"
        assert QUESTION not in got.text
    good = client.request(method, path, json=body, headers=bearer(tokens.add("good", Role.MANAGER, 1)))
    assert good.status_code == (404 if "sources" in path else 200)


def test_on_the_machine_itself_nobody_needs_one_before_there_is_one(own_data: Path) -> None:
    client = client_of(own_data)
    assert client.post("/v1/ask", json=ASK).status_code == 200
    Accounts(own_data).add("boss", "correct horse battery", Role.MANAGER)  # the page asks for a password from now on
    assert client.post("/v1/ask", json=ASK).status_code == 401


def test_what_the_network_reaches_takes_a_token_always(own_data: Path) -> None:
    client = client_of(own_data, Terms(open_here=False))
    assert client.post("/v1/ask", json=ASK).status_code == 401
    secret = Tokens(own_data).add("a", Role.READER, 1)
    assert client.post("/v1/ask", json=ASK, headers=bearer(secret)).status_code == 200
    Tokens(own_data).remove("a")
    assert client.post("/v1/ask", json=ASK).status_code == 401


def test_a_name_of_the_web_that_points_here_is_refused(own_data: Path) -> None:
    client = client_of(own_data, host="http://reports.example")
    got = client.post("/v1/ask", json=ASK)
    assert (got.status_code, got.json()["type"]) == (403, "urn:report-assistant:problem:wrong_host")
    secret = Tokens(own_data).add("a", Role.READER, 1)
    assert client.post("/v1/ask", json=ASK, headers=bearer(secret)).status_code == 200


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 403), (Role.KEEPER, 200), (Role.MANAGER, 200)])
def test_a_reader_asks_and_does_not_evaluate(own_data: Path, role: Role, status: int) -> None:
    headers = bearer(Tokens(own_data).add("a", role, 1))
    client = client_of(own_data)
    assert client.post("/v1/ask", json=ASK, headers=headers).status_code == 200
    got = client.post("/v1/evaluate", json={"cases": [CASE]}, headers=headers)
    assert got.status_code == status
    assert status == 200 or got.json()["type"] == "urn:report-assistant:problem:not_allowed"


def test_a_role_that_ends_with_its_token_ends_at_once(own_data: Path) -> None:
    tokens = Tokens(own_data)
    kept, ended = bearer(tokens.add("kept", Role.READER, 1)), bearer(tokens.add("ended", Role.READER, 1))
    client = client_of(own_data)
    assert client.get("/v1/reports", headers=ended).status_code == 200
    tokens.remove("ended")
    assert client.get("/v1/reports", headers=ended).status_code == 401
    assert client.get("/v1/reports", headers=kept).status_code == 200


def test_a_token_sees_what_its_groups_see(
    own_data: Path, embedder: StaticEmbedder, tmp_path: Path, assistant: Assistant
) -> None:
    other = tmp_path / "2023年云溪县教育工作总结.txt"
    other.write_text("2023年云溪县教育工作总结\n全县招聘教师30名。\n", "utf-8")
    build([other], Store(own_data), embedder)
    limited = assistant.snapshot.entries[0].id
    tokens, groups = Tokens(own_data), Groups(own_data)
    outside, inside = (bearer(tokens.add(name, Role.KEEPER, 1)) for name in ("outside", "inside"))
    groups.add("督导")
    groups.join("督导", ["token:inside"])
    groups.limit([limited], ["督导"])
    client = client_of(own_data)
    chat = {"messages": [{"role": "user", "content": QUESTION}]}
    source = f"/v1/sources/{limited}?start=1570&end=1624"
    calls = [(m, p, b) for m, p, b in GUARDED if p in ("/v1/batch", "/v1/evaluate", "/v1/figures", "/v1/reports")]
    for method, path, body in [
        *calls,
        ("POST", "/v1/ask", ASK),
        ("POST", "/v1/chat/completions", chat),
        ("GET", source, None),
    ]:
        seen = client.request(method, path, json=body, headers=inside)
        kept = client.request(method, path, json=body, headers=outside)
        assert seen.status_code == 200, path
        assert "东丽区" in seen.text, path
        assert kept.status_code == (404 if path == source else 200), path
        assert "东丽区" not in kept.text, path
    groups.limit([entry.id for entry in Service(own_data).entries(LOCAL)], ["督导"])
    nothing = client.get("/v1/reports", headers=outside)
    assert (nothing.status_code, nothing.json()["type"]) == (403, "urn:report-assistant:problem:nothing_visible")


def test_questions_are_limited_for_each_token_on_its_own(own_data: Path) -> None:
    tokens = Tokens(own_data)
    first, second = bearer(tokens.add("a", Role.READER, 1)), bearer(tokens.add("b", Role.READER, 1))
    client = client_of(own_data, Terms(per_minute=3))
    batch = {"questions": [ASK, ASK, ASK]}
    assert client.post("/v1/batch", json=batch, headers=first).status_code == 200
    got = client.post("/v1/ask", json=ASK, headers=first)
    assert got.status_code == 429
    assert 1 <= int(got.headers["Retry-After"]) <= 21
    assert client.post("/v1/ask", json=ASK, headers=second).status_code == 200


def test_a_bucket_fills_evenly() -> None:
    now = [0.0]
    limiter = Limiter(60, lambda: now[0])
    assert limiter.take("a", 60) == 0
    assert limiter.take("a", 1) == pytest.approx(1)
    now[0] = 0.5
    assert limiter.take("a", 1) == pytest.approx(0.5)
    now[0] = 1.0
    assert limiter.take("a", 1) == 0
    assert limiter.take("b", 60) == 0
    now[0] = 1000.0
    assert limiter.take("a", 500) == 0  # more than it holds, once it is full
    assert limiter.take("a", 1) == pytest.approx(441)
    assert Limiter(0).take("a", 10**9) == 0


def test_what_is_too_large_is_refused_with_and_without_a_length(own_data: Path) -> None:
    client = client_of(own_data, Terms(body=1000))
    body = json.dumps({"questions": [ASK] * 40}).encode()
    kind = {"Content-Type": "application/json"}
    for content in (body, iter([body[:600], body[600:]])):
        got = client.post("/v1/batch", content=content, headers=kind)
        assert (got.status_code, got.headers["Content-Type"]) == (413, "application/problem+json")
        assert "1000" in got.json()["detail"]
    assert client.post("/v1/ask", json=ASK).status_code == 200


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "#/question"),
        ({"question": 5}, "#/question"),
        ({"question": "多" * 1001}, "#/question"),
        ({"question": "x", "questoin": "y"}, "#/questoin"),
        ({"question": "x", "history": "y"}, "#/history"),
        ({"question": "x", "history": ["y"] * 21}, "#/history"),
        ([], "#"),
    ],
)
def test_a_body_that_cannot_be_used_is_told_where(client: TestClient, body: Any, place: str) -> None:
    got = client.post("/v1/ask", json=body)
    fields = got.json()
    assert (got.status_code, got.headers["Content-Type"]) == (422, "application/problem+json")
    assert [error["pointer"] for error in fields["errors"]] == [place]
    assert fields.keys() >= {"type", "title", "status", "detail", "instance"}
    assert (fields["title"], fields["instance"]) == ("请求内容有误", "/v1/ask")
    assert got.headers["Content-Language"] == "zh"


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("POST", "/v1/ask", b"{", 422),
        ("POST", "/v1/ask", b'{"question": "\xff"}', 400),
        ("POST", "/v1/ask", b"[" * 100_000, 400),
        ("POST", "/v1/ask", b'{"question": "\\ud800"}', 422),
        ("POST", "/v1/ask", '{"question": "？"}'.encode(), 422),
        ("GET", "/v1/ask", b"", 405),
        ("GET", "/nothing/here", b"", 404),
        ("GET", "/v1/figures?limit=0", b"", 422),
        ("GET", "/v1/figures?limit=x", b"", 422),
        ("GET", "/v1/reports?offset=-1", b"", 422),
    ],
)
def test_every_refusal_is_a_problem_in_the_language_asked_for(
    client: TestClient, method: str, path: str, content: bytes, status: int
) -> None:
    kind = {"Content-Type": "application/json"}
    said = {}
    for wanted, language in (("", "zh"), ("en-GB,en;q=0.9", "en"), ("en;q=0.1, zh-CN", "zh"), ("fr, xx;q=bad", "zh")):
        got = client.request(method, path, content=content, headers={**kind, "Accept-Language": wanted})
        assert (got.status_code, got.headers["Content-Type"]) == (status, "application/problem+json")
        assert got.json()["status"] == status
        assert got.headers["Content-Language"] == language
        said[language] = got.json()["title"], got.json()["detail"]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in words) for words in said["zh"])
    assert not any("\u4e00" <= letter <= "\u9fff" for words in said["en"] for letter in words)


def test_a_failure_names_a_number_and_nothing_else(
    own_data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(own_data)
    monkeypatch.setattr("assistant.answering.assistant.Assistant.ask", lambda *_, **__: 1 / 0)
    with caplog.at_level(logging.INFO, "assistant.api"):
        got = client.post("/v1/ask", json=ASK)
    assert (got.status_code, got.headers["Content-Type"]) == (500, "application/problem+json")
    failed = next(record for record in caplog.records if record.getMessage() == "failed")
    assert failed.fields["request"] in got.json()["detail"]  # type: ignore[attr-defined]
    assert "ZeroDivisionError" not in got.text
    assert failed.exc_info is not None


def test_without_an_index_it_lives_and_is_not_ready(tmp_path: Path, own_data: Path) -> None:
    client = client_of(tmp_path / "none")
    assert client.get("/healthz").json() == {"status": "ok"}
    for path in ("/readyz", "/v1/reports"):
        got = client.get(path)
        assert (got.status_code, got.headers["Retry-After"]) == (503, "30")
        assert str(tmp_path) not in got.text  # where things lie is the server's own
    assert "assistant_reports 0.0" in client.get("/metrics").text
    text = next(Store(own_data).current().rglob("text.txt"))
    text.write_text("另一份文字", "utf-8")
    damaged = client_of(own_data).get("/readyz")
    assert (damaged.status_code, damaged.json()["type"]) == (503, "urn:report-assistant:problem:not_ready")
    assert client_of(own_data).get("/healthz").status_code == 200


def test_what_is_counted(own_data: Path) -> None:
    client = client_of(own_data)
    for question in (QUESTION, QUESTION, "明天天气怎么样？", "？"):
        client.post("/v1/ask", json={"question": question})
    client.get("/v1/reports?reports=2022")
    client.get("/nowhere/at/all")
    lines = client.get("/metrics").text.splitlines()
    for line in (
        'assistant_questions_total{status="answered"} 2.0',
        'assistant_questions_total{status="not_found"} 1.0',
        'assistant_questions_total{status="unusable"} 1.0',
        "assistant_question_seconds_count 3.0",
        "assistant_reports 1.0",
        'assistant_requests_total{method="POST",route="/v1/ask",status="200"} 3.0',
        'assistant_requests_total{method="POST",route="/v1/ask",status="422"} 1.0',
        'assistant_requests_total{method="GET",route="/v1/reports",status="200"} 1.0',
        'assistant_requests_total{method="GET",route="unknown",status="404"} 1.0',
    ):
        assert line in lines
    age = next(float(line.split()[1]) for line in lines if line.startswith("assistant_snapshot_age_seconds"))
    assert 0 <= age < 3600


@pytest.mark.parametrize("log_questions", [False, True])
def test_the_log_holds_no_question_unless_asked_to(
    own_data: Path, caplog: pytest.LogCaptureFixture, log_questions: bool
) -> None:
    secret = Tokens(own_data).add("a", Role.READER, 1)
    client = client_of(own_data, Terms(log_questions=log_questions))
    with caplog.at_level(logging.INFO, "assistant.api"):
        asked = client.post("/v1/ask", json=ASK, headers=bearer(secret))
        client.get("/v1/figures", params={"words": "交流轮岗"}, headers=bearer(secret))
    events = [{"event": r.getMessage(), **r.fields} for r in caplog.records]  # type: ignore[attr-defined]
    request = next(event for event in events if event.get("route") == "/v1/ask")
    assert (request["status"], request["account"], request["method"]) == (200, "token:a", "POST")
    assert request["request"] == asked.headers["X-Request-Id"]
    assert [event["question"] for event in events if event["event"] == "question"] == [QUESTION] * log_questions
    assert secret not in str(events)
    assert ("交流轮岗" in str(events)) == log_questions
