"""What is done to a collection of reports: add, remove, correct, rebuild, go back. Used by the terminal and the pages."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Collection as Several
from dataclasses import asdict
from pathlib import Path

from assistant.access import LOCAL, Account, Action, NotAllowed, require
from assistant.audit import Act, Trail, What
from assistant.backup import finish
from assistant.collection.guard import QuestionGuard, golden_cases
from assistant.collection.limiting import limiting
from assistant.collection.uploads import keep_upload
from assistant.service import Service, own_unit
from index.errors import DamagedSnapshot, IndexingError, NothingBefore, OtherFormat
from index.reading import Source
from index.snapshot import (
    Built,
    Correction,
    Entry,
    Guard,
    Listener,
    Snapshot,
    build,
    correct,
    read_manifest,
    rebuild,
    remove,
)

_NAMED = 20  # reports that the record of a change names


class Collection:
    """The reports of one data folder; every change publishes a new snapshot, guarded by questions unless `force`.

    Every change raises NotAllowed where `actor` may not change reports, does not see one that is to be changed, or is to
    change the whole without seeing all of it; the actor of the command line is LOCAL, who may everything. It is recorded
    before it begins, with how it ended; CannotWrite is raised where it cannot be.
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
        with self._recorded(What.ADD, "、".join(Source(path).shown.name for path in paths)) as act:
            built = build(
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
            return _noted(act, built)

    def replace(
        self, old: str, path: Path, listen: Listener, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Built:
        """Put the report at `path` in the place of the one with the id `old`, for those who could see that one."""
        self._require([old])
        service = self._service
        with self._recorded(What.REPLACE, self._titles([old])) as act:
            built = build(
                [path],
                service.store,
                service.embedder,
                limiting(listen, service.groups, self._actor, old=old),
                guard=self._guard(),
                cancelled=cancelled,
                instead_of=[old],
                may_replace=self._sees,
            )
            return _noted(act, built)

    def rebuild(self, listen: Listener, *, cancelled: Callable[[], bool] = lambda: False) -> Built:
        self._require(whole=True)
        service = self._service
        with self._recorded(What.REBUILD) as act:
            built = rebuild(service.store, service.embedder, listen, guard=self._guard(), cancelled=cancelled)
            act.note(snapshot=built.snapshot, reports=len(built.entries))
            return built

    def remove(self, ids: Sequence[str], listen: Listener) -> Built:
        self._require(ids)
        # whoever removes a report wants its answers gone: nothing is guarded
        with self._recorded(What.REMOVE, self._titles(ids)) as act:
            return _noted(act, remove(ids, self._service.store, self._service.embedder, listen))

    def correct(self, changes: dict[str, Correction], listen: Listener) -> Built:
        self._require(changes)
        with self._recorded(What.CORRECT, self._titles(list(changes))) as act:
            for change in changes.values():
                act.note(**{name: value for name, value in asdict(change).items() if value is not None})
            return _noted(act, correct(changes, self._service.store, self._service.embedder, listen))

    def rollback(self) -> str:
        """Go back to the snapshot before and return its name; raises NothingBefore, Busy or CannotWrite.

        One that another version of this program wrote is none to go back to.
        """
        self._require(whole=True)
        with self._recorded(What.ROLLBACK) as act:
            try:
                name = self._service.store.rollback(read_manifest)
            except OtherFormat as error:
                raise NothingBefore(self._service.store.folder) from error
            act.note(snapshot=name)
            return name

    def limit(self, ids: Sequence[str], groups: Several[str]) -> None:
        """Limit reports to groups, or open them to all where none is given; raises NoSuchGroup."""
        self._require(ids)
        with self._recorded(What.LIMIT, self._titles(ids)) as act:
            act.note(groups=sorted(groups))
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

    @contextlib.contextmanager
    def _recorded(self, what: What, thing: str = "") -> Iterator[Act]:
        """Let nothing be changed by who may not, before it is recorded, or into a state that is not in place yet."""
        self._require()
        finish(self._service.store.folder)
        with Trail(self._service.store.folder).change(self._actor.known_as, what, thing) as act:
            yield act

    def _titles(self, ids: Sequence[str]) -> str:
        """Return the titles of reports in service, their ids where they are not known."""
        titles: dict[str, str] = {}
        with contextlib.suppress(IndexingError):  # what is wrong is said by the change itself
            titles = {entry.id: entry.title for entry in read_manifest(self._service.store.current()).reports}
        return "、".join(titles.get(identity, identity) for identity in ids)

    def _guard(self) -> Guard | None:
        service = self._service
        if self._force or not service.store.has_snapshot():
            return None
        cases = golden_cases(service.store.folder, self._check)
        if not cases:
            return None
        try:
            before = Snapshot.open(service.store.current())
            return QuestionGuard(before, service.embedder, cases, own_unit(service.store.folder))
        except DamagedSnapshot:
            return None  # what cannot be asked any more has no right answer to lose


def _noted(act: Act, built: Built) -> Built:
    act.note(snapshot=built.snapshot, reports=[entry.title for entry in built.added][:_NAMED])
    act.note(replaced=[old.title for old, _ in built.replaced][:_NAMED])
    act.note(refused=[failure.path.name for failure in built.failures][:_NAMED])
    return built
