"""The command `accounts`: make, list, change and remove the accounts that may sign in on the page."""

import argparse
import getpass
import sys
from typing import Any

from assistant.command.console import say

ACTIONS = ("add", "list", "remove", "role", "password")
ROLES = ("reader", "keeper", "manager")


def add_command(command: Any) -> None:
    """Define the command; `command(name)` gives its parser."""
    accounts = command("accounts")
    accounts.add_argument("action", choices=ACTIONS, metavar="ACTION", help=say("help_action"))
    accounts.add_argument("name", nargs="?", metavar="NAME", help=say("help_account_name"))
    accounts.add_argument("--role", choices=ROLES, metavar="ROLE", help=say("help_role"))
    accounts.add_argument("--password-stdin", action="store_true", help=say("help_password_stdin"))


def run(options: argparse.Namespace) -> int:
    """Run the command; returns its exit status."""
    from assistant.access import Accounts, Role
    from assistant.service import data_folder

    accounts = Accounts(data_folder(options.data))
    if options.action == "list":
        for account in accounts.all():
            print(f"{account.name}\t{say(f'role_{account.role.value}')}")
        return 0
    if not options.name or (options.action == "role" and not options.role):
        print(say("accounts_usage"), file=sys.stderr)
        return 2
    role = Role(options.role) if options.role else Role.READER
    if options.action == "add":
        accounts.add(options.name, _password(options), role)
    elif options.action == "remove":
        accounts.remove(options.name)
    elif options.action == "role":
        accounts.change_role(options.name, role)
    else:
        accounts.change_password(options.name, _password(options))
    print(say(f"account_{options.action}", name=options.name, role=say(f"role_{role.value}")))
    return 0


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    return getpass.getpass(say("password_prompt", name=options.name))
