"""Snapshots: published whole or not at all, verified when opened, updated and pruned."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.errors import (
    Busy,
    CannotWrite,
    DamagedSnapshot,
    EmbedderMismatch,
    NoSnapshot,
    NothingToIndex,
)
from index.search import Embedder, StaticEmbedder
from index.snapshot import Progress, Snapshot, Store, build, draft, parts, remove

Write = Callable[[str, str], Path]


def titles(store: Store) -> list[str]:
    return sorted(entry.title for entry in Snapshot.open(store.current()).entries)


def test_adding_updating_and_removing(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    first = write("2022年甲区工作总结.txt", "2022年甲区工作总结\n招聘教师10名。")
    second = write("2022年乙区工作总结.txt", "2022年乙区工作总结\n招聘教师20名。")
    build([first], store, embedder)
    build([second], store, embedder)
    assert titles(store) == ["2022年乙区工作总结", "2022年甲区工作总结"]
    write("2022年甲区工作总结.txt", "2022年甲区工作总结\n招聘教师11名。")
    built = build([first], store, embedder)
    snapshot = Snapshot.open(store.current())
    assert len(built.entries) == 2
    texts = [snapshot.report(number).report.text for number in range(2)]
    assert any("11名" in text for text in texts)
    assert not any("10名" in text for text in texts)
    gone = next(entry.id for entry in snapshot.entries if "乙区" in entry.title)
    remove([gone], store, embedder)
    assert titles(store) == ["2022年甲区工作总结"]
    with pytest.raises(NothingToIndex):
        remove([entry.id for entry in Snapshot.open(store.current()).entries], store, embedder)
    assert titles(store) == ["2022年甲区工作总结"]
    assert len(list(store.snapshots.iterdir())) <= 2


def test_the_same_bytes_are_not_read_twice(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    path = write("2022年甲区工作总结.txt", "2022年甲区工作总结\n招聘教师10名。")
    build([path], store, embedder)
    seen: list[Progress] = []
    build([path], store, embedder, seen.append)
    assert [progress.stage for progress in seen if progress.entry] == ["reused"]


def test_bad_files_do_not_stop_good_ones(write: Write, store: Store, embedder: StaticEmbedder, tmp_path: Path) -> None:
    good = write("好.txt", "2022年甲区工作总结\n招聘教师10名。")
    built = build([good, tmp_path / "none.txt", write("空.txt", "")], store, embedder)
    assert len(built.added) == 1
    assert len(built.failures) == 2
    with pytest.raises(NothingToIndex):
        build([tmp_path / "none.txt"], store, embedder)
    assert titles(store) == ["2022年甲区工作总结"]


def test_nothing_is_in_service_at_first(store: Store, embedder: StaticEmbedder) -> None:
    with pytest.raises(NoSnapshot):
        store.current()
    with pytest.raises(NoSnapshot):
        remove(["x"], store, embedder)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def test_every_altered_or_missing_file_is_noticed(sample_data: Path, tmp_path: Path) -> None:
    for position, _ in enumerate(_files(Store(sample_data).current())):
        copy = tmp_path / f"copy{position}"
        shutil.copytree(sample_data, copy)
        path = _files(Store(copy).current())[position]
        if path.name == "terms.txt":
            continue  # checked when a build takes it over, below
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        with pytest.raises(DamagedSnapshot):
            Snapshot.open(Store(copy).current())
        path.unlink()
        with pytest.raises(DamagedSnapshot):
            Snapshot.open(Store(copy).current())


def test_a_damaged_snapshot_is_not_built_upon(
    write: Write, sample_data: Path, tmp_path: Path, embedder: StaticEmbedder
) -> None:
    shutil.copytree(sample_data, tmp_path / "copy")
    store = Store(tmp_path / "copy")
    terms = next(store.current().rglob("terms.txt"))
    terms.write_text("甲\n乙\n", "utf-8")
    path = write("2022年甲区工作总结.txt", "2022年甲区工作总结\n招聘教师10名。")
    before = store.current_name()
    with pytest.raises(DamagedSnapshot):
        build([path], store, embedder)
    assert store.current_name() == before
    build([path], store, embedder, fresh=True)
    assert titles(store) == ["2022年甲区工作总结"]


def test_a_damaged_pointer_is_named(sample_data: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_data, tmp_path / "copy")
    store = Store(tmp_path / "copy")
    (store.folder / "current").write_text("../../etc\n")
    with pytest.raises(DamagedSnapshot):
        store.current()


def test_another_embedder_is_refused(sample_data: Path) -> None:
    with pytest.raises(EmbedderMismatch):
        Snapshot.open(Store(sample_data).current(), "some-other-model")


class _OtherEmbedder:
    """A stand-in: its vectors depend on the text's length alone."""

    name, dimensions = "other", 3

    def embed_passages(self, texts: Any) -> Any:
        import numpy as np

        return np.array([[1.0, len(text) % 5, 0.5] for text in texts], dtype=np.float32)

    def embed_question(self, text: str) -> Any:
        return self.embed_passages([text])


