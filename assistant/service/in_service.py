"""The snapshot in service, opened once and shared; picks up a new one between two questions."""

import functools
import os
import threading
from collections.abc import Callable
from pathlib import Path

from assistant.answering import Assistant
from assistant.service.own_unit import own_unit
from index.errors import EmbedderMismatch
from index.samples import sample_folder
from index.search import SHIPPED, Embedder, Finder, LocalFinder, load_embedder
from index.snapshot import Built, Progress, Snapshot, Store, build, read_manifest


def data_folder(given: str | None = None) -> Path:
    """Return the data folder: as given, else ASSISTANT_DATA, else data/ in the working folder."""
    return Path(given or os.environ.get("ASSISTANT_DATA") or "data").expanduser()


def embedder_name() -> str:
    """Return the embedder in use: ASSISTANT_EMBEDDER, else the shipped one."""
    return os.environ.get("ASSISTANT_EMBEDDER") or SHIPPED


@functools.cache
def shared_service() -> "Service":
    """Return the one service of a server process."""
    return Service(data_folder())


class Service:
    """Gives the assistant over the snapshot in service. Safe to share between threads."""

    def __init__(self, folder: Path, embedder: str | None = None) -> None:
        self.store = Store(folder)
        self._embedder_name = embedder or embedder_name()
        self._embedder: Embedder | None = None
        self._assistant: Assistant | None = None
        self._lock = threading.Lock()
        self._loading = threading.Lock()

    @property
    def embedder(self) -> Embedder:
        with self._loading:
            if self._embedder is None:
                self._embedder = load_embedder(self._embedder_name)
            return self._embedder

    def assistant(self) -> Assistant:
        """Return the assistant over the newest snapshot; a question in flight keeps the one it has.

        Raises NoSnapshot, DamagedSnapshot or EmbedderMismatch.
        """
        with self._lock:
            name, home = self.store.current_name(), own_unit(self.store.folder)
            if self._assistant is None or self._assistant.snapshot.name != name:
                folder = self.store.current()
                built_with = read_manifest(folder).embedder
                if built_with != self.embedder.name:
                    raise EmbedderMismatch(built_with, self.embedder.name)
                snapshot = Snapshot.open(folder, self.embedder.name)
                self._assistant = Assistant(snapshot, self.embedder, self._finder(snapshot), home=home)
            elif self._assistant.home != home:
                snapshot = self._assistant.snapshot
                self._assistant = Assistant(snapshot, self.embedder, self._finder(snapshot), home=home)
            return self._assistant

    def _finder(self, snapshot: Snapshot) -> Finder:
        """Return what finds sentences: a Milvus server where ASSISTANT_MILVUS names one, else the snapshot itself."""
        address = os.environ.get("ASSISTANT_MILVUS")
        if not address:
            return LocalFinder(snapshot)
        from index.search import MilvusFinder

        return MilvusFinder(address, snapshot, self.store.names())

    def build_sample(self, listen: Callable[[Progress], None]) -> Built:
        """Index the sample report that ships with the program."""
        return build([sample_folder()], self.store, self.embedder, listen)
