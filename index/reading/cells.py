"""What a single cell of a table says: a value, a period, a unit, nothing."""

import re
from collections.abc import Sequence

from index.data_files import read_pairs, read_pattern, read_words
from index.reading.radicals import ordinary
from index.text import fold, known_units, readable

_ROOM = "index.reading"

_SCALE = "万亿|千亿|百亿|亿|千万|百万|十万|万|千|百"
_SCALED = re.compile(rf"(?:{_SCALE})?(?P<unit>.+)")
_SIGN = "[-+±−–]?"
_DIGITS = r"(?:[0-9]{1,3}(?:[,，' ][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_VALUE = re.compile(
    rf"(?:约|近|逾|超|超过|不足)?{_SIGN}{_DIGITS}(?:\s*(?:-|—|~|至)\s*{_SIGN}{_DIGITS})?(?:余|多)?\s*(?P<unit>[^0-9\s].{{0,7}})?"
)
_BARE = re.compile(
    rf"(?:约|近|逾|超|超过|不足)?{_SIGN}{_DIGITS}(?:\s*(?:-|—|~|至)\s*{_SIGN}{_DIGITS})?(?:余|多)?(?:{_SCALE})?(?:余|多)?"
)
_SCALE_ONLY = re.compile(rf"(?:{_SCALE})(?:余|多)?")
_HAN_VALUE = re.compile(r"[○〇零一二三四五六七八九十百千万]{1,8}")
_YEAR = re.compile(
    r"(?:19|20)[0-9]{2}\s*(?:学年度?|年度?|年末|年底)?(?:[-—~至](?:(?:19|20)[0-9]{2}|[0-9]{2})\s*(?:学年度?|年度?)?)?"
)
_LEADING_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:19|20)[0-9]{2})?(?:学年度?|年度?(?!鉴))")
_SPACED_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[ \xa0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?")
_MARKS = re.compile(
    r"(?<=[0-9%％‰\u4e00-\u9fff）)])\s*(?:[①-⑳⑴-⒇¹²³⁴⁵⁶⁷⁸⁹⁰]+|[*＊†‡#]+|\[[0-9]{1,2}\]|〔[0-9]{1,2}〕|［[0-9]{1,2}］)+$"
)
_BRACKET = re.compile(r"[（(【\[〔［]\s*(?:单位\s*[：:]\s*)?([^（）()【】\[\]〔〕［］]{1,12})\s*[）)】\]〕］]\s*$")
_SLASHED = re.compile(r"[/／，,：:]\s*([^/／，,：:\s]{1,6})$")
_CAPTION = re.compile(r"(?:^|[\s（(【\[，,。；;]|计量|计算|金额|数量)单位\s*[：:]\s*([^（）【】\[\]。；;\n]{1,40})")
_BETWEEN_UNITS = re.compile(r"[、，,；;]|\s+|和")
_ARROW = re.compile(rf"[↑↓]\s*(?P<value>{_DIGITS}\s*[%％]?)|(?P<value_before>{_DIGITS}\s*[%％]?)\s*[↑↓]")
_BRACKETED = re.compile(rf"[(（]\s*(?P<value>{_DIGITS}\s*[%％]?)\s*[)）]")
_GROUP_COMMA = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_ORDINAL = re.compile(r"(?:序号|编号|项次|行次|序|no\.?|#)", re.IGNORECASE)
_UNIT_COLUMN = re.compile(r"(?:计量|计算|数量|金额)?\s*单\s*位")


def cleaned_cell(text: str) -> str:
    """Return a cell's text on one line, blanks between thousands taken out where the cell is such a number."""
    text = " ".join(_UNSEEN.sub("", ordinary(readable(text))).split())
    arrow = _ARROW.fullmatch(text)
    if arrow:  # ↓1.8%: the arrow is the sign
        return ("-" if "↓" in text else "+") + (arrow["value"] or arrow["value_before"])
    return re.sub(r"\s", "", text) if _SPACED_THOUSANDS.fullmatch(text) else text


def as_negative(cell: str) -> str:
    """Return a number in brackets, as accounts write a fall, with its sign: (4.1) → -4.1; other cells as they are."""
    found = _BRACKETED.fullmatch(cell)
    return f"-{found['value']}" if found else cell


def is_empty(cell: str) -> bool:
    """Tell whether a cell says that there is nothing: blank, a dash, an error of the sheet."""
    return not cell or fold(cell).strip() in read_words(_ROOM, "empty_cells.txt") or not re.sub(r"[-—─－\s]", "", cell)


def without_marks(cell: str) -> str:
    """Return a value without the marks of notes behind it: 41① → 41."""
    return _MARKS.sub("", cell)


def plain_value(cell: str) -> str:
    """Return a value as a line says it: without marks of notes and without commas between thousands, 1,286① → 1286."""
    return _GROUP_COMMA.sub("", without_marks(cell))


def is_value(cell: str) -> bool:
    """Tell whether a cell holds a number, alone or with its unit."""
    folded = fold(without_marks(cell)).strip()
    found = _VALUE.fullmatch(folded)
    if found:
        unit = (found["unit"] or "").strip()
        return not unit or unit in ("%", "‰") or bool(_SCALE_ONLY.fullmatch(unit)) or is_unit(unit.rstrip("余多整"))
    return bool(_HAN_VALUE.fullmatch(folded)) and len(folded) <= 6


def is_bare(cell: str) -> bool:
    """Tell whether a value names no unit."""
    return bool(_BARE.fullmatch(fold(without_marks(cell)).strip()))


def is_year(cell: str) -> bool:
    """Tell whether a cell names a year or years and nothing else: 2023, 2023年, 2022-2023学年."""
    return bool(_YEAR.fullmatch(fold(cell).strip()))


def as_year(cell: str) -> str:
    """Return a year with its word: 2023 → 2023年."""
    return f"{cell}年" if re.fullmatch(r"(?:19|20)[0-9]{2}", fold(cell)) else cell


def leading_year(name: str) -> tuple[str, str]:
    """Part a name into the year it begins with and the rest: 2023年学校数 → 2023年, 学校数."""
    found = _LEADING_YEAR.match(fold(name))
    return (name[: found.end()], name[found.end() :].lstrip()) if found else ("", name)


def _is_known_unit(text: str) -> bool:
    return text in known_units() or text in read_words(_ROOM, "cell_units.txt")


def is_unit(text: str) -> bool:
    """Tell whether `text` is a unit: 万元, 平方米, 元/人, km²."""
    text = fold(text).strip().replace(" ", "")
    if not text:
        return False
    if _is_known_unit(text):
        return True
    found = _SCALED.fullmatch(text)
    if found and found["unit"] != text and _is_known_unit(found["unit"]):
        return True
    parts = re.split(r"[/·]|每", text)
    return len(parts) in (2, 3) and all(is_unit(part) or part in read_words(_ROOM, "unit_times.txt") for part in parts)


def unit_of_name(name: str) -> tuple[str, str]:
    """Part a row's or column's name into itself and the unit it ends with: 在校生（万人） → 在校生, 万人."""
    found = _BRACKET.search(name)
    if found and _accepted(found[1]):
        return name[: found.start()].strip(), found[1].strip()
    found = _SLASHED.search(name)
    if found and is_unit(found[1]) and found.start() > 0 and not is_unit(name):
        return name[: found.start()].strip(), found[1].strip()
    return name, ""


def _accepted(text: str) -> bool:
    one_character = len(text.strip()) == 1 and "\u4e00" <= text.strip() <= "\u9fff" and text.strip() not in "男女无略"
    return is_unit(text) or one_character


def caption_units(text: str) -> tuple[str, ...]:
    """Return the units that a line beside a table gives for it: 单位：万人、% → 万人, %; none without any."""
    for found in _CAPTION.finditer(text):
        whole = found[1].strip().rstrip(")） ")
        units = tuple(part for part in _BETWEEN_UNITS.split(whole) if part)
        if is_unit(whole) or (units and all(_accepted(unit) or unit in "%％‰" for unit in units)):
            return (whole,) if is_unit(whole) else units
    return ()


def ends_with_unit(text: str) -> tuple[str, ...]:
    """Return the unit in brackets at the end of a table's title: …情况表（万元）."""
    found = _BRACKET.search(text.strip())
    return (found[1].strip(),) if found and is_unit(found[1]) else ()


def unit_among(units: Sequence[str], name: str) -> str:
    """Return the one of several units that counts what a column's name ends with: 人 for 专任教师; "" where none surely does."""
    counts = {unit: endings.split("|") for unit, endings in read_pairs(_ROOM, "unit_nouns.txt")}
    fitting = [
        unit
        for unit in units
        if name.endswith(tuple(counts.get(bare["unit"] if (bare := _SCALED.fullmatch(unit)) else unit, ())))
    ]
    return fitting[0] if len(fitting) == 1 else ""


def is_rate(name: str) -> bool:
    """Tell whether a name speaks of a share or a rate of change, whose unit is not that of amounts."""
    rate, amount = read_pattern(_ROOM, "rate_words.txt"), read_pattern(_ROOM, "amount_words.txt")
    return bool(rate.search(name)) and not amount.search(name)


def says_nothing(name: str) -> bool:
    """Tell whether a column's name only says that a value stands there: 数值, 完成数."""
    return bool(read_pattern(_ROOM, "plain_columns.txt").fullmatch(name))


def is_code_name(heading: str) -> bool:
    """Tell whether what stands below a heading are names made of digits: 学校代码, 联系电话."""
    return bool(read_pattern(_ROOM, "code_columns.txt").search(unit_of_name(re.sub(r"\s", "", heading))[0]))


def is_share_unit(unit: str) -> bool:
    return fold(unit) in ("%", "‰", "个百分点", "百分点", "百分比")


def is_ordinal_name(heading: str) -> bool:
    """Tell whether a heading only numbers the rows: 序号."""
    return bool(_ORDINAL.fullmatch(re.sub(r"\s", "", heading)))


def is_unit_column(heading: str, cells: list[str]) -> bool:
    """Tell whether a column holds the units of its rows."""
    filled = [cell for cell in cells if not is_empty(cell)]
    return (
        bool(_UNIT_COLUMN.fullmatch(heading.strip()) or not heading.strip())
        and bool(filled)
        and all(is_unit(cell) or cell in ("%", "％", "‰") for cell in filled)
    )
