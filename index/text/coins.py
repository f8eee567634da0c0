"""Parts of a yuan written behind it, as in accounts: 壹佰贰拾元伍角, 3元5角, 拾元零伍分."""

import re
from dataclasses import replace
from decimal import Decimal

from index.text.numerals import value_of
from index.text.quantity import Quantity

_DIGIT = "[1-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_COINS = re.compile(rf"(?:(?P<tenths>{_DIGIT})角(?:(?P<hundredths>{_DIGIT})分)?|零(?P<only>{_DIGIT})分)[整正]?(?!钟)")


def with_coins(folded: str, money: Quantity) -> Quantity:
    """Return an amount in yuan with the 角 and 分 that follow it; as it is where none do."""
    found = _COINS.match(folded, money.end) if money.upper is None else None
    if found is None:
        return money
    tenths, hundredths = (value_of(found[name] or "") or Decimal(0) for name in ("tenths", "hundredths"))
    cents = hundredths or value_of(found["only"] or "") or Decimal(0)
    value = money.value + tenths / 10 + cents / 100
    return replace(money, end=found.end(), value=value)
