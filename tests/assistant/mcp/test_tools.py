"""The tools, called by the SDK's own client over the standard input and output of `assistant mcp`."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from programs import command

from assistant.answering.assistant import Assistant
from assistant.command.cli import main

QUESTION = "交流轮岗的教师有多少人？"


def called(folder: Path, work: Callable[[Client], Coroutine[Any, Any, Any]]) -> Any:
    """Return what `work` makes of a client that has started `assistant mcp` over a data folder."""
    (program, *arguments), environment = command("mcp", "--data", folder)

    async def asked() -> Any:
        async with Client(StdioServerParameters(command=program, args=arguments, env=environment)) as client:
            return await work(client)

    return asyncio.run(asked())


def test_every_tool_over_the_sample(sample_data: Path, assistant: Assistant) -> None:
    async def work(client: Client) -> dict[str, Any]:
        got: dict[str, Any] = {"tools": (await client.list_tools()).tools, "instructions": client.instructions}
        for name, tool, arguments in (
            ("answer", "ask", {"question": QUESTION}),
            ("follow_up", "ask", {"question": "其中骨干教师占多少？", "history": [QUESTION]}),
            ("refusal", "ask", {"question": "明天天气怎么样？"}),
            ("found", "search", {"words": "交流教师", "limit": 3}),
            ("figures", "figures", {"words": "交流教师", "year": 2022, "limit": 2}),
            ("reports", "reports", {}),
            ("empty", "ask", {"question": "？"}),
            ("no_match", "ask", {"question": QUESTION, "reports": "1999"}),
            ("too_many", "search", {"words": "教师", "limit": 1000}),
        ):
            got[name] = await client.call_tool(tool, arguments)
        return got

    got = called(sample_data, work)
    assert {tool.name for tool in got["tools"]} == {"ask", "search", "figures", "reports"}
    assert all("。" in tool.description for tool in got["tools"])  # in the language of the locale
    assert "逐字引用" in got["instructions"]
    answer = got["answer"].structured_content
    assert answer["headline"] == "365人"
    text = assistant.snapshot.report(0).report.text
    assert [text[c["start"] : c["end"]] for c in answer["citations"]] == [c["quote"] for c in answer["citations"]]
    assert "365人" in got["answer"].content[0].text
    assert got["follow_up"].structured_content["headline"] == "49%"
    assert got["refusal"].structured_content["status"] == "not_found"
    found = got["found"].structured_content["sentences"]
    assert len(found) == 3
    assert "交流教师365人" in found[0]["quote"]
    assert [text[c["start"] : c["end"]] for c in found] == [c["quote"] for c in found]
    figures = got["figures"].structured_content
    assert figures["total"] >= len(figures["figures"]) == 2
    reports = got["reports"].structured_content["reports"]
    assert [report["year"] for report in reports] == [2022]
    assert "source" not in reports[0]
    assert (got["empty"].is_error, got["no_match"].is_error, got["too_many"].is_error) == (True, True, True)
    assert "问题是空的" in got["empty"].content[0].text
    assert "1999" in got["no_match"].content[0].text


def test_without_an_index_the_tools_say_what_to_do(tmp_path: Path) -> None:
    async def work(client: Client) -> Any:
        return await client.call_tool("reports", {})

    got = called(tmp_path, work)
    assert got.is_error
    assert "assistant index" in got.content[0].text


def test_without_the_library_one_line_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "mcp" or name.startswith("assistant.mcp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", None)
    assert main(["mcp", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "report-assistant[mcp]" in said
    assert said.count("\n") == 1
