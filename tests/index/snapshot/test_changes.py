"""What is done to a collection: versions, corrections, going back, cancelling, growing step by step."""

from collections.abc import Callable
from pathlib import Path

import corpus
import pytest

from index.errors import Cancelled, DamagedSnapshot, NoSnapshot, NothingBefore
from index.search import StaticEmbedder
from index.snapshot import (
    Correction,
    Progress,
    Snapshot,
    Store,
    build,
    correct,
    load_corrections,
    rebuild,
    remove,
)
from index.snapshot.corrections import FILE

Write = Callable[[str, str], Path]
BODY = "".join(f"{n}.第{n}项工作。组织第{n}项活动{n + 10}次，参加教师{n + 200}名。\n" for n in range(1, 12))
FIRST = "2023年甲区教育工作总结\n" + BODY + "招聘教师40名。\n"
SECOND = "2023年甲区教育工作总结\n" + BODY + "招聘教师44名。\n"
OTHER = "2023年甲区教育工作总结\n组织研学活动。新建学校2所，安排资金50万元。\n"


def texts(store: Store) -> list[str]:
    snapshot = Snapshot.open(store.current())
    return [snapshot.report(number).report.text for number in range(len(snapshot.entries))]


def test_a_new_version_takes_the_old_ones_place(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    build([write("初稿.txt", FIRST)], store, embedder)
    seen: list[Progress] = []
    built = build([write("定稿/总结.txt", SECOND)], store, embedder, seen.append)
    assert [(old.file, new.file) for old, new in built.replaced] == [("初稿.txt", "总结.txt")]
    assert [old.file for p in seen for old in p.replaced] == ["初稿.txt"]
    assert "44名" in texts(store)[0]
    assert len(texts(store)) == 1


def test_both_versions_stay_where_that_is_asked_for(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    build([write("初稿.txt", FIRST)], store, embedder)
    build([write("定稿/总结.txt", SECOND)], store, embedder, keep_versions=True)
    assert len(texts(store)) == 2


def test_another_report_of_the_same_title_is_no_version(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    built = build([write("一校/总结.txt", FIRST), write("二校/总结.txt", OTHER)], store, embedder)
    assert not built.replaced
    assert len(texts(store)) == 2


def test_corrections_survive_every_build(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    path = write("a.txt", FIRST)
    entry = build([path], store, embedder).added[0]
    change = Correction(title="甲区教育总结", year=2022, region="乙区", issued="2023-01-05")
    correct({entry.id: change}, store, embedder)
    for again in (
        lambda: None,
        lambda: build([write("b.txt", OTHER)], store, embedder),
        lambda: rebuild(store, embedder),
        lambda: build([path], store, embedder, fresh=True),
    ):
        again()
        snapshot = Snapshot.open(store.current())
        number = next(n for n, e in enumerate(snapshot.entries) if e.id == entry.id)
        shown, report = snapshot.entries[number], snapshot.report(number).report
        assert (shown.title, shown.year, shown.region, shown.issued) == ("甲区教育总结", 2022, "乙区", "2023-01-05")
        assert (report.title, report.year, report.region, report.issued) == (
            "甲区教育总结",
            2022,
            "乙区",
            "2023-01-05",
        )
    assert [s.period.single for s in snapshot.report(number).sentences if s.period][-1] == 2022


def test_damaged_corrections_are_named(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    path = write("a.txt", FIRST)
    build([path], store, embedder)
    (store.folder / FILE).write_text("{", "utf-8")
    with pytest.raises(DamagedSnapshot):
        build([path], store, embedder)
    with pytest.raises(DamagedSnapshot):
        load_corrections(store.folder)


def test_going_back_and_forth(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    with pytest.raises(NoSnapshot):
        store.rollback()
    build([write("a.txt", FIRST)], store, embedder)
    with pytest.raises(NothingBefore):
        store.rollback()
    build([write("b.txt", OTHER)], store, embedder)
    assert len(texts(store)) == 2
    store.rollback()
    assert len(texts(store)) == 1
    store.rollback()
    assert len(texts(store)) == 2


def test_a_cancelled_build_leaves_all_as_it_was(write: Write, store: Store, embedder: StaticEmbedder) -> None:
    build([write("a.txt", FIRST)], store, embedder)
    before = store.current_name()
    calls: list[int] = []

    def cancelled() -> bool:
        calls.append(1)
        return len(calls) > 1

    with pytest.raises(Cancelled):
        build([write("b.txt", OTHER), write("c.txt", SECOND)], store, embedder, cancelled=cancelled)
    with pytest.raises(Cancelled):
        rebuild(store, embedder, cancelled=lambda: True)
    assert store.current_name() == before
    assert [path.name for path in store.snapshots.iterdir()] == [before]


def test_a_guard_sees_the_finished_snapshot_and_may_keep_it_back(
    write: Write, store: Store, embedder: StaticEmbedder
) -> None:
    build([write("a.txt", FIRST)], store, embedder)
    before = store.current_name()
    seen: list[int] = []

    def guard(snapshot: Snapshot) -> None:
        seen.append(len(snapshot.lexical))
        raise LookupError

    with pytest.raises(LookupError):
        build([write("b.txt", OTHER)], store, embedder, guard=guard)
    assert seen[0] > 0
    assert store.current_name() == before


def test_growing_step_by_step_finds_the_same_as_building_at_once(
    write: Write, store: Store, embedder: StaticEmbedder, tmp_path: Path
) -> None:
    paths = [
        write(f"{n}.txt", f"202{n}年甲区教育工作总结\n{BODY}新建学校{n + 3}所，招聘教师{n + 60}名。") for n in range(4)
    ]
    for path in paths:
        build([path], store, embedder)
    at_once = Store(tmp_path / "other")
    build(paths, at_once, embedder)
    grown, whole = Snapshot.open(store.current()), Snapshot.open(at_once.current())
    for question in ("招聘教师", "新建学校", "第3项活动"):
        asked = [(question, 1.0)]
        one, other = grown.lexical.search(asked, 60), whole.lexical.search(asked, 60)
        assert [sentence for sentence, _ in one] == [sentence for sentence, _ in other]
        assert [score for _, score in one] == pytest.approx([score for _, score in other], rel=1e-5)
    vector = embedder.embed_question("招聘教师")
    assert grown.dense.search(vector, 5) == whole.dense.search(vector, 5)
    gone = grown.entries[1].id
    remove([gone], store, embedder)
    left = Snapshot.open(store.current())
    assert len(left.lexical) == sum(entry.sentences for entry in left.entries)


def test_a_report_in_an_archive_is_updated_with_it(tmp_path: Path, store: Store, embedder: StaticEmbedder) -> None:
    archive = tmp_path / "全部.zip"
    archive.write_bytes(corpus.zipped({"甲.txt": FIRST.encode(), "乙.txt": OTHER.encode()}))
    build([archive], store, embedder)
    archive.write_bytes(corpus.zipped({"甲.txt": FIRST.replace("40名", "41名").encode(), "乙.txt": OTHER.encode()}))
    build([archive], store, embedder)
    assert len(texts(store)) == 2
    assert any("41名" in text for text in texts(store))
    assert not any("40名" in text for text in texts(store))
    seen: list[Progress] = []
    rebuild(store, embedder, seen.append)
    assert [progress.stage for progress in seen if progress.entry] == ["added", "added"]


def test_an_index_of_another_version_is_replaced_by_a_fresh_one(
    write: Write, store: Store, embedder: StaticEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.txt", FIRST)
    with monkeypatch.context() as older:
        older.setattr("index.snapshot.draft.FORMAT", 0)
        build([path], store, embedder)
    with pytest.raises(DamagedSnapshot):
        build([path], store, embedder)
    build([path], store, embedder, fresh=True)
    assert len(texts(store)) == 1


def test_very_many_vectors_are_kept_in_lists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import numpy as np

    from index.search import DenseIndex

    chance = np.random.default_rng(3)
    vectors = chance.normal(size=(4000, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    flat = DenseIndex.build(vectors)
    monkeypatch.setattr("index.search.dense.LARGEST_FLAT", 1000)
    DenseIndex.build(vectors).save(tmp_path / "d.faiss")
    lists = DenseIndex.open(tmp_path / "d.faiss")
    assert np.allclose(lists.vectors([5, 3999]), vectors[[5, 3999]])
    asked = vectors[:40]
    found = sum(
        len({i for i, _ in lists.search(v[None], 10)} & {i for i, _ in flat.search(v[None], 10)}) for v in asked
    )
    assert found >= 360
    within = np.arange(100, 120)
    assert lists.search(asked[:1], 5, within) == flat.search(asked[:1], 5, within)
