"""The assistant as a chat model, for programs that speak to one: OpenAI's `chat/completions` and `models`.

The last message of the user is the question, those before it are the turns before; what a model is told besides changes
nothing. The content is the answer with its sources; the same as fields stand in `citations` and `answer`.
"""

import json
import time
import uuid
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response, StreamingResponse

from assistant.answering import answer_fields
from assistant.api.problems import Problem
from assistant.api.schemas import LONGEST_HISTORY
from assistant.api.shared import Asking
from assistant.data_files import Messages
from assistant.question import LONGEST_QUESTION
from assistant.service import cited
from assistant.types import Answer, Form, Status

MODEL = "report-assistant"
_MESSAGES = Messages("assistant.api")
_NO_TOKENS = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}  # no language model read or wrote any

router = APIRouter()


class Part(BaseModel):
    model_config = ConfigDict(extra="allow")
    type: str
    text: str | None = None


class Message(BaseModel):
    model_config = ConfigDict(extra="allow")
    role: str
    content: str | list[Part] | None = None

    def words(self) -> str:
        if isinstance(self.content, str):
            return self.content.strip()
        return "\n".join(part.text for part in self.content or () if part.type == "text" and part.text).strip()


class Options(BaseModel):
    model_config = ConfigDict(extra="allow")
    include_usage: bool = False


class ChatBody(BaseModel):
    """What is asked of a chat model; what a model would be told besides (temperature, tools) is taken and not used."""

    model_config = ConfigDict(extra="allow")
    model: str = MODEL
    messages: Annotated[list[Message], Field(min_length=1)]
    stream: bool | None = False
    stream_options: Options | None = None
    n: Literal[1] | None = 1


@router.get("/v1/models")
def models(caller: Asking) -> JSONResponse:
    """List the one model there is."""
    return JSONResponse({"object": "list", "data": [_model()]})


@router.get("/v1/models/{name}")
def model(name: str, caller: Asking) -> JSONResponse:
    """Show the model."""
    _check(name)
    return JSONResponse(_model())


@router.post("/v1/chat/completions")
def complete(body: ChatBody, caller: Asking) -> Response:
    """Answer the last message of the user; `stream: true` sends it in parts, as server-sent events."""
    _check(body.model)
    asked = [message.words() for message in body.messages if message.role == "user"]
    if not asked or body.messages[-1].role != "user" or not asked[-1]:
        raise Problem(422, "no_question")
    history = tuple(turn for turn in asked[:-1] if turn and len(turn) <= LONGEST_QUESTION)[-LONGEST_HISTORY:]
    answer = caller.ask(asked[-1], history, None)
    head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": MODEL}
    if body.stream:
        usage = bool(body.stream_options and body.stream_options.include_usage)
        return StreamingResponse(_events(head, answer, caller.language, usage), media_type="text/event-stream")
    fields = answer_fields(answer)
    message = {"role": "assistant", "content": content_of(answer, caller.language), "citations": fields["citations"]}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return JSONResponse(
        head | {"object": "chat.completion", "choices": [choice], "usage": _NO_TOKENS, "answer": fields}
    )


def content_of(answer: Answer, language: str) -> str:
    """Return an answer's text with the numbers of its sources, and the sources under it."""
    if answer.status is not Status.ANSWERED or not answer.citations:
        return "\n".join((answer.text, *answer.examples))
    # an answer made of several sentences has the numbers in its text already
    numbers = "" if answer.form is not Form.SINGLE else "".join(f"[{n}]" for n, _ in enumerate(answer.citations, 1))
    sources = (
        _MESSAGES.say(language, "chat.quoted", number=number, where=cited(citation, language), quote=citation.quote)
        for number, citation in enumerate(answer.citations, 1)
    )
    return "\n".join((answer.text + numbers, "", *sources))


def _events(head: dict[str, Any], answer: Answer, language: str, usage: bool) -> Iterator[str]:
    """Yield the parts of an answer, a line each: who speaks, the words, the citations with the end."""
    fields = answer_fields(answer)
    parts: list[tuple[dict[str, Any], str | None]] = [({"role": "assistant", "content": ""}, None)]
    parts += [({"content": line}, None) for line in content_of(answer, language).splitlines(keepends=True)]
    parts.append(({"citations": fields["citations"]}, "stop"))
    for delta, finish in parts:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        more = {"answer": fields} if finish else {}
        yield _event(head | {"object": "chat.completion.chunk", "choices": [choice]} | more)
    if usage:
        yield _event(head | {"object": "chat.completion.chunk", "choices": [], "usage": _NO_TOKENS})
    yield "data: [DONE]\n\n"


def _event(fields: dict[str, Any]) -> str:
    return f"data: {json.dumps(fields, ensure_ascii=False)}\n\n"


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}


def _check(name: str) -> None:
    if name != MODEL:
        raise Problem(404, "no_such_model", model=name, ours=MODEL)
