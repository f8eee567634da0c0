"""Whether a reading may be shown as the answer, and how sure it is: by its calibrated probability and nothing else.

What contradicts as a fact (another year, a result for a goal, another place) was never proposed. The bounds were set
on reports that neither part of the judge had seen, and stand in a file that training writes.
"""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.encoder import model_folder
from assistant.reading.propose import Reading
from assistant.types import Confidence


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least probabilities: to show a figure, a plain one that has `lead` times the probability of any other value,
    such a one in the cell of a table, a plain one that has not, one that nobody asked for in so many words, an answer in
    words, a sentence that speaks of what is claimed, one that says yes or no to it, and for its yes or no to be right; of
    several figures that answer together, for the best one, for those beside it, and for each of the parts of one question
    that one sentence answers.

    `first` is the share of the best one's probability with which the only plain one comes before it; `certain` from
    where on a doubted one keeps its place all the same.

    From `sure` on an answer is called sure, from `likely` on likely.
    """

    figure: float
    undoubted: float
    cell: float
    beaten: float
    lead: float
    keyword: float
    words: float
    claim: float
    settled: float
    verdict: float
    several: float
    beside: float
    part: float
    first: float
    certain: float
    likely: float
    sure: float


@functools.cache
def shipped_bounds() -> Bounds:
    """Return the bounds that training wrote."""
    return Bounds(**json.loads((model_folder() / "bounds.json").read_text("utf-8")))


def plain_first(readings: Sequence[Reading]) -> list[Reading]:
    """Put the one reading against which nothing known speaks before one that is doubted, unless that is next to certain or this one far less likely.

    Counted on reports that no judge had learned from: where a question uses the report's words, what is known orders
    better than what was learned.
    """
    plain = [reading for reading in readings if reading.undoubted]
    if (
        len(plain) != 1
        or readings[0].undoubted
        or readings[0].probability >= shipped_bounds().certain
        or plain[0].probability < shipped_bounds().first * readings[0].probability
    ):
        return list(readings)
    return [plain[0], *(reading for reading in readings if reading is not plain[0])]


def shown(readings: Sequence[Reading], least: float) -> list[Reading]:
    """Return the readings that may be shown, the best first; empty where the best may not.

    The first needs less where nothing known beforehand speaks against it, and least where no other value comes near.
    """
    return [
        reading
        for number, reading in enumerate(readings)
        if reading.probability >= least or (number == 0 and _is_plain(reading, readings))
    ]


def _is_plain(reading: Reading, readings: Sequence[Reading]) -> bool:
    bounds = shipped_bounds()
    # a cell's row and column say what it counts; the encoder has learned from sentences
    least = bounds.cell if reading.figures and _stands_in_cell(reading) else bounds.undoubted
    if not reading.undoubted or reading.probability < least:
        return False
    value = reading.figure.value if reading.figures else None
    others = (r.probability for r in readings if r is not reading and (not r.figures or r.figure.value != value))
    return reading.probability >= min(bounds.beaten, bounds.lead * max(others, default=0.0))


def _stands_in_cell(reading: Reading) -> bool:
    start = reading.figure.start
    table = reading.candidate.indexed.table_at(start)
    return table is not None and table.cell_at(start) is not None


def confidence_of(reading: Reading) -> Confidence:
    """Return the word for how sure an answer is."""
    bounds = shipped_bounds()
    if reading.probability >= bounds.sure:
        return Confidence.HIGH
    return Confidence.MEDIUM if reading.probability >= bounds.likely else Confidence.LOW
