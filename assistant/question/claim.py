"""What a question for yes or no claims (a rise, more than something else, that all are …), and what its number bounds.

Where a figure is claimed, the question for that figure is asked instead: 交流教师是多少？ for 交流教师是365人吗？
"""

import re
from dataclasses import replace

from assistant.question.patterns import asking, patterns
from assistant.types import Asked, Bound, Claim, Question, Term
from index.text import find_figures
from index.types import Figure

_PATTERNS = patterns("claim")
_MOVED = (Claim.FALL, Claim.RISE)
_HELD_AGAINST = (Claim.ABOVE, Claim.BELOW)
_BENCHMARKS = (Claim.REACH, *_HELD_AGAINST)  # read where something to hold it against is named
# how a number bounds what is claimed: from below or above, itself included or not; the first that is said counts
_BOUNDS = (("at_most", False, True), ("at_least", True, True), ("less", False, False), ("more", True, False))


def read_claim(plain: str) -> Claim:
    """Read it off a question in Simplified Chinese; `Claim.DONE`, that something is so, where it claims nothing more."""

    def says(claim: Claim) -> bool:
        return _PATTERNS[claim.value].search(plain) is not None

    for claim in (Claim.HALF, Claim.LEVEL):
        if says(claim):
            return claim
    if _PATTERNS["benchmark"].search(plain):
        held = next((claim for claim in _BENCHMARKS if says(claim)), None)
        if held is not None:
            return held
    if says(Claim.ALL):
        return Claim.ALL
    return next((claim for claim in (*_MOVED, Claim.ANY, Claim.ABOVE, Claim.BELOW) if says(claim)), Claim.DONE)


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
