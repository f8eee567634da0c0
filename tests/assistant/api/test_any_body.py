"""Whatever a program sends, it gets an answer or a problem, never a failure."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assistant.api.schemas import AnswerFields, ProblemFields

WORDS = st.one_of(st.text(max_size=40), st.sampled_from(["交流轮岗的教师有多少人？", "那呢？", "总结一下教师队伍"]))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), WORDS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["question", "history", "id", "reports", "role", "content", "type"]), inner),
    ),
    max_leaves=8,
)
ASKED = st.fixed_dictionaries({"question": WORDS}, optional={"history": st.lists(WORDS, max_size=3), "id": WORDS})
BODIES = {
    "/v1/ask": st.one_of(ASKED, JSON),
    "/v1/batch": st.fixed_dictionaries({"questions": st.one_of(st.lists(st.one_of(ASKED, JSON), max_size=3), JSON)}),
    "/v1/evaluate": st.fixed_dictionaries({"cases": st.one_of(st.lists(JSON, max_size=2), JSON)}),
    "/v1/chat/completions": st.fixed_dictionaries(
        {"messages": st.one_of(st.lists(st.fixed_dictionaries({"role": st.just("user"), "content": JSON})), JSON)}
    ),
}


@pytest.mark.parametrize("path", BODIES)
def test_any_body_is_answered_or_refused(client: TestClient, path: str) -> None:
    @settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(BODIES[path])
    def send(body: Any) -> None:
        got = client.post(path, json=body)
        if got.status_code == 200:
            answers = got.json().get("answers", [got.json()] if path == "/v1/ask" else [])
            for answer in answers:
                AnswerFields.model_validate(answer)
        else:
            assert got.status_code in (400, 422), got.text
            assert got.headers["Content-Type"] == "application/problem+json"
            ProblemFields.model_validate(got.json())

    send()
