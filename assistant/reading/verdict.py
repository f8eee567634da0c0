"""Whether a sentence says yes or no to what a question claims, and which of its clauses does; None where it says neither.

By its words (`verdict_of`) a sentence settles a claim by a word or a value: a fall denies a rise, 低于 denies 高于, 无 denies
that there is any, 94.1% that all are. The encoder has learned which way sentences answer in other words; `verdict_on` weighs
both.
"""

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from assistant.data_files import read_patterns
from assistant.evidence import Candidate, matches
from assistant.reading.done_of_all import done_of_all
from assistant.reading.encoder import model_folder
from assistant.reading.judge import Weights
from assistant.reading.propose import Reading
from assistant.types import Claim, Question, Term
from index.text import Span, fold, tells_reverse
from index.types import Direction, Figure, FigureKind

_PATTERNS = read_patterns("assistant.reading", "verdicts.toml")
_WHOLE, _HALF = Decimal(100), Decimal(50)
_STRICT = (Claim.ANY, Claim.ALL)  # a word that is missing may be the very one: 专职 of 专职理事长
_COUNTED = (Claim.ALL, Claim.ANY, Claim.DONE)  # claims whose number has to be met as it is
_EVEN = 0.5  # as likely as not
_FULL = 1.0  # weight of a word that has to be met


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, the stretch of the report that says so, and how probable it is that it does."""

    holds: bool
    span: Span
    probability: float = 1.0


# What is weighed: the encoder's log-odds of yes; what the words say, -1 to 1; the same where nothing but the matter met
# said yes.
VERDICT = ("said", "words", "met")


def verdict_features(question: Question, candidate: Candidate, said: float) -> tuple[float, ...]:
    """Return the columns of `VERDICT` for a sentence and the encoder's log-odds that it says yes."""
    told = [verdict_of(question, candidate, sure) for sure in (False, True)]
    words = sum(0.0 if one is None else 1.0 if one.holds else -1.0 for one in told) / len(told)
    met = question.claim is Claim.DONE and words > 0
    return said, 0.0 if met else words, words if met else 0.0


@functools.cache
def _weights() -> Weights:
    return Weights(model_folder() / "verdicts.json", VERDICT)


def verdict_on(question: Question, reading: Reading, sure: bool) -> Verdict | None:
    """Return whether what is asked is so by the words of a sentence that answers and by what the encoder made of it.

    Two counts (办结46件 of 47) say it alone, and without the encoder the words do. None comes back where they do not, and no encoder or a sentence that is not
    `sure` to answer.
    """
    counted = done_of_all(question, reading.candidate)
    if counted is not None:
        return Verdict(*counted)
    told = verdict_of(question, reading.candidate, sure)
    if told is not None and not told.holds and _of_a_narrower_kind(question, _said(reading.candidate, told)):
        return None
    if not reading.verdict or (told is None and not sure):
        return told
    if told is not None and question.claim is Claim.ANY and question.wanted.denies:
        return told  # the encoder has not learned what two denials say
    if told is not None and not told.holds and tells_reverse(_said(reading.candidate, told), question.wanted.poles):
        return told
    row = np.asarray([verdict_features(question, reading.candidate, reading.verdict)], np.float32)
    yes = float(_weights()(row)[0])
    holds = yes >= _EVEN
    span = told.span if told is not None and told.holds is holds else span_about(question, reading.candidate)
    return Verdict(holds, span, max(yes, 1 - yes))


def _said(candidate: Candidate, verdict: Verdict) -> str:
    return candidate.indexed.report.text[slice(*verdict.span)]


def _of_a_narrower_kind(question: Question, words: str) -> bool:
    """Tell whether what is denied is only a part of what a question is about: 未发生重大事故 does not deny 事故."""
    asked = " ".join(term.text for term in question.terms)
    narrower = {found.group() for found in _PATTERNS["narrower"].finditer(fold(words))}
    return question.claim is Claim.ANY and any(word not in asked for word in narrower)


def verdict_of(question: Question, candidate: Candidate, sure: bool = False) -> Verdict | None:
    """Return what a sentence says of the question's claim; None where it does not settle it.

    A yes needs every full word of the question in the clauses that give it, where a word or value settles it half of them
    in a sentence that is `sure` to answer; a no needs half of them.
    """
    text = candidate.indexed.report.text
    full = [term for term in question.terms if not term.soft and term.weight >= _FULL and term.number is None]
    # those by which a claim is made (平均, 目标) evidence says in its own way
    asked = [term for term in full if not (_says("benchmark", term.text) or _says("claims", term.text))] or full
    numbers = {term.number for term in question.terms if term.number is not None and not term.soft}
    claimed = numbers if question.claim in _COUNTED else set()
    scope = _clauses_about(asked, candidate)
    if question.wanted.order:
        return _in_order(question.wanted.order, scope, candidate)
    sure = sure and question.claim not in _STRICT
    met: set[str] = set()
    settled = False
    for start, end in scope:
        words = fold(text[start:end])
        met |= {term.text for term in asked if matches(term, words)}
        figures = [figure for figure in candidate.figures if start <= figure.start < end]
        holds = _settled(question, words, figures)
        if holds and claimed and not claimed <= {figure.value for figure in candidate.figures}:
            continue  # all of them have it, but not so much of it
        if holds is False and settled and question.claim is Claim.ALL:
            return None  # 全部建成, then 部分未验收: what goes on may speak of something else
        settled = settled or holds is True
        if holds is not None and _met(asked, met, sure or not holds):
            return Verdict(holds, (scope[0][0], end))
    if question.claim is Claim.DONE and scope and not question.wanted.denies and _met(asked, met, sure=False):
        return Verdict(True, (scope[0][0], scope[-1][1]))
    return None


