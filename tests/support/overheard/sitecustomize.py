"""Put at the front of PYTHONPATH, notes in the file named by OVERHEARD what any Python process of a run wants of a network.

Connections to this machine itself and sockets that are files are nobody else's business.
"""

import os
import sys

_HERE = ("127.", "::1", "localhost", "::ffff:127.")


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event not in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        return
    asked = arguments[0] if event.startswith("socket.get") else arguments[1]
    if not isinstance(asked, tuple) and event in ("socket.connect", "socket.sendto"):
        return
    host = asked[0] if isinstance(asked, tuple) else asked
    host = host.decode() if isinstance(host, bytes) else host
    if not host or str(host).startswith(_HERE) or (event == "socket.getaddrinfo" and host in ("0.0.0.0", "::")):
        return
    with open(os.environ["OVERHEARD"], "a", encoding="utf-8") as file:  # noqa: PTH123
        file.write(f"{event} {host} {' '.join(sys.orig_argv[1:4])!r}\n")


if os.environ.get("OVERHEARD"):
    sys.addaudithook(_hear)
