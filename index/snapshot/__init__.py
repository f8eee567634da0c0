"""A published snapshot, the data folder that holds it, and the flow that builds the next one.

A snapshot is immutable; publishing it is one atomic switch of a pointer file.
An interrupted build leaves the one before in place.
"""

from index.snapshot.correcting import correct
from index.snapshot.corrections import Correction, load_corrections, usable_date
from index.snapshot.indexing import Built, Guard, Listener, Progress, build, rebuild, remove
from index.snapshot.snapshot import Entry, Snapshot, manifest_fields, read_manifest
from index.snapshot.store import Store
from index.snapshot.view import without
from index.snapshot.writing import flush, write_whole

__all__ = [
    "Built",
    "Correction",
    "Entry",
    "Guard",
    "Listener",
    "Progress",
    "Snapshot",
    "Store",
    "build",
    "correct",
    "flush",
    "load_corrections",
    "manifest_fields",
    "read_manifest",
    "rebuild",
    "remove",
    "usable_date",
    "without",
    "write_whole",
]
