"""jieba's dictionary is taken from a file that nobody else can have written, and from its own where there is none."""

import marshal
import os
import stat
import subprocess
import sys
from pathlib import Path

WORDS = "from index.text import words; print(' '.join(words('交流轮岗的教师有多少人')))"
CUT = "交流 轮岗 的 教师 有 多少 人"


def cut(folder: Path) -> str:
    """Return how a process of its own cuts the question, with `folder` for its temporary files; nothing else is said."""
    environment = {
        **os.environ,
        "TMPDIR": str(folder),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    done = subprocess.run([sys.executable, "-c", WORDS], env=environment, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout.strip()


def planted(path: Path) -> None:
    """Write a dictionary that would cut everything into characters."""
    path.write_bytes(marshal.dumps(({"交": 1}, 1)))


def test_what_somebody_else_put_there_is_not_the_dictionary(tmp_path: Path) -> None:
    planted(tmp_path / "jieba.cache")
    assert cut(tmp_path) == CUT
    own = tmp_path / f"report-assistant-{os.getuid()}"
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    (kept,) = own.iterdir()
    written = kept.stat().st_mtime_ns
    assert cut(tmp_path) == CUT
    assert kept.stat().st_mtime_ns == written  # loaded, not made again


def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path) -> None:
    own = tmp_path / f"report-assistant-{os.getuid()}"
    own.mkdir()
    own.chmod(0o777)
    for name in ("jieba.cache", "jieba-0.42.1.cache"):
        planted(own / name)
    before = sorted(path.name for path in own.iterdir())
    assert cut(tmp_path) == CUT
    assert sorted(path.name for path in own.iterdir()) == before


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / f"report-assistant-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    assert cut(tmp_path) == CUT
    assert list((tmp_path / "elsewhere").iterdir()) == []
