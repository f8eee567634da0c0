"""One archive of all that a data folder holds, written while it is in use, and put back whole or not at all.

`write_backup` writes it, `read_backup` verifies it, `restore` puts it in place; `finish` completes a restore that died.
"""

from assistant.backup.archive import (
    BackupError,
    Contents,
    DamagedBackup,
    NewerBackup,
    NoBackup,
    UnfitBackup,
    read_backup,
)
from assistant.backup.restoring import restore
from assistant.backup.switching import finish
from assistant.backup.writing import write_backup

__all__ = [
    "BackupError",
    "Contents",
    "DamagedBackup",
    "NewerBackup",
    "NoBackup",
    "UnfitBackup",
    "finish",
    "read_backup",
    "restore",
    "write_backup",
]
