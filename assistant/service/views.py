"""The assistants of those who may not see every report: one for each set of reports that is kept from somebody."""

import threading
from collections import OrderedDict

from assistant.answering import Assistant
from index.errors import SnapshotError
from index.snapshot import without

KEPT = 16  # views in memory; each costs about 2 KB a sentence
_Key = tuple[str, str, frozenset[str]]


class NothingVisible(SnapshotError):
    """None of the reports is open to who asks."""


class Views:
    """Restricted assistants, each built when it is first asked for. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._building: dict[_Key, threading.Lock] = {}
        self._built: OrderedDict[_Key, Assistant] = OrderedDict()

    def of(self, whole: Assistant, hidden: frozenset[str]) -> Assistant:
        """Return `whole` as if the reports of these ids had never been read; raises NothingVisible where none is left.

        A view searches its own indexes, also where the whole is searched on a server: that one's weights of words would
        be those of all reports.
        """
        kept_from = hidden & {entry.id for entry in whole.snapshot.entries} if hidden else hidden
        if not kept_from:
            return whole
        if len(kept_from) == len(whole.snapshot.entries):
            raise NothingVisible
        key = (whole.snapshot.name, whole.home, kept_from)
        with self._lock:
            building = self._building.setdefault(key, threading.Lock())
        with building:  # who comes second waits for the first, and nobody else does
            found = self._built.get(key)
            if found is None:
                found = Assistant(without(whole.snapshot, kept_from), whole.embedder, home=whole.home)
            with self._lock:
                self._built[key] = found
                self._built.move_to_end(key)
                for old in [k for k in self._built if k[0] != whole.snapshot.name] + list(self._built)[:-KEPT]:
                    self._built.pop(old, None)
                    self._building.pop(old, None)
            return found
