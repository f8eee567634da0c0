"""The program works where no way leads out, and does not look for one: no telemetry, no look-up, no download."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.web import cli

from assistant.command.serve import arguments

SUPPORT = Path(__file__).resolve().parents[1] / "support"


# as with users, who set nothing
UNSET = ("HF_HUB_OFFLINE", "DO_NOT_TRACK", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")


def run(folder: Path, *more: str) -> dict[str, Any]:
    paths = [str(SUPPORT / "overheard"), str(SUPPORT), *(path for path in sys.path if path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OVERHEARD": str(folder / "overheard")}
    environment["HOME"] = str(folder / "home")
    for name in UNSET:
        environment.pop(name, None)
    command = [sys.executable, str(SUPPORT / "cut_off.py"), str(folder), *more]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return run(tmp_path_factory.mktemp("day"))


def test_all_is_answered_without_a_network(day: dict[str, Any]) -> None:
    assert (day["ask"], day["api"], day["health"]) == ("126名", "126名", "ok")
    assert "126名" in day["page"]


def test_no_process_looks_for_anybody_but_this_machine(day: dict[str, Any]) -> None:
    assert day["overheard"] == []


def test_no_program_sends_anything_that_no_route_leads_to(day: dict[str, Any]) -> None:
    """Counted by the kernel for every program of the run, whatever it is written in."""
    if not day["cut"]:
        pytest.skip("no network of one's own for processes of this user on this machine")
    assert day["routes"] == 0


def test_nothing_is_kept_in_the_home_of_who_runs_it(day: dict[str, Any]) -> None:
    """A library that reports its use keeps a number for this machine there, and what it has yet to send."""
    assert [name for name in day["at_home"] if not name.startswith(".cache/dconf/")] == []  # that is the office's


def test_who_would_reach_out_is_noticed(tmp_path: Path) -> None:
    tried = run(tmp_path, "--reach-out")
    assert len(tried["overheard"]) == 1
    assert "192.0.2.1" in tried["overheard"][0]
    assert not tried["cut"] or tried["routes"] == 1


def test_the_pages_report_no_use() -> None:
    given = arguments("127.0.0.1", 8501)
    assert given[given.index("--browser.gatherUsageStats") + 1] == "false"
    known = {option for parameter in cli.main_run.params for option in parameter.opts}
    assert {
        option for option in given if option.startswith("--")
    } <= known  # what Streamlit does not know it would ignore
