"""The nouns of answering, plain frozen dataclasses: `asked` holds those of a question, `answered` those of an answer."""

from assistant.types.answered import Answer, AnswerFigure, Choice, Citation, Confidence, Form, Hit, Row, Status
from assistant.types.asked import (
    COMPOSED,
    Asked,
    Bound,
    Claim,
    Comparison,
    Length,
    Operation,
    Order,
    Question,
    Scope,
    Talk,
    Term,
    Wanted,
)

__all__ = [
    "COMPOSED",
    "Answer",
    "AnswerFigure",
    "Asked",
    "Bound",
    "Choice",
    "Citation",
    "Claim",
    "Comparison",
    "Confidence",
    "Form",
    "Hit",
    "Length",
    "Operation",
    "Order",
    "Question",
    "Row",
    "Scope",
    "Status",
    "Talk",
    "Term",
    "Wanted",
]
