"""A question that claims a figure, turned into the question for that figure."""

from dataclasses import replace

from assistant.question.patterns import asking, patterns
from assistant.types import Asked, Question

_PATTERNS = patterns("claimed")


def without_claim(question: Question) -> Question:
    """Return 交流教师是多少？ for 交流教师是365人吗？: the same question without the number that it claims."""
    plain = _PATTERNS["particle"].sub("", question.plain)
    for term in question.terms:
        if term.number is not None and not term.soft:
            plain = plain.replace(term.text, asking("how_much"))
    terms = tuple(term for term in question.terms if term.number is None)
    return replace(question, terms=terms, asked=Asked.FIGURE, plain=plain)
