"""Values of written numbers: Arabic digits with 万/亿, and Chinese numerals (through `cn2an`)."""

import re
from decimal import Decimal

import cn2an

CHINESE_DIGITS = "零〇一二两三四五六七八九十百千"
_SCALES = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "十万": Decimal(100_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "百亿": Decimal(10_000_000_000),
    "千亿": Decimal(100_000_000_000),
    "万亿": Decimal(1_000_000_000_000),
}
_ARABIC = re.compile(r"(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<scale>万亿|千亿|百亿|亿|千万|百万|十万|万|千|百)?\Z")
_CHINESE = re.compile(rf"(?P<digits>[{CHINESE_DIGITS}万亿]+)(?:点(?P<fraction>[{CHINESE_DIGITS}]+))?\Z")


def scales() -> tuple[str, ...]:
    """Return the words a number may be scaled by (万, 亿 …), the longest first."""
    return tuple(sorted(_SCALES, key=lambda scale: (-len(scale), scale)))


def value_of(written: str) -> Decimal | None:
    """Return the value of a number as written, such as 1.2万, 2,300, 二十四 or 三百余; None where it is none."""
    written = written.strip().rstrip("余多来几").strip()
    arabic = _ARABIC.match(written)
    if arabic:
        scale = _SCALES[arabic["scale"]] if arabic["scale"] else Decimal(1)
        return Decimal(arabic["digits"].replace(",", "")) * scale
    if not _CHINESE.match(written):
        return None
    try:
        return Decimal(str(cn2an.cn2an(written.replace("〇", "零"), "smart")))
    except ValueError:
        return None
