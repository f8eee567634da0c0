"""The record of who did what: whole under kills and full disks, every altered line named, a person erased for good."""

import multiprocessing
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.audit import Fault, Questions, Rules, Trail, acts, as_rows, trail, verify
from index.errors import CannotWrite


def filled(folder: Path, lines: int = 9) -> Trail:
    record = Trail(folder)
    for number in range(lines):
        record.record("王芳", "export", f"表{number}")
    return record


def rewrite(record: Trail, change: Callable[[list[bytes]], list[bytes]]) -> None:
    lines = record.path.read_bytes().splitlines()
    record.path.write_bytes(b"".join(line + b"\n" for line in change(lines)))


def faults(folder: Path) -> list[tuple[str, int, int]]:
    return [(fault.kind, fault.first, fault.last) for fault in verify(folder).faults]


def test_a_change_is_one_row_with_its_end(tmp_path: Path) -> None:
    record = Trail(tmp_path, lambda: datetime(2026, 3, 1, 8, 30, tzinfo=UTC))
    with record.change("王芳", "remove", "2023年青禾区工作总结") as act:
        act.note(snapshot="0123456789ab")
    with pytest.raises(ValueError, match="x"), record.change("", "rebuild"):
        raise ValueError("x")
    record.record("李明", "sign_in", outcome="locked")
    rows = as_rows(acts(tmp_path), "zh")
    assert [row[1:6] for row in rows if "本机" not in row[1]] == [
        ("李明", "登录", "", "", "账号已锁定"),
        ("王芳", "移除报告", "2023年青禾区工作总结", "", "完成"),
    ]
    assert rows[2][0] == "2026-03-01T08:30:00.000+00:00"
    assert rows[2][6] == "索引 0123456789ab"
    assert (rows[1][2], rows[1][5], rows[1][6]) == ("重建索引", "未完成", "原因 ValueError")
    assert verify(tmp_path).faults == ()


def test_the_record_itself_holds_no_name(tmp_path: Path) -> None:
    record = filled(tmp_path)
    assert "王芳" not in record.path.read_text("utf-8")
    assert {row.who for row in acts(tmp_path)} == {"王芳"}


def test_rows_are_chosen_by_time_person_and_kind(tmp_path: Path) -> None:
    days = iter(datetime(2026, 3, day, 12, tzinfo=UTC) for day in (1, 2, 3))
    record = Trail(tmp_path, lambda: next(days))
    record.record("王芳", "export", "甲")
    record.record("李明", "sign_in")
    record.record("王芳", "account_role", about="李明", role="keeper")
    assert [row.n for row in acts(tmp_path, since="2026-03-02")] == [3, 2]
    assert [row.n for row in acts(tmp_path, until="2026-03-02")] == [2, 1]
    assert [row.n for row in acts(tmp_path, who="李")] == [3, 2]
    assert [row.n for row in acts(tmp_path, what="export")] == [1]


@pytest.mark.parametrize("number", range(1, 10))
@pytest.mark.parametrize("part", ["表", '"export"', '"at":"20', '"n":', '"before":"'])
def test_every_changed_line_is_named(tmp_path: Path, number: int, part: str) -> None:
    record = filled(tmp_path)
    assert faults(tmp_path) == []

    def change(lines: list[bytes]) -> list[bytes]:
        altered = bytearray(lines[number - 1])
        altered[altered.index(part.encode()) + len(part.encode())] ^= 1
        return [*lines[: number - 1], bytes(altered), *lines[number:]]

    rewrite(record, change)
    assert ("changed", number, number) in faults(tmp_path)


@pytest.mark.parametrize("first", range(1, 10))
@pytest.mark.parametrize("count", [1, 3])
def test_missing_lines_are_named(tmp_path: Path, first: int, count: int) -> None:
    record = filled(tmp_path)
    last = min(9, first + count - 1)
    rewrite(record, lambda lines: lines[: first - 1] + lines[last:])
    assert ("missing", first, last) in faults(tmp_path)
    record.record("王芳", "export", "之后")  # going on does not heal it
    assert ("missing", first, last) in faults(tmp_path)


@pytest.mark.parametrize(("one", "other"), [(1, 2), (3, 7), (8, 9)])
def test_lines_in_another_order_are_named(tmp_path: Path, one: int, other: int) -> None:
    record = filled(tmp_path)

    def swap(lines: list[bytes]) -> list[bytes]:
        lines[one - 1], lines[other - 1] = lines[other - 1], lines[one - 1]
        return lines

    rewrite(record, swap)
    assert {kind for kind, first, _ in faults(tmp_path) if first in (one, other)} >= {"moved"}


def test_a_record_that_is_gone_is_missing(tmp_path: Path) -> None:
    filled(tmp_path).path.unlink()
    assert faults(tmp_path) == [("missing", 1, 9)]


def test_a_record_written_anew_does_not_hold_a_head_noted_elsewhere(tmp_path: Path) -> None:
    filled(tmp_path / "a", 5)
    noted = verify(tmp_path / "a")
    filled(tmp_path / "b", 7)
    assert verify(tmp_path / "b").faults == ()
    assert verify(tmp_path / "b", (noted.n, noted.head)).faults == (Fault("changed", 5, 5),)
    Trail(tmp_path / "a").record("王芳", "export")
    assert verify(tmp_path / "a", (noted.n, noted.head)).faults == ()


def test_a_name_put_in_the_place_of_another_is_noticed(tmp_path: Path) -> None:
    import sqlite3

    filled(tmp_path, 2)
    connection = sqlite3.connect(tmp_path / "audit/people.sqlite")
    connection.execute("update person set name = '李明'")
    connection.commit()
    connection.close()
    assert ("person", 1, 1) in faults(tmp_path)


