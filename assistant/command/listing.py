"""The commands that list what is there: reports and figures."""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from assistant.access import LOCAL, Account, Accounts, NoSuchAccount
from assistant.command.console import print_reports, say


def print_json(fields: Any, indent: int | None = 1) -> None:
    """Print JSON for programs, on one line where `indent` is None."""
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
    """Print the reports in service; returns the exit status."""
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
    """Print or export the figures that the options choose; returns the exit status."""
    from assistant.answering import COLUMNS, as_csv, as_table, as_xlsx
    from assistant.service import Service, data_folder, figures_of

    snapshot = Service(data_folder(options.data)).snapshot(seen_by(options))
    words = " ".join(options.words)
    rows = figures_of(snapshot, words, years=options.year, units=options.unit, reports=options.reports)
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
