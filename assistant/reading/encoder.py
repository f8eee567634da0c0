"""The trained reader at question time: an ONNX model and a tokenizer, no torch.

`Encoder.read` scores spans of windows; the file is loaded when first needed. The scores are log-odds against "nothing
here answers"; they are not yet probabilities of being right, which a judge makes of them and the signals.
"""

import functools
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.reading.encoding import FIGURE, VERDICT, WINDOW, Encoded, encode
from assistant.reading.onnx_session import open_model
from assistant.reading.window import Window
from index.text import Span

Scores = npt.NDArray[np.float32]
MOST_AT_ONCE = 8  # windows that are read at the same time, each on a core of its own


@dataclass(frozen=True, slots=True)
class WindowScores:
    """What the encoder says of a window: of it as a whole, of each span, where an answer in words begins and ends, and
    by how much yes is likelier than no, where it answers a question of whether.
    """

    whole: float
    spans: tuple[float, ...]
    words: Span | None  # the likeliest answer in words, as offsets of the report
    verdict: float = 0.0


def model_folder() -> Path:
    """Return the folder of the reader that ships with the package."""
    return Path(str(resources.files("assistant.reading"))) / "model"


@functools.cache
def shipped_encoder() -> "Encoder | None":
    """Return the reader that ships with the package; None where its file is not there."""
    folder = model_folder()
    return Encoder(folder) if (folder / "reader.onnx").is_file() else None


class Encoder:
    """Reads questions beside windows. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._session = open_model(folder / "reader.onnx")
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._readers = ThreadPoolExecutor(min(MOST_AT_ONCE, cores), "reader")

    def read(self, question: str, windows: Sequence[tuple[Window, Sequence[Span]]]) -> list[WindowScores]:
        """Score spans (offsets of the report) of windows; the order is that of `windows`.

        A window is scored alone: what stands beside it changes nothing.
        """
        encoded = encode(
            self._tokenizer, question, [(window.text, window.start + window.shift) for window, _ in windows]
        )
        return list(self._readers.map(self._scores, windows, encoded))

    def _scores(self, asked: tuple[Window, Sequence[Span]], row: Encoded) -> WindowScores:
        window, wanted = asked
        whole = row.tokens_of(window.place((window.start, window.end)))
        spans = [(*whole, WINDOW), (*whole, VERDICT)]
        spans += [(*row.tokens_of(window.place(span)), FIGURE) for span in wanted]
        first, end, scored = np.asarray(spans, dtype=np.int64).T
        scores, edges = self._session.run(
            ["scores", "edges"],
            {
                "ids": np.asarray([row.ids], dtype=np.int64),
                "types": np.asarray([row.types], dtype=np.int64),
                "asked": np.asarray([row.asked], dtype=np.int64),
                "rows": np.zeros(len(spans), dtype=np.int64),
                "first": first,
                "end": end,
                "scored": scored,
            },
        )
        return WindowScores(
            float(scores[0]), tuple(map(float, scores[2:])), _words(edges[0], window, row), float(scores[1])
        )


def _words(edges: Scores, window: Window, row: Encoded, longest: int = 60) -> Span | None:
    """Return the stretch of the window's own words whose first and last token are likeliest."""
    first, end = row.tokens_of(window.place((window.start, window.end)))
    best: tuple[float, int, int] | None = None
    for start in range(first, end):
        stop = min(end, start + longest)
        last = start + int(np.argmax(edges[start:stop, 1]))
        score = float(edges[start, 0] + edges[last, 1])
        if best is None or score > best[0]:
            best = (score, start, last)
    if best is None:
        return None
    begin, finish = row.span_of(best[1], best[2] + 1)
    return max(window.start, begin - window.shift), min(window.end, finish - window.shift)
