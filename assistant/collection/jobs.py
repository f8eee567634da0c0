"""A change to the collection that runs beside the pages: its progress, its result, and cancelling it."""

import functools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.collection.guard import Lost, Withheld
from index.errors import Busy, IndexingError
from index.snapshot import Built, Entry, Listener, Progress

Work = Callable[[Listener, Callable[[], bool]], Built]


@dataclass
class Job:
    """One change under way or done; `share` runs from 0 to 1, `actor` is what who began it is known as.

    `anyway` is the same change unguarded, for who began it and sees what it would lose.
    """

    label: str
    actor: str = ""
    anyway: Work | None = None
    share: float = 0.0
    stage: str = "read"
    file: str = ""
    done: int = 0
    total: int = 0
    entries: list[Entry] = field(default_factory=list)
    replaced: list[tuple[Entry, Entry]] = field(default_factory=list)
    failures: list[IndexingError] = field(default_factory=list)
    built: Built | None = None
    error: Exception | None = None
    lost: tuple[Lost, ...] = ()
    running: bool = True
    cancel: threading.Event = field(default_factory=threading.Event)

    def hear(self, progress: Progress) -> None:
        self.stage, self.file = progress.stage, progress.file
        self.done, self.total = progress.done, progress.total
        read = progress.done / max(1, progress.total)
        self.share = {"write": 0.85, "check": 0.92, "publish": 0.97}.get(progress.stage, 0.8 * read)
        if progress.entry is not None:
            self.entries.append(progress.entry)
            self.replaced += [(old, progress.entry) for old in progress.replaced]
        if progress.failure is not None:
            self.failures.append(progress.failure)


class Jobs:
    """Runs one job at a time; the last one stays to be looked at. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.job: Job | None = None

    def start(self, label: str, work: Work, actor: str = "", anyway: Work | None = None) -> Job:
        """Begin a job; raises Busy while another one runs."""
        with self._lock:
            if self.job is not None and self.job.running:
                raise Busy(Path(self.job.label))
            job = self.job = Job(label, actor, anyway)
            self._thread = threading.Thread(target=self._run, args=(job, work), name="build", daemon=True)
            self._thread.start()
            return job

    def wait(self) -> None:
        """Wait until the job under way has ended."""
        if self._thread is not None:
            self._thread.join()

    def forget(self) -> None:
        """Drop the last job's result."""
        with self._lock:
            if self.job is not None and not self.job.running:
                self.job = None

    @staticmethod
    def _run(job: Job, work: Work) -> None:
        try:
            job.built = work(job.hear, job.cancel.is_set)
            job.share = 1.0
        except Withheld as withheld:
            job.lost = withheld.lost
        except Exception as error:  # shown on the page; a thread has nobody else to tell
            job.error = error
        finally:
            job.running = False


@functools.cache
def shared_jobs() -> Jobs:
    """Return the one runner of jobs of a server process."""
    return Jobs()
