"""Who may see what is being added, settled before it is published: nothing is open to all for a moment only."""

from collections.abc import Collection

from assistant.access import Account, Groups
from index.snapshot import Listener, Progress


def limiting(
    listen: Listener, groups: Groups, actor: Account, wanted: Collection[str] = (), old: str | None = None
) -> Listener:
    """Return a listener that limits each report added to `wanted`, else to who saw the one whose place it takes.

    `old` is the id of the report whose place is taken by hand. A report that is there already and that `actor` may not
    see stays as it is: handing in its file again opens it to nobody.
    """

    def settle(progress: Progress) -> None:
        entry = progress.entry
        if entry is not None and entry.id not in groups.hidden_from(actor):
            replaced = [report.id for report in progress.replaced] + ([old] if old and old != entry.id else [])
            if replaced:
                groups.take_over(replaced, entry.id)
            if wanted:
                groups.limit([entry.id], wanted, actor)
        listen(progress)

    return settle
