"""Facts of a conversation: what only an earlier turn asked about is no answer to this one."""

from assistant.evidence import Candidate, quality_in
from assistant.types import Question

_FULL = 1.0  # weight of a word that says what is asked about


def contradicts_turn(question: Question, candidate: Candidate) -> bool:
    """Tell whether a follow-up's own words stand nowhere near the sentence: 有哪些困难？ is not answered by what the turn before was about."""
    if not question.context:
        return False
    own = [term for term in question.terms if not term.soft and term.weight >= _FULL]
    own = own if any(term.soft for term in question.terms) else []
    said = f"{candidate.folded} {candidate.headings} {candidate.before}"
    return bool(own) and not any(quality_in(term, said) for term in own)
