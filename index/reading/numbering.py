"""The labels Word makes itself for numbered paragraphs (一、 （一） 1. ①), which no run of text holds."""

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

_HAN = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Write 1 to 99 in Chinese numerals."""
    if number < 10:
        return _HAN[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")


def written(number: int, form: str) -> str:
    """Write `number` in the numbering format that WordprocessingML calls `form`."""
    if form.lower().startswith(("chinese", "ideograph", "japanese", "taiwanese")) and 0 < number < 100:
        return chinese_number(number)
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    return str(number)


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counters: dict[tuple[str, int], int] = {}
        self._list_of: dict[str, str] = {}
        try:
            root: Any = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.iterchildren(qn("w:abstractNum")):
            levels = {}
            for level in abstract.iterchildren(qn("w:lvl")):
                form, label, start = (level.find(qn(tag)) for tag in ("w:numFmt", "w:lvlText", "w:start"))
                levels[int(level.get(qn("w:ilvl")))] = (
                    "decimal" if form is None else form.get(qn("w:val")),
                    "" if label is None else label.get(qn("w:val")) or "",
                    1 if start is None else int(start.get(qn("w:val"))),
                )
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for num in root.iterchildren(qn("w:num")):
            target = num.find(qn("w:abstractNumId"))
            if target is not None:
                self._list_of[num.get(qn("w:numId"))] = target.get(qn("w:val"))

    def label(self, paragraph: Any) -> str:
        """Return the label of the next paragraph of the document, "" where it has none."""
        properties = paragraph.pPr
        numbered = None if properties is None else properties.numPr
        if numbered is None or numbered.numId is None:
            return ""
        listed = self._list_of.get(str(numbered.numId.val))
        depth = 0 if numbered.ilvl is None else int(numbered.ilvl.val)
        levels = self._levels.get(listed or "", {})
        if listed is None or depth not in levels or levels[depth][0] in ("bullet", "none"):
            return ""
        start = levels[depth][2]
        self._counters[listed, depth] = self._counters.get((listed, depth), start - 1) + 1
        for deeper in range(depth + 1, 9):
            self._counters.pop((listed, deeper), None)
        label = levels[depth][1]
        for upper in range(depth + 1):
            form, _, first = levels.get(upper, ("decimal", "", 1))
            label = label.replace(f"%{upper + 1}", written(self._counters.get((listed, upper), first), form))
        return label
