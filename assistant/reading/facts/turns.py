"""Facts of a conversation: what only an earlier turn asked about is no answer to this one."""

from collections.abc import Sequence

from assistant.evidence import Candidate, own_words, quality_in
from assistant.types import Question, Term
from index.types import Figure

_FULL = 1.0  # weight of a word that says what is asked about


def contradicts_turn(question: Question, candidate: Candidate) -> bool:
    """Tell whether a follow-up's own words stand nowhere near the sentence: 有哪些困难？ is not answered by what the turn before was about."""
    if not question.context:
        return False
    own = [term for term in question.terms if not term.soft and term.weight >= _FULL]
    own = own if any(term.soft for term in question.terms) else []
    said = f"{candidate.folded} {candidate.headings} {candidate.before}"
    return bool(own) and not any(quality_in(term, said) for term in own)


def contradicts_asked_now(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure's own words are only those of an earlier turn, and another one's those of this: 10家企业被认定为
    高新技术企业，新培育中小企业120家 for 那高新技术企业有几家.
    """
    now = [term for term in question.terms if not term.soft and term.weight >= _FULL]
    earlier = [term for term in question.terms if term.soft]
    if (
        not now
        or not earlier
        or not _met(earlier, own_words(candidate, figure))
        or _met(now, own_words(candidate, figure))
    ):
        return False
    others = (other for other in candidate.figures if other is not figure and other.unit == figure.unit)
    return any(all(_met([term], own_words(candidate, other)) for term in now) for other in others)


def _met(terms: Sequence[Term], words: str) -> bool:
    return any(quality_in(term, words) >= 1.0 for term in terms)
