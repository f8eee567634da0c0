"""What is done to a collection of reports: add, remove, correct, rebuild, go back. Used by the terminal and the pages."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.collection.guard import QuestionGuard, golden_cases
from assistant.service import Service
from index.snapshot import Built, Correction, Guard, Listener, Snapshot, build, correct, rebuild, remove


class Collection:
    """The reports of one data folder; every change publishes a new snapshot, guarded by questions unless `force`."""

    def __init__(self, service: Service, check: Path | None = None, force: bool = False) -> None:
        self._service, self._check, self._force = service, check, force

    def add(
        self,
        paths: Sequence[Path],
        listen: Listener,
        *,
        fresh: bool = False,
        keep_versions: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Built:
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
        service = self._service
        return rebuild(service.store, service.embedder, listen, guard=self._guard(), cancelled=cancelled)

    def remove(self, ids: Sequence[str], listen: Listener) -> Built:
        # whoever removes a report wants its answers gone: nothing is guarded
        return remove(ids, self._service.store, self._service.embedder, listen)

    def correct(self, changes: dict[str, Correction], listen: Listener) -> Built:
        return correct(changes, self._service.store, self._service.embedder, listen)

    def _guard(self) -> Guard | None:
        service = self._service
        if self._force or not service.store.has_snapshot():
            return None
        cases = golden_cases(service.store.folder, self._check)
        return QuestionGuard(Snapshot.open(service.store.current()), service.embedder, cases) if cases else None
