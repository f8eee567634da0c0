"""Facts of lists: a sentence that names no several things lists nothing."""

from assistant.data_files import read_patterns
from assistant.evidence import Candidate
from assistant.types import Asked, Question
from index.text import Span, fold

_PATTERNS = read_patterns("assistant.reading", "facts.toml")


def contradicts_listing(question: Question, candidate: Candidate, span: Span) -> bool:
    """Tell whether several things are asked for and the stretch names one, in a sentence without several, or gives only
    their number, which the question said itself: 深度合作企业9家 for 9家深度合作企业都有哪些.
    """
    if question.asked is not Asked.LIST:
        return False
    stretch = candidate.indexed.report.text[slice(*span)].strip("，。；;,")
    if any(term.number is not None and term.text in fold(stretch) for term in question.terms):
        return _PATTERNS["apart"].search(stretch) is None
    return not (
        _PATTERNS["several"].search(stretch) or _PATTERNS["several"].search(candidate.words.strip().strip("。；;"))
    )
