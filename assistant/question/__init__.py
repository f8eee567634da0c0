"""What was typed → Question: language, kind, unit, scope, the words that evidence has to meet, earlier turns.

`understand` is the way in. Word lists are data files beside the code, each with a line on what it is for.
What leaves this room is complete: nobody else looks at the words of a question again.
"""

from assistant.question.followup import taken_over, understand
from assistant.question.kind import compatibility, group_of_noun
from assistant.question.lexicon import LIGHT, WEAK, compounds_hiding, excluded_by, read_lines, weight_of
from assistant.question.parse import LONGEST_QUESTION, PER, UnusableQuestion
from assistant.question.scope import find_scope, with_reports
from assistant.question.split import split_asks

__all__ = [
    "LIGHT",
    "LONGEST_QUESTION",
    "PER",
    "WEAK",
    "UnusableQuestion",
    "compatibility",
    "compounds_hiding",
    "excluded_by",
    "find_scope",
    "group_of_noun",
    "read_lines",
    "split_asks",
    "taken_over",
    "understand",
    "weight_of",
    "with_reports",
]
