"""What is just likely enough to be shown, and what is just not."""

import json
from pathlib import Path

import numpy as np
import pytest
from evidence import reading, report, sentence, sentences

from assistant.reading import Reading, shown
from assistant.reading.judge import Weights
from assistant.reading.trust import shipped_bounds


def test_what_is_just_likely_enough_is_shown() -> None:
    read = sentence("教师156人、校长9人。")
    bounds = shipped_bounds()

    def one(probability: float, plain: bool) -> Reading:
        return reading(read, "156人", probability=probability, undoubted=plain)

    assert shown([one(bounds.figure, False)], bounds.figure)
    assert shown([one(bounds.undoubted, True)], bounds.figure)
    assert not shown([one(bounds.undoubted - 0.001, True)], bounds.figure)
    second = reading(read, "9人", probability=0.07, undoubted=False)
    assert shown([one(bounds.lead * 0.07 + 0.001, True), second], bounds.figure)
    assert not shown([one(bounds.lead * 0.07 - 0.01, True), second], bounds.figure)
    rival = reading(read, "9人", probability=0.24, undoubted=False)
    assert shown([one(bounds.beaten, True), rival], bounds.figure)
    # only the first needs less
    assert len(shown([one(0.9, True), one(0.4, True)], bounds.figure)) == 1


def test_a_cell_of_a_table_needs_less_than_a_sentence() -> None:
    table = "各类机构如下：\n\n| 机构 | 个数 |\n|---|---|\n| 医院 | 18 |\n| 卫生院 | 5 |\n"
    cell = next(c for c in sentences(report(table)) if any(f.text == "18" for f in c.figures))
    bounds = shipped_bounds()
    low = (bounds.cell + bounds.undoubted) / 2
    assert shown([reading(cell, "18", probability=low)], bounds.figure)
    assert not shown([reading(sentence("医院18个。"), "18个", probability=low)], bounds.figure)
    assert not shown([reading(cell, "18", probability=bounds.cell - 0.001)], bounds.figure)


def test_weights_keep_shares_within_what_a_float_holds(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"weights": {"a": 1.0}, "bias": 0.0, "shares": ["a"]}))
    made = Weights(path, ("a",))(np.asarray([[0.0], [1.0], [0.5]], np.float32))
    assert made == pytest.approx([1e-4, 1 - 1e-4, 0.5], abs=1e-5)
