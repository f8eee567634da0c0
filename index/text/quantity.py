"""What the grammar reads at one place of a text, before anything is said of its surroundings."""

from dataclasses import dataclass
from decimal import Decimal

from index.types import FigureKind


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at `[start, end)`; `first` is where the number itself begins, after sign and qualifier.

    `joined`: its unit, missing here, is that of the quantity it is joined to (1.3 of 1.3、2.4个百分点).
    """

    start: int
    end: int
    first: int
    value: Decimal
    unit: str
    kind: FigureKind
    qualifier: str = ""
    upper: Decimal | None = None
    ratio: tuple[Decimal, ...] = ()
    per: str = ""
    factor: Decimal = Decimal(1)
    joined: bool = False
