"""Candidates → readings: proposed generously, weighed by signals, read by an encoder, judged; then what may be shown.

`Reader` is the way in; `shown` and `confidence_of` decide on what it returns. docs/architecture.md tells the steps.
"""

from assistant.reading.propose import Reading
from assistant.reading.reader import Reader, shipped_reader
from assistant.reading.sentences import companions
from assistant.reading.signals.counted import counted_noun
from assistant.reading.trust import Bounds, confidence_of, shipped_bounds, shown

__all__ = [
    "Bounds",
    "Reader",
    "Reading",
    "companions",
    "confidence_of",
    "counted_noun",
    "shipped_bounds",
    "shipped_reader",
    "shown",
]
