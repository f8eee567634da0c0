"""What is taken along of the pages is recorded when it is, under the account that the page was shown to."""

from collections.abc import Callable

from assistant.audit import Trail, What
from assistant.service import shared_service
from assistant.web.signed_in import account_name


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
