"""A view of a snapshot: its own numbers, words and name, nothing of what is left out."""

from pathlib import Path

import numpy as np
import pytest
from limited import LIMITED, OPEN, indexed

from index.errors import DamagedSnapshot
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build, without


@pytest.fixture
def opened(tmp_path: Path, embedder: StaticEmbedder) -> tuple[Snapshot, str]:
    names = list(OPEN)
    hidden = indexed(tmp_path / "data", embedder, [names[0], LIMITED, *names[1:]])
    return Snapshot.open(Store(tmp_path / "data").current()), hidden


def test_a_view_has_numbers_of_its_own(opened: tuple[Snapshot, str]) -> None:
    whole, hidden = opened
    view = without(whole, {hidden})
    assert [entry.file for entry in view.entries] == list(OPEN)
    assert len(view) == len(view.dense) == len(view.lexical) == len(whole) - whole.entries[1].sentences
    for number, old in enumerate((0, 2, 3)):
        assert view.report(number) is whole.report(old)
        before, after = whole.sentences_of(old), view.sentences_of(number)
        assert np.array_equal(whole.dense.vectors(list(before)), view.dense.vectors(list(after)))
        assert view.place_of(after[0]) == (number, 0)


def test_words_count_by_what_is_left(opened: tuple[Snapshot, str]) -> None:
    whole, hidden = opened
    view = without(whole, {hidden})
    assert len(whole.lexical.search([("约谈园长", 1.0)], 10)) > 0
    assert view.lexical.search([("约谈园长", 1.0)], 10) == []


def test_nothing_left_out_is_the_snapshot_itself(opened: tuple[Snapshot, str]) -> None:
    whole, _ = opened
    assert without(whole, set()) is whole
    assert without(whole, {"f" * 64}) is whole


def test_the_name_stays_while_only_what_is_left_out_changes(
    opened: tuple[Snapshot, str], tmp_path: Path, embedder: StaticEmbedder
) -> None:
    whole, hidden = opened
    more = tmp_path / "更多.txt"
    more.write_text("临岚区2026年督导通报\n约谈园长85人。\n", "utf-8")
    store = Store(tmp_path / "data")
    added = build([more], store, embedder).added[0].id
    later = Snapshot.open(store.current())
    assert later.name != whole.name
    assert without(later, {hidden, added}).name == without(whole, {hidden}).name
    assert without(later, {hidden}).name != without(whole, {hidden}).name


def test_damaged_terms_are_no_view(opened: tuple[Snapshot, str]) -> None:
    whole, hidden = opened
    path = whole.folder / "reports" / whole.entries[0].id / "terms.txt"
    path.chmod(0o644)
    content = path.read_bytes()
    path.unlink()  # it may be linked from another snapshot
    path.write_bytes(content + b" x\n=\n")
    with pytest.raises(DamagedSnapshot):
        without(whole, {hidden})
