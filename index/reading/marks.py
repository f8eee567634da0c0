"""Raised digits and letters: exponents of a unit (km²) stay with it, marks of notes stay out of the figure they follow."""

import re

_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_EXPONENT = re.compile(r"[0-9+\-−n]{1,3}")
_LENGTH = re.compile(r"(?:[a-zA-Zμ]|千米|厘米|毫米|公里|米)$")
_TEN = re.compile(r"(?:[×xX*·]\s*|^|[^0-9.])10$")
_SEEN = 24  # characters before a mark that tell what it is
_CORNERED = re.compile(r"[\[［〔【(（]?\s*[0-9a-z①-⑳*＊†‡]{1,3}\s*[\]］〕】)）]?")


def raised(before: str, text: str) -> str:
    """Return how a raised `text` is written behind `before`: km + 2 → ²; a note's mark behind a word → [1]; behind a
    figure, which it must not lengthen, nothing."""
    text, before = text.strip(), before[-_SEEN:]
    if not text:
        return ""
    if _EXPONENT.fullmatch(text) and (_LENGTH.search(before) or _TEN.search(before)):
        return text.translate(_RAISED)
    if not _CORNERED.fullmatch(text):
        return text
    if re.search(r"[0-9０-９.．]\s*$", before):
        return ""
    mark = re.sub(r"[^0-9a-z①-⑳*＊†‡]", "", text)
    return f"[{mark}]" if mark else ""
