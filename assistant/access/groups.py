"""Groups, and the reports that only some of them may see. A report that is limited to no group is everybody's.

A report is known by its id, the SHA-256 of its file: limits hold before it is published, after it is removed and handed
in again, for its newer version, and for the older ones that going back may bring into service again. One whose
versions were limited to different groups is `closed`: managers alone see it until somebody says whose it is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.access.recording import recorded
from assistant.access.roles import LOCAL, Account, Action, NotAllowed, Role, require
from assistant.access.storage import FILE, opened
from assistant.audit import What

_LONGEST = 40  # characters of a group's name


class NoSuchGroup(ValueError):
    """There is no group of this name: `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class UnusableGroup(NoSuchGroup):
    """A name that no group can have, or one that is taken."""


class GroupInUse(NoSuchGroup):
    """Reports are limited to this group; without it nobody could see them: `reports` counts them."""

    def __init__(self, name: str, reports: int) -> None:
        super().__init__(name)
        self.reports = reports


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    members: tuple[str, ...]
    reports: tuple[str, ...]  # ids of the reports that are limited to it


class Groups:
    """The groups of one data folder. Safe to share between threads; raises CannotWrite where they cannot be read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Group]:
        if not (self._folder / FILE).exists():
            return []
        with opened(self._folder) as connection:
            names = [row[0] for row in connection.execute("select name from team order by name")]
            members = connection.execute("select team, account from member order by account").fetchall()
            reports = connection.execute("select team, report from reserved order by report").fetchall()
        return [
            Group(
                name, tuple(m for team, m in members if team == name), tuple(r for team, r in reports if team == name)
            )
            for name in names
        ]

    def of(self, account: str) -> frozenset[str]:
        """Return the groups that an account is in."""
        if not (self._folder / FILE).exists():
            return frozenset()
        with opened(self._folder) as connection:
            rows = connection.execute("select team from member where account = ?", (account,)).fetchall()
        return frozenset(team for (team,) in rows)

    def limits(self) -> Mapping[str, frozenset[str]]:
        """Return the groups of each limited report by its id; none of a report that managers alone may see."""
        if not (self._folder / FILE).exists():
            return {}
        with opened(self._folder) as connection:
            closed = connection.execute("select report from closed").fetchall()
            reserved = connection.execute("select report, team from reserved").fetchall()
        limits: dict[str, frozenset[str]] = {report: frozenset() for (report,) in closed}
        for report, team in reserved:
            limits[report] = limits.get(report, frozenset()) | {team}
        return limits

    def hidden_from(self, account: Account) -> frozenset[str]:
        """Return the ids of the reports that an account may not see; managers see all."""
        if account.role is Role.MANAGER:
            return frozenset()
        return frozenset(report for report, groups in self.limits().items() if not groups & account.groups)

    @recorded(What.GROUP, person=False)
    def add(self, name: str, actor: Account = LOCAL) -> None:
        """Make a group; raises UnusableGroup or NotAllowed."""
        require(actor, Action.MANAGE_ACCOUNTS)
        if not name.strip() or len(name) > _LONGEST or not name.isprintable() or name != name.strip():
            raise UnusableGroup(name)
        if any(group.name == name for group in self.all()):
            raise UnusableGroup(name)
        with opened(self._folder) as connection:
            connection.execute("insert into team values (?)", (name,))

    @recorded(What.GROUP, person=False)
    def remove(self, name: str, actor: Account = LOCAL) -> None:
        """Remove a group that no report is limited to; raises NoSuchGroup, GroupInUse or NotAllowed."""
        require(actor, Action.MANAGE_ACCOUNTS)
        self._known([name])
        used = next(group.reports for group in self.all() if group.name == name)
        if used:
            raise GroupInUse(name, len(used))
        with opened(self._folder) as connection:
            connection.execute("delete from team where name = ?", (name,))

    @recorded(What.GROUP, person=False)
    def join(self, name: str, accounts: Sequence[str], actor: Account = LOCAL) -> None:
        """Put accounts into a group; raises NoSuchGroup or NotAllowed."""
        require(actor, Action.MANAGE_ACCOUNTS)
        self._known([name])
        with opened(self._folder) as connection:
            connection.executemany("insert or ignore into member values (?, ?)", [(name, who) for who in accounts])

    @recorded(What.GROUP, person=False)
    def leave(self, name: str, accounts: Sequence[str], actor: Account = LOCAL) -> None:
        """Take accounts out of a group; raises NoSuchGroup or NotAllowed."""
        require(actor, Action.MANAGE_ACCOUNTS)
        self._known([name])
        with opened(self._folder) as connection:
            connection.executemany("delete from member where team = ? and account = ?", [(name, w) for w in accounts])

    def limit(self, reports: Collection[str], groups: Collection[str], actor: Account = LOCAL) -> None:
        """Limit reports to groups, to nobody else; to no group makes them everybody's.

        Raises NoSuchGroup, or NotAllowed where `actor` may not change reports, does not see one of these, or, being no
        manager, is in none of the groups.
        """
        require(actor, Action.CHANGE_REPORTS)
        self._known(groups)
        outside = bool(groups) and actor.role is not Role.MANAGER and not actor.groups & set(groups)
        if outside or self.hidden_from(actor) & set(reports):
            raise NotAllowed(actor, Action.CHANGE_REPORTS)
        limits = self.limits()
        # an older version may say the same: it is never more open than this; but it is not opened with this
        older = self._older(reports) - set(reports) if groups else set()
        self._set({report: limits.get(report, frozenset(groups)) & set(groups) for report in older}, closed=True)
        self._set({report: frozenset(groups) for report in reports}, closed=False)

    def take_over(self, old: Collection[str], new: str) -> None:
        """Give a report the limits of those whose place it takes: to the groups that might see every one of them."""
        with opened(self._folder) as connection:
            connection.executemany("insert or ignore into older values (?, ?)", [(report, new) for report in old])
        limits = self.limits()
        standing = [limits[report] for report in (*old, new) if report in limits]
        if standing:
            self._set({new: frozenset.intersection(*standing)}, closed=True)

    def _set(self, wanted: Mapping[str, frozenset[str]], closed: bool) -> None:
        with opened(self._folder) as connection:
            for report, groups in wanted.items():
                connection.execute("delete from reserved where report = ?", (report,))
                connection.execute("delete from closed where report = ?", (report,))
                connection.executemany("insert into reserved values (?, ?)", [(report, group) for group in groups])
                if closed and not groups:
                    connection.execute("insert into closed values (?)", (report,))

    def _older(self, reports: Collection[str]) -> set[str]:
        """Return the reports whose place these took, and those whose place they had taken."""
        with opened(self._folder) as connection:
            pairs = connection.execute("select report, newer from older").fetchall()
        found, open_ends = set[str](), set(reports)
        while open_ends:
            open_ends = {report for report, newer in pairs if newer in open_ends} - found
            found |= open_ends
        return found

    def _known(self, names: Collection[str]) -> None:
        known = {group.name for group in self.all()}
        for name in names:
            if name not in known:
                raise NoSuchGroup(name)
