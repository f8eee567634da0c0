"""Lets the encoder read the windows that matter: those whose figures the signals put first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.evidence import Candidate
from assistant.reading.encoder import Encoder, WindowScores
from assistant.reading.propose import Reading
from assistant.reading.window import Window, windows_of
from assistant.types import Question
from index.text import Span

WINDOWS = 9  # windows read for a figure; more gain less than they cost (docs/evaluation.md)
PASSAGES = 8  # windows read for an answer in words


@dataclass(frozen=True, slots=True)
class WindowReading:
    """What the encoder said of a reading: of its span, of its window, and which window that is."""

    span: float
    whole: float
    window: int


def asked_text(question: Question) -> str:
    """Return what the encoder reads as the question: as typed where it is English, else its Simplified form.

    What an earlier turn brought in stands before it.
    """
    own = question.text if question.language == "en" else question.plain
    soft = [term.text for term in question.terms if term.soft]
    return " ".join([*soft, own])


def read_figure_windows(
    encoder: Encoder, question: Question, readings: Sequence[Reading], first: npt.NDArray[np.float32]
) -> dict[int, WindowReading]:
    """Return, by its number, what the encoder says of each reading that stands in one of the best windows."""
    windows: dict[tuple[int, int, int], tuple[Window, list[int]]] = {}
    cut: dict[tuple[int, int], list[Window]] = {}
    for number in np.argsort(-first, kind="stable"):
        reading = readings[int(number)]
        place = (id(reading.candidate.indexed), reading.candidate.position)
        if place not in cut:
            cut[place] = list(windows_of(reading.candidate.indexed, reading.candidate.position))
        home = next((w for w in cut[place] if w.start <= reading.span[0] and reading.span[1] <= w.end), None)
        if home is None:
            continue
        key = (*place, home.start)
        if key in windows:
            windows[key][1].append(int(number))
        elif len(windows) < WINDOWS:
            windows[key] = (home, [int(number)])
    chosen = list(windows.values())
    scores = encoder.read(asked_text(question), [(w, [readings[n].span for n in own]) for w, own in chosen])
    return {
        n: WindowReading(span, score.whole, at)
        for at, ((_, own), score) in enumerate(zip(chosen, scores, strict=True))
        for n, span in zip(own, score.spans, strict=True)
    }


def read_passages(
    encoder: Encoder, question: Question, candidates: Sequence[Candidate]
) -> list[tuple[int, WindowScores]]:
    """Return what the encoder says of the windows of the first candidates, each with its candidate's number."""
    chosen: list[tuple[int, Window, Sequence[Span]]] = []
    for number, candidate in enumerate(candidates):
        for window in windows_of(candidate.indexed, candidate.position):
            chosen.append((number, window, ()))
        if len(chosen) >= PASSAGES:
            break
    scores = encoder.read(asked_text(question), [(window, spans) for _, window, spans in chosen])
    return [(number, score) for (number, _, _), score in zip(chosen, scores, strict=True)]
