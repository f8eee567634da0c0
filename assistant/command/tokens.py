"""The command `tokens`: make, list and remove the tokens by which other programs get in."""

import argparse
import sys
import time
from dataclasses import asdict
from datetime import datetime
from typing import Any

from assistant.command.accounts import ROLES
from assistant.command.console import say
from assistant.command.listing import print_json

ACTIONS = ("add", "list", "remove")
DAYS = 365


def add_command(command: Any) -> None:
    """Define the command; `command(name)` gives its parser."""
    tokens = command("tokens")
    tokens.add_argument("action", choices=ACTIONS, metavar="ACTION", help=say("help_token_action"))
    tokens.add_argument("name", nargs="?", metavar="NAME", help=say("help_token_name"))
    tokens.add_argument("--role", choices=ROLES, default="reader", metavar="ROLE", help=say("help_token_role"))
    tokens.add_argument("--days", type=int, default=DAYS, help=say("help_days"))
    tokens.add_argument("--json", action="store_true", help=say("help_json"))


def run(options: argparse.Namespace) -> int:
    """Run the command; returns its exit status."""
    from assistant.access import Role, Tokens
    from assistant.service import data_folder

    tokens = Tokens(data_folder(options.data))
    if options.action == "list":
        _list(tokens.all(), options.json)
        return 0
    if not options.name or options.days < 0:
        print(say("tokens_usage"), file=sys.stderr)
        return 2
    if options.action == "remove":
        tokens.remove(options.name)
        print(say("token_remove", name=options.name), file=sys.stderr)
        return 0
    secret = tokens.add(options.name, Role(options.role), options.days or None)
    made = next(token for token in tokens.all() if token.name == options.name)
    if options.json:
        print_json(asdict(made) | {"token": secret})
    else:
        print(
            say("token_add", name=made.name, role=say(f"role_{made.role.value}"), ends=_day(made.ends)), file=sys.stderr
        )
        print(secret)
    return 0


def _list(tokens: list[Any], as_json: bool) -> None:
    if as_json:
        print_json([asdict(token) for token in tokens])
        return
    for token in tokens:
        over = say("token_over") if token.is_over(time.time()) else ""
        print(f"{token.name}\t{say(f'role_{token.role.value}')}\t{_day(token.ends)}{over}")


def _day(ends: float | None) -> str:
    if ends is None:
        return say("token_endless")
    return say("token_until", day=datetime.fromtimestamp(ends).astimezone().date().isoformat())
