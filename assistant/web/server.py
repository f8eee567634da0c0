"""Runs Streamlit in this process, with everything the first page needs loading beside it."""

import gc
import importlib
import threading

from streamlit.web import cli

from assistant.access import LOCAL, Accounts
from assistant.service import shared_service
from index.errors import IndexingError
from index.text import warm_up

LOADED_AHEAD = 100  # reports read before anybody asks


def run(arguments: list[str]) -> int:
    """Run `streamlit` with these arguments until it is stopped; returns its exit status."""
    threading.Thread(target=_prepare, name="prepare", daemon=True).start()
    status = cli.main(args=arguments, standalone_mode=False)
    return status if isinstance(status, int) else 0


def _prepare() -> None:
    """Load what every first question needs; what fails here is said on the page, where it is loaded again."""
    importlib.import_module("assistant.web.navigation")
    try:
        _ = shared_service().embedder
        warm_up()
        if shared_service().store.has_snapshot():
            snapshot = shared_service().assistant(LOCAL).snapshot
            for number in range(min(len(snapshot.entries), LOADED_AHEAD)):
                snapshot.report(number)
            accounts = Accounts(shared_service().store.folder)
            shared_service().prepare(accounts.all() if accounts.any() else ())
    except IndexingError:
        return
    settle()


def settle() -> None:
    """Take what will stay out of the garbage collector's way.

    Streamlit collects all generations after every run of a page; over dictionaries and reports that takes 0.1 s each
    time, and a server of many sessions would do little else.
    """
    gc.collect()
    gc.freeze()
