"""What is said to people about errors, in Chinese and English: what is wrong, and what to do."""

import os
import re
from collections.abc import Callable
from typing import Any

from assistant.access import (
    SHORTEST_PASSWORD,
    BadSignOn,
    GroupInUse,
    LastManager,
    LockedOut,
    NameTaken,
    NoRole,
    NoSuchAccount,
    NoSuchGroup,
    NoSuchToken,
    NotAllowed,
    TokenTaken,
    UnusableGroup,
    UnusableName,
    WeakPassword,
    WrongPassword,
)
from assistant.backup import BackupError, DamagedBackup, NewerBackup, NoBackup, UnfitBackup
from assistant.collection import AlreadyWatched, Overlapping
from assistant.data_files import Messages
from assistant.evaluation import BadBaseline, BadCases
from assistant.model import BadSettings
from assistant.question import LONGEST_QUESTION, UnusableQuestion
from assistant.service import NoMatch, NoSuchReport, NothingVisible, OutsideReport
from index.errors import (
    BrokenDataFile,
    Busy,
    Cancelled,
    CannotWrite,
    DamagedSnapshot,
    EmbedderMismatch,
    EmbedderUnavailable,
    NoSnapshot,
    NothingBefore,
    NothingToIndex,
    OtherFormat,
    Reason,
    SearchUnavailable,
    UnreadableFile,
)
from index.reading import ARCHIVES, SUFFIXES

_MESSAGES = Messages("assistant")
_WITH_SUFFIX = (Reason.FORMAT, Reason.NEEDS_LIBREOFFICE)


def locale_language() -> str:
    """Return "zh" where the environment's locale is Chinese, else "en"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def explain(error: Exception, language: str) -> str:
    """Return one line for people about an error of this program; raises one that is not among `EXPLAINED`."""
    said = next((_SAID[kind] for kind in type(error).__mro__ if kind in _SAID), None)
    if said is None:
        raise error
    return said(error, language) if callable(said) else _say(language, said, **vars(error))


def _say(language: str, key: str, **values: object) -> str:
    return _MESSAGES.say(language, f"error.{key}", **values)


def _unreadable(error: UnreadableFile, language: str) -> str:
    detail = f" {error.detail}" if error.reason in _WITH_SUFFIX and error.detail else error.detail
    suffixes = " ".join((*SUFFIXES, *ARCHIVES))
    return f"{error.path}: {_MESSAGES.say(language, f'reason.{error.reason.value}', detail=detail, suffixes=suffixes)}"


def _nothing_to_index(error: NothingToIndex, language: str) -> str:
    details = "; ".join(explain(failure, language) for failure in error.failures[:3])
    return _say(language, "nothing") + (f": {details}" if details else "")


def _broken_data_file(error: BrokenDataFile, language: str) -> str:
    place = f":{error.place}" if error.place else ""
    return _say(language, "broken_data_file", file=error.file, place=place, detail=error.detail)


def _bad_sign_on(error: BadSignOn, language: str) -> str:
    return _say(language, "bad_sign_on", setting=error.setting, detail=_say(language, f"sign_on_{error.detail}"))


def _backup(key: str) -> Callable[[Any, str], str]:
    def said(error: BackupError, language: str) -> str:
        return _say(language, key, path=error.path, detail=f" ({error.detail})" if error.detail else "")

    return said


# What people can do something about, by the kind of error: one line, never a traceback. The key of a message takes its
# values from what the error holds.
_SAID: dict[type[Exception], str | Callable[[Any, str], str]] = {
    UnreadableFile: _unreadable,
    NothingToIndex: _nothing_to_index,
    NoSnapshot: "no_snapshot",
    OtherFormat: lambda error, language: _say(
        language, "newer_format" if error.newer else "older_format", path=error.path
    ),
    DamagedSnapshot: "damaged",
    EmbedderMismatch: "mismatch",
    EmbedderUnavailable: "unavailable",
    CannotWrite: "cannot_write",
    SearchUnavailable: "no_search",
    Cancelled: "cancelled",
    NothingBefore: "nothing_before",
    Busy: "busy",
    BrokenDataFile: _broken_data_file,
    NothingVisible: "nothing_visible",
    UnusableQuestion: lambda error, language: _say(language, error.reason, longest=LONGEST_QUESTION),
    BadCases: lambda error, language: _say(language, "bad_cases" if error.line else "no_cases", **vars(error)),
    BadBaseline: "bad_baseline",
    BadSettings: lambda error, language: _say(language, f"model_{error.reason}"),
    BadSignOn: _bad_sign_on,
    NoRole: "no_role",
    NotAllowed: "not_allowed",
    NoSuchGroup: "no_such_group",
    UnusableGroup: "unusable_group",
    GroupInUse: "group_in_use",
    UnusableName: "unusable_name",
    NameTaken: "name_taken",
    NoSuchAccount: "no_such_account",
    WeakPassword: lambda error, language: _say(language, "weak_password", shortest=SHORTEST_PASSWORD),
    WrongPassword: "wrong_password",
    LockedOut: "locked_out",
    LastManager: "last_manager",
    TokenTaken: lambda error, language: _say(
        language, "token_taken" if error.usable else "unusable_name", name=error.name
    ),
    NoSuchToken: "no_such_token",
    NoBackup: _backup("no_backup"),
    DamagedBackup: _backup("damaged_backup"),
    NewerBackup: "newer_backup",
    UnfitBackup: "unfit_backup",
    NoMatch: "no_match",
    NoSuchReport: "no_such_report",
    OutsideReport: "outside_report",
    AlreadyWatched: "already_watched",
    Overlapping: "overlapping",
}
EXPLAINED = tuple(_SAID)


def explain_warning(code: str, language: str) -> str:
    """Return one line about what reading a report noticed, such as "residue:12"."""
    name, _, detail = code.partition(":")
    key = f"warning.{name}"
    if not _MESSAGES.knows(key):
        return code
    words = _MESSAGES.say(language, key, detail=detail)
    return words if detail else re.sub(r"\s*[（(][^（()）]*[）)]$", "", words)  # brackets hold places, if any are known


def last_report(language: str) -> str:
    """Return what is said where the last report was to be removed."""
    return _MESSAGES.say(language, "error.no_report_left")
