"""Numbers of sheets and charts as they are shown: percent, thousands, scales and units that a format adds."""

import datetime
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_BRACKETED = re.compile(r"\[[^\]]*\]")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_PLACES = re.compile(r"[0#?][0#?,. ]*(?:!?\.[0#?]*,*)?")
_DATE = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)\]")
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    **{"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge},
    **{"=": operator.eq, "<>": operator.ne},
}
_EPOCH = datetime.date(1899, 12, 30)
_ARROWS = "▲▼△▽↑↓ "  # beside a sign they say it twice
_CURRENCIES = {"¥": "元", "￥": "元", "$": "美元", "US$": "美元", "€": "欧元"}
_MOST_DIGITS = 15  # what a cell can hold; digits behind are left over from binary fractions

# the built-in formats that show something of their own
BUILT_IN = {
    **{9: "0%", 10: "0.00%", 11: "0.00E+00", 49: "@"},
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm"),
}


def is_date_format(form: str) -> bool:
    """Tell whether a format shows dates or times."""
    bare = _QUOTED.sub(lambda m: "" if m[1] is None else m[1] if m[1] in "年月日" else "", _BRACKETED.sub("", form))
    return form.lower() != "general" and bool(_DATE.search(bare)) and not re.search(r"[0#]", bare)


def shown(text: str, form: str, date1904: bool = False) -> str:
    """Return the stored number `text` as its format shows it, as far as that changes its meaning; other text as it is.

    Zeros that only fill up and thousands commas are left out, and no digit is rounded away, unless the format scales.
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    if is_date_format(form):
        return _date(number, form, date1904)
    sections = _sections(form)
    section, by_sign = _section_of(number, sections)
    if len(sections) > 1 and not section.strip():
        return ""  # ;;; shows nothing
    sections = sections if by_sign else sections[:1]
    bare = _BRACKETED.sub("", section)
    literal = _QUOTED.sub("", bare)
    if re.fullmatch(r"(?i)general|@|", literal.strip()) and not _QUOTED.search(bare):
        return _plain(number)
    if re.search(r"(?i)[0#]e[+-]", literal):
        return _plain(number)
    if "%" in literal:
        number *= 100
    thousands = re.search(r"[0#?](,+)(?![0#?])", re.sub(r'"[^"]*"|\\.', "", bare))
    scaled = bool(thousands)
    if thousands:
        number /= Decimal(1000) ** len(thousands[1])
    if "!." in bare or '"."' in bare or "\\." in bare:
        # 0!.0,"万": a point written as a letter before the last digits, the way ten thousands are shown
        decimals = re.search(r'(?:!\.|"\."|\\\.)([0#]+)', bare)
        number /= Decimal(10) ** len(decimals[1] if decimals else "0")
        scaled = True
    if scaled or "%" in literal:
        number = _rounded(number, max(_decimals(literal, bare), 2 if scaled else 4))
    prefix, suffix = _around(bare)
    if by_sign and len(sections) > 1:
        prefix, suffix = _without_sign(number, prefix, suffix, sections)
    if number == 0 and not re.search(r"0", literal) and len(sections) > 2:
        return prefix + suffix if re.search(r"\w", prefix + suffix) else "0"  # a dash, or 持平
    prefix = prefix.strip(_ARROWS)
    if prefix in _CURRENCIES:
        prefix, suffix = "", suffix or _CURRENCIES[prefix]
    return f"{prefix}{_plain(number)}{suffix}"


def _without_sign(number: Decimal, prefix: str, suffix: str, sections: list[str]) -> tuple[str, str]:
    """Return what stands around a number less what only tells its sign, which the number itself keeps: (3) → -3."""
    if number < 0:
        for opened, closed in (("(", ")"), ("（", "）")):
            if opened in prefix:
                prefix, suffix = prefix.replace(opened, "", 1), "".join(suffix.rsplit(closed, 1))
        prefix = prefix.replace("-", "", 1)
    if number != 0:
        words = [_around(_BRACKETED.sub("", section))[0].strip(_ARROWS + "-+(（") for section in sections[:2]]
        if all(words) and words[0] != words[1]:
            prefix = ""  # 增3;减3
    return prefix, suffix


def _sections(form: str) -> list[str]:
    parts, quoted, start = [], False, 0
    for place, character in enumerate(form):
        if character == '"':
            quoted = not quoted
        elif character == ";" and not quoted:
            parts.append(form[start:place])
            start = place + 1
    return [*parts, form[start:]]


def _section_of(number: Decimal, sections: list[str]) -> tuple[str, bool]:
    """Return the section of a format that a number is shown by, and whether sections are told apart by its sign."""
    conditions = [_CONDITION.search(section) for section in sections[:2]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _COMPARED[condition[1]](number, Decimal(condition[2])):
                return section, False
        return sections[-1] if len(sections) > 2 else sections[0], False
    if number == 0 and len(sections) > 2:
        return sections[2], True
    return sections[1] if number < 0 and len(sections) > 1 else sections[0], True


def _decimals(literal: str, bare: str) -> int:
    found = re.search(r"\.([0#?]+)", literal) or re.search(r'(?:!\.|"\."|\\\.)([0#]+)', bare)
    return len(found[1]) if found else 0


def _around(bare: str) -> tuple[str, str]:
    """Return what a format writes before and behind the number."""
    placed = _PLACES.search(re.sub(r'"[^"]*"', lambda m: "\0" * len(m[0]), bare))
    start, end = placed.span() if placed else (0, 0)
    return _literal(bare[:start]), _literal(bare[end:])


def _literal(text: str) -> str:
    shown_text = _QUOTED.sub(lambda m: m[1] if m[1] is not None else m[2] if m[2] is not None else "", text)
    return re.sub(r"[#0?,!.@]", "", shown_text).replace("General", "").strip() if shown_text else ""


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) if abs(number) < 10**20 else number


def _plain(number: Decimal) -> str:
    """Write a number in full, without an exponent, its fraction as far as a cell can hold it."""
    digits = len(number.as_tuple().digits)
    if digits > _MOST_DIGITS and number != number.to_integral_value():
        number = number.quantize(Decimal(1).scaleb(number.adjusted() - _MOST_DIGITS + 1), ROUND_HALF_UP)
    written = f"{number:f}" if abs(number.adjusted()) < 40 else str(number)
    return (written.rstrip("0").rstrip(".") or "0") if "." in written else written


def _date(number: Decimal, form: str, date1904: bool) -> str:
    days = int(number) + (1462 if date1904 else 0)
    if not 0 < days < 2_958_466:
        return _plain(number)
    day = _EPOCH + datetime.timedelta(days=days)
    bare = _BRACKETED.sub("", form).lower()
    if "y" not in bare and "d" not in bare and "m" not in bare.replace("mm:", ""):
        minutes = int((number % 1) * 1440 + Decimal("0.5"))
        return f"{minutes // 60}:{minutes % 60:02d}"
    if "d" not in bare and "日" not in bare:
        return f"{day.year}年{day.month}月" if "m" in bare else f"{day.year}年"
    if "y" not in bare:
        return f"{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"
