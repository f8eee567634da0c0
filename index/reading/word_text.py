"""The words of a paragraph of Word's: tracked changes as accepted, fields by their results, equations on one line,
hidden words left out; what hangs at it (text boxes, notes, pictures, charts) is handed out in order.
"""

import re
from typing import Any

from index.reading.equations import linear
from index.reading.marks import raised
from index.reading.noticed import Noticed
from index.reading.ooxml import qn
from index.reading.styles import Styles
from index.reading.symbols import sign_of

_DELETED = {qn("w:del"), qn("w:moveFrom"), qn("w:delText")}
_SILENT = {
    qn(f"w:{name}") for name in ("instrText", "delInstrText", "pPr", "rPr", "fldData", "sdtPr", "sdtEndPr", "rt")
}
_ANCHORS = {
    qn(name)
    for name in (
        *("w:txbxContent", "w:footnoteReference", "w:endnoteReference", "w:commentReference", "w:subDoc"),
        *("c:chart", "dgm:relIds", "o:OLEObject", "a:blip", "v:imagedata"),
    )
}
_DRAWN = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
_ALTERNATIVES = qn("mc:AlternateContent")
_PLAIN = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SHOWN_BOX = 540_000  # English metric units (1.5 cm): smaller pictures are signs or logos
_POINTS = re.compile(r"(width|height):\s*([0-9.]+)(pt|in|cm|mm)?")
_UNITS = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, None: 12_700}


class LineReader:
    """Reads paragraphs of one document; `place` names where it is, for what it notices."""

    def __init__(self, styles: Styles, noticed: Noticed) -> None:
        self._styles = styles
        self._noticed = noticed
        self.place = ""

    def read(self, paragraph: Any) -> tuple[str, list[Any]]:
        """Return a paragraph's text and the elements that hang at it, in order."""
        parts: list[str] = []
        anchors: list[Any] = []
        self._walk(paragraph, self._styles.hides_paragraph(paragraph), parts, anchors)
        return "".join(parts), anchors

    def _walk(self, element: Any, hidden: bool, parts: list[str], anchors: list[Any]) -> None:
        for child in element.iterchildren():
            tag = child.tag
            if tag in _SILENT:
                continue
            if tag in _DELETED:
                if next(child.iter(qn("w:delText"), qn("w:t")), None) is not None:
                    self._noticed.add("deleted", self.place)
            elif tag == qn("w:r"):
                self._run(child, hidden, parts, anchors)
            elif tag in (qn("m:oMath"), qn("m:oMathPara")):
                parts.append(linear(child))
            elif tag == qn("w:sdt"):
                properties = child.find(qn("w:sdtPr"))
                if properties is None or properties.find(qn("w:showingPlcHdr")) is None:
                    self._walk(child, hidden, parts, anchors)
            elif tag == _ALTERNATIVES:
                self._walk(alternative(child), hidden, parts, anchors)
            elif tag in _ANCHORS:
                anchors.append(child)
            else:
                self._walk(child, hidden, parts, anchors)

    def _run(self, run: Any, hidden: bool, parts: list[str], anchors: list[Any]) -> None:
        own: list[str] = []
        hung: list[Any] = []
        self._run_content(run, own, hung)
        text = "".join(own)
        if self._styles.hides(run, hidden):
            if text.strip():
                self._noticed.add("hidden_words", self.place)
            return
        anchors += hung
        if text and self._styles.is_raised(run):
            text = raised("".join(parts[-4:]), text)
        parts.append(text)

    def _run_content(self, element: Any, parts: list[str], anchors: list[Any]) -> None:
        for child in element.iterchildren():
            tag = child.tag
            if tag == qn("w:t"):
                parts.append(child.text or "")
            elif tag in _PLAIN:
                parts.append(_PLAIN[tag])
            elif tag == qn("w:sym"):
                sign = sign_of(str(child.get(qn("w:font")) or ""), str(child.get(qn("w:char"))))
                if sign is None:
                    self._noticed.add("sign_lost", "".join(parts).strip()[-12:] or self.place)
                parts.append(sign or "")
            elif tag == _ALTERNATIVES:
                self._run_content(alternative(child), parts, anchors)
            elif tag in _DRAWN:
                anchors += hanging(child)
            elif tag in _ANCHORS:
                anchors.append(child)
            elif tag == qn("w:ruby"):
                self._walk(child, False, parts, anchors)
            elif tag not in _SILENT and tag not in _DELETED:
                self._run_content(child, parts, anchors)


def alternative(element: Any) -> Any:
    """Return the one of Word's alternatives that is read: the newest that holds something, else the old one."""
    for choice in element.iterchildren(qn("mc:Choice")):
        if next(choice.iter(*_ANCHORS, qn("w:t"), qn("a:t")), None) is not None:
            return choice
    fallback = element.find(qn("mc:Fallback"))
    first = element.find(qn("mc:Choice"))
    return fallback if fallback is not None else first if first is not None else element


def hanging(element: Any) -> list[Any]:
    """Return what a drawing holds that can be read or has to be noticed, each alternative once."""
    found: list[Any] = []
    for child in element.iterchildren():
        if child.tag == _ALTERNATIVES:
            found += hanging(alternative(child))
        elif child.tag in _ANCHORS or _is_art(child):
            found.append(child)
        else:
            found += hanging(child)
    return found


def _is_art(element: Any) -> bool:
    """Tell whether words stand in a drawing itself: word art, the text of a shape."""
    if element.tag == qn("v:textpath"):
        return bool(element.get("string"))
    return element.tag == qn("a:p") and next(element.iter(qn("a:t")), None) is not None


def is_small(picture: Any) -> bool:
    """Tell whether a picture is too small to hold text that matters."""
    for above in picture.iterancestors():
        if above.tag == qn("w:drawing"):
            extent = next(above.iter(qn("wp:extent")), None)
            sizes = [] if extent is None else [int(float(extent.get(side) or 0)) for side in ("cx", "cy")]
            return bool(sizes) and min(sizes) < _SHOWN_BOX
        style = above.get("style")
        if style:
            found = _POINTS.findall(style)
            return bool(found) and min(float(size) * _UNITS[unit or None] for _, size, unit in found) < _SHOWN_BOX
    return False
