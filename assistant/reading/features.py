"""What a judge weighs, as rows of numbers: the signals, each one's distance to the best, and what the encoder said."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.data_files import read_toml
from assistant.reading.encoder import WindowScores
from assistant.reading.propose import Reading
from assistant.reading.read_windows import WindowReading
from assistant.reading.sentences import SentenceFit
from assistant.reading.signals import FIGURE_NAMES
from assistant.types import Asked, Question

Features = npt.NDArray[np.float32]
# signals of which the distance to the best reading's tells more than the value
COMPARED = (
    "words_near",
    "words_met",
    "head_near",
    "named_here",
    "words_extra",
    "unit_fits",
    "search_score",
    "search_cosine",
)
_COMPARED = [FIGURE_NAMES.index(name) for name in COMPARED]
NAMES = (
    *FIGURE_NAMES,
    "is_pair",
    *(f"{name}:to_best" for name in COMPARED),
    "words_near:rank",
    "search_score:rank",
    "readings",
    "rules",
    "rules:to_best",
    "rules:rank",
    "doubts",
    "doubts:to_least",
)
JOINED = (
    *NAMES,
    "judged",
    "judged:to_best",
    "judged:rank",
    "span",
    "span:to_best",
    "span:rank",
    "span:share",
    "whole",
    "whole:to_best",
    "window",
    "window:spans",
)

_KINDS = (Asked.LIST, Asked.WHO_WHAT, Asked.HOW_WHY, Asked.SECTION, Asked.YESNO, Asked.TOPIC, Asked.FIGURE)
PASSAGE = (
    "fit",
    "fit:to_best",
    "coverage",
    "coverage:to_best",
    "search_score",
    "search_cosine",
    "strict_missing",
    "place",
    "whole",
    "whole:to_best",
    "whole:rank",
    "whole:share",
    "windows",
    *(f"asked:{kind}" for kind in _KINDS),
)


def figure_features(readings: Sequence[Reading]) -> Features:
    """Return a row a reading, its columns those of `NAMES`."""
    if not readings:
        return np.zeros((0, len(NAMES)), np.float32)
    signals = np.asarray([reading.signals for reading in readings], np.float32)
    pair = np.asarray([[len(reading.figures) > 1] for reading in readings], np.float32)
    compared = signals[:, _COMPARED]
    near, found = signals[:, FIGURE_NAMES.index("words_near")], signals[:, FIGURE_NAMES.index("search_score")]
    count = np.full((len(readings), 1), len(readings), np.float32)
    rules, doubts = _known(signals)
    known = np.column_stack([rules, rules - rules.max(), _ranks(rules), doubts, doubts - doubts.min()])
    rows = np.hstack([signals, pair, compared - compared.max(0), _ranks(near), _ranks(found), count, known])
    return np.ascontiguousarray(rows, np.float32)


def undoubted(readings: Sequence[Reading]) -> list[bool]:
    """Tell, a reading, whether nothing known speaks against it and it comes first by what is known (data/rules.toml)."""
    if not readings:
        return []
    rules, doubts = _known(np.asarray([reading.signals for reading in readings], np.float32))
    given = (doubts == 0) & (rules >= max(_rules().plain, float(rules.max())))
    return [bool(each) for each in given]


def joined_features(
    readings: Sequence[Reading], first: npt.NDArray[np.float32], read: Mapping[int, WindowReading]
) -> Features:
    """Return a row for each reading in `read`, in the order of their numbers; its columns are those of `JOINED`."""
    numbers = sorted(read)
    if not numbers:
        return np.zeros((0, len(JOINED)), np.float32)
    plain = figure_features(readings)[numbers]
    judged = first[numbers]
    spans = np.asarray([read[n].span for n in numbers], np.float32)
    whole = np.asarray([read[n].whole for n in numbers], np.float32)
    homes = [read[n].window for n in numbers]
    share = np.exp(spans - max(0.0, float(spans.max())))
    share /= share.sum() + np.exp(-max(0.0, float(spans.max())))
    within = np.asarray([homes.count(home) for home in homes], np.float32)
    rows = np.column_stack(
        [
            plain,
            judged,
            judged - judged.max(),
            _ranks(judged),
            spans,
            spans - spans.max(),
            _ranks(spans),
            share,
            whole,
            whole - whole.max(),
            np.asarray(homes, np.float32),
            within,
        ]
    )
    return np.ascontiguousarray(rows, np.float32)


def passage_features(
    question: Question, sentences: Sequence[SentenceFit], read: Sequence[tuple[int, WindowScores]]
) -> Features:
    """Return a row for each window read, its columns those of `PASSAGE`; `read` holds numbers of `sentences`."""
    if not read:
        return np.zeros((0, len(PASSAGE)), np.float32)
    own = [sentences[n] for n, _ in read]
    fit = np.asarray([s.fit for s in own], np.float32)
    coverage = np.asarray([s.coverage for s in own], np.float32)
    whole = np.asarray([score.whole for _, score in read], np.float32)
    top = max(0.0, float(whole.max()))
    share = np.exp(whole - top)
    share /= share.sum() + np.exp(-top)
    constant = [len(read), *(float(question.asked is kind) for kind in _KINDS)]
    rows = np.column_stack(
        [
            fit,
            fit - fit.max(),
            coverage,
            coverage - coverage.max(),
            [s.candidate.hit.score for s in own],
            [s.candidate.hit.dense for s in own],
            [float(any(term.strict for term in s.unmet)) for s in own],
            [float(n) for n, _ in read],
            whole,
            whole - whole.max(),
            _ranks(whole),
            share,
            np.tile(np.asarray(constant, np.float32), (len(read), 1)),
        ]
    )
    return np.ascontiguousarray(rows, np.float32)


def _known(signals: Features) -> tuple[Features, Features]:
    """Return, a row, what is known before anything is learned: the weighed sum of its signals, and its doubts."""
    rules = _rules()
    total = np.maximum(signals, 0) @ rules.above - np.maximum(-signals, 0) @ rules.below
    doubts = (signals < rules.least).sum(1) + (signals > rules.most).sum(1)
    return total.astype(np.float32), doubts.astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Rules:
    """Weights and bounds by signal, in the order of `FIGURE_NAMES`."""

    above: Features
    below: Features
    least: Features
    most: Features
    plain: float


@functools.cache
def _rules() -> _Rules:
    given = read_toml("assistant.reading", "rules.toml")
    pairs = {name: w if isinstance(w, list) else [w, w] for name, w in given["weights"].items()}
    return _Rules(
        np.asarray([pairs.get(name, [0, 0])[0] for name in FIGURE_NAMES], np.float32),
        np.asarray([pairs.get(name, [0, 0])[1] for name in FIGURE_NAMES], np.float32),
        np.asarray([given["least"].get(name, -np.inf) for name in FIGURE_NAMES], np.float32),
        np.asarray([given["most"].get(name, np.inf) for name in FIGURE_NAMES], np.float32),
        given["plain"],
    )


def _ranks(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return a column that holds each value's place, 0 for the highest."""
    places = np.empty(len(values), np.float32)
    places[np.argsort(-values, kind="stable")] = np.arange(len(values), dtype=np.float32)
    return places[:, None]
