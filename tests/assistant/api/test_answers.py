"""What programs get: the same answers as the command line gives, lists in pages, quotes with their surroundings."""

import json
from pathlib import Path
from typing import Any

import pytest
from programs import client_of
from starlette.testclient import TestClient

from assistant.access import LOCAL
from assistant.answering import answer_fields
from assistant.answering.assistant import Assistant
from assistant.api.schemas import AnswerFields, EvaluationFields, FiguresPage, ReportsPage, SourceFields
from assistant.service import Service
from index.search import StaticEmbedder
from index.snapshot import Store, build

QUESTION = "交流轮岗的教师有多少人？"
ASKED = [QUESTION, "明天天气怎么样？", "教师有哪些数据？", "总结一下教师队伍", "你好", "金牌和银牌各多少块？"]


def without_time(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "elapsed_ms"}


@pytest.mark.parametrize("question", ASKED)
def test_an_answer_is_the_contract_and_as_described(client: TestClient, assistant: Assistant, question: str) -> None:
    got = client.post("/v1/ask", json={"question": question, "id": "h001"}).json()
    expected = answer_fields(assistant.ask(question, identity="h001"))
    assert without_time(got) == without_time(json.loads(json.dumps(expected)))
    assert set(AnswerFields.model_validate(got).model_dump(exclude_unset=True)) == set(got)


def test_a_follow_up_and_a_filter(client: TestClient) -> None:
    body = {"question": "其中骨干教师占多少？", "history": [QUESTION]}
    assert client.post("/v1/ask", json=body).json()["headline"] == "49%"
    assert client.post("/v1/ask", json={"question": QUESTION, "reports": "2022 东丽"}).json()["headline"] == "365人"
    refused = client.post("/v1/ask", json={"question": QUESTION, "reports": "1999"})
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:report-assistant:problem:no_match")
    assert "1999" in refused.json()["detail"]


def test_a_batch_keeps_order_and_ids_and_never_stops(client: TestClient) -> None:
    questions = [
        {"id": "b", "question": "其中骨干教师占多少？", "history": [QUESTION]},
        {"question": "？"},
        {"id": "a", "question": QUESTION},
    ]
    answers = client.post("/v1/batch", json={"questions": questions}).json()["answers"]
    assert [answer.get("id") for answer in answers] == ["b", None, "a"]
    assert [answer["headline"] for answer in answers] == ["49%", None, "365人"]
    assert answers[1]["status"] == "not_found"
    assert "问题是空的" in answers[1]["text"]


def test_reports_are_listed_without_where_they_lay(client: TestClient) -> None:
    page = client.get("/v1/reports").json()
    ReportsPage.model_validate(page)
    assert page["total"] == 1
    assert page["items"][0]["year"] == 2022
    assert "source" not in page["items"][0]
    assert client.get("/v1/reports", params={"reports": "1999"}).json()["items"] == []


def test_figures_come_in_pages_that_miss_none(client: TestClient) -> None:
    whole = client.get("/v1/figures", params={"limit": 500}).json()
    FiguresPage.model_validate(whole)
    assert whole["next"] is None
    assert whole["total"] == len(whole["items"]) > 90
    address, gathered = "/v1/figures?limit=40", []
    while address:
        response = client.get(address)
        page = response.json()
        gathered += page["items"]
        address = page["next"]
        assert response.headers.get("Link", "") == (f'<{address}>; rel="next"' if address else "")
    assert gathered == whole["items"]


def test_figures_are_filtered(client: TestClient) -> None:
    found = client.get("/v1/figures", params={"words": "交流教师", "unit": "人", "year": 2022}).json()["items"]
    assert "365人" in [row["text"] for row in found]
    assert {row["unit"] for row in found} == {"人"}
    assert client.get("/v1/figures", params={"year": 1999}).json()["total"] == 0
    assert client.get("/v1/figures", params={"region": "青禾区"}).json()["total"] == 0
    # a filter stays on the pages that follow
    first = client.get("/v1/figures", params={"unit": "人", "limit": 1}).json()
    assert client.get(first["next"]).json()["items"][0]["unit"] == "人"


