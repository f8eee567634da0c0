"""Question → candidates: sentences found by search, with their surroundings, and how well text meets a word.

`find_hits` searches, `gather` adds what stands around; nothing here decides what answers.
"""

from assistant.evidence.candidates import (
    CARRIED,
    CLAUSE,
    HEADING,
    PASSAGE,
    PREVIOUS,
    SENTENCE,
    TITLE,
    Candidate,
    coverage,
    dealt_with,
    gather,
    own_words,
    singles_out,
    sums_up,
)
from assistant.evidence.search import find_hits
from assistant.evidence.term_matching import matches, quality_in
from assistant.evidence.topic import Told, about

__all__ = [
    "CARRIED",
    "CLAUSE",
    "HEADING",
    "PASSAGE",
    "PREVIOUS",
    "SENTENCE",
    "TITLE",
    "Candidate",
    "Told",
    "about",
    "coverage",
    "dealt_with",
    "find_hits",
    "gather",
    "matches",
    "own_words",
    "quality_in",
    "singles_out",
    "sums_up",
]
