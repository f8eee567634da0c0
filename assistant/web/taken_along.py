"""What is taken along of the pages is recorded when it is, under the account that the page was shown to."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any, Literal

from assistant.audit import Trail, What
from assistant.service import shared_service
from assistant.web.signed_in import account_name

_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".json": "application/json",
}


def record() -> Trail:
    """Return the record of the data folder in use."""
    return Trail(shared_service().store.folder)


def recorded(name: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return what makes a download's content once that it is taken is recorded; `name` is the file's.

    Raises CannotWrite where it cannot be recorded: then nothing is handed out.
    """
    who = account_name()  # the content is made beside the page, where nobody has signed in

    def taken() -> bytes:
        record().record(who, What.EXPORT, name)
        return make()

    return taken


def offer_file(
    place: Any,
    label: str,
    name: str,
    make: Callable[[], bytes],
    *,
    key: str | None = None,
    icon: str | None = None,
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """Draw the button that hands out the file `name`, whose content `make` returns, and records that it did.

    `place` is the page or a column of it; the page is not drawn anew.
    """
    place.download_button(
        label,
        recorded(name, make),
        name,
        _KINDS[PurePath(name).suffix],
        key=key,
        icon=icon,
        width=width,
        on_click="ignore",
    )
