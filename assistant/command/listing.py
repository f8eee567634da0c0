"""The commands that list what is there: reports and figures."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from assistant.access import LOCAL, Account, Accounts, Groups, NoSuchAccount
from assistant.command.console import print_reports, say


def print_json(fields: Any, indent: int | None = 1) -> None:
    print(json.dumps(fields, ensure_ascii=False, indent=indent))


def seen_by(options: argparse.Namespace) -> Account:
    """Return the account named by --as, LOCAL where none is; raises NoSuchAccount."""
    from assistant.service import data_folder

    if options.account is None:
        return LOCAL
    account = Accounts(data_folder(options.data)).named(options.account)
    if account is None:
        raise NoSuchAccount(options.account)
    return account


def reports(options: argparse.Namespace) -> int:
    from assistant.messages import explain_warning, locale_language
    from assistant.service import Service, data_folder

    entries = Service(data_folder(options.data)).entries(seen_by(options))
    if options.json:
        language = locale_language()
        notes = [[explain_warning(code, language) for code in entry.warnings] for entry in entries]
        print_json([{**asdict(e), "notes": said} for e, said in zip(entries, notes, strict=True)])
    else:
        print_reports(entries)
    return 0


def figures(options: argparse.Namespace) -> int:
    from assistant.answering import COLUMNS, as_csv, as_table, as_xlsx, figure_rows, matching
    from assistant.service import chosen, data_folder
    from index.snapshot import Snapshot, Store, without

    folder = data_folder(options.data)
    hidden = Groups(folder).hidden_from(seen_by(options))
    snapshot = without(Snapshot.open(Store(folder).current()), hidden)
    numbers = chosen(snapshot.entries, options.reports)
    if numbers == []:
        print(say("no_match", filter=options.reports), file=sys.stderr)
        return 1
    rows = matching(figure_rows(snapshot, numbers), " ".join(options.words), (), options.year, options.unit)
    if options.export:
        table = as_table(rows, COLUMNS)
        content = as_csv(table) if options.export.suffix.lower() == ".csv" else as_xlsx(table, "figures")
        try:
            options.export.write_bytes(content)
        except OSError as error:
            print(say("not_written", path=options.export, detail=error.strerror), file=sys.stderr)
            return 1
        print(say("exported", count=len(rows), path=options.export))
    elif options.json:
        print_json([asdict(row) for row in rows])
    else:
        for row in rows:
            year = f"{row.year}" if row.year else "    "
            print(f"{row.text}\t{row.indicator}\t{row.region or ''}\t{year}\t{row.report}")
    return 0
