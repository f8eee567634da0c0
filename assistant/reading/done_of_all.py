"""Whether all of what there was got done, as two counts of one sentence tell it: 受理投诉47件，办结46件 says that not all were."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.data_files import read_patterns
from assistant.evidence import Candidate, matches
from assistant.types import Claim, Question, Term
from index.text import Span, fold
from index.types import Figure, FigureKind, Role, Tense

_PATTERNS = read_patterns("assistant.reading", "verdicts.toml")
_COUNTED = (FigureKind.COUNT, FigureKind.MONEY, FigureKind.MEASURE)
_TWO = 2
_FULL = 1.0  # weight of a word that has to be met


def done_of_all(question: Question, candidate: Candidate) -> tuple[bool, Span] | None:
    """Return whether as many were done as there were, with the clauses that say so; None where no two counts tell it.

    The first count is of all; of one unit with it, with nothing of that unit between them, the second has a word of the
    question that the first has not. All words have to be met by the two.
    """
    left = question.claim is Claim.ANY and question.wanted.denies  # 还有没办结的吗 asks for the reverse
    every = question.claim is Claim.ALL and not question.wanted.denies
    if not (left or every) or candidate.tense is Tense.GOAL:
        return None
    asked = [term for term in question.terms if not term.soft and term.weight >= _FULL and term.number is None]
    counted = [figure for figure in candidate.figures if _is_count(figure)]
    for done in counted:
        alike = [figure for figure in counted if figure.unit == done.unit and figure.start <= done.start]
        whole = alike[0]
        if len(alike) != _TWO or candidate.year_of(whole) != candidate.year_of(done):
            continue
        home, end = candidate.clause_of(whole.start), candidate.clause_of(done.start)
        if home == end or not _told_by(asked, candidate, whole, done, left):
            continue
        if done.signed <= whole.signed:
            return (done.value == whole.value) is every, (candidate.clauses[home][0], candidate.clauses[end][1])
    return None


def _is_count(figure: Figure) -> bool:
    """Tell whether a figure is one exact count of what there is or was done."""
    exact = not figure.qualifier and figure.upper is None and figure.value > Decimal(0)
    alone = not (figure.per or figure.each or figure.is_change)
    return figure.kind in _COUNTED and figure.role is Role.LEVEL and exact and alone


def _told_by(asked: Sequence[Term], candidate: Candidate, whole: Figure, done: Figure, left: bool) -> bool:
    """Tell whether the words of two counts are those asked for, one of which only the second has.

    What is asked to be `left` undone is no word of the question (没办结的): the second says that something was done.
    """
    text = candidate.indexed.report.text
    # also what stands behind the first number: 23家乡镇卫生院全部建成中医馆，其中旗舰馆7家 says that all were
    first = fold(text[slice(*candidate.clauses[candidate.clause_of(whole.start)])])
    start, end = candidate.clauses[candidate.clause_of(done.start)]
    second, between = fold(text[max(start, whole.end) : end]), fold(text[whole.end : end])
    if any(not matches(term, first) and not matches(term, between) for term in asked):
        return False
    own = any(matches(term, second) and not matches(term, first) for term in asked)
    return own or (left and bool(_PATTERNS["done"].search(second)) and not _PATTERNS["done"].search(first))