def test_changing_the_embedder_embeds_everything_anew(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    build([write("2022年甲区工作总结.txt", "2022年甲区工作总结\n招聘教师10名。")], store, embedder)
    other: Embedder = _OtherEmbedder()
    build([write("2022年乙区工作总结.txt", "2022年乙区工作总结\n招聘教师20名。")], store, other)
    snapshot = Snapshot.open(store.current(), "other")
    assert snapshot.dense.dimensions == 3
    assert len(snapshot.dense) == len(snapshot)


@pytest.mark.parametrize("step", ["write_report", "write_manifest", "DenseIndex", "LexicalIndex"])
def test_a_failure_in_any_write_leaves_the_old_snapshot(
    step: str, write: Write, store: Store, embedder: StaticEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([write("2022年甲区工作总结.txt", "2022年甲区工作总结\n招聘教师10名。")], store, embedder)
    before = store.current_name()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    class Full:
        build = extend = staticmethod(full)

    monkeypatch.setattr(parts if step == "write_report" else draft, step, Full if step.endswith("Index") else full)
    with pytest.raises(CannotWrite):
        build([write("2022年乙区工作总结.txt", "2022年乙区工作总结\n招聘教师20名。")], store, embedder)
    assert store.current_name() == before
    assert titles(store) == ["2022年甲区工作总结"]
    assert [path.name for path in store.snapshots.iterdir()] == [before]


@pytest.mark.parametrize("call", ["replace", "rename"])
def test_a_failure_while_publishing_leaves_the_old_snapshot(
    call: str, write: Write, store: Store, embedder: StaticEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([write("2022年甲区工作总结.txt", "2022年甲区工作总结\n招聘教师10名。")], store, embedder)
    before = store.current_name()

    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    path = write("2022年乙区工作总结.txt", "2022年乙区工作总结\n招聘教师20名。")
    with monkeypatch.context() as patched:
        patched.setattr(Path, call, refuse)
        with pytest.raises(CannotWrite):
            build([path], store, embedder)
    assert store.current_name() == before
    assert titles(store) == ["2022年甲区工作总结"]
    build([path], store, embedder)
    assert len(titles(store)) == 2


def test_killed_at_two_hundred_random_moments_nothing_is_lost(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(Path(__file__).resolve().parents[2] / "support" / "kill_points.py"),
        str(tmp_path),
        "200",
        "7",
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) >= 100  # the others came after the work was done


def test_two_builds_at_once(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    path = write("2022年甲区工作总结.txt", "2022年甲区工作总结\n招聘教师10名。")
    with store.building(), pytest.raises(Busy):
        build([path], store, embedder)
    build([path], store, embedder)
    assert titles(store) == ["2022年甲区工作总结"]


def test_a_folder_that_cannot_be_written(write: Write, tmp_path: Path, embedder: StaticEmbedder) -> None:
    path = write("2022年甲区工作总结.txt", "2022年甲区工作总结\n招聘教师10名。")
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite):
        build([path], Store(tmp_path / "file"), embedder)
