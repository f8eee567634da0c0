"""The commands that change a collection: index, rebuild, correct, remove, rollback."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.command.console import ConsoleProgress, print_lost, say
from assistant.command.listing import print_json
from assistant.messages import explain, last_report, locale_language


def add_commands(command: Any) -> None:
    """Define the commands; `command(name)` gives the parser of one."""
    index = command("index")
    index.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=say("help_paths"))
    index.add_argument("--fresh", action="store_true", help=say("help_fresh"))
    index.add_argument("--limit-to", action="append", default=[], metavar="GROUP", help=say("help_limit_to"))
    index.add_argument("--keep-versions", action="store_true", help=say("help_keep_versions"))
    rebuild = command("rebuild")
    for sub in (index, rebuild):
        sub.add_argument("--check", type=Path, metavar="CASES.jsonl", help=say("help_check"))
        sub.add_argument("--force", action="store_true", help=say("help_force"))
    remove = command("remove")
    remove.add_argument("names", nargs="+", metavar="REPORT", help=say("help_remove_name"))
    correct = command("correct")
    correct.add_argument("name", metavar="REPORT", help=say("help_remove_name"))
    correct.add_argument("--title", help=say("help_title"))
    correct.add_argument("--year", type=int, help=say("help_year"))
    correct.add_argument("--region", help=say("help_region"))
    correct.add_argument("--issued", metavar="YYYY-MM-DD", help=say("help_issued"))
    rollback = command("rollback")
    for sub in (index, rebuild, remove, correct):
        sub.add_argument("--embedder", metavar="NAME", help=say("help_embedder"))
    for sub in (index, rebuild, remove, correct, rollback):
        sub.add_argument("--json", action="store_true", help=say("help_json"))


def run(options: argparse.Namespace) -> int:
    """Run one of the commands that change a collection; returns the exit status."""
    from assistant.collection import Withheld

    commands = {"index": _index, "rebuild": _rebuild, "remove": _remove, "correct": _correct, "rollback": _rollback}
    try:
        return commands[options.command](options)
    except Withheld as error:
        print_lost(error.lost)
        return 1


def _collection(options: argparse.Namespace) -> Any:
    from assistant.collection import Collection
    from assistant.service import Service, data_folder

    service = Service(data_folder(options.data), options.embedder)
    return service, Collection(service, getattr(options, "check", None), getattr(options, "force", False))


def _index(options: argparse.Namespace) -> int:
    _, collection = _collection(options)
    listener = ConsoleProgress(quiet=options.json)
    built = collection.add(
        options.paths, listener, fresh=options.fresh, keep_versions=options.keep_versions, groups=options.limit_to
    )
    return _finish(options, listener, built)


def _rebuild(options: argparse.Namespace) -> int:
    _, collection = _collection(options)
    listener = ConsoleProgress(quiet=options.json)
    return _finish(options, listener, collection.rebuild(listener))


def _finish(options: argparse.Namespace, listener: ConsoleProgress, built: Any) -> int:
    if options.json:
        print_json(built_fields(built))
    else:
        listener.finish(built)
    for failure in built.failures:
        print(explain(failure, locale_language()), file=sys.stderr)
    return 1 if built.failures else 0


def built_fields(built: Any) -> dict[str, Any]:
    """Return what a build did, as programs get it."""
    return {
        "snapshot": built.snapshot,
        "reports": [asdict(entry) for entry in built.added],
        "refused": [{"path": str(failure.path), "reason": failure.reason.value} for failure in built.failures],
        "replaced": [{"old": old.id, "new": new.id} for old, new in built.replaced],
    }


def ids_of(entries: Sequence[Any], names: Sequence[str]) -> list[str] | None:
    """Return the ids of the reports that the names name; None where one names none, once that is said."""
    ids: list[str] = []
    for name in names:
        found = found_reports(entries, name)
        if not found:
            print(say("no_such_report", name=name), file=sys.stderr)
            return None
        ids += found
    return ids


def found_reports(entries: Sequence[Any], name: str) -> list[str]:
    """Return the ids of the reports that a title, a file's name or the beginning of an id names."""
    return [
        entry.id
        for entry in entries
        if name in (entry.title, entry.file, Path(entry.file).stem) or (len(name) >= 8 and entry.id.startswith(name))
    ]


def _remove(options: argparse.Namespace) -> int:
    from index.errors import NothingToIndex
    from index.snapshot import read_manifest

    service, collection = _collection(options)
    ids = ids_of(read_manifest(service.store.current()).reports, options.names)
    if ids is None:
        return 1
    try:
        built = collection.remove(ids, ConsoleProgress(quiet=True))
    except NothingToIndex:
        print(last_report(locale_language()), file=sys.stderr)
        return 1
    if options.json:
        print_json({"snapshot": built.snapshot, "removed": ids})
    else:
        print(say("removed", count=str(len(ids)), left=str(len(built.entries))))
    return 0


def _correct(options: argparse.Namespace) -> int:
    from index.snapshot import Correction, load_corrections, read_manifest, usable_date

    service, collection = _collection(options)
    found = found_reports(read_manifest(service.store.current()).reports, options.name)
    if len(found) != 1:
        print(say("no_such_report" if not found else "several_reports", name=options.name), file=sys.stderr)
        return 1
    given = {name: getattr(options, name) for name in ("title", "year", "region", "issued")}
    given = {name: value for name, value in given.items() if value is not None}
    wrong_year = "year" in given and not 1900 <= given["year"] < 2200
    if not given or wrong_year or ("issued" in given and not usable_date(given["issued"])):
        print(say("correct_usage"), file=sys.stderr)
        return 2
    standing = asdict(load_corrections(service.store.folder).get(found[0], Correction()))
    collection.correct({found[0]: Correction(**{**standing, **given})}, ConsoleProgress(quiet=True))
    entry = next(e for e in read_manifest(service.store.current()).reports if e.id == found[0])
    if options.json:
        print_json(asdict(entry))
    else:
        print(say("corrected", title=entry.title, year=entry.year or "—", region=entry.region or "—"))
    return 0


def _rollback(options: argparse.Namespace) -> int:
    from assistant.collection import Collection
    from assistant.service import Service, data_folder
    from index.snapshot import Snapshot

    service = Service(data_folder(options.data))
    name = Collection(service).rollback()
    reports = len(Snapshot.open(service.store.current()).entries)
    if options.json:
        print_json({"snapshot": name, "reports": reports})
    else:
        print(say("rolled_back", snapshot=name, reports=reports))
    return 0
