"""The command `watch`: takes in what comes into a folder, until it is stopped or once for a timer."""

import argparse
import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.access import LOCAL
from assistant.command.console import ConsoleProgress, print_lost, say
from assistant.command.listing import print_json
from index.errors import Cancelled

DAY = 86_400  # seconds


def add_command(command: Any) -> None:
    """Define the command; `command(name)` gives its parser."""
    watch = command("watch")
    watch.add_argument("folder", type=Path, metavar="DIR", help=say("help_watch_folder"))
    watch.add_argument("--once", action="store_true", help=say("help_once"))
    watch.add_argument("--every", type=_seconds, default=10.0, metavar="SECONDS", help=say("help_every"))
    watch.add_argument("--still", type=_seconds, default=5.0, metavar="SECONDS", help=say("help_still"))
    watch.add_argument("--limit-to", action="append", default=[], metavar="GROUP", help=say("help_limit_to"))
    watch.add_argument("--keep-versions", action="store_true", help=say("help_keep_versions"))
    watch.add_argument("--check", type=Path, metavar="CASES.jsonl", help=say("help_check"))
    watch.add_argument("--force", action="store_true", help=say("help_force"))
    watch.add_argument("--embedder", metavar="NAME", help=say("help_embedder"))
    watch.add_argument("--json", action="store_true", help=say("help_watch_json"))


def _seconds(written: str) -> float:
    try:
        seconds = float(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(say("no_seconds")) from error
    if not 0 < seconds <= DAY:
        raise argparse.ArgumentTypeError(say("no_seconds"))
    return seconds


def run(options: argparse.Namespace) -> int:
    """Watch until stopped, or sweep once; returns the exit status."""
    from assistant.collection import Collection, WatchFolder
    from assistant.service import Service, data_folder

    if not options.folder.is_dir():
        print(say("no_watch_folder", path=options.folder), file=sys.stderr)
        return 1
    service = Service(data_folder(options.data), options.embedder)
    service.groups.limit((), options.limit_to, LOCAL)  # said before anything is waited for
    collection = Collection(service, options.check, options.force)
    listener, stopped = ConsoleProgress(quiet=options.json), threading.Event()

    def add(paths: Sequence[Path]) -> Any:
        return collection.add(
            paths,
            listener,
            keep_versions=options.keep_versions,
            cancelled=stopped.is_set,
            groups=options.limit_to,
        )

    watched = WatchFolder(options.folder, service.store.folder, add, time.monotonic, still=options.still)
    sweeping = Sweeping(watched, options.json)
    with watched.memory.held(), _stopping(stopped):
        if options.once:
            return sweeping.once(lambda: stopped.wait(options.still))
        print(say("watching", path=watched.folder), file=sys.stderr, flush=True)
        sweeping.until(lambda: stopped.wait(options.every))
    print(say("watch_stopped"), file=sys.stderr)
    return 0


@contextlib.contextmanager
def _stopping(stopped: threading.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT stop the watch between two files: what a build has not published, it leaves as it was."""
    asked = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda *_: stopped.set()) for number in asked]
    try:
        yield
    finally:
        for number, handler in zip(asked, before, strict=True):
            signal.signal(number, handler)


class Sweeping:
    """Sweeps a folder and says what came of it; what keeps a sweep from being done is said once, and tried again."""

    def __init__(self, watched: Any, as_json: bool = False) -> None:
        self._watched, self._json = watched, as_json
        self._said = ""

    def until(self, wait: Callable[[], bool]) -> None:
        """Sweep until `wait`, which waits for the next sweep, returns that it is the end."""
        while True:
            self._sweep()
            if wait():
                return

    def once(self, wait: Callable[[], bool]) -> int:
        """Take in what stands still for as long as `wait` waits; returns the exit status."""
        good = self._sweep()
        if good and self._watched.waiting:
            good = not wait() and self._sweep()
        if good and self._watched.waiting:
            print(say("watch_waiting", count=self._watched.waiting), file=sys.stderr)
        return 0 if good else 1

    def _sweep(self) -> bool:
        """Sweep; returns whether everything that was ready was taken in."""
        from assistant.messages import EXPLAINED, explain, locale_language

        good = True
        try:
            for taken in self._watched.sweep():
                self._tell(taken)
                good = good and not taken.refused and taken.withheld is None
        except Cancelled:
            return False
        except EXPLAINED as error:
            words = explain(error, locale_language())
            if words != self._said:
                print(words, file=sys.stderr, flush=True)
            self._said = words
            return False
        self._said = ""
        return good

    def _tell(self, taken: Any) -> None:
        from assistant.command.upkeep import built_fields
        from assistant.messages import explain, locale_language

        for failure in taken.refused:
            print(explain(failure, locale_language()), file=sys.stderr)
        if taken.withheld is not None:
            print(say("watch_withheld", path=taken.withheld), file=sys.stderr)
            print_lost(taken.lost)
        if taken.built is not None and self._json:
            print_json(built_fields(taken.built), indent=None)
        elif taken.built is not None:
            ConsoleProgress().finish(taken.built)
        sys.stdout.flush()
