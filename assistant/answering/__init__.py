"""Readings → answer: the way of a question (`Assistant.ask`), composing, comparing, arithmetic, citing, wording.

Every quote is cut in `citations`; every sentence of ours is said in `wording`.
"""

from assistant.answering.arithmetic import ends_of
from assistant.answering.as_json import answer_fields, citation_fields
from assistant.answering.assistant import Assistant
from assistant.answering.choices import picked
from assistant.answering.citations import is_verbatim
from assistant.answering.examples import Examples
from assistant.answering.figures_table import COLUMNS, FigureRow, as_csv, as_table, as_xlsx, figure_rows, matching
from assistant.answering.suggestions import follow_ups, rephrased

__all__ = [
    "COLUMNS",
    "Assistant",
    "Examples",
    "FigureRow",
    "answer_fields",
    "as_csv",
    "as_table",
    "as_xlsx",
    "citation_fields",
    "ends_of",
    "figure_rows",
    "follow_ups",
    "is_verbatim",
    "matching",
    "picked",
    "rephrased",
]
