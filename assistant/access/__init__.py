"""Who is signed in, what they may do and which reports they see: accounts, sessions, roles, groups.

Whoever works on the machine itself is `LOCAL`; without any account so is whoever reaches the page, which is then served to
this machine alone.
"""

from assistant.access.accounts import (
    SHORTEST_PASSWORD,
    Accounts,
    LastManager,
    LockedOut,
    NameTaken,
    NoSuchAccount,
    UnusableName,
    WeakPassword,
    WrongPassword,
)
from assistant.access.groups import Group, GroupInUse, Groups, NoSuchGroup, UnusableGroup
from assistant.access.outside import BadSignOn, NoRole, Provider, Proxy
from assistant.access.roles import LOCAL, Account, Action, NotAllowed, Role, allows, require

__all__ = [
    "LOCAL",
    "SHORTEST_PASSWORD",
    "Account",
    "Accounts",
    "Action",
    "BadSignOn",
    "Group",
    "GroupInUse",
    "Groups",
    "LastManager",
    "LockedOut",
    "NameTaken",
    "NoRole",
    "NoSuchAccount",
    "NoSuchGroup",
    "NotAllowed",
    "Provider",
    "Proxy",
    "Role",
    "UnusableGroup",
    "UnusableName",
    "WeakPassword",
    "WrongPassword",
    "allows",
    "require",
]
