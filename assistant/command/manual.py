"""Writes docs/commands.md: every command with its arguments and help, as the parser has them.

LANG=zh_CN.UTF-8 python -m assistant.command.manual > docs/commands.md
"""

import argparse
from collections.abc import Iterator

from assistant.command.cli import build_parser
from assistant.command.console import say


def manual() -> str:
    """Return the commands as Markdown, in the language of the locale."""
    return "\n".join(_lines(build_parser()))


def _lines(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"# {say('manual_title')}"
    yield ""
    yield say("manual_source")
    for name, command in _commands(parser).items():
        yield ""
        yield f"## assistant {name}"
        yield ""
        yield command.description or ""
        yield ""
        yield f"| {say('manual_argument')} | {say('manual_meaning')} |"
        yield "| --- | --- |"
        for action in command._actions:
            if not isinstance(action, argparse._HelpAction):
                yield f"| `{_written(action)}` | {(action.help or '').replace('|', chr(92) + '|')} |"


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the commands by name; argparse keeps them in an action of its own."""
    groups = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(next(groups).choices)


def _written(action: argparse.Action) -> str:
    """Return an argument as it is typed: QUESTION, --batch FILE.jsonl."""
    value = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
    words = " ".join(value) if isinstance(value, tuple) else str(value)
    return (f"{action.option_strings[-1]} {words}".strip() if action.option_strings else words).replace("|", "\\|")


if __name__ == "__main__":
    print(manual())
