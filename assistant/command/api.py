"""The commands that serve other programs: `api` over HTTP, `mcp` as tools of a language model."""

import argparse
import sys
from typing import Any

from assistant.command.console import say


def add_commands(command: Any) -> tuple[argparse.ArgumentParser, ...]:
    """Define the commands and return their parsers; `command(name)` gives the parser of one."""
    api: argparse.ArgumentParser = command("api")
    api.add_argument("--host", default="127.0.0.1", help=say("help_host"))
    api.add_argument("--port", type=int, default=8502, help=say("help_api_port"))
    api.add_argument("--per-minute", type=_count, default=600, metavar="QUESTIONS", help=say("help_per_minute"))
    api.add_argument("--max-body", type=_count, default=1000, metavar="KB", help=say("help_max_body"))
    api.add_argument("--log-questions", action="store_true", help=say("help_log_questions"))
    mcp: argparse.ArgumentParser = command("mcp")
    return api, mcp


def _count(written: str) -> int:
    number = int(written)
    if number < 0:
        raise argparse.ArgumentTypeError(say("negative"))
    return number


def serve_api(options: argparse.Namespace) -> int:
    """Serve HTTP until stopped; returns the exit status."""
    from assistant.access import Tokens, is_loopback
    from assistant.api import CannotListen, Terms, create_app, listening_on, serve
    from assistant.service import Service, data_folder

    folder, open_here = data_folder(options.data), is_loopback(options.host)
    if not open_here and not Tokens(folder).any():
        print(say("no_tokens", host=options.host), file=sys.stderr)
        return 1
    terms = Terms(open_here, options.per_minute, options.max_body * 1000, options.log_questions)
    app = create_app(Service(folder, options.embedder), terms)
    try:
        listening = listening_on(options.host, options.port)
    except CannotListen as error:
        print(say("cannot_listen", host=error.host, port=error.port, detail=error.detail), file=sys.stderr)
        return 1
    host = f"[{options.host}]" if ":" in options.host else options.host
    print(say("api_listening", address=f"http://{host}:{listening.getsockname()[1]}"), flush=True)
    serve(app, listening)
    return 0


def serve_mcp(options: argparse.Namespace) -> int:
    """Serve the tools over standard input and output; returns the exit status."""
    from assistant.service import Service, data_folder

    try:
        from assistant.mcp import serve
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "mcp":
            raise
        print(say("no_mcp"), file=sys.stderr)
        return 1
    serve(Service(data_folder(options.data), options.embedder))
    return 0
