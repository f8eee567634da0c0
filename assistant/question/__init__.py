"""What was typed → Question: language, kind, unit, scope, the words that evidence has to meet, earlier turns.

`understand` is the way in. Word lists and patterns are data files beside the code, each with a line on what it is for.
What leaves this room is complete: nobody else looks at the words of a question again.
"""

from assistant.question.claim import claimed_bound, claimed_figure, how_far, without_claim
from assistant.question.decomposition import addends_of, keywords_of, names_one_number, parts_of
from assistant.question.followup import complete_alone, followed, understand
from assistant.question.lexicon import (
    SYNONYM,
    WEAK,
    compounds_hiding,
    excluded_by,
    guards,
    kinds_in,
    pairs,
    setting_of,
    variants_of,
    weight_of,
)
from assistant.question.owners import Owner, growth_itself, owners_of, since_last_year, span_itself
from assistant.question.parse import LONGEST_QUESTION, UnusableQuestion
from assistant.question.scope import as_read_later, unscoped, within
from assistant.question.terms import asks_for_all
from assistant.question.units import compatibility
from assistant.question.wanted import (
    deaths_in,
    left_out_in,
    named_in,
    qualifiers_in,
    ranked_by,
    siblings_in,
    speaks_of,
    whole_in,
)

__all__ = [
    "LONGEST_QUESTION",
    "SYNONYM",
    "WEAK",
    "Owner",
    "UnusableQuestion",
    "addends_of",
    "as_read_later",
    "asks_for_all",
    "claimed_bound",
    "claimed_figure",
    "compatibility",
    "complete_alone",
    "compounds_hiding",
    "deaths_in",
    "excluded_by",
    "followed",
    "growth_itself",
    "guards",
    "how_far",
    "keywords_of",
    "kinds_in",
    "left_out_in",
    "named_in",
    "names_one_number",
    "owners_of",
    "pairs",
    "parts_of",
    "qualifiers_in",
    "ranked_by",
    "setting_of",
    "siblings_in",
    "since_last_year",
    "span_itself",
    "speaks_of",
    "understand",
    "unscoped",
    "variants_of",
    "weight_of",
    "whole_in",
    "within",
    "without_claim",
]
