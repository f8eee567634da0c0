"""What may be shown: how probable a figure has to be, and what comes first."""

from dataclasses import replace

import pytest

from assistant.answering import Assistant
from assistant.evidence import find_hits, gather
from assistant.question import understand
from assistant.reading.propose import Reading, propose_figures
from assistant.reading.trust import confidence_of, plain_first, shipped_bounds, shown
from assistant.types import Confidence


@pytest.fixture(scope="module")
def figures(assistant: Assistant) -> list[Reading]:
    """Figures of different values, none of them judged yet."""
    question = understand("交流轮岗的教师有多少人？", assistant.snapshot.entries, ())
    readings = propose_figures(
        question, gather(assistant.snapshot, find_hits(assistant.snapshot, assistant.embedder, question))
    )
    by_value = {reading.figure.value: reading for reading in readings if len(reading.figures) == 1}
    return list(by_value.values())[:3]


def judged(figures: list[Reading], *given: tuple[float, bool]) -> list[Reading]:
    return [
        replace(reading, probability=probability, undoubted=plain)
        for reading, (probability, plain) in zip(figures, given, strict=False)
    ]


def test_a_doubted_figure_is_shown_where_it_is_likelier_than_not(figures: list[Reading]) -> None:
    least = shipped_bounds().figure
    assert shown(judged(figures, (least + 0.05, False)), least)
    assert not shown(judged(figures, (least - 0.05, False)), least)


def test_a_plain_figure_needs_less(figures: list[Reading]) -> None:
    least = shipped_bounds().figure
    assert shown(judged(figures, (0.3, True)), least)
    assert not shown(judged(figures, (shipped_bounds().undoubted - 0.01, True)), least)


def test_a_plain_figure_that_others_come_near_is_not_shown(figures: list[Reading]) -> None:
    least = shipped_bounds().figure
    assert shown(judged(figures, (0.2, True), (0.01, False)), least)
    assert not shown(judged(figures, (0.2, True), (0.15, False)), least)
    assert shown(judged([figures[0], figures[0]], (0.2, True), (0.15, False)), least)  # the same value said twice


def test_a_plain_figure_comes_before_a_doubted_one(figures: list[Reading]) -> None:
    doubted, plain = judged(figures, (0.6, False), (0.4, True))
    assert plain_first([doubted, plain]) == [plain, doubted]
    unlikely = replace(plain, probability=0.1)
    assert plain_first([doubted, unlikely]) == [doubted, unlikely]
    both = replace(doubted, undoubted=True)
    assert plain_first([both, plain]) == [both, plain]


def test_a_doubted_figure_that_is_likely_keeps_its_place(figures: list[Reading]) -> None:
    doubted, plain = judged(figures, (0.87, False), (0.33, True))
    assert plain_first([doubted, plain]) == [doubted, plain]


def test_how_sure_an_answer_is(figures: list[Reading]) -> None:
    words = [confidence_of(reading) for reading in judged(figures, (0.98, True), (0.8, True), (0.4, True))]
    assert words == [Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW]
