"""Lets the encoder read the windows that matter: those whose figures the signals put first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from assistant.evidence import Candidate
from assistant.question import unscoped
from assistant.reading.encoder import Encoder, WindowScores
from assistant.reading.propose import Reading
from assistant.reading.window import Window, windows_of
from assistant.types import Question
from index.text import Span

AT_FIRST = 4  # windows read before it is decided whether the others are needed
WINDOWS = 9  # windows read for a figure; more gain less than they cost (docs/evaluation.md)
AT_LEAST = 2  # windows read whatever the signals make of them
WORTH = 0.002  # what the signals have to give a window's best figure; what had less was never shown (docs/reader.md)
LEADING = 2  # of the windows read together, those that are read in every form of the question; more tell nothing more
PASSAGES = 8  # windows read for an answer in words


@dataclass(frozen=True, slots=True)
class WindowReading:
    """What the encoder said of a reading: of its span, of its window, and which window that is."""

    span: float
    whole: float
    window: int


def asked_texts(question: Question) -> list[str]:
    """Return what the encoder reads as the question: its Simplified form, and that without the words for when and where;
    an English one as typed, and in the Chinese words it stands for.

    What an earlier turn or another part brought in stands before it.
    """
    forms = (
        [question.text, question.plain.strip()] if question.language == "en" else [question.plain, unscoped(question)]
    )
    return list(dict.fromkeys(f"{question.context} {form}".strip() for form in forms))


@dataclass(frozen=True, slots=True)
class FigureWindow:
    """A window worth reading, with the numbers of the readings that stand in it."""

    window: Window
    readings: tuple[int, ...]


def figure_windows(readings: Sequence[Reading], first: npt.NDArray[np.float32]) -> list[FigureWindow]:
    """Return the windows that hold the readings judged best at first, the best window first: at most `WINDOWS`, and
    beyond the first few only those that are `WORTH` it.
    """
    found: dict[tuple[int, int, int], tuple[Window, list[int]]] = {}
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
        if key in found:
            found[key][1].append(int(number))
        elif len(found) < (AT_LEAST if first[number] < WORTH else WINDOWS):
            found[key] = (home, [int(number)])
    return [FigureWindow(window, tuple(own)) for window, own in found.values()]


def read_figure_windows(
    encoder: Encoder, question: Question, readings: Sequence[Reading], windows: Sequence[FigureWindow], before: int = 0
) -> dict[int, WindowReading]:
    """Return, by its number, what the encoder says of each reading in `windows`; these are counted from `before`."""
    wanted = [(w.window, [readings[n].span for n in w.readings]) for w in windows]
    first, *others = asked_texts(question)
    scores = encoder.read(first, wanted)
    # a year or place that facts have settled makes the encoder unsure: the mean of both readings is steadier
    leading = sorted(range(len(scores)), key=lambda n: -max(scores[n].spans))[:LEADING]
    again = [encoder.read(form, [wanted[n] for n in leading]) for form in others]
    for n, *ways in zip(leading, *again, strict=True):
        scores[n] = _mean([scores[n], *ways])
    return {
        n: WindowReading(span, score.whole, at)
        for at, (own, score) in enumerate(zip(windows, scores, strict=True), before)
        for n, span in zip(own.readings, score.spans, strict=True)
    }


def _mean(ways: Sequence[WindowScores]) -> WindowScores:
    """Return the scores of a window as the mean over the ways the question was read."""
    return replace(
        ways[0],
        whole=float(np.mean([way.whole for way in ways])),
        spans=tuple(map(float, np.mean([way.spans for way in ways], axis=0))),
        verdict=float(np.mean([way.verdict for way in ways])),
    )


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
    scores = encoder.read(asked_texts(question)[0], [(window, spans) for _, window, spans in chosen])
    return [(number, score) for (number, _, _), score in zip(chosen, scores, strict=True)]
