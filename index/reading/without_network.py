"""Takes the network away from the process that reads a file, so that no document can make it connect anywhere.

`python without_network.py PROGRAM ARGUMENT...` does so and becomes that program. Linux alone has namespaces; where it
refuses them, as in many containers, reading goes on with the network, which nothing that reads files uses.
"""

import contextlib
import ctypes
import os
import sys
from pathlib import Path

_USER, _NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET
NOT_FOUND = 127  # exit status where there is no such program, as shells have it


def leave_network() -> bool:
    """Move this process, which must have one thread only, into a network of its own without any way out.

    Returns whether that was possible. User and group stay what they are.
    """
    if sys.platform != "linux":
        return False
    user, group = os.getuid(), os.getgid()
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare  # Python 3.12 has it in os
    except (OSError, AttributeError):
        return False
    if unshare(_USER | _NET) != 0:
        return bool(unshare(_NET) == 0)  # who administers the machine needs no namespace of users
    own = Path("/proc/self")
    with contextlib.suppress(OSError):  # a process without a name of its own reads all the same
        (own / "uid_map").write_text(f"{user} {user} 1")
        (own / "setgroups").write_text("deny")
        (own / "gid_map").write_text(f"{group} {group} 1")
    return True


def command_without_network(command: list[str]) -> list[str]:
    """Return how a program is started that has no network; the command itself where that is unknown."""
    if sys.platform != "linux":
        return command
    return [sys.executable, "-I", "-S", __file__, *command]


def main() -> None:
    """Become the program that is named, without network."""
    leave_network()
    try:
        os.execvp(sys.argv[1], sys.argv[1:])
    except OSError:
        raise SystemExit(NOT_FOUND) from None


if __name__ == "__main__":
    main()
