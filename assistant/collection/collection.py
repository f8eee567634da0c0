"""What is done to a collection of reports: add, remove, correct, rebuild, go back. Used by the terminal and the pages."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.access import LOCAL, Account, Action, require
from assistant.collection.guard import QuestionGuard, golden_cases
from assistant.collection.uploads import keep_upload
from assistant.service import Service
from index.snapshot import Built, Correction, Guard, Listener, Snapshot, build, correct, rebuild, remove


class Collection:
    """The reports of one data folder; every change publishes a new snapshot, guarded by questions unless `force`.

    Every change raises NotAllowed where `actor` may not change reports; the actor of the command line is LOCAL.
    """

    def __init__(
        self, service: Service, check: Path | None = None, force: bool = False, actor: Account = LOCAL
    ) -> None:
        self._service, self._check, self._force, self._actor = service, check, force, actor

    def add(
        self,
        paths: Sequence[Path],
        listen: Listener,
        *,
        fresh: bool = False,
        keep_versions: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Built:
        self._require()
        service = self._service
        return build(
            paths,
            service.store,
            service.embedder,
            listen,
            fresh=fresh,
            guard=self._guard(),
            cancelled=cancelled,
            keep_versions=keep_versions,
        )

    def replace(
        self, old: str, path: Path, listen: Listener, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Built:
        """Put the report at `path` in the place of the one with the id `old`."""
        self._require()
        service = self._service
        return build(
            [path],
            service.store,
            service.embedder,
            listen,
            guard=self._guard(),
            cancelled=cancelled,
            instead_of=[old],
        )

    def rebuild(self, listen: Listener, *, cancelled: Callable[[], bool] = lambda: False) -> Built:
        self._require()
        service = self._service
        return rebuild(service.store, service.embedder, listen, guard=self._guard(), cancelled=cancelled)

    def remove(self, ids: Sequence[str], listen: Listener) -> Built:
        self._require()
        # whoever removes a report wants its answers gone: nothing is guarded
        return remove(ids, self._service.store, self._service.embedder, listen)

    def correct(self, changes: dict[str, Correction], listen: Listener) -> Built:
        self._require()
        return correct(changes, self._service.store, self._service.embedder, listen)

    def rollback(self) -> str:
        """Go back to the snapshot before and return its name; raises NothingBefore, Busy or CannotWrite."""
        self._require()
        return self._service.store.rollback()

    def keep_upload(self, name: str, content: bytes) -> Path:
        """Keep a file that was handed in and return its path; raises CannotWrite."""
        self._require()
        return keep_upload(self._service.store.folder, name, content)

    def _require(self) -> None:
        require(self._actor, Action.CHANGE_REPORTS)

    def _guard(self) -> Guard | None:
        service = self._service
        if self._force or not service.store.has_snapshot():
            return None
        cases = golden_cases(service.store.folder, self._check)
        return QuestionGuard(Snapshot.open(service.store.current()), service.embedder, cases) if cases else None
