"""What a judge weighs: each signal, how far it is from the best, and what is known beforehand."""

from collections.abc import Sequence

import numpy as np
import pytest
from evidence import asking, reading, report, sentence, sentences

from assistant.reading.encoder import WindowScores
from assistant.reading.features import (
    COMPARED,
    JOINED,
    NAMES,
    PASSAGE,
    figure_features,
    joined_features,
    passage_features,
    undoubted,
)
from assistant.reading.read_windows import (
    WindowReading,
)
from assistant.reading.sentences import SentenceFit
from assistant.types import Asked, Term


def column(rows: object, names: Sequence[str], name: str) -> list[float]:
    return [round(float(v), 4) for v in rows[:, names.index(name)]]  # type: ignore[index]


def test_features_tell_each_signal_and_how_far_it_is_from_the_best() -> None:
    read = sentence("教师156人、校长9人、园长由3人增加到31人。")
    readings = [
        reading(read, "156人", words_near=0.4, search_score=0.2, unit_fits=1.0),
        reading(read, "9人", words_near=0.9, search_score=0.2, unit_fits=1.0),
        reading(read, "3人", "31人", words_near=0.9, search_score=0.7, unit_fits=0.0),
    ]
    rows = figure_features(readings)
    assert rows.shape == (3, len(NAMES))
    assert rows.dtype == np.float32
    assert column(rows, NAMES, "words_near") == [0.4, 0.9, 0.9]
    assert column(rows, NAMES, "words_near:to_best") == [-0.5, 0.0, 0.0]
    assert column(rows, NAMES, "unit_fits:to_best") == [0.0, 0.0, -1.0]
    assert column(rows, NAMES, "words_near:rank") == [2.0, 0.0, 1.0]
    assert column(rows, NAMES, "search_score:rank") == [1.0, 2.0, 0.0]
    assert column(rows, NAMES, "is_pair") == [0.0, 0.0, 1.0]
    assert column(rows, NAMES, "readings") == [3.0, 3.0, 3.0]
    # data/rules.toml: words_near 1, search_score 0.08, unit_fits 0.35
    assert column(rows, NAMES, "rules") == [0.766, 1.266, 0.956]
    assert column(rows, NAMES, "rules:to_best") == [-0.5, 0.0, -0.31]
    assert column(rows, NAMES, "rules:rank") == [2.0, 0.0, 1.0]
    assert set(COMPARED) <= set(NAMES)
    assert figure_features([]).shape == (0, len(NAMES))


def test_what_is_below_zero_counts_by_its_own_weight_and_doubts_are_counted() -> None:
    read = sentence("教师156人、校长9人。")
    sure = {"words_met": 0.9, "head_near": 0.9, "unit_fits": 1.0, "words_near": 1.0}
    readings = [
        reading(read, "156人", **sure, period_fits=-1.0),
        reading(read, "9人", **(sure | {"words_met": 0.5, "rival_words": 1.0})),
    ]
    rows = figure_features(readings)
    assert column(rows, NAMES, "rules") == [pytest.approx(1.265, abs=1e-3), pytest.approx(1.215, abs=1e-3)]
    assert column(rows, NAMES, "doubts") == [0.0, 2.0]
    assert column(rows, NAMES, "doubts:to_least") == [0.0, 2.0]


def test_a_reading_is_undoubted_where_it_is_the_best_and_as_plain_as_the_reports_words() -> None:
    read = sentence("教师156人、校长9人。")
    sure = {"words_met": 0.9, "head_near": 0.9, "unit_fits": 1.0}

    def plain(*near: float, **more: float) -> list[bool]:
        texts = ("156人", "9人")
        return undoubted([reading(read, t, **(sure | more), words_near=n) for t, n in zip(texts, near, strict=False)])

    assert plain(1.0, 0.9) == [True, False]
    assert plain(1.0, 1.0) == [True, True]
    assert plain(0.2) == [False]  # nobody said it plainly
    assert plain(1.0, head_near=0.5) == [False]  # the word asked for stands elsewhere
    assert undoubted([]) == []


