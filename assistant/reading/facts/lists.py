"""Facts of lists: a sentence that names no several things lists nothing."""

import re

from assistant.evidence import Candidate
from assistant.types import Asked, Question
from index.text import Span, fold

_SEVERAL = re.compile("[、；;|＋+\t\u3000]|” ?“|》 ?《")
_PARTS = re.compile(f"{_SEVERAL.pattern}|[，,]|和|与|及|或|一是|首先")


def contradicts_listing(question: Question, candidate: Candidate, span: Span) -> bool:
    """Tell whether several things are asked for and the stretch names one, in a sentence without several, or gives only
    their number, which the question said itself: 深度合作企业9家 for 9家深度合作企业都有哪些.
    """
    if question.asked is not Asked.LIST:
        return False
    stretch = candidate.indexed.report.text[slice(*span)].strip("，。；;,")
    if any(term.number is not None and term.text in fold(stretch) for term in question.terms):
        return _SEVERAL.search(stretch) is None
    return not (_PARTS.search(stretch) or _PARTS.search(candidate.words.strip().strip("。；;")))
