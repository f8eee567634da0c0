"""A watched folder: when a file counts, what is tried again and what is not, and that nothing is lost or read twice."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.access import LOCAL
from assistant.audit import acts
from assistant.collection import AlreadyWatched, Collection, Overlapping, Taken, WatchFolder, watch_folder
from assistant.service import Service
from index.errors import Busy, Cancelled, Reason, UnreadableFile
from index.search import StaticEmbedder
from index.snapshot import Built, Store, read_manifest

STILL = 5.0
TEXT = "{year}年云溪县教育工作总结\n一、队伍建设\n全年招聘教师{number}名。\n"


class Watched:
    """A watched folder with a clock that goes when it is told to, and what was asked to be built."""

    def __init__(self, home: Path, embedder: StaticEmbedder) -> None:
        self.folder, self.data = home / "交来的报告", home / "data"
        self.folder.mkdir(exist_ok=True)
        self.now = 0.0
        self.batches: list[list[str]] = []
        self.service = Service(self.data)
        self.service._embedder = embedder
        self.collection = Collection(self.service)
        self.meanwhile = lambda: None
        self.restart()

    def restart(self) -> None:
        self.watch = WatchFolder(self.folder, self.data, self._add, lambda: self.now, still=STILL)

    def _add(self, paths: Sequence[Path]) -> Built:
        self.batches.append([path.name for path in paths])
        self.meanwhile()
        return self.collection.add(paths, lambda _: None)

    def write(self, name: str, number: int = 126, year: int = 2024) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT.format(year=year, number=number), "utf-8")
        return path

    def sweep(self, after: float = STILL) -> list[Taken]:
        self.now += after
        return list(self.watch.sweep())

    def settled(self) -> list[Taken]:
        """Look, and look again when everything has stood still."""
        return self.sweep() + self.sweep()

    def titles(self) -> list[str]:
        return sorted(entry.title for entry in read_manifest(Store(self.data).current()).reports)

    def headline(self, question: str) -> str | None:
        return self.service.assistant(LOCAL).ask(question).headline


@pytest.fixture
def watched(tmp_path: Path, embedder: StaticEmbedder) -> Watched:
    return Watched(tmp_path, embedder)


def test_a_file_is_taken_in_when_it_has_stood_still(watched: Watched) -> None:
    path = watched.write("a.txt", 12)
    assert watched.sweep() == []
    path.write_text(TEXT.format(year=2024, number=126), "utf-8")  # more of it has come
    assert watched.sweep(4) == []
    assert watched.watch.waiting == 1
    assert watched.sweep(4) == []
    (taken,) = watched.sweep(1)
    assert taken.built is not None
    assert [entry.file for entry in taken.built.added] == ["a.txt"]
    assert watched.watch.waiting == 0
    assert watched.headline("招聘教师多少名？") == "126名"


def test_what_changed_takes_the_place_of_what_was_there(watched: Watched) -> None:
    watched.write("a.txt", 126)
    watched.write("下级/b.txt", 31, year=2023)
    watched.write("~$c.txt")
    watched.write(".d.txt.part")
    watched.write("e.tmp")
    watched.settled()
    assert watched.batches == [["a.txt", "b.txt"]]
    watched.write("a.txt", 1270)
    watched.settled()
    assert watched.batches[1:] == [["a.txt"]]
    assert watched.titles() == ["2023年云溪县教育工作总结", "2024年云溪县教育工作总结"]
    assert watched.headline("2024年招聘教师多少名？") == "1270名"


def test_a_change_of_the_time_alone_counts(watched: Watched) -> None:
    path = watched.write("a.txt", 126)
    watched.settled()
    watched.write("a.txt", 127)  # as long as before
    os.utime(path, ns=(1, 1))
    watched.settled()
    assert watched.headline("招聘教师多少名？") == "127名"


def test_what_changed_while_it_was_read_is_taken_in_again(watched: Watched) -> None:
    path = watched.write("a.txt", 12)
    watched.meanwhile = lambda: path.write_text(TEXT.format(year=2024, number=126), "utf-8") and None
    watched.settled()
    watched.meanwhile = lambda: None
    watched.settled()
    assert watched.headline("招聘教师多少名？") == "126名"
    assert watched.settled() == []
    assert len(watched.batches) == 2


def test_a_bad_file_is_named_once_until_it_changes(watched: Watched) -> None:
    bad = watched.folder / "坏.docx"
    bad.write_bytes(b"PK\x03\x04 half of it")
    watched.write("a.txt")
    refused = [failure for taken in watched.settled() for failure in taken.refused]
    assert [(failure.path.name, failure.reason) for failure in refused] == [("坏.docx", Reason.FORMAT)]
    watched.restart()
    assert watched.settled() == []
    assert watched.batches == [["a.txt", "坏.docx"]]
    bad.write_bytes(b"PK\x03\x04 still no document")
    (taken,) = watched.settled()  # by itself: there is nothing to publish, and the index stays
    assert [failure.path.name for failure in taken.refused] == ["坏.docx"]
    assert taken.built is None
    assert watched.settled() == []
    assert watched.titles() == ["2024年云溪县教育工作总结"]


def test_a_restart_reads_nothing_again(watched: Watched) -> None:
    for year in (2022, 2023, 2024):
        watched.write(f"{year}.txt", year, year)
    watched.settled()
    watched.restart()
    assert watched.settled() == []
    assert len(watched.batches) == 1
    watched.watch.memory.path.write_text("{", "utf-8")  # what was kept is of no use: looked at again, nothing is lost
    before = watched.titles()
    watched.settled()
    assert len(watched.batches) == 2
    assert watched.titles() == before


def test_what_vanishes_is_not_removed(watched: Watched) -> None:
    path = watched.write("a.txt")
    watched.write("b.txt", 31, 2023)
    watched.settled()
    path.unlink()
    assert watched.settled() == []
    assert len(watched.titles()) == 2


def test_what_was_removed_by_hand_comes_back_only_when_it_changes_or_comes_anew(watched: Watched) -> None:
    path = watched.write("a.txt")
    watched.write("b.txt", 31, 2023)
    watched.settled()
    identity = next(e.id for e in read_manifest(Store(watched.data).current()).reports if e.year == 2024)
    watched.collection.remove([identity], lambda _: None)
    assert watched.settled() == []
    content = path.read_bytes()
    stamp = path.stat().st_mtime_ns
    path.unlink()
    watched.sweep()
    path.write_bytes(content)
    os.utime(path, ns=(stamp, stamp))
    watched.settled()
    assert len(watched.titles()) == 2


def test_a_share_that_is_not_mounted_for_a_while_changes_nothing(watched: Watched) -> None:
    watched.write("a.txt")
    watched.settled()
    away = watched.folder.with_name("away")
    watched.folder.rename(away)
    with pytest.raises(UnreadableFile):
        watched.sweep()
    watched.folder.mkdir()  # the empty folder that it is mounted on
    assert watched.settled() == []
    watched.folder.rmdir()
    away.rename(watched.folder)
    assert watched.settled() == []
    assert len(watched.batches) == 1


def test_a_file_that_would_lose_right_answers_does_not_keep_back_the_others(watched: Watched) -> None:
    watched.write("b.txt", 31, 2023)
    watched.settled()
    case = {"id": "g", "kind": "figure", "question": "2023年招聘教师多少名？", "gold": [["31名"]], "quote": ["31名"]}
    (watched.data / "golden.jsonl").write_text(json.dumps(case, ensure_ascii=False) + "\n", "utf-8")
    watched.write("a.txt", 126)
    watched.write("b.txt", 32, 2023)
    watched.write("c.txt", 57, 2022)
    found = watched.settled()
    (withheld,) = [taken for taken in found if taken.withheld]
    assert withheld.withheld is not None
    assert withheld.withheld.name == "b.txt"
    assert [lost.before for lost in withheld.lost] == ["31名"]
    assert len(watched.titles()) == 3
    assert watched.headline("2023年招聘教师多少名？") == "31名"
    assert watched.settled() == []  # it waits for a change, or for somebody's word
    watched.write("b.txt", 31, 2023)
    watched.settled()
    assert watched.headline("2023年招聘教师多少名？") == "31名"


@pytest.mark.parametrize("error", [Busy(Path("data")), Cancelled()])
def test_what_could_not_be_built_now_is_built_by_the_next_sweep(watched: Watched, error: Exception) -> None:
    def fail() -> None:
        raise error

    watched.write("a.txt")
    watched.meanwhile = fail
    watched.sweep()
    with pytest.raises(type(error)):
        watched.sweep()
    watched.meanwhile = lambda: None
    assert len(watched.sweep()) == 1
    assert watched.titles() == ["2024年云溪县教育工作总结"]


def test_a_file_that_others_are_kept_out_of_is_named_once_and_taken_in_when_it_opens(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.write("a.txt")
    with monkeypatch.context() as shut:
        shut.setattr(watch_folder, "_opens", lambda _: False)
        (taken,) = watched.settled()
        assert [failure.reason for failure in taken.refused] == [Reason.PERMISSION]
        assert watched.settled() == []
        assert watched.watch.waiting == 1
    assert len(watched.sweep()) == 1
    assert watched.titles() == ["2024年云溪县教育工作总结"]


def test_many_files_are_published_in_parts(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_folder, "BATCH", 2)
    for year in (2020, 2021, 2022):
        watched.write(f"{year}.txt", year, year)
    assert len(watched.settled()) == 2
    assert watched.batches == [["2020.txt", "2021.txt"], ["2022.txt"]]
    assert len(watched.titles()) == 3


def test_a_name_that_is_no_text_is_remembered_as_well(watched: Watched) -> None:
    name = os.fsdecode("报告".encode("gb18030") + b".txt")
    watched.write(name)
    watched.settled()
    watched.restart()
    assert watched.settled() == []
    assert len(watched.batches) == 1


@pytest.mark.parametrize("inside", ["", "data", "data/files"])
def test_the_data_folder_is_not_watched(watched: Watched, inside: str) -> None:
    with pytest.raises(Overlapping):
        WatchFolder(watched.data.parent / inside, watched.data, watched._add, lambda: 0, still=STILL)


def test_one_folder_is_watched_once(watched: Watched) -> None:
    first = watched.watch
    watched.restart()
    with first.memory.held():
        with pytest.raises(AlreadyWatched), watched.watch.memory.held():
            pass
        other = WatchFolder(watched.folder.parent / "另一个", watched.data, watched._add, lambda: 0, still=STILL)
        with other.memory.held():
            pass
    with watched.watch.memory.held():
        pass


def test_it_is_recorded_under_the_name_of_the_user_of_the_machine(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "report-assistant")
    watched.write("a.txt")
    watched.settled()
    (act,) = acts(watched.data)
    assert (act.what, act.thing, act.outcome) == ("add", "a.txt", "done")
    assert "report-assistant" in act.who
