"""Characters → words, sentences, numerals, units, figures.

Every function keeps offsets: what is found stands at `text[start:end]`.
Word lists and units are data files beside the code.
"""

from index.text.bases import Base, bases_in, differ
from index.text.changes import verbs_of_change
from index.text.figures import find_figures
from index.text.folding import fold, readable
from index.text.nonfigures import nonfigures_in
from index.text.numerals import Numeral, numerals_in, scales, value_of, without_notes
from index.text.poles import Pole, below, pole_of, poles_in, tells_reverse
from index.text.sentences import Span, clause_spans, sentence_spans, trim
from index.text.signs import directions_in, sense_of
from index.text.speech import reads_as_name, thing_and_said, warm_up
from index.text.terms import SETTINGS, add_words, frequency, is_word, terms, words
from index.text.units import asked_units, group_of, known_units, unit_at

__all__ = [
    "SETTINGS",
    "Base",
    "Numeral",
    "Pole",
    "Span",
    "add_words",
    "asked_units",
    "bases_in",
    "below",
    "clause_spans",
    "differ",
    "directions_in",
    "find_figures",
    "fold",
    "frequency",
    "group_of",
    "is_word",
    "known_units",
    "nonfigures_in",
    "numerals_in",
    "pole_of",
    "poles_in",
    "readable",
    "reads_as_name",
    "scales",
    "sense_of",
    "sentence_spans",
    "tells_reverse",
    "terms",
    "thing_and_said",
    "trim",
    "unit_at",
    "value_of",
    "verbs_of_change",
    "warm_up",
    "without_notes",
    "words",
]
