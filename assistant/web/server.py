"""Runs Streamlit in this process, with everything the first page needs loading beside it."""

import importlib
import threading

from streamlit.web import cli

from assistant.service import shared_service
from index.errors import IndexingError
from index.tokens import warm_up


def run(arguments: list[str]) -> int:
    """Run `streamlit` with these arguments until it is stopped; returns its exit status."""
    threading.Thread(target=_prepare, name="prepare", daemon=True).start()
    status = cli.main(args=arguments, standalone_mode=False)
    return status if isinstance(status, int) else 0


def _prepare() -> None:
    """Load what every first question needs; what fails here is said on the page, where it is loaded again."""
    importlib.import_module("assistant.web.chat")
    try:
        _ = shared_service().embedder
        warm_up()
    except IndexingError:
        return
