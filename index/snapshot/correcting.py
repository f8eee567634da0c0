"""Corrections of what a report says of itself come into force: title, year, region, date."""

import shutil
from dataclasses import asdict, replace
from pathlib import Path

from index.errors import NoSnapshot
from index.reading import Worker
from index.search import Embedder
from index.snapshot.corrections import Correction, load_corrections, save_corrections
from index.snapshot.indexing import Built, Listener, put_in_service, read_again, silent
from index.snapshot.parts import Part, derive, standing
from index.snapshot.store import Store


def correct(changes: dict[str, Correction], store: Store, embedder: Embedder, listen: Listener = silent) -> Built:
    """Put corrections of reports, by id, into force and publish; they hold for every later build as well.

    A field that is no longer corrected is as its file says, where that is still the same; else it stays until the file
    is read again.
    """
    if not store.has_snapshot():
        raise NoSnapshot(store.folder)
    with store.building() as draft:
        before = load_corrections(store.folder)
        save_corrections(store.folder, {**before, **changes})
        try:
            parts = standing(store, embedder, draft)
            lifted = {name for name, change in changes.items() if _lifts(before.get(name, Correction()), change)}
            if lifted:
                with Worker() as worker:
                    parts = [
                        _uncorrected(part, changes[part.entry.id], worker, embedder, draft)
                        if part.entry.id in lifted
                        else part
                        for part in parts
                    ]
            name = put_in_service(store, draft, parts, embedder, listen=listen, guard=None)
        except BaseException:
            # what was refused is not to come into force with the next build; the draft may be what fills the disk
            shutil.rmtree(draft, ignore_errors=True)
            save_corrections(store.folder, before)
            raise
    return Built(name, tuple(part.entry for part in parts), (), ())


def _lifts(before: Correction, after: Correction) -> bool:
    return any(old is not None and asdict(after)[name] is None for name, old in asdict(before).items())


def _uncorrected(part: Part, correction: Correction, worker: Worker, embedder: Embedder, draft: Path) -> Part:
    """Return a report with no correction but the given one; as it stands where its file cannot be read again."""
    report = read_again(part.entry, worker)
    if report is None:
        return part
    again = derive(correction.applied(report), part.entry.source, embedder, draft)
    again.entry = replace(again.entry, read_at=part.entry.read_at)
    return again
