"""What a question over several years or regions wants of their values: an order, a bound, something computed."""

from decimal import Decimal

from assistant.question.patterns import asking, patterns
from assistant.types import Bound, Comparison, Operation, Order
from index.text import value_of

_PATTERNS = patterns("comparison")
# the first one met is meant
_OPERATIONS = (Operation.SUM, Operation.MEAN, Operation.GAP, Operation.GROWTH, Operation.DIFFERENCE)


def read_comparison(plain: str) -> Comparison:
    """Read it off a question in Simplified Chinese."""
    order = _order(plain)
    listed = _says("downwards", plain) or _says("upwards", plain)
    return Comparison(
        order=order,
        word=_word(plain, listed) if order is not None else "",
        bound=_bound(plain),
        operation=next((operation for operation in _OPERATIONS if _says(operation.value, plain)), None),
        growth=_says("growth", plain),
        listed=listed,
    )


def without_order(words: str) -> str:
    """Return what is asked of each of several that are to be put in order: 哪个教师多 → 教师多少."""
    bare = _PATTERNS["who_more"].sub(" ", words)
    return bare if _says("number", bare) else bare.rstrip(" ？?，,的") + asking("how_much")


def _says(name: str, plain: str) -> bool:
    return _PATTERNS[name].search(plain) is not None


def _order(plain: str) -> Order | None:
    if _says("least", plain):
        return Order.LEAST
    return Order.MOST if _says("most", plain) else None


def _word(plain: str, listed: bool) -> str:
    """Return what is said of the one asked for: 多, 高, the first of 从高到低; "" where it is only called the first."""
    said = _PATTERNS["said_of"].findall(plain)
    return str(said[0 if listed else -1]) if said else ""


def _bound(plain: str) -> Bound | None:
    for found in _PATTERNS["bound"].finditer(plain):
        under = _says("under", plain) or found["below"] is not None
        if not (found["over"] or found["after"] or (under and found["unit"])):
            continue
        limit = value_of(found["number"] + found["scale"]) if found["scale"] else None
        itself = found["after"] is not None or found["including"] is not None or _says("up_to", plain)
        return Bound(limit if limit is not None else Decimal(found["number"]), not under, itself)
    return None
