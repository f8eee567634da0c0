"""Numbers written in characters alone: the value, or the smallest and the largest, that a run of them stands for."""

from decimal import Decimal

from index.data_files import read_pairs

_ROOM = "index.text"


DIGITS = {character: int(value) for character, value in read_pairs(_ROOM, "numerals.tsv")}
POWERS = {character: int(power) for character, power in read_pairs(_ROOM, "scales.tsv")}
TENS = {character: int(value) for character, value in read_pairs(_ROOM, "tens.tsv")}
MYRIAD, YI = 4, 8  # powers of ten of 万 and 亿


def bounds_of(written: str) -> tuple[Decimal, Decimal] | None:
    """Return the smallest and the largest value that a run of characters stands for."""
    vague = [position for position, character in enumerate(written) if character in "几数"]
    if vague:
        return _vague(written, vague)
    pair = _pair_in(written)
    if pair is not None:
        low = _plain(written[: pair + 1] + written[pair + 2 :])
        high = _plain(written[:pair] + written[pair + 1 :])
        return None if low is None or high is None else (low, high)
    value = _plain(written)
    return None if value is None else (value, value)


def _vague(written: str, vague: list[int]) -> tuple[Decimal, Decimal] | None:
    """Read 几十 as 20 to 90, 十几 as 11 to 19, 数百 as 200 to 900."""
    at = vague[0]
    if len(vague) > 1 or len(written) == 1 or (written[at] == "数" and at):
        return None
    lowest = "一" if at else "二"
    low, high = (_plain(written[:at] + digit + written[at + 1 :]) for digit in (lowest, "九"))
    return None if low is None or high is None else (low, high)


def _pair_in(written: str) -> int | None:
    """Return where two neighbouring digits say "about so many" (两三千, 十七八, 三五), None where nowhere does."""
    values = [DIGITS.get(character) for character in written]
    pairs = [at for at in range(len(values) - 1) if values[at] and values[at + 1]]
    if len(pairs) != 1 or sum(value is not None for value in values) > len([v for v in values if v]):
        return None
    at = pairs[0]
    low, high = values[at] or 0, values[at + 1] or 0
    return at if high == low + 1 or (low, high) == (3, 5) else None


def _plain(written: str) -> Decimal | None:
    """Return the value of a run of digits and scales in characters; None where they make no number."""
    if not written:
        return None
    if all(character in DIGITS for character in written):
        if len(written) == 1:
            return Decimal(DIGITS[written])
        digits = "".join(str(DIGITS[character]) for character in written)
        runs = "123456789".find(digits) >= 0  # 一二三 counts up
        return None if runs or (len(digits) == 2 and "0" not in digits) else Decimal(digits)
    total = section = 0
    digit: int | None = None
    last, after_zero = 99, False
    for character in written:
        if character in DIGITS:
            if digit is not None and not (digit == 0 and DIGITS[character]):
                return None
            digit = DIGITS[character]
            after_zero = after_zero or digit == 0
            continue
        if character in TENS:
            if digit:
                return None
            section, digit, last = section + TENS[character], None, 1
            continue
        power = POWERS[character]
        if power >= MYRIAD:
            section += digit or 0
            if section == 0 and total == 0 and character == written[0]:
                section = 1
            if section == 0 and total == 0:
                return None
            if power == YI or total == 0:
                total = (total + section) * 10**power
            elif total % 10**YI == 0:
                total += section * 10**power
            else:
                return None
            section, digit, last, after_zero = 0, None, power, False
            continue
        if power >= last and section:
            return None
        section += (1 if digit is None else digit) * 10**power
        digit, last, after_zero = None, power, False
    if digit and last >= 2 and last < 99 and not after_zero:
        return Decimal(total + section + digit * 10 ** (last - 1))  # 三百五, 一万五
    return Decimal(total + section + (digit or 0))
