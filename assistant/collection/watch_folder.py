"""A folder whose new and changed reports are taken in, sweep by sweep; nothing is removed when a file vanishes.

Sweeping asks the folder itself and waits for no notice of it, since network shares give none. A file counts when its
size and time of change have stood still for a while and it can be opened; one that was taken in or refused counts again
when it has changed.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.collection.guard import Lost, Withheld
from assistant.collection.watch_memory import Stamp, WatchMemory
from index.errors import NothingToIndex, Reason, UnreadableFile
from index.reading import report_files
from index.snapshot import Built

BATCH = 200  # files of one build; what is finished is published, so that a stop costs no more than that
_PASSING = (Reason.MISSING, Reason.PERMISSION)  # what may be over by the next sweep without a change of the file

Add = Callable[[Sequence[Path]], Built]


class Overlapping(Exception):
    """The watched folder holds the data folder or stands in it, which would take in its own copies: `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} and the data folder overlap")
        self.path = path


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of some files: what was `built` with them, which are `refused`, said of each once.

    `withheld` is a file that waits for a change or for somebody's word, since right answers would be `lost` by it.
    """

    built: Built | None = None
    refused: tuple[UnreadableFile, ...] = ()
    withheld: Path | None = None
    lost: tuple[Lost, ...] = ()


class WatchFolder:
    """Watches `folder` for one data folder; `add` makes a snapshot of it and more files, as Collection.add does."""

    def __init__(self, folder: Path, data: Path, add: Add, clock: Callable[[], float], *, still: float) -> None:
        """`clock` gives seconds, `still` is for how many of them a file has to stand still; raises Overlapping."""
        self.folder = folder.resolve()
        home = data.resolve()
        if self.folder.is_relative_to(home) or home.is_relative_to(self.folder):
            raise Overlapping(self.folder)
        self.memory = WatchMemory(data, self.folder)
        self.waiting = 0  # files that the last sweep left: they are still being written, or cannot be opened
        self._add, self._clock, self._still = add, clock, still
        self._moving: dict[Path, tuple[Stamp, float]] = {}
        self._shut: set[Path] = set()  # named already as files that cannot be opened

    def sweep(self) -> Iterator[Taken]:
        """Take in what is ready and yield what came of it, build by build.

        Raises UnreadableFile where the folder cannot be looked into, and what a build raises but what speaks against
        single files. What was not taken in is tried again by the next sweep, whatever is raised.
        """
        stamps = self._stamps()
        looked_at = self.memory.load()
        if stamps and looked_at.keys() - stamps.keys():
            # one that comes back is a new one; a folder without any file may be a share that is not mounted
            looked_at = {path: stamp for path, stamp in looked_at.items() if path in stamps}
            self.memory.save(looked_at)
        fresh = {path: stamp for path, stamp in stamps.items() if looked_at.get(path) != stamp}
        still = self._standing_still(fresh)
        shut = [path for path in still if not _opens(path)]
        self.waiting = len(fresh) - len(still) + len(shut)
        if set(shut) - self._shut:
            yield Taken(
                refused=tuple(UnreadableFile(path, Reason.PERMISSION) for path in shut if path not in self._shut)
            )
        self._shut = set(shut)
        ready = [path for path in still if path not in self._shut]
        for first in range(0, len(ready), BATCH):
            for done, taken in self._taken_in(ready[first : first + BATCH]):
                yield taken
                # read while it changed: what is there now is taken in when it stands still
                looked_at |= {path: fresh[path] for path in done if _is(path, fresh[path])}
                self.memory.save(looked_at)

    def _stamps(self) -> dict[Path, Stamp]:
        try:
            found = report_files(self.folder)
        except PermissionError as error:
            raise UnreadableFile(self.folder, Reason.PERMISSION) from error
        except (OSError, ValueError) as error:
            raise UnreadableFile(self.folder, Reason.MISSING) from error
        stamps: dict[Path, Stamp] = {}
        for path in found:
            with contextlib.suppress(OSError):  # gone since it was listed
                stamps[path] = Stamp.of(path)
        return stamps

    def _standing_still(self, fresh: dict[Path, Stamp]) -> list[Path]:
        now = self._clock()
        before, self._moving = self._moving, {}
        for path, stamp in fresh.items():
            seen, since = before.get(path, (None, now))
            self._moving[path] = (stamp, since if seen == stamp else now)
        return [path for path, (_, since) in self._moving.items() if now - since >= self._still]

    def _taken_in(self, batch: Sequence[Path]) -> Iterator[tuple[list[Path], Taken]]:
        """Take files in; yields those that are done with and what came of them.

        Where right answers would be lost, halves of the batch are tried: one file does not keep back the others.
        """
        try:
            built = self._add(batch)
        except NothingToIndex as nothing:
            taken = Taken(refused=nothing.failures)
        except Withheld as withheld:
            if len(batch) > 1:
                half = len(batch) // 2
                yield from self._taken_in(batch[:half])
                yield from self._taken_in(batch[half:])
                return
            taken = Taken(withheld=batch[0], lost=withheld.lost)
        else:
            taken = Taken(built, built.failures)
        passing = {failure.path for failure in taken.refused if failure.reason in _PASSING}
        yield [path for path in batch if path not in passing], taken


def _opens(path: Path) -> bool:
    """Tell whether a file can be opened: whoever writes it may keep others out."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError:
        return False
    return True


def _is(path: Path, stamp: Stamp) -> bool:
    """Tell whether a file is as it was when it was found ready."""
    try:
        return Stamp.of(path) == stamp
    except OSError:
        return False
