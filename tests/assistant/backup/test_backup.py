"""Backup and restore: everything comes back, a bad archive changes nothing, and no moment leaves half a state."""

import hashlib
import json
import os
import random
import shutil
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.access import Account, Accounts, Action, Groups, NotAllowed, Role
from assistant.answering import Assistant
from assistant.audit import acts, verify
from assistant.backup import BackupError, DamagedBackup, NewerBackup, NoBackup, UnfitBackup, archive, finish, switching
from assistant.backup.writing import write_backup
from assistant.collection import Collection, back_up, restore
from assistant.command.cli import main
from assistant.messages import explain
from assistant.service import Conversations, Service
from index.errors import Busy, CannotWrite, DamagedSnapshot, NoSnapshot
from index.search import StaticEmbedder
from index.snapshot import Correction, Store, build, correct, load_corrections, read_manifest, store

QUESTION = "交流轮岗的教师有多少人？"
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, sample_data: Path, embedder: StaticEmbedder) -> Path:
    """A data folder with everything that one can hold; tests copy it before they change it."""
    folder = tmp_path_factory.mktemp("filled") / "data"
    shutil.copytree(sample_data, folder)
    kept = Store(folder)
    (folder / "files/0123").mkdir(parents=True)
    report = folder / "files/0123/2024年青禾区教育工作总结.txt"
    report.write_text("2024年青禾区教育工作总结\n全区招聘教师58名。\n", "utf-8")
    built = build([report], kept, embedder)
    correct({built.added[0].id: Correction(region="云溪县")}, kept, embedder)
    (folder / "golden.jsonl").write_text('{"id": "g1"}\n', "utf-8")
    accounts = Accounts(folder)
    accounts.add("王芳", PASSWORD, Role.MANAGER)
    accounts.sign_in("王芳", PASSWORD)
    conversations = Conversations(folder)
    conversations.add_turn("account:王芳", None, _asked(folder, embedder))
    (folder / "later.toml").write_text("kept = true\n", "utf-8")  # what another room may keep one day
    return folder


def _asked(folder: Path, embedder: StaticEmbedder) -> object:
    from index.snapshot import Snapshot

    return Assistant(Snapshot.open(Store(folder).current()), embedder).ask(QUESTION)