def test_a_line_that_a_process_died_in_is_passed_over(tmp_path: Path) -> None:
    record = filled(tmp_path, 3)
    with record.path.open("ab") as file:
        file.write(b'{"n":4,"at":"2026')
    assert faults(tmp_path) == []
    record.record("王芳", "export", "之后")
    assert faults(tmp_path) == []
    assert [row.n for row in acts(tmp_path)] == [4, 3, 2, 1]


def test_lines_whose_head_was_not_noted_are_gone_on_from(tmp_path: Path) -> None:
    record = filled(tmp_path, 3)
    head = (record.folder / "head.json").read_bytes()
    record.record("王芳", "export", "四")
    record.record("王芳", "export", "五")
    (record.folder / "head.json").write_bytes(head)  # as two processes leave it that died in between
    record.record("王芳", "export", "六")
    assert faults(tmp_path) == []
    assert [row.thing for row in acts(tmp_path)][:3] == ["六", "五", "四"]


@pytest.mark.parametrize("step", ["pwrite", "fsync", "_note_head"])
def test_nothing_is_changed_that_cannot_be_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    record = filled(tmp_path, 3)
    before = record.path.read_bytes()

    def full(*_: object) -> int:
        raise CannotWrite(tmp_path, "full") if step == "_note_head" else OSError(28, os.strerror(28))

    changed = []
    with monkeypatch.context() as patched:
        patched.setattr(Trail if step == "_note_head" else trail.os, step, full)
        with pytest.raises(CannotWrite), record.change("王芳", "remove", "甲"):
            changed.append(1)
    assert changed == []
    assert record.path.read_bytes() == before
    record.record("王芳", "export", "之后")
    assert faults(tmp_path) == []


def test_a_change_whose_end_cannot_be_recorded_shows_as_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = filled(tmp_path, 1)

    def full(*_: object) -> int:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched, record.change("王芳", "remove", "甲"):
        patched.setattr(trail.os, "pwrite", full)
    assert next((row.thing, row.outcome) for row in acts(tmp_path)) == ("甲", "unknown")
    assert faults(tmp_path) == []


def _record_many(folder: Path, who: str) -> None:
    for number in range(20):
        Trail(folder).record(who, "export", str(number))


def test_several_processes_record_into_one_chain(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_record_many, args=(tmp_path, f"甲{n}")) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert verify(tmp_path).lines == 80
    assert faults(tmp_path) == []
    assert [row.thing for row in reversed(acts(tmp_path, who="甲2"))] == [str(number) for number in range(20)]


class Calendar:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.mark.parametrize("drop", [False, True])
def test_what_is_older_than_is_kept_goes_and_the_chain_still_verifies(tmp_path: Path, drop: bool) -> None:
    calendar = Calendar()
    record = Trail(tmp_path, calendar)
    record.set_rules("王芳", Rules(Questions.TEXT, keep_days=30, drop=drop))
    record.asked("李明", "青禾区有多少所小学？")
    for number in range(100):
        calendar.now += timedelta(days=1)
        record.record("王芳", "export", f"表{number}")
    assert faults(tmp_path) == []
    rows = acts(tmp_path, what="export")
    assert rows[0].thing == "表99"
    assert len(rows) == (100 if not drop else len(rows))
    own = record.path.read_bytes().splitlines()
    assert 30 <= len(own) <= 65
    if drop:
        assert len(rows) == 31
        assert not list((record.folder / "sealed").glob("*"))
        assert record.people.words() == {}
    else:
        assert [row.more["words"] for row in acts(tmp_path, what="ask")] == ["青禾区有多少所小学？"]
        sealed = sorted((record.folder / "sealed").glob("*"))[0]
        sealed.unlink()
        assert {kind for kind, *_ in faults(tmp_path)} == {"missing"}


def test_questions_are_recorded_as_the_rules_say(tmp_path: Path) -> None:
    record = Trail(tmp_path)
    record.asked("李明", "青禾区有多少所小学？")
    assert not record.exists()
    record.set_rules("王芳", Rules(Questions.WHO))
    record.asked("李明", "青禾区有多少所小学？", "t1", "answered")
    assert [(row.who, row.more) for row in acts(tmp_path, what="ask")] == [("李明", {"status": "answered"})]
    assert "青禾区".encode() not in b"".join(path.read_bytes() for path in record.folder.iterdir())
    record.set_rules("王芳", Rules(Questions.TEXT))
    record.asked("李明", "云溪县有多少所小学？")
    assert acts(tmp_path, what="ask")[0].more["words"] == "云溪县有多少所小学？"
    assert faults(tmp_path) == []


def test_who_is_erased_is_named_nowhere_and_the_chain_still_verifies(tmp_path: Path) -> None:
    record = Trail(tmp_path)
    record.set_rules("王芳", Rules(Questions.TEXT))
    record.asked("李明", "青禾区有多少所小学？")
    record.record("王芳", "account_role", about="李明", role="keeper")
    with record.change("王芳", "erase", about="李明"):
        assert record.people.erase("李明")
    assert faults(tmp_path) == []
    kept = b"".join(path.read_bytes() for path in record.folder.iterdir())
    assert "李明".encode() not in kept
    assert "青禾区".encode() not in kept
    rows = as_rows(acts(tmp_path), "zh")
    assert [row[4][:5] for row in rows[:2]] == ["已清除的人", "已清除的人"]
    record.record("李明", "sign_in")
    assert len({row.who for row in acts(tmp_path)} - {"王芳"}) == 2  # the same name again is somebody new


def test_who_vanished_without_being_erased_is_noticed(tmp_path: Path) -> None:
    record = filled(tmp_path, 2)
    record.people.erase("王芳")
    assert ("person", 1, 1) in faults(tmp_path)
