"""Names of WordprocessingML and DrawingML, and small questions to their elements."""

import functools
from typing import Any

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_OFF = ("0", "false", "off")


@functools.cache
def qn(name: str) -> str:
    """Return a prefixed name as lxml writes it: w:p → {http://…}p."""
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def child_value(element: Any, name: str) -> str | None:
    """Return the `w:val` of the child of that name; None without one."""
    child = element.find(qn(name))
    value = None if child is None else child.get(qn("w:val"))
    return None if value is None else str(value)


def is_on(element: Any, name: str) -> bool | None:
    """Return whether a property such as w:vanish is switched on; None where it is not there."""
    child = None if element is None else element.find(qn(name))
    return None if child is None else child.get(qn("w:val"), "1").lower() not in _OFF
