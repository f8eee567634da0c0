"""Backing up and restoring a data folder, and erasing a person's data: a manager's, and recorded."""

import contextlib
from pathlib import Path

from assistant.access import LOCAL, Account, Accounts, Action, NoSuchAccount, require
from assistant.audit import Act, Trail, What
from assistant.backup import Contents, finish, write_backup
from assistant.backup import restore as put_back
from assistant.service import Conversations, owner_of


def back_up(folder: Path, target: Path, actor: Account = LOCAL) -> tuple[Path, Contents]:
    """Write all that `folder` holds to `target`, while it is in use; returns the file and what it holds.

    Recorded before the file is in its place, so that no copy is made that nobody knows of. Raises NotAllowed and what
    `write_backup` raises.
    """
    require(actor, Action.KEEP_SAFE)

    def announce(contents: Contents) -> None:
        Trail(folder).record(
            actor.known_as, What.BACKUP, target.name, snapshot=contents.snapshot or "", members=len(contents.members)
        )

    return write_backup(folder, target, announce)


def restore(folder: Path, archive: Path, actor: Account = LOCAL) -> Contents:
    """Put a backup in the place of what `folder` holds; raises NotAllowed and what the room of backups raises."""
    require(actor, Action.KEEP_SAFE)
    trail = Trail(folder)
    with contextlib.ExitStack() as recorded:
        # begun when everything is ready: an empty folder has no record before, and a refused archive changes nothing
        begin = trail.change(actor.known_as, What.RESTORE, archive.name)
        acts: list[Act] = []
        contents = put_back(folder, archive, lambda: acts.append(recorded.enter_context(begin)))
        acts[0].note(made=contents.made, snapshot=contents.snapshot or "")
    return contents


def erase(folder: Path, name: str, actor: Account = LOCAL) -> int:
    """Remove a person's account, conversations and recorded words, and the name from the record.

    `name` is an account's, the code of a browser where there are no accounts, or the id of who signs in elsewhere
    (oidc:…, proxy:…), alone or as the record names them. Returns the number of conversations.
    Raises NotAllowed, NoSuchAccount where nothing is known of the name, LastManager, or CannotWrite.
    """
    require(actor, Action.KEEP_SAFE)
    finish(folder)
    accounts, conversations, trail = Accounts(folder), Conversations(folder), Trail(folder)
    has_account = accounts.any() and any(account.name == name for account in accounts.all())
    names = {person.name for person in trail.people.all().values()}
    recorded = {each for each in names if each == name or each.endswith(f" ({name})")}
    kept = conversations.count(owner_of(name))
    if not (has_account or recorded or kept):
        raise NoSuchAccount(name)
    with trail.change(actor.known_as, What.ERASE, about=name) as act:
        if has_account:
            accounts.remove(name)
        conversations.erase(owner_of(name))
        act.note(conversations=kept)
        for each in recorded | {name}:
            trail.people.erase(each)
    return kept
