"""The commands that keep a data folder safe: backup, restore, and erase for one person's data."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.command.console import say

COMMANDS = ("backup", "restore", "erase")


def add_commands(command: Any) -> None:
    """Define the commands; `command(name)` gives the parser of one."""
    backup = command("backup")
    backup.add_argument("file", type=Path, metavar="FILE", help=say("help_backup_file"))
    restore = command("restore")
    restore.add_argument("file", type=Path, metavar="FILE", help=say("help_restore_file"))
    restore.add_argument("--check", action="store_true", help=say("help_restore_check"))
    erase = command("erase")
    erase.add_argument("name", metavar="USER", help=say("help_erase_name"))
    for sub in (backup, restore, erase):
        sub.add_argument("--json", action="store_true", help=say("help_json"))


def run(options: argparse.Namespace) -> int:
    """Run one of the commands; returns its exit status."""
    return {"backup": _backup, "restore": _restore, "erase": _erase}[options.command](options)


def _backup(options: argparse.Namespace) -> int:
    from assistant.collection import back_up
    from assistant.service import data_folder

    path, contents = back_up(data_folder(options.data), options.file)
    _print(options, contents, "backed_up", path=path, size=f"{path.stat().st_size / 1e6:.1f}")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from assistant.backup import read_backup
    from assistant.collection import restore
    from assistant.service import data_folder

    if options.check:
        with read_backup(options.file) as reader:
            reader.verify()
            contents = reader.contents
    else:
        contents = restore(data_folder(options.data), options.file)
    _print(options, contents, "backup_whole" if options.check else "restored", path=options.file)
    return 0


def _print(options: argparse.Namespace, contents: Any, key: str, *, path: Path, size: str = "") -> None:
    if options.json:
        fields = {name: value for name, value in asdict(contents).items() if name != "members"}
        print(json.dumps({"file": str(path), **fields, "files": len(contents.members)}, ensure_ascii=False, indent=1))
    else:
        words = {"path": path, "files": len(contents.members), "size": size, "made": contents.made}
        print(say(key, snapshot=contents.snapshot or "—", **words))


def _erase(options: argparse.Namespace) -> int:
    from assistant.collection import erase
    from assistant.service import data_folder

    count = erase(data_folder(options.data), options.name)
    if options.json:
        print(json.dumps({"erased": options.name, "conversations": count}, ensure_ascii=False))
    else:
        print(say("erased", name=options.name, count=count))
    return 0
