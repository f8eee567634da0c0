"""A disk that is full at every way of writing: one clear line, nothing lost, and everything works again with room."""

import gc
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.access import Accounts, Role
from assistant.audit import Questions, Rules, Trail, verify
from assistant.collection import add_case, back_up
from assistant.command.cli import main
from assistant.service import Conversations, Turn
from index.errors import CannotWrite
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build, load_corrections

PASSWORD = "correct horse battery"
TITLE = "2024年青禾区教育工作总结"
LEFT = [0, 40]  # KiB that are left on the disk
_PAGE = 4096


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file system of its own, so small that a file can fill it."""
    place = tmp_path_factory.mktemp("disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, sample_data: Path, embedder: StaticEmbedder) -> Path:
    """A data folder with two snapshots and everything else, and a backup of another state beside it."""
    home = tmp_path_factory.mktemp("full")
    data = shutil.copytree(sample_data, home / "data")
    report = home / f"{TITLE}.txt"
    report.write_text(f"{TITLE}\n全区招聘教师58名。\n", "utf-8")
    Accounts(data).add("王芳", PASSWORD, Role.MANAGER)
    Trail(data).set_rules("", Rules(Questions.TEXT))
    back_up(data, home / "backup.zip")
    build([report], Store(data), embedder)
    return home


@pytest.fixture
def home(disk: Path, filled: Path) -> Iterator[Path]:
    shutil.copytree(filled, disk / "home")
    yield disk / "home"
    (disk / "ballast").unlink(missing_ok=True)
    shutil.rmtree(disk / "home")


def fill(disk: Path, left: int) -> None:
    """Leave so many KiB free."""
    gc.collect()  # a removed file that an earlier test still holds open would give its room back later
    free = os.statvfs(disk).f_bavail * _PAGE
    with (disk / "ballast").open("wb") as ballast:
        ballast.write(b"\0" * max(0, free - left * 1024))


def state_of(data: Path) -> list[object]:
    """Return what is in service; opening verifies every file."""
    golden = data / "golden.jsonl"
    return [
        Snapshot.open(Store(data).current()).name,
        load_corrections(data),
        Accounts(data).all(),
        len(Conversations(data).latest("account:王芳")),
        golden.read_text("utf-8") if golden.is_file() else "",
    ]


@pytest.mark.parametrize("left", LEFT)
@pytest.mark.parametrize("work", ["index", "remove", "correct", "rollback", "backup", "restore", "erase", "accounts"])
def test_a_command_says_so_in_one_line_and_loses_nothing(
    disk: Path, home: Path, work: str, left: int, capfd: pytest.CaptureFixture[str]
) -> None:
    data = home / "data"
    report = home / "2025年云溪县教育工作总结.txt"
    report.write_text("2025年云溪县教育工作总结\n新建学校7所。\n" + "组织各类培训活动，成效明显。\n" * 200, "utf-8")
    command = {
        "index": ["index", str(report)],
        "remove": ["remove", TITLE],
        "correct": ["correct", TITLE, "--region", "云溪县"],
        "rollback": ["rollback"],
        "backup": ["backup", str(home / "backup.zip")],
        "restore": ["restore", str(home / "backup.zip")],
        "erase": ["erase", "王芳"],
        "accounts": ["accounts", "role", "王芳", "--role", "manager"],
    }[work]
    before, archive = state_of(data), (home / "backup.zip").read_bytes()
    fill(disk, left)
    capfd.readouterr()
    status = main([*command, "--data", str(data)])
    said = capfd.readouterr().err
    (disk / "ballast").unlink()
    if status:
        assert "Traceback" not in said
        assert [line for line in said.splitlines() if "无法写入" in line] == said.splitlines()[-1:]
        assert state_of(data) == before
        assert (home / "backup.zip").read_bytes() == archive
    assert verify(data).faults == ()
    assert main([*command, "--data", str(data)]) == 0 or not status  # an account can be erased once
    assert not list(Store(data).snapshots.glob("draft-*"))
    assert {path.name for path in home.iterdir()} == {"data", "backup.zip", f"{TITLE}.txt", report.name}
    # what is erased makes room; going back takes a few bytes, which the last page of a file may still hold
    if left == 0 and work not in ("erase", "rollback"):
        assert status == 1


def test_what_the_pages_write_says_so_and_loses_nothing(disk: Path, home: Path, embedder: StaticEmbedder) -> None:
    from assistant.answering import Assistant

    data = home / "data"
    answer = Assistant(Snapshot.open(Store(data).current()), embedder).ask("全区招聘教师多少名？")
    turn = Turn("0" * 32, answer.question, answer, "")
    Conversations(data).add_turn("account:王芳", None, answer)
    before = state_of(data)
    writes: list[Callable[[], object]] = [
        lambda: Conversations(data).add_turn("account:王芳", None, answer),
        lambda: add_case(data, turn, "58名"),
        lambda: Accounts(data).sign_in("王芳", PASSWORD),
        lambda: Trail(data).asked("王芳", "全区招聘教师多少名？"),
        lambda: Trail(data).record("王芳", "export", "数据一览.csv"),
        lambda: Trail(data).set_rules("王芳", Rules(keep_days=30)),
    ]
    fill(disk, 0)
    for write in writes:
        with pytest.raises(CannotWrite):
            write()
    (disk / "ballast").unlink()
    assert state_of(data) == before
    assert Trail(data).rules == Rules(Questions.TEXT)
    assert verify(data).faults == ()
    for write in writes:
        write()
