"""Does what an office does in a day, where possible in a network without any way out, and prints what came of it.

Run: python tests/support/cut_off.py FOLDER [--reach-out]

Printed as JSON: whether it was `cut` off, what failed to find a `route`, counted by the kernel for all its programs, what was
`overheard` of Python's, and which files are `at_home` of the user. With --reach-out it tries to get out, to show that this is noticed.
"""

import fcntl
import io
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import urllib.request
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any

from index.reading.without_network import leave_network

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "2024年招聘教师多少名？"
ELSEWHERE = ("192.0.2.1", 9)  # an address for documentation, which nobody has
UP = 0x1


def loopback_up() -> None:
    """Switch the one device of a new network on."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as device:
        fcntl.ioctl(device, 0x8914, struct.pack("16sh14x", b"lo", UP))  # SIOCSIFFLAGS


def without_route() -> int:
    """Return how often a program of this network wanted to reach what no route leads to."""
    rows = [line.split() for line in Path("/proc/net/snmp").read_text().splitlines() if line.startswith("Ip:")]
    missed = int(dict(zip(*rows, strict=True))["OutNoRoutes"])
    with suppress(OSError):
        newer = dict(line.split() for line in Path("/proc/net/snmp6").read_text().splitlines())
        missed += int(newer.get("Ip6OutNoRoutes", 0))
    return missed


def reach_out() -> None:
    """Try to get out once."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.connect(ELSEWHERE)


def a_day(folder: Path) -> dict[str, Any]:
    """Index reports of several formats, ask, and serve pages and programs; returns what was answered."""
    from corpus import TEXT, pdf_report, saved, word
    from programs import command, running
    from serving import free_port

    from assistant.command.cli import main

    files, data = folder / "reports", folder / "data"
    saved(files, "a.docx", word())
    saved(files, "b.pdf", pdf_report())
    saved(files, "c.txt", TEXT.replace("2024", "2023").encode())
    if shutil.which("soffice"):
        saved(files, "d.rtf", rb"{\rtf1\ansi 2021 annual report\par teachers 12\par}")

    def run(*arguments: object) -> str:
        """Run a command in this process, where the page will run as well: each start would take seconds."""
        said = io.StringIO()
        with redirect_stdout(said):
            assert main([*map(str, arguments), "--data", str(data)]) == 0
        return said.getvalue()

    run("index", files)
    found: dict[str, Any] = {"ask": json.loads(run("ask", QUESTION, "--json"))["headline"]}
    with running(data) as (address, _):
        asked = urllib.request.Request(f"{address}/v1/ask", json.dumps({"question": QUESTION}).encode())
        asked.add_header("Content-Type", "application/json")
        found["api"] = json.load(urllib.request.urlopen(asked))["headline"]
    port = free_port()
    line, environment = command("serve", "--data", data, "--port", port)
    process = subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    assert any(f":{port}" in said for said in process.stdout)
    found["health"] = urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").read().decode()
    process.terminate()
    process.communicate(timeout=60)
    found["page"] = a_page(data)
    return found


def a_page(data: Path) -> str:
    """Ask on the page, whose script runs in this process; returns what it shows."""
    os.environ["ASSISTANT_DATA"] = str(data)
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    page.chat_input[0].set_value(QUESTION).run()
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html"))


def run() -> None:
    cut = leave_network()
    if cut:
        loopback_up()
    folder, overheard = Path(sys.argv[1]), Path(sys.argv[1]) / "overheard"
    overheard.touch()
    if "--reach-out" in sys.argv:
        reach_out()
        found: dict[str, Any] = {}
    else:
        found = a_day(folder)
    home = Path.home()
    found["at_home"] = [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()]
    found |= {"cut": cut, "routes": without_route() if cut else None, "overheard": overheard.read_text().splitlines()}
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    run()
