"""Readings in order: the likeliest first, less what is ruled out late, each with the stretch that answers."""

from collections.abc import Sequence

import numpy as np
import pytest
from evidence import asking, reading, report, sentence, sentences

from assistant.evidence import Candidate
from assistant.question import understand
from assistant.reading import Reader, Reading
from assistant.reading.encoder import WindowScores
from assistant.reading.features import (
    PASSAGE,
)
from assistant.reading.window import Window
from assistant.types import Asked, Question
from index.text import Span


class ByNear:
    """Judges by one signal alone."""

    def score(self, question: Question, readings: Sequence[Reading]) -> object:
        return np.asarray([min(0.99, r.signal("words_near")) for r in readings], np.float32)


def test_readings_come_with_the_likeliest_first_and_without_what_is_ruled_out_late() -> None:
    one = sentence("整改率提高到99.2%，持证率提高2.6个百分点。")
    reader = Reader(ByNear())  # type: ignore[arg-type]
    question = understand("持证率提高多少？", (), ())
    readings = [reading(one, "99.2%", words_near=0.9), reading(one, "2.6个百分点", words_near=0.3)]
    assert [r.figure.text for r in reader.judged(question, readings)] == ["2.6个百分点"]
    other = sentence("教师156人、校长9人、园长31人。")
    three = [reading(other, t, words_near=n) for t, n in (("156人", 0.2), ("9人", 0.8), ("31人", 0.8))]
    assert [r.figure.text for r in reader.judged(asking("教师"), three)] == ["9人", "31人", "156人"]
    assert [round(r.probability, 2) for r in reader.judged(asking("教师"), three)] == [0.8, 0.8, 0.2]
    assert not reader.learned


def words_of(
    question: Question, candidates: list[Candidate], span: str | None, whole: dict[str, float] | None = None
) -> list[Reading]:
    """Read with an encoder that points at `span` where a window has it; likely by `whole` or alike."""

    class Points:
        def read(self, asked: str, windows: Sequence[tuple[Window, Sequence[Span]]]) -> list[WindowScores]:
            made = []
            for window, _ in windows:
                text = candidates[0].indexed.report.text
                at = text.find(span, window.start, window.end) if span else -1
                score = next((v for k, v in (whole or {}).items() if k in text[window.start : window.end]), 0.0)
                made.append(WindowScores(score, (), None if at < 0 else (at, at + len(span or ""))))
            return made

    return Reader(ByNear(), Points(), WHOLE).words(question, candidates)  # type: ignore[arg-type]


class Whole:
    """Weighs the encoder's word on the window alone."""

    def __call__(self, features: object) -> object:
        return 1 / (1 + np.exp(-features[:, PASSAGE.index("whole")]))  # type: ignore[index]


WHOLE = Whole()


@pytest.mark.parametrize(
    ("asked", "words", "pointed", "answer"),
    [
        (Asked.HOW_WHY, "通过结对，教师跟岗，水平提高。", "师跟", "教师跟岗，"),  # whole clauses tell how
        (Asked.HOW_WHY, "通过结对，教师跟岗，水平提高。", "对，教师", "通过结对，教师跟岗，"),
        (Asked.HOW_WHY, "通过结对，教师跟岗，水平提高。", "教师跟岗，水", "教师跟岗，水平提高。"),
        (Asked.WHO_WHAT, "培训于6月16日启动。", "6月", "6月16日"),
        (Asked.WHO_WHAT, "教师参加甲校跟岗。", "甲校", "甲校"),
        (Asked.LIST, "评选名师、骨干、新秀。", "骨干", "名师、骨干、新秀"),
        (Asked.LIST, "评选名师、骨干、新秀，通过结对提高。", "通过结对", "通过结对"),  # points beside the list
        (Asked.LIST, "评选名师、骨干、新秀。", None, "名师、骨干、新秀"),
        (Asked.WHO_WHAT, "教师评选“好老师”。", None, "“好老师”"),
        (Asked.HOW_WHY, "改造食堂，教师跟岗，绿化校园。", None, "教师跟岗，"),
    ],
)
def test_the_stretch_that_answers_in_words(asked: Asked, words: str, pointed: str | None, answer: str) -> None:
    read = sentence(words)
    found = words_of(asking("教师", asked=asked), [read], pointed)
    assert [read.indexed.report.text[slice(*r.span)] for r in found] == [answer]


def test_the_sentence_whose_window_is_likeliest_comes_first_by_its_best_window() -> None:
    one, two = sentences(report("教师跟岗。\n教师结对。"))
    found = words_of(asking("教师", asked=Asked.HOW_WHY), [one, two], None, {"结对": 2.0, "跟岗": 1.0})
    assert [r.candidate for r in found] == [two, one]
    assert found[0].probability == pytest.approx(1 / (1 + np.exp(-2.0)))
    assert words_of(asking("教师", asked=Asked.HOW_WHY), [], None) == []
    long = sentence(f"教师跟岗，{'校' * 120}，结对提高。")
    best = words_of(asking("教师", asked=Asked.HOW_WHY), [long], "结对", {"结对": 2.0, "跟岗": 1.0})
    assert [long.indexed.report.text[slice(*r.span)] for r in best] == ["结对提高。"]
    assert best[0].probability == pytest.approx(1 / (1 + np.exp(-2.0)))


def test_without_an_encoder_sentences_are_as_likely_as_their_words_fit() -> None:
    one, two = sentences(report("教师跟岗。\n食堂改造。"), (1.0, 0.0))
    found = Reader(ByNear()).words(asking("教师", "跟岗", asked=Asked.HOW_WHY), [one, two])  # type: ignore[arg-type]
    assert [r.candidate for r in found] == [one, two]
    assert found[0].probability == 1.0
    assert found[1].probability < 0.4
