"""The labels Word makes itself for numbered paragraphs (一、 （一） 1. ①), which no run of text holds."""

from dataclasses import dataclass
from typing import Any

from index.reading.ooxml import child_value, qn
from index.reading.styles import Styles

_HAN = "零一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LONGEST_LABEL = 60  # characters; nothing that numbers a paragraph comes near
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def chinese_number(number: int) -> str:
    """Write 1 to 99 in Chinese numerals."""
    if number < 10:
        return _HAN[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written


def written(number: int, form: str) -> str:
    """Write `number` in the numbering format that WordprocessingML calls `form`."""
    if form == "ideographTraditional" and 1 <= number <= 10:
        return _STEMS[number - 1]
    if form == "ideographZodiac" and 1 <= number <= 12:
        return _BRANCHES[number - 1]
    if (
        form in ("ideographEnclosedCircle", "decimalEnclosedCircle", "decimalEnclosedCircleChinese")
        and 1 <= number <= 20
    ):
        return chr(0x2460 + number - 1)
    if form == "decimalEnclosedParen" and 1 <= number <= 20:
        return chr(0x2474 + number - 1)
    if form == "decimalEnclosedFullstop" and 1 <= number <= 20:
        return chr(0x2488 + number - 1)
    if form.lower().startswith(("chinese", "ideograph", "japanese", "taiwanese")) and 0 < number < 100:
        return chinese_number(number)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 200:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    label: str
    start: int
    legal: bool  # all numbers in Arabic digits


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._counters: dict[tuple[str, int], int] = {}
        if root is None:
            return
        links: dict[str, str] = {}
        for abstract in root.iterchildren(qn("w:abstractNum")):
            key = str(abstract.get(qn("w:abstractNumId")))
            self._levels[key] = dict(_level(level) for level in abstract.iterchildren(qn("w:lvl")))
            link = child_value(abstract, "w:numStyleLink")
            if link:
                links[key] = link
        for num in root.iterchildren(qn("w:num")):
            key, target = str(num.get(qn("w:numId"))), child_value(num, "w:abstractNumId")
            if target:
                self._list_of[key] = target
            for override in num.iterchildren(qn("w:lvlOverride")):
                start = child_value(override, "w:startOverride")
                if start and start.isdigit():
                    self._overrides.setdefault(key, {})[int(override.get(qn("w:ilvl")) or 0)] = int(start)
        for key, link in links.items():
            num_id, _ = styles.numbering(link)
            linked = self._list_of.get(num_id or "", "")
            if not self._levels[key] and linked in self._levels:
                self._levels[key] = self._levels[linked]

    def label(self, paragraph: Any, follows: str) -> str:
        """Return the label of the next paragraph of the document, "" where it has none.

        `follows` is the paragraph's text: a label must not run into the figure it begins with.
        """
        num_id, depth = self._styles.numbering_of(paragraph)
        listed = self._list_of.get(num_id or "")
        levels = self._levels.get(listed or "", {})
        if num_id in (None, "0") or listed is None or depth not in levels:
            return ""
        level = levels[depth]
        override = self._overrides.get(num_id or "", {}).get(depth)
        if override is not None and (num_id or "", depth) not in self._begun:
            self._counters[listed, depth] = override - 1
        self._begun.add((num_id or "", depth))
        self._counters[listed, depth] = self._counters.get((listed, depth), level.start - 1) + 1
        for deeper in range(depth + 1, 9):
            self._counters.pop((listed, deeper), None)
        if level.form in ("bullet", "none"):
            return ""
        label = level.label
        for upper in range(depth + 1):
            own = levels.get(upper, level)
            number = self._counters.get((listed, upper), own.start)
            label = label.replace(f"%{upper + 1}", written(number, "decimal" if level.legal else own.form))
        return parted(label.strip()[:_LONGEST_LABEL], follows)


def parted(label: str, follows: str) -> str:
    """Return a label with what keeps it apart from the text: 1 + 3200名 → 1. 3200名."""
    if not label or not follows or not follows[0].isascii():
        return (
            f"{label}. " if label and label[-1].isascii() and label[-1].isalnum() and follows[:1].isdigit() else label
        )
    if label[-1].isdigit() or (label[-1].isascii() and label[-1].isalpha()):
        label += "."
    return label + (" " if follows[0].isalnum() or follows[0] in "+-%." else "")


def _level(level: Any) -> tuple[int, _Level]:
    form = child_value(level, "w:numFmt") or "decimal"
    start = child_value(level, "w:start") or "1"
    legal = level.find(qn("w:isLgl")) is not None
    label = child_value(level, "w:lvlText") or ""
    return int(level.get(qn("w:ilvl")) or 0), _Level(form, label, int(start) if start.isdigit() else 1, legal)
