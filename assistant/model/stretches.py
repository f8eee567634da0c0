"""Which words belong to a figure: its own stretch, what it leans on, and the words right at it that name what it counts.

The same is done for the figures of a quote and for those of a sentence that speaks from it, so that both can be held
against each other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model.vocabulary import full_words, is_full, is_joining, tokens
from index.text import fold
from index.types import Extent, Figure, FigureKind, Role

_NEAR = 3  # words at a value that name what it counts; those that are joined to them count as one
_BREAK = re.compile(r"[，。；：:;,（）()\n]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Folded text around a figure without the figure itself: `own` is what belongs to it alone, `whole` has what it
    leans on before it (比上年提高4.66% leans on 合格率), `near` the words that name what it counts, `reach` the clauses
    without figures before it.
    """

    own: str
    whole: str
    near: tuple[str, ...]
    reach: str
    end: int


def stretches_of(text: str, figures: Sequence[Figure], start: int, end: int) -> list[Stretch]:
    """Return the stretches of the figures of the sentence `text[start:end]`, in their order."""
    found: list[Stretch] = []
    for position, figure in enumerate(figures):
        before = _leant_on(figures[: position + 1], found)
        last = figures[position - 1].end if position else start
        begin = max(start, _begin(figure, last))
        lead = _blanked(text, figures, begin, min(figure.start, figure.owner_end) if figure.items else figure.start)
        follow = "" if figure.items else _blanked(text, figures, figure.end, min(figure.owner_end, end))
        own = f"{lead} {follow}"
        leans = _leans(figure, own)
        reach = _blanked(text, figures, min(begin, last), begin)
        whole = f"{before.whole} {reach} {own}" if before and leans else f"{reach if leans else ''} {own}"
        near = _near(lead, follow) or (before.near if before and leans else _near(reach, "") if leans else ())
        found.append(Stretch(own, whole, near, reach, figure.start))
    return found


def _leant_on(figures: Sequence[Figure], found: Sequence[Stretch]) -> Stretch | None:
    """Return the stretch that the last figure may lean on: the one before it, for a part the whole and no other part."""
    if figures[-1].extent is not Extent.PART:
        return found[-1] if found else None
    wholes = [stretch for figure, stretch in zip(figures[:-1], found, strict=True) if figure.extent is not Extent.PART]
    return wholes[-1] if wholes else None


def _begin(figure: Figure, last: int) -> int:
    """Return where a figure's own words begin: behind the figure before it, but for what 分别 deals out, and for the end of
    a change, which owns what stands before its beginning as well.
    """
    return figure.owner_start if figure.items or figure.role is Role.TO else max(last, figure.owner_start)


def _blanked(text: str, figures: Sequence[Figure], start: int, end: int) -> str:
    """Return folded text without the figures in it."""
    cut = list(fold(text[start:end]))
    for figure in figures:
        for at in range(max(start, figure.start), min(end, figure.end)):
            cut[at - start] = " "
    return "".join(cut)


def _leans(figure: Figure, own: str) -> bool:
    """Tell whether a figure's words say too little without those before it: 占21%, 比上年提高4.66%, 其中……"""
    part = figure.extent is Extent.PART or bool(figure.share_of)
    rate = figure.is_change and figure.kind in (FigureKind.PERCENT, FigureKind.POINTS)
    return part or not full_words(own) or (rate and not full_words(own.replace(figure.against, " ")))


def _near(lead: str, follow: str) -> tuple[str, ...]:
    """Return the words right before a value, else right after it, that name what it counts."""
    named = _run(list(reversed(tokens(_BREAK.split(lead)[-1]))))
    return named or _run(list(tokens(_BREAK.split(follow)[0])))


def _run(listed: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    joined = False
    for word in listed:
        if is_full(word):
            if len(found) >= _NEAR and not joined:
                break
            found.append(word)
            joined = False
        else:
            joined = is_joining(word)
    return tuple(found)
