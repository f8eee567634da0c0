"""The snapshot in service, opened once and shared, as each account may see it; picks up a new one between two questions."""

import contextlib
import functools
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from assistant.access import Account, Groups
from assistant.answering import Assistant
from assistant.audit import Trail, What
from assistant.backup import finish
from assistant.service.own_unit import own_unit
from assistant.service.views import NothingVisible, Views
from index.errors import Busy, CannotWrite, EmbedderMismatch
from index.samples import sample_folder
from index.search import SHIPPED, Embedder, Finder, LocalFinder, load_embedder
from index.snapshot import Built, Entry, Progress, Snapshot, Store, build, read_manifest, without


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
    """Gives each account the assistant over what it may see of the snapshot in service. Safe to share between threads.

    This is the one place where reports are kept from somebody: who asks, looks or searches does it through `assistant`,
    `snapshot` or `entries`, and none can be had without saying for whom. `sees_all` tells who may act on the whole collection.
    """

    def __init__(self, folder: Path, embedder: str | None = None) -> None:
        self.store = Store(folder)
        self.groups = Groups(folder)
        self._embedder_name = embedder or embedder_name()
        self._embedder: Embedder | None = None
        self._assistant: Assistant | None = None
        self._views = Views()
        self._lock = threading.Lock()
        self._loading = threading.Lock()

    @property
    def embedder(self) -> Embedder:
        with self._loading:
            if self._embedder is None:
                self._embedder = load_embedder(self._embedder_name)
            return self._embedder

    def assistant(self, account: Account) -> Assistant:
        """Return the assistant over what `account` may see of the newest snapshot; a question in flight keeps its own.

        Raises NothingVisible, NoSnapshot, DamagedSnapshot, EmbedderMismatch, or CannotWrite where the limits cannot be read.
        """
        return self._views.of(self._whole(), self.groups.hidden_from(account))

    def prepare(self, accounts: Iterable[Account]) -> None:
        """Open the snapshot and build what these accounts see of it, so that none of them waits for that."""
        self._whole()
        for account in accounts:
            with contextlib.suppress(NothingVisible):
                self.assistant(account)

    def snapshot(self, account: Account) -> Snapshot:
        """Return what `account` may see of the newest snapshot, to look at and not to ask: no embedder is loaded."""
        return without(Snapshot.open(self.store.current()), self.groups.hidden_from(account))

    def entries(self, account: Account) -> Sequence[Entry]:
        """Return the reports that `account` may see, without opening them; raises as `assistant` does."""
        hidden = self.groups.hidden_from(account)
        return [entry for entry in read_manifest(self.store.current()).reports if entry.id not in hidden]

    def sees_all(self, account: Account) -> bool:
        """Tell whether no report is kept from `account`, neither in service nor in the snapshot before."""
        return not self.groups.hidden_from(account)

    def _whole(self) -> Assistant:
        with contextlib.suppress(Busy, CannotWrite):  # a state that is put in place meanwhile is none to wait for
            finish(self.store.folder)
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

        return MilvusFinder(address, snapshot, self.store.names(), str(self.store.folder.resolve()))

    def build_sample(self, listen: Callable[[Progress], None]) -> Built:
        """Index the sample report that ships with the program."""
        finish(self.store.folder)
        with Trail(self.store.folder).change("", What.ADD, sample_folder().name) as act:
            built = build([sample_folder()], self.store, self.embedder, listen)
            act.note(snapshot=built.snapshot)
            return built
