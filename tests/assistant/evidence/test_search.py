"""What a question finds: the sentence that tells it, with what stands around; how text meets a word."""

from pathlib import Path

import pytest

from assistant.evidence import find_hits, gather, matches, sums_up
from assistant.question import understand
from assistant.types import Term
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build

TEXT = """2023年苇塘区教育工作总结

一、队伍建设
全年引进高层次人才37名。选派骨干教师到山区支教，共计21人。

二、校园安全
新认定安全示范校4所，总数达到19所。更换老旧燃气灶具260台。
"""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("evidence")
    report = folder / "2023年苇塘区教育工作总结.txt"
    report.write_text(TEXT, "utf-8")
    build([report], Store(folder / "d"), embedder)
    return Snapshot.open(Store(folder / "d").current())


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("引进高层次人才多少名？", "全年引进高层次人才37名。"),
        ("去山区支教的教师有几个？", "选派骨干教师到山区支教，共计21人。"),
        ("燃气灶具换了多少台", "更换老旧燃气灶具260台。"),
    ],
)
def test_the_sentence_that_tells_it_comes_first(
    snapshot: Snapshot, embedder: StaticEmbedder, question: str, sentence: str
) -> None:
    asked = understand(question, snapshot.entries, ())
    first = find_hits(snapshot, embedder, asked)[0]
    indexed = snapshot.report(first.report)
    assert indexed.words_of(indexed.sentences[first.position]) == sentence


def test_without_meaning_words_still_find(snapshot: Snapshot, embedder: StaticEmbedder) -> None:
    """Vectors add to words: with another question of the same words the scores of both parts are there."""
    hits = find_hits(snapshot, embedder, understand("安全示范校多少所？", snapshot.entries, ()))
    assert hits[0].lexical > 0
    assert hits[0].dense > 0
    assert hits[0].score == max(hit.score for hit in hits)


def test_a_candidate_knows_what_stands_around(snapshot: Snapshot, embedder: StaticEmbedder) -> None:
    asked = understand("新认定安全示范校多少所？", snapshot.entries, ())
    candidate = gather(snapshot, find_hits(snapshot, embedder, asked))[0]
    assert candidate.words == "新认定安全示范校4所，总数达到19所。"
    assert candidate.headings == "二、校园安全"
    assert [figure.text for figure in candidate.figures] == ["4所", "19所"]
    assert [sums_up(candidate, figure) for figure in candidate.figures] == [False, True]
    assert "更换老旧燃气灶具260台" in candidate.around


@pytest.mark.parametrize(
    ("term", "text", "quality"),
    [
        (Term("支教", 1.6), "赴山区支教21人", 1.0),
        (Term("老师", 1.6, variants=(("教师", 0.92),)), "教师21人", 0.92),
        (Term("支教", 1.6), "赴山区调研21人", None),
        (Term("12", 1.6), "共有120所", None),  # inside another number
    ],
)
def test_how_well_text_meets_a_word(term: Term, text: str, quality: float | None) -> None:
    found = matches(term, text)
    assert (found[0].quality if found else None) == quality
