"""Candidates → readings: proposed generously, weighed by signals, read by an encoder, judged; then what may be shown.

`Reader` is the way in; `shown` and `confidence_of` decide on what it returns. docs/architecture.md tells the steps.
"""

from assistant.reading.propose import Reading
from assistant.reading.reader import Reader, shipped_reader
from assistant.reading.sentences import companions
from assistant.reading.signals.counted import counted_noun
from assistant.reading.stretch import stretch_of
from assistant.reading.trust import Bounds, confidence_of, shipped_bounds, shown
from assistant.reading.verdict import Verdict, span_about, verdict_on

__all__ = [
    "Bounds",
    "Reader",
    "Reading",
    "Verdict",
    "companions",
    "confidence_of",
    "counted_noun",
    "shipped_bounds",
    "shipped_reader",
    "shown",
    "span_about",
    "stretch_of",
    "verdict_on",
]
