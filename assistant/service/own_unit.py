"""The own unit: the place or organisation whose reports are meant where a question names none; kept in the data folder."""

from pathlib import Path

from assistant.access import LOCAL, Account, Action, require
from index.snapshot import write_whole

_FILE = "own_unit.txt"


def own_unit(folder: Path) -> str:
    """Return the own unit of a data folder, "" where none is set or it cannot be read."""
    try:
        return (folder / _FILE).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def set_own_unit(folder: Path, name: str, actor: Account = LOCAL) -> None:
    """Keep the own unit, in one step; "" for none. Raises NotAllowed or CannotWrite."""
    require(actor, Action.CHANGE_REPORTS)
    write_whole(folder / _FILE, f"{name.strip()}\n".encode())
