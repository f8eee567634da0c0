"""A batch or two of hostile files; `python tests/crash/hostile.py --files 2000` makes many."""

import json
import subprocess
import sys
from pathlib import Path


def test_hostile_files_are_read_or_refused_by_name_and_cost_the_sound_report_nothing() -> None:
    command = [sys.executable, str(Path(__file__).parent / "hostile.py"), "--files", "40", "--seed", "3"]
    command += ["--without-old", "--without-heavy"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert sum(found["files"].values()) == 40
    assert {"broken", "no_text"} <= set(found["refused_for"])
