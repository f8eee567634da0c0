"""The command `audit`: who did what; whether the record is whole; taking it along; what is recorded and for how long."""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.command.console import say

ACTIONS = ("list", "verify", "export", "rules")
QUESTIONS = ("off", "who", "text")
SHOWN = 50


def add_command(command: Any) -> None:
    """Define the command; `command(name)` gives its parser."""
    audit = command("audit")
    audit.add_argument("action", choices=ACTIONS, metavar="ACTION", help=say("help_audit_action"))
    audit.add_argument("file", nargs="?", type=Path, metavar="FILE.csv|FILE.json", help=say("help_audit_file"))
    audit.add_argument("--since", default="", metavar="YYYY-MM-DD", help=say("help_since"))
    audit.add_argument("--until", default="", metavar="YYYY-MM-DD", help=say("help_until"))
    audit.add_argument("--who", default="", metavar="NAME", help=say("help_who"))
    audit.add_argument("--what", default="", metavar="CODE", help=say("help_what"))
    audit.add_argument("--head", metavar="N:HASH", help=say("help_head"))
    audit.add_argument("--questions", choices=QUESTIONS, metavar="off|who|text", help=say("help_questions"))
    audit.add_argument("--keep-days", type=int, metavar="DAYS", help=say("help_keep_days"))
    audit.add_argument("--drop", action=argparse.BooleanOptionalAction, default=None, help=say("help_drop"))
    audit.add_argument("--json", action="store_true", help=say("help_json"))


def run(options: argparse.Namespace) -> int:
    """Run the command; returns its exit status."""
    actions = {"list": _list, "verify": _verify, "export": _export, "rules": _rules}
    return actions[options.action](options)


def _rows(options: argparse.Namespace) -> Any:
    from assistant.audit import acts
    from assistant.service import data_folder

    folder = data_folder(options.data)
    return acts(folder, since=options.since, until=options.until, who=options.who, what=options.what)


def _list(options: argparse.Namespace) -> int:
    from assistant.audit import as_rows
    from assistant.messages import locale_language

    rows = _rows(options)
    if options.json:
        print(json.dumps([_fields(row) for row in rows], ensure_ascii=False, indent=1))
        return 0
    for at, *others in as_rows(rows[:SHOWN], locale_language()):
        print("\t".join((f"{at[:10]} {at[11:19]}", *others)))
    if len(rows) > SHOWN:
        print(say("audit_more", count=len(rows) - SHOWN), file=sys.stderr)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from assistant.audit import label, verify
    from assistant.messages import locale_language
    from assistant.service import data_folder

    noted = None
    if options.head:
        n, _, hashed = options.head.partition(":")
        if not n.isdigit() or len(hashed) != 64:
            print(say("audit_usage"), file=sys.stderr)
            return 2
        noted = (int(n), hashed)
    found = verify(data_folder(options.data), noted)
    language = locale_language()
    if options.json:
        faults = [{"kind": fault.kind, "first": fault.first, "last": fault.last} for fault in found.faults]
        print(json.dumps({"lines": found.lines, "head": f"{found.n}:{found.head}", "faults": faults}, indent=1))
    elif not found.faults:
        print(say("audit_whole", lines=found.lines, head=f"{found.n}:{found.head}"))
    else:
        for fault in found.faults:
            words = label(language, "fault", fault.kind).format(first=fault.first, last=fault.last)
            print(words, file=sys.stderr)
    return 1 if found.faults else 0


def _export(options: argparse.Namespace) -> int:
    from assistant.audit import COLUMNS, Trail, What, as_rows, label
    from assistant.messages import locale_language
    from assistant.service import data_folder

    if options.file is None or options.file.suffix.lower() not in (".csv", ".json"):
        print(say("audit_usage"), file=sys.stderr)
        return 2
    from assistant.answering import as_csv
    from index.snapshot import write_whole

    rows, language = _rows(options), locale_language()
    if options.file.suffix.lower() == ".json":
        content = json.dumps([_fields(row) for row in rows], ensure_ascii=False, indent=1).encode("utf-8")
    else:
        names = [label(language, "column", column) for column in COLUMNS]
        content = as_csv([dict(zip(names, row, strict=True)) for row in as_rows(rows, language)])
    with Trail(data_folder(options.data)).change("", What.EXPORT, options.file.name) as act:
        act.note(rows=len(rows))
        write_whole(options.file, content)
    print(say("audit_exported", count=len(rows), path=options.file))
    return 0


def _rules(options: argparse.Namespace) -> int:
    from assistant.audit import Questions, Trail
    from assistant.service import data_folder

    trail = Trail(data_folder(options.data))
    rules = trail.rules
    if options.questions is not None:
        rules = replace(rules, questions=Questions(options.questions))
    if options.keep_days is not None:
        if options.keep_days < 0:
            print(say("audit_usage"), file=sys.stderr)
            return 2
        rules = replace(rules, keep_days=options.keep_days or None)
    if options.drop is not None:
        rules = replace(rules, drop=options.drop)
    if rules != trail.rules:
        trail.set_rules("", rules)
    if options.json:
        print(json.dumps({"questions": rules.questions.value, "keep_days": rules.keep_days, "drop": rules.drop}))
    else:
        old = say("rules_drop" if rules.drop else "rules_seal", days=rules.keep_days) if rules.keep_days else ""
        print(say(f"rules_{rules.questions.value}") + (old or say("rules_all")))
    return 0


def _fields(row: Any) -> dict[str, Any]:
    names = ("n", "at", "who", "what", "thing", "about", "outcome", "more")
    return {name: getattr(row, name) for name in names} | {"erased": sorted(row.erased)}
