"""Numbers as they are written, read into Decimals: digits, characters, capitals, and mixtures with 万 and 亿.

A numeral is one or more terms, each a coefficient with scales, the scales falling: 3.5万亿, 10亿3000万, 3万5千,
三万零五十六, 壹佰贰拾叁万伍仟. Nothing here raises: what is no numeral is None.
"""

import itertools
import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from index.text.han_numbers import DIGITS, MYRIAD, POWERS, TENS, YI, bounds_of
from index.text.units import unit_at

_EXACT = Context(prec=120)
_MOST_DIGITS = 24  # longer runs of digits are numbers of accounts and documents
HAN = "".join((*DIGITS, *POWERS, *TENS))  # every character of a number written in characters
# 百 and 千 before 万 and 亿 make scales of their own: 多少百万
_NAMED_SCALES = {*POWERS, *(f"{small}{large}" for small in "十百千万" for large in "万亿" if small != large)}
_FEWEST_STEPS = 2
_LARGEST = 10**16  # 万万亿; more scales in a row are no number
_ZERO = "".join(character for character, value in DIGITS.items() if value == 0)
_GROUPED = "(?:,[0-9]{3}){1,8}|(?:，[0-9]{3}){1,8}"
_ARABIC = re.compile(rf"(?:[0-9]{{1,3}}(?:{_GROUPED})(?![0-9])|[0-9]+)(?:\.[0-9]+)?")
_BLANKS = re.compile(r"[0-9]{1,3}(?: [0-9]{3}){1,8}(?![0-9])(?:\.[0-9]+)?")
_BEGINNINGS = frozenset(f"0123456789几数{HAN}")
_SPLIT = re.compile(r"[0-9]{1,4}\.[0-9] [0-9](?=[万亿])")  # by typesetting: 36.5 9亿元 is one number, no two stand so
# digits with small scales below a large one: 2万3千亿, 8千6百亿, 1千零50亿
_STEPPED = re.compile(r"(?:[0-9]{1,4}[万千百十]零?){1,4}(?:[0-9]{1,3})?(?=[万亿])")
_STEP = re.compile(r"([0-9]{1,4})([万千百十]?)零?")
_RUN = re.compile(f"[{HAN}几数]+")
_POINT = re.compile(f"点([{''.join(DIGITS)}]+)")
_LOOSE = re.compile("[余多来几]")
_LOOSE_INSIDE = re.compile("[余多来](?=[万亿])")
_SPOKEN_POINT = re.compile(
    r"([0-9]{1,4})点([0-9]{1,3})(?= ?(?:%|个?百分点|倍|[万亿]))"
)  # as it is dictated: 6点5个百分点
_SPOKEN_YI = re.compile(
    r"个([余多来]?)(?=亿(?:[，。；、！？）)\s多左以]|$))"
)  # 1.2个亿, 3个多亿; in 3个亿元项目 个 counts
_AFTER_GAP = (*POWERS, "余", "多")  # what may stand after a blank and still belong to the number: 3600 多人次
_NOTE = re.compile(r"[⁰¹²³⁴-⁹]+|\[[0-9]{1,2}\]|〔[0-9]{1,2}〕|[①-⑳]")  # a note's raised mark, glued to the number


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at `[start, end)`: `upper` where it is approximate (两三百, 几十), `loose` for 余, 多, 来, 几.

    `bare`: scales without a digit (百, 上千), which count only with a word that says how they are meant; `core` is what
    is written in characters, "" for digits; `scaled` tells whether a scale is part of it.
    """

    start: int
    end: int
    value: Decimal
    upper: Decimal | None = None
    loose: str = ""
    core: str = ""
    bare: bool = False
    scaled: bool = False
    factor: Decimal = Decimal(1)  # what the scales after its last digit make

    @property
    def decimal(self) -> bool:
        """Whether its value has a fraction."""
        return self.value != self.value.to_integral_value()


def scales() -> tuple[str, ...]:
    """Return the words a number may be scaled by (万, 亿 …), the longest first."""
    return tuple(sorted(_NAMED_SCALES, key=lambda scale: (-len(scale), scale)))


def value_of(written: str) -> Decimal | None:
    """Return the value of a number such as 2,300, 1.2万, 十二, 两千三, 三百余; None for what is none, or one of two (一二, 三四百)."""
    written = written.strip()
    found = numeral_at(written, 0) if written else None
    if found is None or found.end < len(written) or found.bare or found.upper is not None:
        return None
    return found.value


def numerals_in(folded: str) -> list[Numeral]:
    """Return every number of folded text, whether it counts something or not, in order; they do not overlap."""
    found: list[Numeral] = []
    at = 0
    while at < len(folded):
        numeral = numeral_at(folded, at) if folded[at] in _BEGINNINGS else None
        if numeral is not None:
            found.append(numeral)
        at = max(at + 1, numeral.end if numeral is not None else at)
    return found


def numeral_at(folded: str, offset: int, blanks: bool = True) -> Numeral | None:
    """Return the numeral that begins at `offset` of folded text; `blanks`: digits may be grouped by single blanks."""
    character = folded[offset : offset + 1]
    if "0" <= character <= "9":
        return _arabic(folded, offset, blanks)
    return _han(folded, offset) if character and (character in HAN or character in "几数") else None


def skip_notes(folded: str, offset: int) -> int:
    """Return where the text goes on after the raised mark of a note (126[1]名), `offset` where there is none."""
    found = _NOTE.match(folded, offset)
    return found.end() if found else offset


def without_notes(written: str) -> str:
    """Return a figure without the raised marks of notes glued to its number: 612.8¹万人次 → 612.8万人次."""
    return re.sub(rf"(?<=[0-9])(?<!×10)(?:{_NOTE.pattern})", "", written)


def _arabic(folded: str, offset: int, blanks: bool) -> Numeral | None:
    stepped = _stepped(folded, offset)
    if stepped is not None:
        return stepped
    found = (_SPLIT.match(folded, offset) or _BLANKS.match(folded, offset)) if blanks else None
    found = found or _SPOKEN_POINT.match(folded, offset) or _ARABIC.match(folded, offset)
    if found is None or found.end() - offset > _MOST_DIGITS:
        return None
    value = Decimal(re.sub("[,， ]", "", found.group()).replace("点", "."))
    end = skip_notes(folded, found.end())
    gap = end + 1 if folded[end : end + 1] == " " and folded[end + 1 : end + 2] in _AFTER_GAP else end
    numeral = _scaled(folded, Numeral(offset, end, value), gap)
    while numeral.scaled and not numeral.loose and (joined := _next_term(folded, numeral)) is not None:
        numeral = joined
    return numeral


def _stepped(folded: str, offset: int) -> Numeral | None:
    """Read digits whose scales fall and that one larger scale multiplies as a whole; None where there is no such number."""
    found = _STEPPED.match(folded, offset)
    if found is None:
        return None
    steps = [(Decimal(step[1]), POWERS.get(step[2], 1 if step[2] else 0)) for step in _STEP.finditer(found.group())]
    powers = [power for _, power in steps]
    large = POWERS[folded[found.end()]]
    falling = all(before > after for before, after in itertools.pairwise(powers))
    if len(steps) < _FEWEST_STEPS or not falling or large <= powers[0]:
        return None
    value = sum((number * 10**power for number, power in steps), Decimal(0))
    return _scaled(folded, Numeral(offset, found.end(), value), found.end())


def _next_term(folded: str, numeral: Numeral) -> Numeral | None:
    """Add a lower term: 3000万 of 10亿3000万, 5千 of 3万5千; None where what follows is none."""
    at = numeral.end
    zero = folded[at : at + 1] in tuple(_ZERO)
    if zero:
        at += 1
    stepped = _stepped(folded, at)
    if stepped is not None:  # 8千3百万 of 9亿8千3百万
        fits = stepped.value < _EXACT.power(Decimal(10), _lowest_power(numeral.value))
        total = _EXACT.add(numeral.value, stepped.value)
        return replace(stepped, start=numeral.start, value=total, scaled=True) if fits else None
    found = _ARABIC.match(folded, at)
    if found:
        if found.end() - at > _MOST_DIGITS:
            return None
        coefficient, end = Decimal(found.group().replace(",", "").replace("，", "")), found.end()
    elif DIGITS.get(folded[at : at + 1], 0) and folded[at + 1 : at + 2] in POWERS:
        coefficient, end = Decimal(DIGITS[folded[at]]), at + 1
    else:
        return None
    term = _scaled(folded, Numeral(at, end, coefficient), end)
    power = _lowest_power(numeral.value)
    if not term.scaled and not zero and (found is None or len(found.group()) < 3):
        return None  # 3万5所 is no number
    if term.value >= _EXACT.power(Decimal(10), power):
        return None
    return replace(term, start=numeral.start, value=_EXACT.add(numeral.value, term.value), scaled=True)


def _lowest_power(value: Decimal) -> int:
    """Return the power of ten of the scale that a value ends with: 8 for 10亿, 4 for 3万."""
    return (
        YI
        if value % 10**YI == 0
        else MYRIAD
        if value % 10**MYRIAD == 0
        else 3
        if value % 1000 == 0
        else 2
        if value % 100 == 0
        else 0
    )


def _scaled(folded: str, numeral: Numeral, offset: int) -> Numeral:
    """Take in the scales after a number, and the 余 or 多 before, between or after them; a unit (千瓦) is no scale."""
    end, value, loose, scaled = offset, numeral.value, numeral.loose, numeral.scaled
    found = _SPOKEN_YI.match(folded, offset) or _LOOSE.match(folded, offset)
    if found and not loose:
        loose, end = found.group().removeprefix("个"), found.end()
    last, factor = end if found else offset, Decimal(1)
    while True:
        while (power := POWERS.get(folded[last : last + 1])) is not None and not unit_at(folded, last):
            factor, last, scaled = factor * 10**power, last + 1, True
            if factor > _LARGEST:
                return numeral
        split = _LOOSE_INSIDE.match(folded, last)
        if loose or not split or factor >= 10 ** POWERS[folded[split.end()]] or unit_at(folded, split.end()):
            break
        loose, last = split.group(), split.end()  # 5千多万
    value = _EXACT.multiply(value, factor)
    if last == offset and not found:
        return numeral
    if not loose and (found := _LOOSE.match(folded, last)):
        loose, last = found.group(), found.end()
    if loose == "来" and not scaled and numeral.core[-1:] not in tuple("十百千"):
        return numeral  # 3来 is no number
    upper = numeral.upper and _EXACT.multiply(numeral.upper, factor)
    return replace(numeral, end=last, value=value, upper=upper, loose=loose, scaled=scaled, factor=factor)


def _han(folded: str, offset: int) -> Numeral | None:
    found = _RUN.match(folded, offset)
    if found is None or found.end() - offset > 2 * _MOST_DIGITS:
        return None
    end = found.end()
    if end - offset > 1 and folded[end - 1] in POWERS and unit_at(folded, end - 1):
        end -= 1  # 三百千瓦, 两百分点
    written = folded[offset:end]
    bounds = bounds_of(written)
    if bounds is None:
        return None
    low, high = bounds
    loose = "几" if "几" in written else "数" if "数" in written else ""
    bare = all(character in POWERS for character in written) and written[0] not in "十拾"
    numeral = Numeral(
        offset, end, low, high if high != low else None, loose, written, bare, any(c in POWERS for c in written)
    )
    point = _POINT.match(folded, end)
    if point and len(point[1]) <= _MOST_DIGITS and high == low:
        digits = "".join(str(DIGITS[character]) for character in point[1])
        numeral = replace(numeral, end=point.end(), value=_EXACT.add(low, Decimal(f"0.{digits}")), bare=False)
    if loose:
        return numeral
    return _scaled(folded, numeral, numeral.end)
