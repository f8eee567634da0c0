"""The judges: a probability for every reading, the encoder asked no more than needed, and an answer without it too."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.answering import Assistant
from assistant.evidence import find_hits, gather
from assistant.question import understand
from assistant.reading import Reader
from assistant.reading.encoder import WindowScores, model_folder
from assistant.reading.features import JOINED, NAMES, figure_features
from assistant.reading.judge import JoinedJudge, Probabilities, SignalJudge, Trees, Weights
from assistant.reading.propose import Reading, propose_figures
from assistant.reading.read_windows import AT_FIRST, WINDOWS
from assistant.reading.window import Window
from assistant.types import Question, Status
from index.text import Span

QUESTION = "交流轮岗的教师有多少人？"


class Scripted:
    """Stands in for the encoder: gives every span the same log-odds, and counts the windows it is shown."""

    def __init__(self, odds: float) -> None:
        self.odds, self.calls = odds, []

    def read(self, question: str, windows: Sequence[tuple[Window, Sequence[Span]]]) -> list[WindowScores]:
        self.calls.append(len(windows))
        return [WindowScores(self.odds, tuple(self.odds for _ in spans), None) for _, spans in windows]


class Hopeful:
    """Stands in for the signals: any reading may be the answer, the first the likeliest."""

    def score(self, question: Question, readings: Sequence[Reading]) -> Probabilities:
        return np.linspace(0.5, 0.1, len(readings), dtype=np.float32)


@pytest.fixture(scope="module")
def signals() -> SignalJudge:
    return SignalJudge(Trees(model_folder() / "signals.onnx"))


@pytest.fixture(scope="module")
def asked(assistant: Assistant) -> tuple[Question, list[Reading]]:
    question = understand(QUESTION, assistant.snapshot.entries, ())
    candidates = gather(assistant.snapshot, find_hits(assistant.snapshot, assistant.embedder, question))
    return question, propose_figures(question, candidates)


@pytest.fixture
def plain(tmp_path: Path) -> Weights:
    """Weighs what the encoder says of the span alone."""
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"weights": {"span": 1.0}, "bias": 0.0, "shares": []}))
    return Weights(path, JOINED)


def test_every_reading_has_a_probability(signals: SignalJudge, asked: tuple[Question, list[Reading]]) -> None:
    question, readings = asked
    chances = signals.score(question, readings)
    assert chances.shape == (len(readings),)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert figure_features(readings).shape == (len(readings), len(NAMES))
    assert not len(signals.score(question, []))


def test_the_others_are_read_only_where_the_first_give_no_answer(
    asked: tuple[Question, list[Reading]], plain: Weights
) -> None:
    question, readings = asked
    sure, unsure = Scripted(4.0), Scripted(-4.0)
    given = JoinedJudge(Hopeful(), sure, plain).score(question, readings)  # type: ignore[arg-type]
    assert sure.calls == [AT_FIRST]
    assert given.max() == pytest.approx(1 / (1 + np.exp(-4.0)))
    JoinedJudge(Hopeful(), unsure, plain).score(question, readings)  # type: ignore[arg-type]
    assert unsure.calls == [AT_FIRST, WINDOWS - AT_FIRST]


def test_what_is_not_read_is_not_probable(
    signals: SignalJudge, asked: tuple[Question, list[Reading]], plain: Weights
) -> None:
    question, readings = asked
    given = JoinedJudge(signals, Scripted(4.0), plain).score(question, readings)  # type: ignore[arg-type]
    assert 0 < (given > 0).sum() < len(readings)


def test_weights_are_read_by_the_names_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"weights": {"b": 2.0, "a": -1.0}, "bias": 0.5, "shares": ["a"]}))
    rows = np.asarray([[0.5, 1.0], [0.9, 0.0]], np.float32)
    expected = 1 / (1 + np.exp(-(2.0 * rows[:, 1] - np.log(rows[:, 0] / (1 - rows[:, 0])) + 0.5)))
    assert Weights(path, ("a", "b"))(rows) == pytest.approx(expected, abs=1e-5)


def test_without_the_encoder_the_signals_answer_and_it_is_said(assistant: Assistant, signals: SignalJudge) -> None:
    alone = Assistant(assistant.snapshot, assistant.embedder, reader=Reader(signals))
    answer = alone.ask(QUESTION)
    assert (answer.status, answer.headline) == (Status.ANSWERED, "365人")
    assert alone.notices == ("no_encoder",)
    assert assistant.notices == ()
    assert alone.ask("有哪些特色学校？").status is not None