def test_joined_features_add_what_was_judged_and_read_in_the_order_of_the_readings() -> None:
    read = sentence("教师156人、校长9人、园长31人。")
    readings = [reading(read, text) for text in ("156人", "9人", "31人")]
    first = np.asarray([0.2, 0.9, 0.5], np.float32)
    said = {2: WindowReading(1.0, -1.0, 0), 0: WindowReading(3.0, 2.0, 1)}
    rows = joined_features(readings, first, said)
    assert rows.shape == (2, len(JOINED))
    assert column(rows, JOINED, "judged") == [0.2, 0.5]
    assert column(rows, JOINED, "judged:to_best") == [-0.3, 0.0]
    assert column(rows, JOINED, "judged:rank") == [1.0, 0.0]
    assert column(rows, JOINED, "span") == [3.0, 1.0]
    assert column(rows, JOINED, "span:to_best") == [0.0, -2.0]
    assert column(rows, JOINED, "span:rank") == [0.0, 1.0]
    assert column(rows, JOINED, "whole") == [2.0, -1.0]
    assert column(rows, JOINED, "whole:to_best") == [0.0, -3.0]
    assert column(rows, JOINED, "window") == [1.0, 0.0]
    assert column(rows, JOINED, "window:spans") == [1.0, 1.0]
    odds = np.exp([3.0, 1.0])
    assert column(rows, JOINED, "span:share") == pytest.approx(list(odds / (1 + odds.sum())), abs=1e-4)
    assert joined_features(readings, first, {}).shape == (0, len(JOINED))
    low = joined_features(readings, first, {0: WindowReading(-2.0, 0.0, 0)})
    assert column(low, JOINED, "span:share") == [pytest.approx(np.exp(-2.0) / (1 + np.exp(-2.0)), abs=1e-4)]


def test_features_of_sentences_are_told_by_window() -> None:
    one, two = sentences(report("教师156人。\n校长9人。"), (0.8, 0.3))
    fits = [
        SentenceFit(one, 0.9, 1.0, ()),
        SentenceFit(two, 0.4, 0.5, (Term("厨师", 1.6, strict=True),)),
    ]
    read = [(0, WindowScores(2.0, (), None)), (1, WindowScores(3.0, (), None)), (1, WindowScores(-1.0, (), None))]
    rows = passage_features(asking("教师", asked=Asked.LIST), fits, read)
    assert column(rows, PASSAGE, "fit") == [0.9, 0.4, 0.4]
    assert column(rows, PASSAGE, "fit:to_best") == [0.0, -0.5, -0.5]
    assert column(rows, PASSAGE, "coverage:to_best") == [0.0, -0.5, -0.5]
    assert column(rows, PASSAGE, "search_score") == column(rows, PASSAGE, "search_cosine") == [0.8, 0.3, 0.3]
    assert column(rows, PASSAGE, "strict_missing") == [0.0, 1.0, 1.0]
    assert column(rows, PASSAGE, "place") == [0.0, 1.0, 1.0]
    assert column(rows, PASSAGE, "whole:to_best") == [-1.0, 0.0, -4.0]
    assert column(rows, PASSAGE, "whole:rank") == [1.0, 0.0, 2.0]
    assert column(rows, PASSAGE, "windows") == [3.0, 3.0, 3.0]
    assert column(rows, PASSAGE, "asked:list") == [1.0, 1.0, 1.0]
    assert column(rows, PASSAGE, "asked:how_why") == [0.0, 0.0, 0.0]
    odds = np.exp([2.0, 3.0, -1.0])
    assert column(rows, PASSAGE, "whole:share") == pytest.approx(list(odds / (1 + odds.sum())), abs=1e-4)
    low = passage_features(asking("教师"), fits, [(0, WindowScores(-2.0, (), None))])
    assert column(low, PASSAGE, "whole:share") == [pytest.approx(np.exp(-2.0) / (1 + np.exp(-2.0)), abs=1e-4)]
    assert passage_features(asking("教师"), fits, []).shape == (0, len(PASSAGE))
