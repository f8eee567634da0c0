"""Words that put a value on one side of nothing: a loss of 3200万元 is a profit below nothing, a deficit no surplus."""

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass

from index.data_files import either, read_pairs
from index.text.folding import fold
from index.types import Figure

_LONGEST = 40  # characters before a value that are looked at
# what may stand between such a word and its value: 亏损额降至640万元, 净流出人口约1.1万人
_BETWEEN = "(?:实现|总额|金额|额|总量|总数|人口|人数|规模|共计|合计|累计|共|达到|达|扩大|收窄|减少|增加|下降|上升|降低|[升降增减为是至到约近超过了有:： ])*"
# … where values stand in a row and share the word: 分别亏损3200万元、120万元
_IN_A_ROW = "(?:(?:总额|金额|额|共|合计|达|为|约|[:：了 ])*[0-9.,万亿]+[^0-9，,。；;、]{1,3}[、和与及])*"
_TO_A_CHANGE = "[^，,。；;、0-9]{0,12}"  # 亏损同比减少18%


@dataclass(frozen=True, slots=True)
class Pole:
    """A word of a text that puts a value on one side of nothing, where it stands, and the words of either side."""

    word: str
    start: int
    end: int
    below: frozenset[str]
    above: frozenset[str]

    @property
    def negative(self) -> bool:
        """Whether it says that the value lies below nothing."""
        return self.word in self.below


@functools.cache
def _sides() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (frozenset(below.split()), frozenset(above.split())) for below, above in read_pairs("index.text", "poles.tsv")
    )


@functools.cache
def _word() -> re.Pattern[str]:
    # 减亏450万元 and 扭亏 are no losses, 盈亏 is either
    return re.compile(f"(?<![减扭止治盈])(?:{either(word for sides in _sides() for side in sides for word in side)})")


@functools.cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"的?[\u4e00-\u9fff]{{0,4}}?(?P<word>{_word().pattern})(?=[，,。；;、）)的]|$)")


@functools.cache
def _gaps() -> tuple[re.Pattern[str], re.Pattern[str]]:
    level = f"{_BETWEEN}{_IN_A_ROW}"
    return re.compile(level), re.compile(f"{level}|{_TO_A_CHANGE}")


def poles_in(text: str) -> frozenset[str]:
    """Return the words of `text` that put a value on one side of nothing: 亏损, 顺差."""
    return frozenset(_word().findall(fold(text)))


@functools.cache
def below(word: str) -> frozenset[str]:
    """Return the words that say the reverse of a word for what lies above nothing: 亏损 for 利润; none for another."""
    return frozenset(low for lows, highs in _sides() if word in highs for low in lows if len(low) > 1)


def tells_reverse(text: str, asked: Collection[str]) -> bool:
    """Tell whether `text` says the reverse of words that put a value on one side of nothing: 全年亏损 of 盈利."""
    told = poles_in(text)
    return any(
        here & told and not there & told and there & set(asked) and not here & set(asked)
        for below, above in _sides()
        for here, there in ((below, above), (above, below))
    )


def pole_of(text: str, figure: Figure) -> Pole | None:
    """Return the word that puts a figure of `text` on one side of nothing: 亏损 of 亏损额为318万元, 逆差 of 2.5亿元的逆差."""
    begin = max(0, figure.start - _LONGEST)
    lead = fold(text[begin : figure.start])
    found = list(_word().finditer(lead))
    if found and _gaps()[figure.is_change].fullmatch(lead, found[-1].end()):
        return _pole(found[-1].group(), begin + found[-1].start())
    after = None if figure.is_change else _behind().match(fold(text[figure.end : figure.end + _LONGEST]))
    return _pole(after["word"], figure.end + after.start("word")) if after else None


def _pole(word: str, start: int) -> Pole:
    below, above = next(sides for sides in _sides() if word in sides[0] or word in sides[1])
    return Pole(word, start, start + len(word), below, above)
