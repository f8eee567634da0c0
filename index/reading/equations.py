"""Equations of Office documents on one line: a fraction as a/b, a power as km² or x^y."""

from typing import Any

from index.reading.ooxml import qn

_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_PROPERTIES = "Pr"


def linear(element: Any) -> str:
    """Return an equation's text in reading order."""
    return "".join(_one(child) for child in element.iterchildren())


def _part(element: Any, name: str) -> str:
    part = element.find(qn(f"m:{name}"))
    return "" if part is None else linear(part)


def _one(element: Any) -> str:
    if not isinstance(element.tag, str):
        return ""
    name = element.tag.rpartition("}")[2]
    if name.endswith(_PROPERTIES) or name in ("del", "moveFrom"):
        return ""
    if name == "t":
        return element.text or ""
    if name == "f":
        return f"{_held(_part(element, 'num'))}/{_held(_part(element, 'den'))}"
    if name in ("sSup", "sSubSup"):
        power = _part(element, "sup")
        raised = power.translate(_RAISED) if power and all(c in "0123456789+-−n" for c in power) else f"^{_held(power)}"
        return _part(element, "e") + _part(element, "sub") + raised
    if name == "rad":
        degree = _part(element, "deg")
        return f"{degree}√{_held(_part(element, 'e'))}"
    if name == "d":
        return "(" + ",".join(linear(part) for part in element.iterchildren(qn("m:e"))) + ")"
    return linear(element)


def _held(text: str) -> str:
    """Put brackets around what would read otherwise beside a sign: a+b → (a+b)."""
    return f"({text})" if any(sign in text for sign in "+-−×÷/=") and len(text) > 1 else text
