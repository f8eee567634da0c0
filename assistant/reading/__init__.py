"""Candidates → readings: the figure, sentence, list or name that may answer, how well it fits, and whether it may be shown.

`read_figures` and `read_sentences` propose and weigh; `trust` decides.
"""

from assistant.reading.figures import Reading, pairs_from_to, read_figures
from assistant.reading.sentences import Passageful, best_clause, companions, listed, named, read_sentences
from assistant.reading.signals import counted_noun
from assistant.reading.trust import Verdict, confidence_of, trust_claim, trust_figure, trust_sentences, trusted_figures

__all__ = [
    "Passageful",
    "Reading",
    "Verdict",
    "best_clause",
    "companions",
    "confidence_of",
    "counted_noun",
    "listed",
    "named",
    "pairs_from_to",
    "read_figures",
    "read_sentences",
    "trust_claim",
    "trust_figure",
    "trust_sentences",
    "trusted_figures",
]
