"""What a question over several years or regions wants of their values: an order, a bound, something computed."""

from decimal import Decimal

from assistant.question.patterns import patterns
from assistant.types import Bound, Comparison, Operation, Order
from index.text import value_of

_PATTERNS = patterns("comparison")
# the first one met is meant
_OPERATIONS = (Operation.SUM, Operation.MEAN, Operation.GAP, Operation.GROWTH, Operation.DIFFERENCE)


def read_comparison(plain: str) -> Comparison:
    """Read it off a question in Simplified Chinese."""
    return Comparison(
        order=_order(plain),
        bound=_bound(plain),
        operation=next((operation for operation in _OPERATIONS if _says(operation.value, plain)), None),
        growth=_says("growth", plain),
    )


def _says(name: str, plain: str) -> bool:
    return _PATTERNS[name].search(plain) is not None


def _order(plain: str) -> Order | None:
    if _says("least", plain):
        return Order.LEAST
    return Order.MOST if _says("most", plain) else None


def _bound(plain: str) -> Bound | None:
    for found in _PATTERNS["bound"].finditer(plain):
        under = _says("under", plain) or found["below"] is not None
        if not (found["over"] or found["after"] or (under and found["unit"])):
            continue
        limit = value_of(found["number"] + found["scale"]) if found["scale"] else None
        itself = found["after"] is not None or found["including"] is not None or _says("up_to", plain)
        return Bound(limit if limit is not None else Decimal(found["number"]), not under, itself)
    return None
