"""A question that claims a figure, turned into the question for that figure; and the bound that the figure is to keep."""

import re
from dataclasses import replace

from assistant.question.patterns import asking, patterns
from assistant.types import Asked, Bound, Claim, Question, Term
from index.text import find_figures
from index.types import Figure

_PATTERNS = patterns("claimed")
_MOVED = (Claim.RISE, Claim.FALL)
_HELD_AGAINST = (Claim.ABOVE, Claim.BELOW)
# how a number bounds what is claimed: from below or above, itself included or not; the first that is said counts
_BOUNDS = (("at_most", False, True), ("at_least", True, True), ("less", False, False), ("more", True, False))


def without_claim(question: Question) -> Question:
    """Return 交流教师是多少？ for 交流教师是365人吗？: the same question without the number that it claims."""
    plain = _PATTERNS["particle"].sub("", question.plain)
    for term in question.terms:
        if term.number is not None and not term.soft:
            plain = plain.replace(term.text, asking("how_much"))
    terms = tuple(term for term in question.terms if term.number is None)
    return replace(question, terms=terms, asked=Asked.FIGURE, plain=plain)


def how_far(question: Question) -> Question | None:
    """Return 比上年提高了多少？ for 是不是比上年提高了？: the question by how much, where a rise or fall or more or less is claimed.

    None where nothing of the kind is claimed, or its opposite is denied (没有减少吧).
    """
    plain = _PATTERNS["whether"].sub("", _PATTERNS["particle"].sub("", question.plain)).rstrip("？? ，,")
    if question.claim not in (*_MOVED, *_HELD_AGAINST) or _PATTERNS["denied"].search(plain):
        return None
    held = question.claim in _HELD_AGAINST
    wanted = replace(question.wanted, moved=True, amount=True, compares=question.wanted.compares or held)
    plain += asking("how_much")
    return replace(question, asked=Asked.FIGURE, change=True, wanted=wanted, plain=plain)


def claimed_figure(claimed: Term) -> Figure | None:
    """Return the figure that a number of the question is, with its unit; None for a bare number."""
    figures = find_figures(claimed.text)
    return figures[0] if len(figures) == 1 and figures[0].unit else None


def claimed_bound(question: Question, claimed: Term) -> Bound | None:
    """Return the bound that a claimed number sets: 不少于300人, 300人以上; None where the very number is claimed."""
    at = question.plain.find(claimed.text)
    digits = re.search(r"[0-9０-９一二三四五六七八九十百千两]", claimed.text)
    if claimed.number is None or at < 0 or digits is None:
        return None
    # the number stands as one sign between the words that say what is claimed of it
    end = at + len(claimed.text)
    said = f"{question.plain[: at + digits.start()]}#{claimed.text[digits.start() :]}{question.plain[end:]}"
    for name, lower, itself in _BOUNDS:
        if _PATTERNS[name].search(said):
            return Bound(claimed.number, lower, itself)
    return None
