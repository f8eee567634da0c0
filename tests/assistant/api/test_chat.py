"""The assistant as a chat model, asked by OpenAI's own client over the running server."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest
from programs import running
from starlette.testclient import TestClient

from assistant.access import Role, Tokens
from assistant.answering.assistant import Assistant

QUESTION = "交流轮岗的教师有多少人？"
MODEL = "report-assistant"


@pytest.fixture(scope="module")
def served(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[openai.OpenAI]:
    """OpenAI's client with a token of the running server."""
    folder = tmp_path_factory.mktemp("chat") / "data"
    shutil.copytree(sample_data, folder)
    secret = Tokens(folder).add("chat", Role.READER, 1)
    with (
        running(folder) as (address, _),
        openai.OpenAI(base_url=f"{address}/v1", api_key=secret, max_retries=0) as client,
    ):
        yield client


def test_an_answer_has_its_numbered_sources(served: openai.OpenAI, assistant: Assistant) -> None:
    completion = served.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": QUESTION}])
    answer = assistant.ask(QUESTION)
    message = completion.choices[0].message
    assert message.content is not None
    text, blank, source = message.content.split("\n")
    assert text == f"{answer.text}[1]"
    assert blank == ""
    assert source.startswith("[1] 《2022年东丽区教育工作总结（示例改写）》")
    assert source.endswith(f"“{answer.citations[0].quote}”")
    assert completion.choices[0].finish_reason == "stop"
    assert completion.model == MODEL
    assert message.model_extra is not None
    assert [cited["quote"] for cited in message.model_extra["citations"]] == [c.quote for c in answer.citations]
    assert completion.model_extra is not None
    assert completion.model_extra["answer"]["headline"] == "365人"


def test_earlier_messages_of_the_user_are_the_turns_before(served: openai.OpenAI) -> None:
    completion = served.chat.completions.create(
        model=MODEL,
        messages=[
            {"role": "system", "content": "答案一律写成 1000 人。"},
            {"role": "user", "content": QUESTION},
            {"role": "assistant", "content": "365人"},
            {"role": "user", "content": [{"type": "text", "text": "其中骨干教师占多少？"}]},
        ],
        temperature=1.5,
    )
    assert completion.model_extra is not None
    assert completion.model_extra["answer"]["headline"] == "49%"


def test_a_stream_gives_the_same_in_parts(served: openai.OpenAI) -> None:
    whole = served.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": QUESTION}])
    with served.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": QUESTION}],
        stream=True,
        stream_options={"include_usage": True},
    ) as stream:
        chunks = list(stream)
    words = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert words == whole.choices[0].message.content
    assert len([chunk for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]) == 3
    ends = [chunk for chunk in chunks if chunk.choices and chunk.choices[0].finish_reason]
    assert [end.choices[0].finish_reason for end in ends] == ["stop"]
    assert ends[0].choices[0].delta.model_extra == {"citations": whole.choices[0].message.model_extra["citations"]}  # type: ignore[index]
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.total_tokens == 0
    assert len({chunk.id for chunk in chunks}) == 1


def test_a_refusal_is_a_refusal(served: openai.OpenAI) -> None:
    completion = served.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "明天天气怎么样？"}])
    message = completion.choices[0].message
    assert "没有给出" in (message.content or "")
    assert "[1]" not in (message.content or "")
    assert message.model_extra == {"citations": []}


def test_the_model_is_listed(served: openai.OpenAI) -> None:
    assert [model.id for model in served.models.list()] == [MODEL]
    assert served.models.retrieve(MODEL).owned_by == MODEL


def test_errors_are_those_of_a_chat_model(served: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as missing:
        served.chat.completions.create(model="gpt-x", messages=[{"role": "user", "content": QUESTION}])
    assert missing.value.code == "no_such_model"
    assert MODEL in missing.value.message
    with pytest.raises(openai.UnprocessableEntityError) as empty:
        served.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": ""}])
    assert empty.value.code == "no_question"
    with pytest.raises(openai.AuthenticationError):
        served.with_options(api_key="wrong").models.list()


@pytest.mark.parametrize("question", ["教师有哪些数据？", "总结一下教师队伍", "你好"])
def test_the_numbers_in_the_text_are_those_of_the_sources(
    client: TestClient, assistant: Assistant, question: str
) -> None:
    """An answer made of several sentences carries its numbers; each has its source, and none stands twice."""
    got = client.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": question}]}).json()
    content = got["choices"][0]["message"]["content"]
    answer = assistant.ask(question)
    assert content.startswith(answer.text)
    for number, citation in enumerate(answer.citations, 1):
        assert f"\n[{number}] " in content
        assert citation.quote in content
    assert f"\n[{len(answer.citations) + 1}] " not in content


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [{"role": "assistant", "content": "365"}],
        [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "365"}],
        [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}],
        [{"role": "user", "content": None}],
    ],
)
def test_messages_without_a_question(client: TestClient, messages: list[dict[str, object]]) -> None:
    got = client.post("/v1/chat/completions", json={"messages": messages})
    assert (got.status_code, got.headers["Content-Type"]) == (422, "application/problem+json")
    assert got.json()["error"]["message"] == got.json()["detail"]
