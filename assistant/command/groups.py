"""The command `groups`: who belongs together, and which reports only some groups may see."""

import argparse
import sys
from typing import Any

from assistant.access import Accounts, Groups, NoSuchAccount, Tokens, account_of
from assistant.command.console import say

ACTIONS = ("list", "add", "remove", "join", "leave", "limit", "open")


def add_command(command: Any) -> None:
    """Define the command; `command(name)` gives its parser."""
    groups = command("groups")
    groups.add_argument("action", choices=ACTIONS, metavar="ACTION", help=say("help_groups_action"))
    groups.add_argument("names", nargs="*", metavar="NAME", help=say("help_groups_names"))
    groups.add_argument("--to", action="append", default=[], metavar="GROUP", help=say("help_groups_to"))


def run(options: argparse.Namespace) -> int:
    """Run the command; returns its exit status."""
    from assistant.service import data_folder

    groups = Groups(data_folder(options.data))
    action, names = options.action, options.names
    if action == "list":
        return _list(options, groups)
    fewest = 2 if action in ("join", "leave") else 1
    if (
        len(names) < fewest
        or (action in ("add", "remove") and len(names) > 1)
        or bool(options.to) != (action == "limit")
    ):
        print(say("groups_usage"), file=sys.stderr)
        return 2
    if action in ("limit", "open"):
        return _limit(options)
    if action == "join":
        folder = data_folder(options.data)
        known = {account.name for account in Accounts(folder).all()}
        known |= {account_of(token.name) for token in Tokens(folder).all()}
        for name in names[1:]:
            if name not in known:
                raise NoSuchAccount(name)
    if action in ("add", "remove"):
        (groups.add if action == "add" else groups.remove)(names[0])
    else:
        (groups.join if action == "join" else groups.leave)(names[0], names[1:])
    print(say(f"groups_{action}", names="、".join(names)))
    return 0


def _list(options: argparse.Namespace, groups: Groups) -> int:
    from assistant.access import LOCAL
    from assistant.service import Service, data_folder

    service = Service(data_folder(options.data))
    titles = {e.id: e.title for e in service.entries(LOCAL)} if service.store.has_snapshot() else {}

    def named(reports: Any) -> str:
        return "、".join(f"《{titles[report]}》" if report in titles else report[:12] for report in reports) or "—"

    for group in groups.all():
        print(
            say("groups_line", name=group.name, members="、".join(group.members) or "—", reports=named(group.reports))
        )
    closed = [report for report, own in groups.limits().items() if not own]
    if closed:
        print(say("groups_closed", reports=named(closed)))
    return 0


def _limit(options: argparse.Namespace) -> int:
    from assistant.access import LOCAL
    from assistant.collection import Collection
    from assistant.command.upkeep import ids_of
    from assistant.service import Service, data_folder

    service = Service(data_folder(options.data))
    ids = ids_of(service.entries(LOCAL), options.names)
    if ids is None:
        return 1
    Collection(service).limit(ids, options.to)
    print(say(f"groups_{options.action}", count=len(ids), groups="、".join(options.to)))
    return 0
