"""What is said to people about errors, in Chinese and English: what is wrong, and what to do."""

import os
import re

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
    IndexingError,
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
# what people can do something about: one line, never a traceback
EXPLAINED = (
    IndexingError,
    UnusableQuestion,
    BadCases,
    BadBaseline,
    BadSettings,
    NotAllowed,
    NoSuchGroup,
    BadSignOn,
    NoRole,
    UnusableName,
    WeakPassword,
    WrongPassword,
    LockedOut,
    LastManager,
    BackupError,
    TokenTaken,
    NoSuchToken,
    NoMatch,
    NoSuchReport,
    OutsideReport,
    AlreadyWatched,
    Overlapping,
)
_WITH_SUFFIX = (Reason.FORMAT, Reason.NEEDS_LIBREOFFICE)


def locale_language() -> str:
    """Return "zh" where the environment's locale is Chinese, else "en"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def explain(error: Exception, language: str) -> str:
    """Return one line for people about an error of this program."""

    def say(key: str, **values: object) -> str:
        return _MESSAGES.say(language, f"error.{key}", **values)

    match error:
        case UnreadableFile():
            reason = _MESSAGES.say(
                language,
                f"reason.{error.reason.value}",
                detail=f" {error.detail}" if error.reason in _WITH_SUFFIX and error.detail else error.detail,
                suffixes=" ".join((*SUFFIXES, *ARCHIVES)),
            )
            return f"{error.path}: {reason}"
        case NothingToIndex():
            details = "; ".join(explain(failure, language) for failure in error.failures[:3])
            return say("nothing") + (f": {details}" if details else "")
        case NothingVisible():
            return say("nothing_visible")
        case BadSignOn():
            return say("bad_sign_on", setting=error.setting, detail=say(f"sign_on_{error.detail}"))
        case NoRole():
            return say("no_role", name=error.name)
        case GroupInUse():
            return say("group_in_use", name=error.name, reports=error.reports)
        case UnusableGroup():
            return say("unusable_group", name=error.name)
        case NoSuchGroup():
            return say("no_such_group", name=error.name)
        case NoSnapshot():
            return say("no_snapshot", path=error.path)
        case OtherFormat():
            return say("newer_format" if error.newer else "older_format", path=error.path)
        case DamagedSnapshot():
            return say("damaged", path=error.path, detail=error.detail)
        case EmbedderMismatch():
            return say("mismatch", built=error.built_with, use=error.in_use)
        case EmbedderUnavailable():
            return say("unavailable", name=error.name, detail=error.detail)
        case CannotWrite():
            return say("cannot_write", path=error.path, detail=error.detail)
        case SearchUnavailable():
            return say("no_search", address=error.address, detail=error.detail)
        case Cancelled():
            return say("cancelled")
        case NothingBefore():
            return say("nothing_before", path=error.path)
        case Busy():
            return say("busy", path=error.path)
        case BrokenDataFile():
            return say(
                "broken_data_file", file=error.file, detail=error.detail, place=f":{error.place}" if error.place else ""
            )
        case UnusableQuestion():
            return say(error.reason, longest=LONGEST_QUESTION)
        case BadCases():
            key = "bad_cases" if error.line else "no_cases"
            return say(key, path=error.path, line=error.line, detail=error.detail)
        case NotAllowed():
            return say("not_allowed")
        case BadSettings():
            return say(f"model_{error.reason}")
        case NameTaken():
            return say("name_taken", name=error.name)
        case NoSuchAccount():
            return say("no_such_account", name=error.name)
        case UnusableName():
            return say("unusable_name", name=error.name)
        case WeakPassword():
            return say("weak_password", shortest=SHORTEST_PASSWORD)
        case WrongPassword():
            return say("wrong_password")
        case LockedOut():
            return say("locked_out", minutes=error.minutes)
        case LastManager():
            return say("last_manager")
        case NewerBackup():
            return say("newer_backup", path=error.path)
        case UnfitBackup():
            return say("unfit_backup", path=error.path, version=error.detail)
        case DamagedBackup():
            return say("damaged_backup", path=error.path, detail=f" ({error.detail})" if error.detail else "")
        case NoBackup():
            return say("no_backup", path=error.path, detail=f" ({error.detail})" if error.detail else "")
        case TokenTaken():
            return say("token_taken" if error.usable else "unusable_name", name=error.name)
        case NoSuchToken():
            return say("no_such_token", name=error.name)
        case NoMatch():
            return say("no_match", wanted=error.wanted)
        case NoSuchReport():
            return say("no_such_report", report=error.report_id)
        case OutsideReport():
            return say("outside_report", start=error.start, end=error.end, length=error.length)
        case AlreadyWatched():
            return say("already_watched", path=error.path)
        case Overlapping():
            return say("overlapping", path=error.path)
        case BadBaseline():
            return say("bad_baseline", path=error.path, detail=error.detail)
    raise error


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
