"""Question sets: reading them, grading answers, tallies, where search found the evidence, what changed since another run.

Nothing here changes an answer.
"""

from assistant.evaluation.baseline import BadBaseline, Change, changed_since, read_baseline
from assistant.evaluation.grading import BadCases, Case, Grade, case_of, grade, read_cases
from assistant.evaluation.result_page import render, write_page
from assistant.evaluation.retrieval import ranks_of
from assistant.evaluation.tally import by, summary, tally_of

__all__ = [
    "BadBaseline",
    "BadCases",
    "Case",
    "Change",
    "Grade",
    "by",
    "case_of",
    "changed_since",
    "grade",
    "ranks_of",
    "read_baseline",
    "read_cases",
    "render",
    "summary",
    "tally_of",
    "write_page",
]
