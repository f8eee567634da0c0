"""Roles, and the least role that each action takes; `require` stands at the place where something is changed."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """From the least to the most: each may do what those before it may."""

    READER = "reader"
    KEEPER = "keeper"
    MANAGER = "manager"


class Action(StrEnum):
    """What an account may do or not; a role names several."""

    ASK = "ask"  # ask, read, look at figures, say whether an answer is right
    CHANGE_REPORTS = "change_reports"  # add, replace, correct, remove, rebuild, go back
    KEEP_QUESTIONS = "keep_questions"  # confirm what was said of answers, run question sets
    MANAGE_ACCOUNTS = "manage_accounts"
    KEEP_SAFE = "keep_safe"  # back up, restore, erase a person's data
    READ_RECORD = "read_record"  # see who did what, take it along, set what is recorded
    SET_MODEL = "set_model"  # which language model quotes are sent to, if any


_LEAST = {
    Action.ASK: Role.READER,
    Action.CHANGE_REPORTS: Role.KEEPER,
    Action.KEEP_QUESTIONS: Role.KEEPER,
    Action.MANAGE_ACCOUNTS: Role.MANAGER,
    Action.KEEP_SAFE: Role.MANAGER,
    Action.READ_RECORD: Role.MANAGER,
    Action.SET_MODEL: Role.MANAGER,
}
_ORDER = list(Role)


@dataclass(frozen=True, slots=True)
class Account:
    """Who is asking; `id` tells whose the conversations are where a name may change, as with a provider of sign-on.

    `key` tells a local account from one that had the same name before and was removed.
    """

    name: str
    role: Role
    groups: frozenset[str] = frozenset()
    id: str = ""
    key: str = field(default="", compare=False)

    @property
    def known_as(self) -> str:
        """Return the name that acts are recorded under: whatever a provider calls its user, no other account's."""
        return f"{self.name} ({self.id})" if self.id else self.name


LOCAL = Account("", Role.MANAGER)  # who works on the machine itself; no account can have this name


class NotAllowed(Exception):
    """An account may not do something: `account`, `action`."""

    def __init__(self, account: Account, action: Action) -> None:
        super().__init__(f"{account.name}: {action.value}")
        self.account, self.action = account, action


def allows(account: Account, action: Action) -> bool:
    """Tell whether an account may do something."""
    return _ORDER.index(account.role) >= _ORDER.index(_LEAST[action])


def require(account: Account, action: Action) -> None:
    """Raise NotAllowed where an account may not do something."""
    if not allows(account, action):
        raise NotAllowed(account, action)
