"""Every quantity of a text: where it stands, its value, its unit, and what the words around it say of it.

The grammar (grammar.py) reads quantities one after another; what is no figure is masked first (nonfigures.py). What a
figure belongs to is told by changes.py (direction, from and to), owners.py (its stretch, 分别) and marks.py.
"""

from dataclasses import replace

from index.text.changes import verbs_of_change, with_changes
from index.text.folding import fold
from index.text.grammar import quantity_at, triggers
from index.text.marks import with_base_of_level, with_marks, with_months, with_wholes
from index.text.nonfigures import mask_of
from index.text.owners import Before, only_moves, with_owners
from index.text.quantity import Quantity
from index.text.sentences import Span, clause_spans, sentence_spans
from index.types import Figure, FigureKind

_OPENERS, _CLOSERS = "（(", "）)"
_JOINS = "、和与及"
_REMEMBERED = 12  # figures of a sentence that a 分别 behind them may deal values out to
_SENTENCE_ENDS = "。！？!?；;\n"


def find_figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """Return the figures of `text[start:end]` in order; each figure lies inside one clause."""
    end = len(text) if end is None else end
    folded = fold(text[start:end])
    if triggers().search(folded) is None:
        return []
    mask = mask_of(folded)
    figures: list[Figure] = []
    before = Before()
    for clause in clause_spans(folded):
        if clause[0] and folded[clause[0] - 1] in _SENTENCE_ENDS:
            before = Before()
        quantities = with_shared_units(folded, quantities_of(folded, *clause, mask))
        if not quantities:
            before = Before(clause)  # whatever it says, figures before it are no longer what is gone on about
            continue
        found = [_figure(quantity, text, start) for quantity in quantities]
        brackets = _brackets(folded, clause)
        changed = with_changes(folded, found, clause[0], brackets)
        marked = with_marks(folded, changed, clause[0])
        if only_moves(folded[clause[0] : found[0].start]):
            marked = with_base_of_level(marked, before.figures[-1] if before.figures else None)
        owned = with_owners(folded, marked, clause, brackets, before)
        before = Before(clause, [*before.figures, *owned][-_REMEMBERED:])
        figures += owned
    figures = _of_sentences(folded, figures)
    return [_moved(figure, start) for figure in figures] if start else figures


def _of_sentences(folded: str, figures: list[Figure]) -> list[Figure]:
    """Return the figures with what their whole sentences say: the months spoken of, the whole that a part is of."""
    told: list[Figure] = []
    position = 0
    for start, end in sentence_spans(folded) if figures else ():
        first = position
        while position < len(figures) and figures[position].start < end:
            position += 1
        told += with_wholes(with_months(folded, figures[first:position], start, end))
    return told


def quantities_of(folded: str, start: int, end: int, mask: bytearray) -> list[Quantity]:
    """Return the quantities of one clause of folded text, in order; they do not overlap."""
    search = triggers().search
    found: list[Quantity] = []
    floor, at = start, start
    while (trigger := search(folded, at, end)) is not None:
        at = trigger.start()
        if mask[at]:
            masked = mask.find(0, at, end)
            at = floor = end if masked < 0 else masked
            continue
        quantity, next_at = quantity_at(folded, floor, at)
        at = max(next_at, at + 1)
        if quantity is not None and quantity.end <= end and not mask[quantity.end - 1]:
            found.append(quantity)
            floor = at = quantity.end
    return found


def with_shared_units(folded: str, quantities: list[Quantity]) -> list[Quantity]:
    """Give a number without a unit that of the one it is joined to: 1.3、2.4个百分点, 1.3个和2.4个百分点.

    A scale is shared as the unit is: 1.2、3.4万人 are both 万. One that is joined to nothing is no figure.
    """
    shared: list[Quantity] = []
    for quantity in reversed(quantities):
        after = shared[-1] if shared else None
        near = after is not None and _joined(folded[quantity.end : after.start])
        points = near and after is not None and quantity.unit == "个" and after.kind is FigureKind.POINTS
        if after is not None and near and after.unit and (quantity.joined or points):
            factor = after.factor if quantity.factor == 1 and quantity.joined else 1
            shared.append(
                replace(quantity, unit=after.unit, kind=after.kind, value=quantity.value * factor, factor=after.factor)
            )
        elif not quantity.joined or quantity.factor > 1:
            shared.append(quantity)
    return shared[::-1]


def _joined(between: str) -> bool:
    """Tell whether nothing stands between two numbers but what joins them, and the verb of the second: 0.8和下降2.1."""
    return bool(between) and between[0] in _JOINS and (not between[1:] or between[1:] in verbs_of_change())


def _figure(quantity: Quantity, text: str, offset: int) -> Figure:
    return Figure(
        quantity.start,
        quantity.end,
        text[offset + quantity.start : offset + quantity.end],
        quantity.value,
        quantity.unit,
        quantity.kind,
        qualifier=quantity.qualifier,
        upper=quantity.upper,
        ratio=quantity.ratio,
        per=quantity.per,
    )


def _brackets(folded: str, clause: Span) -> list[Span]:
    """Return the outermost pairs of round brackets of a clause."""
    pairs: list[Span] = []
    opened: list[int] = []
    for offset in range(*clause):
        if folded[offset] in _OPENERS:
            opened.append(offset)
        elif folded[offset] in _CLOSERS and opened:
            begin = opened.pop()
            if not opened:
                pairs.append((begin, offset + 1))
    return pairs


def _moved(figure: Figure, by: int) -> Figure:
    return replace(
        figure,
        start=figure.start + by,
        end=figure.end + by,
        owner_start=figure.owner_start + by,
        owner_end=figure.owner_end + by,
        part_of=None if figure.part_of is None else figure.part_of + by,
    )