def span_about(question: Question, candidate: Candidate) -> Span:
    """Return the clauses that speak of what a question claims; the whole sentence where none has a word of it."""
    full = [term for term in question.terms if not term.soft and term.weight >= _FULL and term.number is None]
    scope = _clauses_about(full, candidate)
    return (scope[0][0], scope[-1][1]) if scope else (candidate.sentence.start, candidate.sentence.end)


def _in_order(order: int, scope: Sequence[Span], candidate: Candidate) -> Verdict | None:
    """Hold a claimed place in an order against the one that the clauses tell; None where they tell none."""
    for start, end in scope:
        ranks = [f.value for f in candidate.figures if f.kind is FigureKind.RANK and start <= f.start < end]
        ranks += [Decimal(1)] if _says("first", fold(candidate.indexed.report.text[start:end])) else []
        if ranks:
            return Verdict(order in ranks, (scope[0][0], end))
    return None


def _met(asked: Sequence[Term], met: Collection[str], sure: bool) -> bool:
    """Tell whether enough words are met: all, or half of them in a sentence that is sure to answer."""
    missing = sum(term.text not in met for term in asked)
    return missing * 2 <= len(asked) if sure else missing == 0


def _clauses_about(asked: Sequence[Term], candidate: Candidate) -> list[Span]:
    """Return the clause that has most of the question's words, and those behind it that go on with its subject."""
    text = candidate.indexed.report.text
    met = [
        sum(term.weight for term in asked if matches(term, fold(text[slice(*clause)]))) for clause in candidate.clauses
    ]
    if not met or not max(met):
        return []
    first = last = met.index(max(met))
    while last + 1 < len(candidate.clauses) and _PATTERNS["goes_on"].match(
        fold(text[slice(*candidate.clauses[last + 1])]).strip()
    ):
        last += 1
    return list(candidate.clauses[first : last + 1])


def _settled(question: Question, words: str, figures: list[Figure]) -> bool | None:
    claim = question.claim
    if tells_reverse(words, question.wanted.poles):  # a loss is no profit
        return False if claim in (Claim.DONE, Claim.ANY) and not question.wanted.denies else None
    if claim in (Claim.RISE, Claim.FALL):
        return _moved(claim, words, figures)
    if claim in (Claim.ABOVE, Claim.BELOW, Claim.REACH):
        return _held_against(claim, words, figures) if _says("benchmark", words) else None
    if claim is Claim.LEVEL:
        return True if _says("level", words) else None
    if claim is Claim.HALF:
        share = _share(figures)
        return None if share is None else share >= _HALF
    if claim is Claim.ALL:
        return _all(words, figures)
    if claim is Claim.ANY:
        return _any_left(words, figures) if question.wanted.denies else _any(words, figures)
    # 还有没整改的吗 is not denied by 未整改
    return False if _says("not_done", words) and not question.wanted.denies else None


def _moved(claim: Claim, words: str, figures: list[Figure]) -> bool | None:
    """A rise or a fall, as the figures say; what stayed as it was did neither."""
    if _says("level", words):
        return False
    directions = [figure.direction for figure in figures if figure.direction is not Direction.NONE]
    if not directions:
        return None
    return directions[0] is (Direction.RISE if claim is Claim.RISE else Direction.FALL)


def _held_against(claim: Claim, words: str, figures: list[Figure]) -> bool | None:
    """More or less than what it is held against, or as much; how much of a plan was done says it as well."""
    for figure in figures:
        if figure.kind is FigureKind.PERCENT and _PATTERNS["share_of"].search(words[: _offset(words, figure)]):
            more = figure.value >= _WHOLE
            return more if claim is not Claim.BELOW else not more
    below = _says("below", words)
    above = _says("above", words) and not below
    if claim is Claim.BELOW:
        return True if below else False if above or _says("level", words) else None
    if below:
        return False
    if above:
        return True
    if _says("level", words):
        return claim is Claim.REACH
    return True if claim is Claim.REACH and _says("reached", words) else None


def _all(words: str, figures: list[Figure]) -> bool | None:
    """All, or some only: a share of 100% is all."""
    if _says("some", words):
        return False
    share = _share(figures)
    if share is not None:
        return share >= _WHOLE
    return True if _says("every", words) else None


def _any(words: str, figures: list[Figure]) -> bool | None:
    """None at all, or some: a count above zero is some."""
    if _says("none", words):
        return False
    counts = [figure for figure in figures if figure.kind is FigureKind.COUNT]
    return counts[0].value > 0 if counts else None


def _any_left(words: str, figures: list[Figure]) -> bool | None:
    """Whether there are any of which something is not so: 仍有9所没有运动场; none where all of them have it."""
    counts = [figure for figure in figures if figure.kind is FigureKind.COUNT]
    if _says("some", words) and counts:
        return counts[0].value > 0
    return False if _says("every", words) else None


def _share(figures: list[Figure]) -> Decimal | None:
    """Return the first share among figures; what something grew by is none."""
    shares = (f for f in figures if f.kind is FigureKind.PERCENT and not f.is_change)
    return next((figure.value for figure in shares), None)


def _offset(words: str, figure: Figure) -> int:
    at = words.find(fold(figure.text).strip())
    return at if at >= 0 else len(words)


def _says(name: str, words: str) -> bool:
    return _PATTERNS[name].search(words) is not None
