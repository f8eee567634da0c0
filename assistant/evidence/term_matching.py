"""Lexical matching: how well a piece of text meets the words of a question: exactly, by a synonym, in part, or as an abbreviation."""

import functools
import itertools
import re
from dataclasses import dataclass

from assistant.question import compounds_hiding, excluded_by
from assistant.types import Term
from index.text import find_figures

PARTIAL = 0.7
ALONE = 0.7  # a synonym of one character stands in many words that mean something else
ABBREVIATED = 0.75
SCATTERED = 0.6  # where the parts of a word stand far from one another
_ADJACENT = 6  # characters between two parts that still make one thing
_GAP = "[\u4e00-\u9fff0-9“”]{0,4}?"


@dataclass(frozen=True, slots=True)
class Match:
    """A place where text meets a term, and how well (0 to 1)."""

    start: int
    end: int
    quality: float


@functools.lru_cache(maxsize=65_536)
def matches(term: Term, folded: str) -> tuple[Match, ...]:
    """Return where `folded` text meets `term`; the places of the best way only."""
    if term.number is not None:
        return tuple(
            Match(figure.start, figure.end, 1.0)
            for figure in find_figures(folded)
            if term.number in (figure.value, figure.upper)
        )
    found = _places(term.text, folded, 1.0)
    for variant, quality in term.variants:
        alone = ALONE if len(variant) == 1 and len(term.text) > 1 else 1.0
        found += _places(variant.lower(), folded, quality * alone)
    if found:
        return tuple(found)
    return _in_part(term.text, folded)


def _places(word: str, folded: str, quality: float) -> list[Match]:
    found = []
    start = folded.find(word)
    while start >= 0:
        whole = not word[0].isdigit() or not _inside_number(folded, start, start + len(word))
        if whole and not _hidden(word, folded, start):
            found.append(Match(start, start + len(word), quality))
        start = folded.find(word, start + 1)
    return found


def _hidden(word: str, folded: str, start: int) -> bool:
    """Tell whether the word at `start` is part of a compound that means something else (出口 in 进出口)."""
    for compound in compounds_hiding(word):
        first = start - compound.index(word)
        # 其中小学68所 is 其中 and 小学, not 中小学
        if first >= 0 and folded.startswith(compound, first) and folded[max(0, first - 1) : first + 1] != "其中":
            return True
    return False


def _inside_number(folded: str, start: int, end: int) -> bool:
    """Tell whether a run of digits is part of a longer number: 50 does not stand in 1500."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    return before.isdigit() or before == "." or after.isdigit() or after == "."


def _in_part(word: str, folded: str) -> tuple[Match, ...]:
    if len(word) < 3 or word.isascii():
        return ()
    covered: list[Match] = []
    offset = 0
    while offset < len(word) - 1:
        for width in range(len(word) - offset, 1, -1):
            start = folded.find(word[offset : offset + width])
            if start >= 0:
                covered.append(Match(start, start + width, 0.0))
                offset += width
                break
        else:
            offset += 1
    share = sum(match.end - match.start for match in covered) / len(word)
    apart = any(right.start - left.end > _ADJACENT for left, right in itertools.pairwise(covered))
    share *= SCATTERED if apart else 1.0
    if share >= 0.5 and not _lacks_what_counts(word, covered, folded):
        return tuple(Match(m.start, m.end, PARTIAL * share) for m in covered)
    if short := re.search(_GAP.join(map(re.escape, word)), folded):
        return (Match(short.start(), short.end(), ABBREVIATED),)
    return ()


def _lacks_what_counts(word: str, covered: list[Match], folded: str) -> bool:
    """Tell whether the part left out is what tells the thing from its kind: 公 of 公办园 before 民办园."""
    parts = [folded[match.start : match.end] for match in covered]
    for width in (2, 3, 1):
        for offset in range(len(word) - width + 1):
            piece = word[offset : offset + width]
            if excluded_by(piece) and not any(piece in part for part in parts):
                return True
    return False


def quality_in(term: Term, folded: str) -> float:
    """Return how well `folded` meets `term` anywhere."""
    return max((match.quality for match in matches(term, folded)), default=0.0)
