"""A few kills of each kind; `python tests/crash/run.py --kills 1000` makes many."""

import json
import subprocess
import sys
from pathlib import Path


def test_killed_at_random_moments_nothing_is_lost() -> None:
    command = [sys.executable, str(Path(__file__).parent / "run.py"), "--kills", "10", "--seed", "3"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["kills_that_hit"] == 10
    assert found["left_at_the_end"] == []
