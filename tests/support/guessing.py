"""A reader that believes by chance: whatever is proposed may be the answer, the same one each time, and no model is run."""

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.reading import Reader
from assistant.reading.encoder import WindowScores
from assistant.reading.propose import Reading
from assistant.reading.window import Window
from assistant.types import Question
from index.text import Span

_SURE = 3.0  # log-odds that the surest guess has


def _chance(*of: object) -> float:
    """Return a number from 0 to 1 that only `of` decides."""
    return zlib.crc32(repr(of).encode()) / 2**32


class Guesses:
    """Judge, encoder and weights of a reader in one."""

    def score(self, question: Question, readings: Sequence[Reading]) -> npt.NDArray[np.float32]:
        return np.asarray([_chance(question.text, reading.span) for reading in readings], np.float32)

    def read(self, question: str, windows: Sequence[tuple[Window, Sequence[Span]]]) -> list[WindowScores]:
        return [self._of(question, window, spans) for window, spans in windows]

    def __call__(self, features: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return np.asarray([_chance(row.tolist()) for row in features], np.float32)

    def _of(self, question: str, window: Window, spans: Sequence[Span]) -> WindowScores:
        def odds(*of: object) -> float:
            return _SURE * (2 * _chance(question, window.start, *of) - 1)

        length = window.end - window.start
        first = window.start + int(_chance(question, window.start, "first") * length)
        end = min(window.end, first + 1 + int(_chance(question, window.start, "end") * length))
        return WindowScores(odds("whole"), tuple(odds(span) for span in spans), (first, end), odds("verdict"))


def guessing_reader() -> Reader:
    guesses = Guesses()
    return Reader(guesses, guesses, guesses)  # type: ignore[arg-type]  # what is used of them
