"""The styles of a Word document: heading levels, hidden text and numbering that stand in a style, not at the text."""

from typing import Any

from index.reading.ooxml import child_value, is_on, qn

_DEEPEST = 12  # styles based on one another; a ring of them ends as well


class Styles:
    """The styles of one document; `root` is the root of its part, None without one."""

    def __init__(self, root: Any) -> None:
        found = () if root is None else root.iterchildren(qn("w:style"))
        self._styles = {str(style.get(qn("w:styleId"))): style for style in found}

    def _chain(self, style_id: str | None) -> list[Any]:
        chain: list[Any] = []
        while style_id in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[style_id])
            style_id = child_value(chain[-1], "w:basedOn")
        return chain

    def name(self, style_id: str) -> str:
        """Return a style's name in lower case, as Word calls it inside: heading 1, toc 2; "" for none."""
        style = self._styles.get(style_id)
        return "" if style is None else (child_value(style, "w:name") or "").lower()

    def level_of(self, paragraph: Any) -> int | None:
        """Return the heading level of a paragraph from its outline level or the name of its style."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        own = _outline(properties)
        if own is not None:
            return own or None
        for style in self._chain(child_value(properties, "w:pStyle")):
            name = (child_value(style, "w:name") or "").lower()
            digits = name.rsplit(" ", 1)[-1]
            if name.startswith(("heading ", "标题 ")) and digits.isdigit():
                return int(digits)
            level = _outline(style.find(qn("w:pPr")))
            if level is not None:
                return level or None
        return None

    def hides(self, run: Any, paragraph_hidden: bool) -> bool:
        """Tell whether a run's words are formatted as hidden, by itself or by its style."""
        properties = run.find(qn("w:rPr"))
        own = is_on(properties, "w:vanish")
        if own is not None:
            return own
        style = None if properties is None else child_value(properties, "w:rStyle")
        by_style = self._hidden_by(style)
        return paragraph_hidden if by_style is None else by_style

    def hides_paragraph(self, paragraph: Any) -> bool:
        """Tell whether a paragraph's style hides its words."""
        properties = paragraph.find(qn("w:pPr"))
        return bool(properties is not None and self._hidden_by(child_value(properties, "w:pStyle")))

    def _hidden_by(self, style_id: str | None) -> bool | None:
        for style in self._chain(style_id):
            hidden = is_on(style.find(qn("w:rPr")), "w:vanish")
            if hidden is not None:
                return hidden
        return None

    def is_raised(self, run: Any) -> bool:
        """Tell whether a run is set as superscript."""
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return False
        own = child_value(properties, "w:vertAlign")
        if own is not None:
            return own == "superscript"
        for style in self._chain(child_value(properties, "w:rStyle")):
            inner = style.find(qn("w:rPr"))
            by_style = None if inner is None else child_value(inner, "w:vertAlign")
            if by_style is not None:
                return by_style == "superscript"
        return False

    def numbering(self, style_id: str) -> tuple[str | None, int]:
        """Return the list and the level that a style gives its paragraphs; None without one."""
        num_id, depth = None, None
        for style in self._chain(style_id):
            properties = style.find(qn("w:pPr"))
            numbered = None if properties is None else properties.find(qn("w:numPr"))
            if numbered is not None:
                num_id = num_id or child_value(numbered, "w:numId")
                depth = depth or child_value(numbered, "w:ilvl")
        return num_id, int(depth or 0)

    def numbering_of(self, paragraph: Any) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph, its own or its style's; None without one."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None, 0
        numbered = properties.find(qn("w:numPr"))
        num_id = None if numbered is None else child_value(numbered, "w:numId")
        depth = None if numbered is None else child_value(numbered, "w:ilvl")
        style_id, style_depth = self.numbering(child_value(properties, "w:pStyle") or "")
        return (num_id if num_id is not None else style_id), int(depth) if depth is not None else style_depth


def _outline(properties: Any) -> int | None:
    """Return the outline level, 0 for body text; None where none is given."""
    value = None if properties is None else child_value(properties, "w:outlineLvl")
    if value is None or not value.isdigit():
        return None
    return int(value) + 1 if int(value) < 9 else 0
