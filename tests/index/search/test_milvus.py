"""The same questions over Milvus Lite and over the snapshot's own indexes get the same answers."""

from pathlib import Path

import pytest

from assistant.answering.assistant import Assistant
from assistant.evaluation.grading import read_cases
from assistant.messages import explain
from index.errors import SearchUnavailable
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store

pytest.importorskip("pymilvus")
pytest.importorskip("milvus_lite")
CASES = Path(__file__).resolve().parents[2] / "cases" / "sample.jsonl"


@pytest.fixture(scope="module")
def by_milvus(tmp_path_factory: pytest.TempPathFactory, sample_data: Path, embedder: StaticEmbedder) -> Assistant:
    from index.search import MilvusFinder

    snapshot = Snapshot.open(Store(sample_data).current(), embedder.name)
    address = str(tmp_path_factory.mktemp("milvus") / "m.db")
    assert len(MilvusFinder(address, snapshot).by_vector(embedder.embed_question("教师"), 5)) == 5
    return Assistant(snapshot, embedder, MilvusFinder(address, snapshot))  # filled already, opened again


def test_the_same_answers(assistant: Assistant, by_milvus: Assistant) -> None:
    cases = read_cases(CASES)[::3]
    differing = []
    for case in cases:
        here, there = (one.ask(case.question, case.history) for one in (assistant, by_milvus))
        if here.headline != there.headline:
            differing.append((case.question, here.headline, there.headline))
    assert len(differing) <= len(cases) // 25, differing


def test_only_the_reports_in_scope(by_milvus: Assistant) -> None:
    assert by_milvus.ask("交流轮岗的教师有多少人？", reports=[0]).headline == "365人"
    assert by_milvus.ask("交流轮岗的教师有多少人？", reports=[]).headline is None


def test_folders_that_share_a_server_leave_each_others_collections(
    tmp_path: Path, sample_data: Path, embedder: StaticEmbedder
) -> None:
    from index.search import MilvusFinder

    snapshot = Snapshot.open(Store(sample_data).current(), embedder.name)
    address = str(tmp_path / "m.db")
    first = MilvusFinder(address, snapshot, owner="甲")
    MilvusFinder(address, snapshot, owner="乙")
    asked = embedder.embed_question("教师")
    assert len(first.by_vector(asked, 5)) == 5
    first._client.drop_collection(first._name)
    with pytest.raises(SearchUnavailable):  # what goes away later is told as well
        first.by_vector(asked, 5)


def test_a_server_that_is_not_there_is_named(sample_data: Path, tmp_path: Path) -> None:
    from index.search import MilvusFinder

    snapshot = Snapshot.open(Store(sample_data).current())
    with pytest.raises(SearchUnavailable) as error:
        MilvusFinder(str(tmp_path / "none" / "no" / "m.db"), snapshot)
    assert "ASSISTANT_MILVUS" in explain(error.value, "zh")
