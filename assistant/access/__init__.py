"""Who is signed in, what they may do and which reports they see: accounts, sessions, roles, groups; tokens for programs.

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
from assistant.access.reach import is_loopback
from assistant.access.roles import LOCAL, Account, Action, NotAllowed, Role, allows, require
from assistant.access.tokens import NoSuchToken, Token, Tokens, TokenTaken, account_of

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
    "NoSuchToken",
    "NotAllowed",
    "Provider",
    "Proxy",
    "Role",
    "Token",
    "TokenTaken",
    "Tokens",
    "UnusableGroup",
    "UnusableName",
    "WeakPassword",
    "WrongPassword",
    "account_of",
    "allows",
    "is_loopback",
    "require",
]
