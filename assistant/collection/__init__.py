"""Changes to the reports: add, correct, remove, rebuild, roll back, guarded by questions; jobs beside the pages.

`Collection` makes a change, `QuestionGuard` withholds one that loses right answers, `shared_jobs` runs one at a time.
`WatchFolder` takes in what comes into a folder. `back_up`, `restore` and `erase` are a manager's.
"""

from assistant.collection.collection import Collection
from assistant.collection.golden import add_case
from assistant.collection.guard import GOLDEN, Lost, Withheld
from assistant.collection.jobs import Job, Work, shared_jobs
from assistant.collection.safekeeping import back_up, erase, restore
from assistant.collection.uploads import keep_upload
from assistant.collection.watch_folder import Overlapping, Taken, WatchFolder
from assistant.collection.watch_memory import AlreadyWatched

__all__ = [
    "GOLDEN",
    "AlreadyWatched",
    "Collection",
    "Job",
    "Lost",
    "Overlapping",
    "Taken",
    "WatchFolder",
    "Withheld",
    "Work",
    "add_case",
    "back_up",
    "erase",
    "keep_upload",
    "restore",
    "shared_jobs",
]
