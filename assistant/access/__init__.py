"""Who is signed in and what they may do: accounts with passwords, sessions, roles, and what each role may do.

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
from assistant.access.roles import LOCAL, Account, Action, NotAllowed, Role, allows, require

__all__ = [
    "LOCAL",
    "SHORTEST_PASSWORD",
    "Account",
    "Accounts",
    "Action",
    "LastManager",
    "LockedOut",
    "NameTaken",
    "NoSuchAccount",
    "NotAllowed",
    "Role",
    "UnusableName",
    "WeakPassword",
    "WrongPassword",
    "allows",
    "require",
]
