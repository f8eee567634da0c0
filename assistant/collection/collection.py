"""What is done to a collection of reports: add, remove, correct, rebuild, go back. Used by the terminal and the pages."""

from collections.abc import Callable, Sequence
from collections.abc import Collection as Several
from pathlib import Path

from assistant.access import LOCAL, Account, Action, NotAllowed, require
from assistant.collection.guard import QuestionGuard, golden_cases
from assistant.collection.limiting import limiting
from assistant.collection.uploads import keep_upload
from assistant.service import Service
from index.snapshot import Built, Correction, Entry, Guard, Listener, Snapshot, build, correct, rebuild, remove


class Collection:
    """The reports of one data folder; every change publishes a new snapshot, guarded by questions unless `force`.

    Every change raises NotAllowed where `actor` may not change reports, does not see one that is to be changed, or is to
    change the whole without seeing all of it. The actor of the command line is LOCAL, who may everything.
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
        groups: Several[str] = (),
    ) -> Built:
        """Add reports, limited to `groups` where given before anybody can see them; raises NoSuchGroup as well."""
        self._require(whole=fresh)
        service = self._service
        service.groups.limit((), groups, self._actor)  # said at once, not after all was read
        return build(
            paths,
            service.store,
            service.embedder,
            limiting(listen, service.groups, self._actor, groups),
            fresh=fresh,
            guard=self._guard(),
            cancelled=cancelled,
            keep_versions=keep_versions,
            may_replace=self._sees,
        )

    def replace(
        self, old: str, path: Path, listen: Listener, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Built:
        """Put the report at `path` in the place of the one with the id `old`, for those who could see that one."""
        self._require([old])
        service = self._service
        return build(
            [path],
            service.store,
            service.embedder,
            limiting(listen, service.groups, self._actor, old=old),
            guard=self._guard(),
            cancelled=cancelled,
            instead_of=[old],
            may_replace=self._sees,
        )

    def rebuild(self, listen: Listener, *, cancelled: Callable[[], bool] = lambda: False) -> Built:
        self._require(whole=True)
        service = self._service
        return rebuild(service.store, service.embedder, listen, guard=self._guard(), cancelled=cancelled)

    def remove(self, ids: Sequence[str], listen: Listener) -> Built:
        self._require(ids)
        # whoever removes a report wants its answers gone: nothing is guarded
        return remove(ids, self._service.store, self._service.embedder, listen)

    def correct(self, changes: dict[str, Correction], listen: Listener) -> Built:
        self._require(changes)
        return correct(changes, self._service.store, self._service.embedder, listen)

    def rollback(self) -> str:
        """Go back to the snapshot before and return its name; raises NothingBefore, Busy or CannotWrite."""
        self._require(whole=True)
        return self._service.store.rollback()

    def limit(self, ids: Sequence[str], groups: Several[str]) -> None:
        """Limit reports to groups, or open them to all where none is given; raises NoSuchGroup."""
        self._require(ids)
        self._service.groups.limit(ids, groups, self._actor)

    def keep_upload(self, name: str, content: bytes) -> Path:
        """Keep a file that was handed in and return its path; raises CannotWrite."""
        self._require()
        return keep_upload(self._service.store.folder, name, content)

    def _require(self, ids: Several[str] = (), whole: bool = False) -> None:
        require(self._actor, Action.CHANGE_REPORTS)
        hidden = self._service.groups.hidden_from(self._actor)
        if hidden & set(ids) or (whole and hidden):
            raise NotAllowed(self._actor, Action.CHANGE_REPORTS)

    def _sees(self, entry: Entry) -> bool:
        return entry.id not in self._service.groups.hidden_from(self._actor)

    def _guard(self) -> Guard | None:
        service = self._service
        if self._force or not service.store.has_snapshot():
            return None
        cases = golden_cases(service.store.folder, self._check)
        return QuestionGuard(Snapshot.open(service.store.current()), service.embedder, cases) if cases else None
