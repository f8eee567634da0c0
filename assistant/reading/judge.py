"""Judges readings: how probable it is that each is the answer.

Two judges behind one method. `SignalJudge` weighs the signals alone; `JoinedJudge` lets it choose the windows worth
reading, has the encoder read them, and weighs both together. What they weigh with was learned (docs/evaluation.md has
the measures) and stands in files: no weight stands in code.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant.reading.encoder import Encoder
from assistant.reading.features import figure_features, joined_features
from assistant.reading.propose import Reading
from assistant.reading.read_windows import read_figure_windows
from assistant.types import Question

Probabilities = npt.NDArray[np.float32]


class Judge(Protocol):
    """Says of each reading of a question how probable it is that it answers; one number a reading, 0 to 1."""

    def score(self, question: Question, readings: Sequence[Reading]) -> Probabilities: ...


class Trees:
    """Gradient boosted trees from a file: rows of features → probabilities."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(self, features: npt.NDArray[np.float32]) -> Probabilities:
        if not len(features):
            return np.zeros(0, np.float32)
        given: Probabilities = self._session.run(["probabilities"], {"features": features})[0][:, 1]
        return given


class SignalJudge:
    """Weighs the signals alone."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

    def score(self, question: Question, readings: Sequence[Reading]) -> Probabilities:
        return self._trees(figure_features(readings))


class JoinedJudge:
    """Weighs the signals together with what the encoder reads; a reading in a window it does not read has 0."""

    def __init__(self, signals: SignalJudge, encoder: Encoder, trees: Trees) -> None:
        self._signals, self._encoder, self._trees = signals, encoder, trees

    def score(self, question: Question, readings: Sequence[Reading]) -> Probabilities:
        first = self._signals.score(question, readings)
        read = read_figure_windows(self._encoder, question, readings, first)
        numbers = sorted(read)
        given = np.zeros(len(readings), np.float32)
        given[numbers] = self._trees(joined_features(readings, first, read))
        return given
