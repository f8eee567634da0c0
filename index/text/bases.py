"""What a value is given for each of: 每千名学生, 人均. A value for each of one thing is none for each of another."""

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from index.data_files import either, read_pairs, read_words
from index.text.folding import fold
from index.text.numerals import value_of

_NUMBER = r"[0-9,.]*[十百千万亿]*"


@dataclass(frozen=True, slots=True)
class Base:
    """A base as it is written at `[start, end)`: how many of what kind of thing; the kind is "" where it is not known."""

    start: int
    end: int
    number: Decimal
    kind: str


@functools.cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, words in read_pairs("index.text", "base_kinds.tsv") for word in words.split()}


@functools.cache
def _pattern() -> re.Pattern[str]:
    named = either({*_kinds(), *read_words("index.text", "every.txt")})
    means = either(read_words("index.text", "per.txt"))
    return re.compile(
        rf"(?:每一?(?P<number>{_NUMBER})(?:个|名)?(?P<each>{named}))(?:每(?:{named}))*|(?P<mean>{means})(?![衡匀])"
    )


def bases_in(text: str) -> list[Base]:
    """Return the bases that `text` names, in order: 每千名学生 is a thousand persons, 户均 one household."""
    found = []
    for match in _pattern().finditer(fold(text)):
        word = match["each"] or match["mean"].removesuffix("均")
        number = value_of(match["number"] or "") if match["number"] else Decimal(1)
        if match["number"] and number is None:
            number = value_of(f"1{match['number']}")  # 每千人
        found.append(Base(match.start(), match.end(), number or Decimal(1), _kinds().get(word, "")))
    return found


def differ(one: Base, other: Base) -> bool:
    """Tell whether two bases are surely not the same: 每千人 and 每百人, 每人 and 每户."""
    if one.kind and other.kind and one.kind != other.kind:
        return True
    return one.number != other.number
