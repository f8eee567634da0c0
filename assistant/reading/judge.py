"""Judges readings: how probable it is that each is the answer.

Two judges behind one method. `SignalJudge` weighs the signals alone; `JoinedJudge` lets it choose the windows worth
reading, has the encoder read them, and weighs both together. What they weigh with was learned (docs/evaluation.md has
the measures) and stands in files: no weight stands in code.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant.reading.encoder import Encoder
from assistant.reading.features import figure_features, joined_features
from assistant.reading.odds import log_odds
from assistant.reading.onnx_session import open_model
from assistant.reading.propose import Reading
from assistant.reading.read_windows import AT_FIRST, WINDOWS, WindowReading, figure_windows, read_figure_windows
from assistant.types import Question

Probabilities = npt.NDArray[np.float32]


class Judge(Protocol):
    """Says of each reading of a question how probable it is that it answers; one number a reading, 0 to 1."""

    def score(self, question: Question, readings: Sequence[Reading]) -> Probabilities: ...


class Trees:
    """Gradient boosted trees from a file: rows of features → probabilities."""

    def __init__(self, path: Path) -> None:
        self._session = open_model(path)

    def __call__(self, features: npt.NDArray[np.float32]) -> Probabilities:
        if not len(features):
            return np.zeros(0, np.float32)
        given: Probabilities = self._session.run(["probabilities"], {"features": features})[0][:, 1]
        return given


class Weights:
    """A logistic model from a file: some named columns of the features, each with its weight → probabilities.

    A column in `shares` is a share or a probability and is weighed as its log-odds.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        given = json.loads(path.read_text("utf-8"))
        self._columns = [columns.index(name) for name in given["weights"]]
        self._weights = np.asarray(list(given["weights"].values()), np.float32)
        self._shares = [n for n, name in enumerate(given["weights"]) if name in given["shares"]]
        self._bias = float(given["bias"])

    def __call__(self, features: npt.NDArray[np.float32]) -> Probabilities:
        chosen = features[:, self._columns]
        for column in self._shares:
            chosen[:, column] = log_odds(chosen[:, column])
        given: Probabilities = 1 / (1 + np.exp(-(chosen @ self._weights + self._bias)))
        return given


class SignalJudge:
    """Weighs the signals alone."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

    def score(self, question: Question, readings: Sequence[Reading]) -> Probabilities:
        return self._trees(figure_features(readings))


class JoinedJudge:
    """Weighs the signals together with what the encoder reads; a reading in a window it does not read has 0.

    The best windows are read first, the others only where none of those gives an answer that is at least `enough`
    probable: half the time of a question is saved where the answer is plain (docs/evaluation.md).
    """

    def __init__(self, signals: SignalJudge, encoder: Encoder, weights: Weights, enough: float = 0.7) -> None:
        self._signals, self._encoder, self._weights, self._enough = signals, encoder, weights, enough

    def score(self, question: Question, readings: Sequence[Reading]) -> Probabilities:
        first = self._signals.score(question, readings)
        windows = figure_windows(readings, first)
        given = np.zeros(len(readings), np.float32)
        read: dict[int, WindowReading] = {}
        for start, end in ((0, AT_FIRST), (AT_FIRST, WINDOWS)):
            if not windows[start:end]:
                break
            read |= read_figure_windows(self._encoder, question, readings, windows[start:end], start)
            given[sorted(read)] = self._weights(joined_features(readings, first, read))
            if given.max() >= self._enough:
                break
        return given
