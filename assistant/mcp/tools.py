"""The tools: ask, search, figures, reports. Each answers from the newest snapshot; what goes wrong is one line."""

import functools
from collections.abc import Callable
from dataclasses import asdict
from importlib import metadata
from typing import Annotated, Any, ParamSpec, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from assistant.access import LOCAL
from assistant.answering import answer_fields, citation_fields
from assistant.data_files import Messages
from assistant.messages import EXPLAINED, explain, locale_language
from assistant.service import Enquiries, Service

NAME = "report-assistant"
_MESSAGES = Messages("assistant.mcp")
_REPORT_FIELDS = ("id", "title", "file", "year", "region", "issued", "pages")
_Given = ParamSpec("_Given")
_Told = TypeVar("_Told")

Few = Annotated[int, Field(ge=1, le=50)]
Many = Annotated[int, Field(ge=1, le=200)]


def make_server(service: Service) -> MCPServer[Any]:
    """Return the server with its tools, described in the locale's language."""
    language = locale_language()
    server: MCPServer[Any] = MCPServer(
        NAME,
        instructions=_MESSAGES.say(language, "instructions"),
        version=metadata.version(NAME),
        log_level="WARNING",
    )
    for tool in _tools(service):
        server.add_tool(
            _in_one_line(tool, language),
            name=tool.__name__,
            description=_MESSAGES.say(language, f"tool.{tool.__name__}"),
        )
    return server


def serve(service: Service) -> None:
    """Serve standard input and output until the input ends."""
    make_server(service).run("stdio")


def _tools(service: Service) -> tuple[Callable[..., dict[str, Any]], ...]:
    def enquiries() -> Enquiries:
        return Enquiries(service.assistant(LOCAL), LOCAL)

    def ask(question: str, history: list[str] = [], reports: str = "") -> dict[str, Any]:  # noqa: B006 - never changed
        return answer_fields(enquiries().ask(question, tuple(history), reports))

    def search(words: str, limit: Few = 10, reports: str = "") -> dict[str, Any]:
        return {"sentences": [citation_fields(found) for found in enquiries().find(words, limit, reports)]}

    def figures(words: str = "", year: int | None = None, limit: Many = 50, reports: str = "") -> dict[str, Any]:
        rows = enquiries().figures(words, years=() if year is None else (year,), reports=reports)
        return {"total": len(rows), "figures": [asdict(row) for row in rows[:limit]]}

    def reports(words: str = "") -> dict[str, Any]:
        found = enquiries().reports(words)
        return {"reports": [{name: getattr(entry, name) for name in _REPORT_FIELDS} for entry in found]}

    return ask, search, figures, reports


def _in_one_line(tool: Callable[_Given, _Told], language: str) -> Callable[_Given, _Told]:
    """Make a tool say what is wrong in the words of the program, for the model to read."""

    @functools.wraps(tool)
    def told(*given: _Given.args, **named: _Given.kwargs) -> _Told:
        try:
            return tool(*given, **named)
        except EXPLAINED as error:
            raise ToolError(explain(error, language)) from error

    return told
