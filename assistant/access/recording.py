"""Records who signed in, and what was done to accounts, around the methods of `Accounts`."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from assistant.access.roles import LOCAL, Account, Action, Role, require
from assistant.audit import Outcome, Trail, What

UNKNOWN = "unknown:"  # who signs in under a name that no account has: it may be a password in the wrong field
_P = ParamSpec("_P")
_R = TypeVar("_R")


class _Accounts(Protocol):
    _folder: Path

    def all(self) -> list[Any]: ...


_Method = Callable[Concatenate[Any, str, _P], _R]


def recorded(what: What, person: bool = True) -> Callable[[_Method[_P, _R]], _Method[_P, _R]]:
    """Record a change of what a method takes as its first argument: an account, a group or a token.

    What is no `person` is recorded as a thing, with the method that changed it: several are recorded alike. Raises
    CannotWrite before the change is made, NotAllowed before it is recorded.
    """

    def around(method: _Method[_P, _R]) -> _Method[_P, _R]:
        @functools.wraps(method)
        def change(self: _Accounts, name: str, /, *given: _P.args, **named: _P.kwargs) -> _R:
            arguments = [*given, *named.values()]
            actor = next((each for each in arguments if isinstance(each, Account)), LOCAL)
            require(actor, Action.MANAGE_ACCOUNTS)  # what is refused leaves no line
            thing, about = ("", name) if person else (name, "")
            with Trail(self._folder).change(actor.known_as, what, thing, about=about) as act:
                if not person:
                    act.note(how=method.__name__)
                for role in (each for each in arguments if isinstance(each, Role)):
                    act.note(role=str(role))
                return method(self, name, *given, **named)

        return change

    return around


def recorded_sign_in(refused: type[Exception], locked: type[Exception]) -> Callable[[_Method[_P, _R]], _Method[_P, _R]]:
    """Record who signs in and who is refused; raises CannotWrite where it cannot be, and lets nobody in."""

    def around(method: _Method[_P, _R]) -> _Method[_P, _R]:
        @functools.wraps(method)
        def sign_in(self: _Accounts, name: str, /, *given: _P.args, **named: _P.kwargs) -> _R:
            who = name if any(account.name == name for account in self.all()) else UNKNOWN
            trail = Trail(self._folder)
            try:
                token = method(self, name, *given, **named)
            except (refused, locked) as error:
                outcome = Outcome.LOCKED if isinstance(error, locked) else Outcome.REFUSED
                trail.record(who, What.SIGN_IN, outcome=outcome)
                raise
            trail.record(who, What.SIGN_IN)
            return token

        return sign_in

    return around
