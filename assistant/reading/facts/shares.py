"""Facts of shares: of which part of a whole one tells."""

from assistant.data_files import read_patterns
from assistant.evidence import Candidate, matches, quality_in
from assistant.question import weight_of
from assistant.types import Question
from index.text import fold, words
from index.types import Figure, FigureKind

_FULL, _MET = 1.0, 0.5
_SAME = 0.9  # a word met less well is another, if only a narrower one: 骨干教师 for 教师
_PATTERNS = read_patterns("assistant.reading", "facts.toml")


def contradicts_share(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names only the whole and the share is one part's within it: 交流者当中骨干教师的比例 for 交流教师占比."""
    if figure.kind is not FigureKind.PERCENT or not question.wanted.share:
        return False
    offset = candidate.sentence.start
    said = fold(candidate.indexed.report.text[offset : figure.start])
    parts = list(_PATTERNS["share_of_part"].finditer(said))
    if not parts or any(offset + parts[-1].end() < f.start < figure.start for f in candidate.figures):
        return False
    part, whole = parts[-1]["part"], said[: parts[-1].start("part")]
    full = [term for term in question.terms if term.weight >= _FULL and not term.soft]
    asked = [term for term in full if not _PATTERNS["asks_share"].fullmatch(term.text)]
    if not asked or not all(quality_in(term, whole) >= _MET for term in asked):
        return False
    return _says_more(part, question)


def _says_more(part: str, question: Question) -> bool:
    """Tell whether the part has a full word that the question does not have."""
    found = (match for term in question.terms for match in matches(term, part) if match.quality >= _SAME)
    met = {at for match in found for at in range(match.start, match.end)}
    start = 0
    for word in words(part):
        start = part.find(word, start)
        if weight_of(word) >= _FULL and not met.issuperset(range(start, start + len(word))):
            return True
        start += len(word)
    return False
