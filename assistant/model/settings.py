"""Which server and model are used, and whether they are: the environment, else a file of the data folder, else none.

The file is readable by its owner alone; the key in it is never shown again, logged or exported.
"""

import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.access import Account, Action, require
from assistant.audit import Trail, What
from assistant.model.errors import BadSettings
from index.snapshot import write_whole

FILE = "model.json"
URL, MODEL, KEY, SECONDS, CALLS = (f"ASSISTANT_MODEL_{name}" for name in ("URL", "NAME", "KEY", "SECONDS", "CALLS"))
_SECONDS, _CALLS = 30.0, 500
_LONGEST_SECONDS, _MOST_CALLS = 600.0, 1_000_000
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """`url` is the base of an OpenAI-compatible server (…/v1); `seconds` is what one answer may take, `calls` what a day may."""

    on: bool = False
    url: str = ""
    model: str = ""
    key: str = field(default="", repr=False)
    seconds: float = _SECONDS
    calls: int = _CALLS
    fixed: bool = False  # by the environment: the page cannot change them

    def checked(self) -> "ModelSettings":
        """Return the settings where they can be used; raises BadSettings."""
        try:
            parts = urlsplit(self.url)
            _ = parts.port
        except ValueError as error:  # http://[, or a port that is no number
            raise BadSettings("url") from error
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise BadSettings("url")
        if not self.model.strip():
            raise BadSettings("model")
        if not 1 <= self.seconds <= _LONGEST_SECONDS:
            raise BadSettings("seconds")
        if not 1 <= self.calls <= _MOST_CALLS:
            raise BadSettings("calls")
        return self


def read_settings(folder: Path, environment: Mapping[str, str] | None = None) -> ModelSettings:
    """Return the settings of a data folder; those of the environment come before them. Off where nothing is set.

    Raises BadSettings for what cannot be used.
    """
    environment = os.environ if environment is None else environment
    if environment.get(URL):
        return ModelSettings(
            on=True,
            url=environment[URL].strip(),
            model=environment.get(MODEL, "").strip(),
            key=environment.get(KEY, ""),
            seconds=_number(environment.get(SECONDS), _SECONDS, "seconds"),
            calls=int(_number(environment.get(CALLS), _CALLS, "calls")),
            fixed=True,
        ).checked()
    return _of_file(folder / FILE)


def _number(written: str | None, otherwise: float, reason: str) -> float:
    if not written:
        return otherwise
    try:
        number = float(written)
    except ValueError as error:
        raise BadSettings(reason) from error
    if not math.isfinite(number):
        raise BadSettings(reason)
    return number


def _of_file(path: Path) -> ModelSettings:
    try:
        content: Any = json.loads(path.read_text("utf-8"))
        settings = ModelSettings(
            on=bool(content["on"]),
            url=str(content["url"]),
            model=str(content["model"]),
            key=str(content["key"]),
            seconds=float(content["seconds"]),
            calls=int(content["calls"]),
        )
    except FileNotFoundError:
        return ModelSettings()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadSettings("file") from error
    return settings.checked() if settings.on else settings


def save_settings(folder: Path, settings: ModelSettings, by: Account) -> None:
    """Keep the settings; an empty key keeps the one there is. Raises NotAllowed, BadSettings or CannotWrite.

    Recorded without the key, before it is done.
    """
    require(by, Action.SET_MODEL)
    if settings.on:
        settings.checked()
    path = folder / FILE
    fields = {name: getattr(settings, name) for name in ("on", "url", "model", "key", "seconds", "calls")}
    if not settings.key:
        fields["key"] = _kept_key(path, settings.url)
    with Trail(folder).change(by.name, What.MODEL, settings.url) as act:
        act.note(on=settings.on, model=settings.model)
        write_whole(path, json.dumps(fields, ensure_ascii=False).encode("utf-8"), _OWNER_ONLY)


def _kept_key(path: Path, url: str) -> str:
    """Return the key in use; one that was given for another server is not sent to this one."""
    try:
        kept = _of_file(path)
    except BadSettings:
        return ""
    return kept.key if urlsplit(kept.url).netloc == urlsplit(url).netloc else ""