def test_a_cited_sentence_with_its_surroundings_is_verbatim(client: TestClient, assistant: Assistant) -> None:
    text = assistant.snapshot.report(0).report.text
    cited = client.post("/v1/ask", json={"question": QUESTION}).json()["citations"][0]
    address = f"/v1/sources/{cited['report_id']}"
    source = client.get(address, params={"start": cited["start"], "end": cited["end"], "around": 30}).json()
    SourceFields.model_validate(source)
    assert source["quote"] == cited["quote"]
    assert source["section"] == cited["section"]
    assert source["before"] + source["quote"] + source["after"] == text[cited["start"] - 30 : cited["end"] + 30]
    first = client.get(address, params={"start": 0, "end": 1}).json()
    assert (first["before"], first["quote"]) == ("", text[0])


@pytest.mark.parametrize(
    ("report", "start", "end", "status"),
    [("0" * 64, 0, 5, 404), ("", 0, 5, 404), (None, 5, 5, 422), (None, 0, 10**9, 422), (None, -1, 5, 422)],
)
def test_what_is_not_in_a_report_is_no_source(
    client: TestClient, assistant: Assistant, report: str | None, start: int, end: int, status: int
) -> None:
    report = assistant.snapshot.entries[0].id if report is None else report
    got = client.get(f"/v1/sources/{report}", params={"start": start, "end": end})
    assert got.status_code == status
    assert got.headers["Content-Type"] == "application/problem+json"


def test_a_set_is_graded_as_on_the_command_line(client: TestClient) -> None:
    case = {"id": "1", "kind": "figure", "question": QUESTION, "gold": [["365"]], "quote": ["交流教师365人"]}
    wrong = {"id": "2", "kind": "figure", "question": QUESTION, "gold": [["999"]]}
    empty = {"id": "3", "kind": "unanswerable", "question": "？"}
    got = client.post("/v1/evaluate", json={"cases": [case, wrong, empty]}).json()
    EvaluationFields.model_validate(got)
    assert [row["outcome"] for row in got["cases"]] == ["right", "wrong", "right"]
    assert (got["total"]["sourced"], got["verbatim"]) == (2, got["citations"])


def test_a_new_snapshot_is_taken_up_between_two_requests(
    own_data: Path, embedder: StaticEmbedder, tmp_path: Path
) -> None:
    asked = {"question": "云溪县招聘教师多少名？"}
    with client_of(own_data) as client:
        before = client.post("/v1/ask", json=asked).json()
        other = tmp_path / "2023年云溪县教育工作总结.txt"
        other.write_text("2023年云溪县教育工作总结\n全县招聘教师30名。\n", "utf-8")
        build([other], Store(own_data), embedder)
        after = client.post("/v1/ask", json=asked).json()
        listed = client.get("/v1/reports").json()
        figures = client.get("/v1/figures", params={"words": "招聘教师", "reports": "云溪县"}).json()
    assert before["headline"] != "30名"
    assert after["headline"] == "30名"
    assert after["snapshot"] == listed["snapshot"] == Store(own_data).current_name() != before["snapshot"]
    assert listed["total"] == 2
    assert [row["text"] for row in figures["items"]] == ["30名"]


def test_every_address_is_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/v1/ask",
        "/v1/batch",
        "/v1/evaluate",
        "/v1/reports",
        "/v1/figures",
        "/v1/sources/{report_id}",
        "/v1/chat/completions",
        "/v1/models",
        "/v1/models/{name}",
        "/healthz",
        "/readyz",
        "/metrics",
    }
    answer = described["paths"]["/v1/ask"]["post"]["responses"]
    assert answer["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/AnswerFields")
    assert set(answer["422"]["content"]) == set(answer["413"]["content"]) == {"application/problem+json"}
    assert described["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    for page in ("/docs", "/redoc"):  # they would load their scripts from elsewhere
        assert client.get(page).status_code == 404


def test_a_service_is_shared_with_the_page(own_data: Path) -> None:
    """The API asks the snapshot in service; nothing in the folder changes by asking."""
    before = sorted(own_data.rglob("*"))
    with client_of(own_data) as client:
        assert client.post("/v1/ask", json={"question": QUESTION}).status_code == 200
    assert Service(own_data).assistant(LOCAL).snapshot.name == Store(own_data).current_name()
    assert sorted(own_data.rglob("*")) == before
