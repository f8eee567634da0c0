"""A refused question in other words: only words may change, never what is asked, of whom, when, or which of several."""

import re
from collections.abc import Iterator, Sequence

from assistant.question import LONGEST_QUESTION, UnusableQuestion, kinds_in, understand
from assistant.types import COMPOSED, Question
from index.snapshot import Entry
from index.text import fold, numerals_in

MOST = 3
_LISTED = re.compile(r"^\s*(?:[-*•]|[0-9]{1,2}[.、)）]|问题?[:：])\s*")
# what tells one of several figures of a thing from another; all of it has to stay
_KEPT = (
    "leaves_out", "part", "added", "whole", "rest", "against", "planned", "before", "for_each", "share", "season",
    "holiday", "area", "share_of", "halves", "medals", "siblings", "names",
)  # fmt: skip


def rewordings(written: str, text: str, history: Sequence[str], entries: Sequence[Entry]) -> Iterator[str]:
    """Yield the questions of a model's answer that ask the same as `text`, each once."""
    asked = understand(text, entries, tuple(history))
    seen = {text.strip()}
    for line in written.splitlines()[: 2 * MOST]:
        other = _LISTED.sub("", line).strip().strip("“”\"'`")
        if not other or other in seen or len(other) > LONGEST_QUESTION:
            continue
        seen.add(other)
        try:
            question = understand(other, entries, ())
        except UnusableQuestion:
            continue
        if asks_the_same(asked, question):
            yield other


def asks_the_same(asked: Question, other: Question) -> bool:
    """Tell whether two questions ask for the same years, places, numbers, kinds, and the same of several figures."""
    one, two = fold(asked.plain), fold(other.plain)
    return (
        other.talk is None
        and (asked.asked in COMPOSED) == (other.asked in COMPOSED)
        and asked.claim == other.claim
        and asked.comparison == other.comparison
        and (asked.scope.years, asked.scope.regions, asked.scope.span, asked.scope.tense)
        == (other.scope.years, other.scope.regions, other.scope.span, other.scope.tense)
        and kinds_in(one) == kinds_in(two)
        and sorted(n.value for n in numerals_in(one)) == sorted(n.value for n in numerals_in(two))
        and _strict(asked) == _strict(other)
        and _things(asked) == _things(other)
        and all(getattr(asked.wanted, name) == getattr(other.wanted, name) for name in _KEPT)
        and (not asked.group or asked.group == other.group)
    )


def _things(question: Question) -> int:
    """Return how many words say something: a rewording changes them, and neither adds a condition nor drops one."""
    return sum(term.weight >= 1.0 for term in question.terms if not term.soft)


def _strict(question: Question) -> frozenset[str]:
    return frozenset(term.text for term in question.terms if term.strict and not term.soft)