@pytest.fixture
def data(filled: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="module")
def whole(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of `filled`; tests only read it."""
    return write_backup(filled, tmp_path_factory.mktemp("backups") / "whole.zip")[0]


@pytest.fixture
def present(tmp_path: Path, embedder: StaticEmbedder, write: Callable[[str, str], Path]) -> Path:
    """A data folder of another state, to restore into."""
    folder = tmp_path / "present"
    build([write("2020年云溪县工作总结.txt", "2020年云溪县工作总结\n新建学校7所。")], Store(folder), embedder)
    Accounts(folder).add("李明", PASSWORD, Role.MANAGER)
    Conversations(folder).add_turn("account:李明", None, _asked(folder, embedder))
    return folder


def state_of(folder: Path) -> dict[str, object]:
    """Return all that a folder holds for people, but the record."""
    conversations = Conversations(folder)
    golden = folder / "golden.jsonl"
    return {
        "snapshot": Store(folder).current_name(),
        "accounts": Accounts(folder).all(),
        "王芳": [c.title for c in conversations.latest("account:王芳")],
        "李明": [c.title for c in conversations.latest("account:李明")],
        "corrections": load_corrections(folder),
        "golden": golden.read_text() if golden.is_file() else None,
        "files": sorted(path.name for path in (folder / "files").rglob("*.txt")),
    }


def drafts(folder: Path) -> list[str]:
    snapshots = folder / "snapshots"
    return [p.name for p in snapshots.glob("draft-*")] + [p.name for p in folder.glob("restoring")]


def test_restored_into_an_empty_place_it_answers(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "b.zip"), "--data", str(data), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["snapshot"] == Store(data).current_name()
    shutil.rmtree(data)
    assert main(["restore", str(tmp_path / "b.zip"), "--data", str(tmp_path / "new")]) == 0
    capsys.readouterr()
    assert main(["ask", QUESTION, "--data", str(tmp_path / "new")]) == 0
    assert capsys.readouterr().out.startswith("365人\n")
    assert Accounts(tmp_path / "new").sign_in("王芳", PASSWORD)
    assert drafts(tmp_path / "new") == []


def test_everything_comes_back_and_the_present_goes(filled: Path, whole: Path, present: Path) -> None:
    restore(present, whole)
    assert state_of(present) == state_of(filled)
    assert (present / "later.toml").read_text() == "kept = true\n"
    assert stat.S_IMODE((present / "access.sqlite").stat().st_mode) == 0o600
    assert load_corrections(present) != {}


def test_going_back_leads_to_the_state_of_reports_before(whole: Path, present: Path) -> None:
    before = Store(present).current_name()
    restore(present, whole)
    assert Store(present).rollback() == before


def test_what_a_state_lacks_is_gone_after_restoring_it(present: Path, filled: Path, tmp_path: Path) -> None:
    target = shutil.copytree(filled, tmp_path / "target")
    made, _ = back_up(present, tmp_path / "b.zip")
    restore(target, made)
    assert not (target / "golden.jsonl").exists()
    assert load_corrections(target) == {}
    assert Accounts(target).all() == [Account("李明", Role.MANAGER)]


def test_a_backup_without_accounts_never_opens_a_server_that_has_some(
    sample_data: Path, present: Path, tmp_path: Path
) -> None:
    made, _ = write_backup(sample_data, tmp_path / "b.zip")
    restore(present, made)
    assert Accounts(present).all() == [Account("李明", Role.MANAGER)]


def test_a_file_of_accounts_that_holds_none_never_opens_a_server_that_has_some(present: Path, tmp_path: Path) -> None:
    """As soon as reports are added there is such a file, and a newer version of one leaves a row in it."""
    report, other = tmp_path / "2024年青禾区工作总结.txt", Service(tmp_path / "other")
    for number in (31, 32):
        report.write_text(f"2024年青禾区工作总结\n全年新建学校{number}所，招聘教师57名，投入使用。\n", "utf-8")
        Collection(other).add([report], lambda _: None)
    assert (tmp_path / "other" / "access.sqlite").exists()
    made, _ = write_backup(tmp_path / "other", tmp_path / "b.zip")
    restore(present, made)
    assert Accounts(present).all() == [Account("李明", Role.MANAGER)]
    assert len(Conversations(present).latest("account:李明")) == 1
    assert [entry.year for entry in read_manifest(Store(present).current()).reports] == [2024]


def test_groups_without_accounts_are_restored(present: Path, tmp_path: Path, sample_data: Path) -> None:
    other = shutil.copytree(sample_data, tmp_path / "other")
    Groups(other).add("督导组")
    made, _ = write_backup(other, tmp_path / "b.zip")
    restore(present, made)
    assert [group.name for group in Groups(present).all()] == ["督导组"]


def test_sessions_do_not_come_back(data: Path, tmp_path: Path) -> None:
    accounts = Accounts(data)
    token = accounts.sign_in("王芳", PASSWORD)
    made, _ = back_up(data, tmp_path / "b.zip")
    restore(data, made)
    assert accounts.who(token) is None


def test_the_record_goes_on_over_a_restore(data: Path, present: Path, tmp_path: Path) -> None:
    made, _ = back_up(data, tmp_path / "b.zip")
    restore(tmp_path / "new", made)
    assert [row.what for row in acts(tmp_path / "new")][:2] == ["restore", "sign_in"]
    lines = verify(present).lines
    restore(present, made)
    assert next((row.what, row.thing, row.outcome) for row in acts(present)) == ("restore", "b.zip", "done")
    assert verify(present).lines == lines + 2
    assert verify(present).faults == verify(tmp_path / "new").faults == ()


@pytest.mark.parametrize("role", [Role.READER, Role.KEEPER])
def test_only_a_manager_may(data: Path, whole: Path, tmp_path: Path, role: Role) -> None:
    with pytest.raises(NotAllowed):
        back_up(data, tmp_path / "b.zip", Account("x", role))
    with pytest.raises(NotAllowed):
        restore(data, whole, Account("x", role))
    assert not (tmp_path / "b.zip").exists()
    assert Action.KEEP_SAFE.value == "keep_safe"


def test_any_byte_that_is_altered_is_noticed(whole: Path, tmp_path: Path, present: Path) -> None:
    content, chance = whole.read_bytes(), random.Random(11)
    places = {0, 30, len(content) - 1, len(content) - 65, *(chance.randrange(len(content)) for _ in range(300))}
    before = state_of(present)
    damaged = tmp_path / "damaged.zip"
    for place in sorted(places):
        altered = bytearray(content)
        altered[place] ^= 1 << chance.randrange(8)
        damaged.write_bytes(altered)
        with pytest.raises(BackupError):
            restore(present, damaged)
    for length in sorted(chance.randrange(len(content)) for _ in range(100)):
        damaged.write_bytes(content[:length])
        with pytest.raises(BackupError):
            restore(present, damaged)
    damaged.write_bytes(content + b"x")
    with pytest.raises(BackupError):
        restore(present, damaged)
    assert state_of(present) == before
    assert drafts(present) == []


def resealed(source: Path, target: Path, change: Callable[[dict[str, bytes], dict], None]) -> Path:
    """Write an archive with other members, its seal in order, as somebody who means harm would."""
    with zipfile.ZipFile(source) as old:
        members = {info.filename: old.read(info) for info in old.infolist()}
    manifest = json.loads(members["manifest.json"])
    change(members, manifest)
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(target, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
        new.comment = b"0" * 64
    sealed(target)
    return target


def sealed(target: Path) -> None:
    content = target.read_bytes()[:-64]
    target.write_bytes(content + hashlib.sha256(content).hexdigest().encode())


def member(content: bytes) -> dict[str, object]:
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "mode": 0o644}


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "files/../../evil.txt",
        "/tmp/evil.txt",
        "files//evil.txt",
        "files\\..\\evil.txt",
        "C:evil.txt",
        "restoring/new/evil.txt",
        "build.lock",
        "current-0123",
        ".hidden",
        "snapshots/evil.txt",
        "snapshots/../evil.txt/x",
        "golden.jsonl/evil.txt",
    ],
)
def test_members_that_would_leave_their_place_are_refused(
    whole: Path, present: Path, tmp_path: Path, name: str
) -> None:
    def change(members: dict[str, bytes], manifest: dict) -> None:
        members[name] = b"evil"
        manifest["members"][name] = member(b"evil")

    before = state_of(present)
    with pytest.raises(DamagedBackup):
        restore(present, resealed(whole, tmp_path / "evil.zip", change))
    assert state_of(present) == before
    assert not list(tmp_path.rglob("*evil.txt"))


def test_links_are_refused(whole: Path, present: Path, tmp_path: Path) -> None:
    def change(members: dict[str, bytes], manifest: dict) -> None:
        members["files/link"] = b"/etc/passwd"
        manifest["members"]["files/link"] = member(b"/etc/passwd")

    target = resealed(whole, tmp_path / "evil.zip", change)
    with zipfile.ZipFile(target) as old:
        infos = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(target, "w") as new:
        for info, content in infos:
            info.external_attr = (stat.S_IFLNK | 0o777) << 16 if info.filename == "files/link" else 0
            new.writestr(info, content)
        new.comment = b"0" * 64
    sealed(target)
    with pytest.raises(DamagedBackup, match="files/link"):
        restore(present, target)


@pytest.mark.parametrize("kind", ["unlisted", "missing", "other", "twice", "longer"])
def test_members_are_those_of_the_manifest(whole: Path, present: Path, tmp_path: Path, kind: str) -> None:
    def change(members: dict[str, bytes], manifest: dict) -> None:
        if kind == "unlisted":
            members["files/more"] = b"x"
        elif kind == "missing":
            del members["golden.jsonl"]
        elif kind == "other":
            members["golden.jsonl"] = b"y" * len(members["golden.jsonl"])
        elif kind == "longer":
            members["golden.jsonl"] += b"y"
        else:
            manifest["members"]["golden.jsonl"]["mode"] = 0o4755

    before = state_of(present)
    with pytest.raises(DamagedBackup):
        restore(present, resealed(whole, tmp_path / "evil.zip", change))
    assert state_of(present) == before


def test_foreign_newer_and_unfit_files_are_told_apart(whole: Path, present: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as zipped:
        zipped.writestr("a.txt", "a")
    empty = tmp_path / "empty.zip"
    empty.touch()
    for path in (other, empty, tmp_path / "none.zip", tmp_path):
        with pytest.raises(NoBackup) as refused:
            restore(present, path)
        assert "不是本程序的备份文件" in explain(refused.value, "zh")
    newer = tmp_path / "newer.zip"
    newer.write_bytes(whole.read_bytes().replace(b"format 1\n", b"format 2\n", 1))
    with pytest.raises(NewerBackup):
        restore(present, newer)

    def change(members: dict[str, bytes], manifest: dict) -> None:
        name = next(name for name in members if name.endswith("/manifest.json"))
        inner = json.loads(members[name])
        inner["format"] += 1
        members[name] = json.dumps(inner).encode()
        manifest["members"][name] = member(members[name])

    with pytest.raises(UnfitBackup):
        restore(present, resealed(whole, tmp_path / "unfit.zip", change))


def test_a_target_that_is_no_backup_is_not_written_over(data: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"dear")
    with pytest.raises(NoBackup):
        back_up(data, letter)
    assert letter.read_bytes() == b"dear"
    with pytest.raises(CannotWrite):
        back_up(data, data / "b.zip")
    with pytest.raises(NoSnapshot):
        back_up(tmp_path / "none", tmp_path / "b.zip")
    made, _ = back_up(data, tmp_path)
    assert made.parent == tmp_path
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_a_backup_that_fails_leaves_the_one_before(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out" / "b.zip"
    back_up(data, target)
    before = target.read_bytes()
    altered = next(Store(data).current().rglob("text.txt"))
    altered.chmod(0o644)
    content = altered.read_bytes()
    altered.unlink()
    altered.write_bytes(content + b"x")
    with pytest.raises(DamagedSnapshot):  # a copy of what is damaged is no backup
        back_up(data, target)
    altered.write_bytes(content)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    for where, call in ((os, "fsync"), (zipfile.ZipFile, "open"), (Path, "replace")):
        with monkeypatch.context() as patched:
            patched.setattr(where, call, full)
            with pytest.raises(CannotWrite):
                back_up(data, target)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["b.zip"]


def test_a_backup_is_made_while_others_index_and_ask(
    data: Path, tmp_path: Path, embedder: StaticEmbedder, write: Callable[[str, str], Path]
) -> None:
    """Publications prune what is being copied; every archive is whole all the same."""
    stop = threading.Event()

    def publish() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            path = write("2021年云溪县工作总结.txt", f"2021年云溪县工作总结\n新建学校{number}所。")
            build([path], Store(data), embedder)
            Conversations(data).add_turn("account:王芳", None, _asked(data, embedder))

    publisher = threading.Thread(target=publish)
    publisher.start()
    made = []
    try:
        for number in range(4):
            try:
                made.append(back_up(data, tmp_path / f"{number}.zip")[0])
            except Busy:
                continue  # pruned under its hands five times over
    finally:
        stop.set()
        publisher.join()
    assert made
    for number, path in enumerate(made):
        restore(tmp_path / f"new{number}", path)
        assert _asked(tmp_path / f"new{number}", embedder).headline == "365人"  # type: ignore[attr-defined]


def test_nothing_is_built_or_backed_up_while_a_restore_is_under_way(present: Path, whole: Path, tmp_path: Path) -> None:
    with switching.reserved(present, exclusive=False), pytest.raises(Busy):
        restore(present, whole)
    with Store(present).building(), pytest.raises(Busy):
        restore(present, whole)
    (present / "restoring").mkdir()
    with pytest.raises(Busy), Store(present).building():
        pass
    with pytest.raises(Busy):
        Store(present).rollback()


class Died(BaseException):
    """Stands for a process that is killed: nothing that catches errors catches it."""


STEPS = [
    (switching, "_write_over"),
    (Path, "replace"),
    (Path, "rename"),
    (Path, "unlink"),
    (os, "fsync"),
    (store.Store, "publish"),
    (switching, "_retire"),
    (archive.Reader, "extract"),
]
MOST = 4  # of the calls of one kind that are tried, spread over all


class Counted:
    """Calls through, but for the call number `at`: then `fail` is raised, before it or, with `late`, after it."""

    def __init__(self, real: Callable[..., object], at: int, fail: BaseException, late: bool = False) -> None:
        self.real, self.at, self.fail, self.late, self.calls = real, at, fail, late, 0

    def __call__(self, *given: object, **named: object) -> object:
        self.calls += 1
        if self.calls == self.at and not self.late:
            raise self.fail
        outcome = self.real(*given, **named)
        if self.calls == self.at:
            raise self.fail
        return outcome

    def __get__(self, owner: object, _: type) -> Callable[..., object]:
        return lambda *given, **named: self(owner, *given, **named)


def spread(count: int) -> list[int]:
    """Return the first, the last, and some numbers in between of 1 to `count`."""
    return sorted({1 + round(number * (count - 1) / (MOST - 1)) for number in range(MOST)})


@pytest.mark.parametrize(("where", "call"), STEPS, ids=[call for _, call in STEPS])
def test_died_or_refused_at_any_step_one_of_both_states_is_whole(
    filled: Path, whole: Path, present: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: object, call: str
) -> None:
    old, new, real = state_of(present), state_of(filled), getattr(where, call)

    def attempt(at: int, fail: BaseException, late: bool = False) -> tuple[int, bool, dict[str, object]]:
        folder = shutil.copytree(present, tmp_path / f"copy{at}")
        counted = Counted(real, at, fail, late)
        with monkeypatch.context() as patched:
            patched.setattr(where, call, counted)
            if isinstance(fail, Died):
                patched.setattr(shutil, "rmtree", lambda *_, **__: None)  # who is killed does not tidy up
            try:
                restore(folder, whole)
                done = True
            except (Died, CannotWrite):
                done = False
        finish(folder)
        found = state_of(folder)
        with Store(folder).building():
            pass
        assert drafts(folder) == []
        assert verify(folder).faults == ()
        shutil.rmtree(folder)
        return counted.calls, done, found

    count, done, found = attempt(0, Died())
    assert (done, found) == (True, new)
    for at in spread(count):
        _, done, found = attempt(at, Died(), late=at % 2 == 0)
        assert found in (old, new), at
        _, done, found = attempt(at, OSError(28, os.strerror(28)))
        assert found == (new if done else old), at


def test_a_restore_that_died_is_completed_by_the_next_question(
    filled: Path, whole: Path, present: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def die(*_: object) -> None:
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr(switching, "_write_over", die)
        with pytest.raises(Died):
            restore(present, whole)
    assert main(["ask", QUESTION, "--data", str(present)]) == 0
    assert capsys.readouterr().out.startswith("365人\n")
    assert state_of(present) == state_of(filled)


def test_a_database_that_others_have_open_is_written_over(present: Path, whole: Path) -> None:
    connection = sqlite3.connect(present / "conversations.db")
    assert connection.execute("select count(*) from turn").fetchone() == (1,)
    before = connection.execute("select user from conversation").fetchall()
    restore(present, whole)
    after = connection.execute("select user from conversation").fetchall()
    connection.close()
    assert (before, after) == ([("account:李明",)], [("account:王芳",)])
