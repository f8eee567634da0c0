"""What charts and diagrams (SmartArt) of Office documents say: their stored data as rows of a table, their words."""

from typing import Any

from index.reading.number_formats import shown
from index.reading.ooxml import qn


def chart_rows(root: Any) -> tuple[str, list[list[str]]]:
    """Return a chart's title and its data: a row of headings, then one row a category; no rows without stored data."""
    if root is None:
        return "", []
    series = [_series(element) for element in root.iter(qn("c:ser"))]
    series = [(name, names, values) for name, names, values in series if values]
    title = _title(root)
    if not series:
        return title, []
    count = 1 + max(max(values) for _, _, values in series)
    categories: dict[int, str] = {}
    for _, names, _ in series:
        for place, name in names.items():
            categories.setdefault(place, name)
    axis = _axis_unit(root)
    heads = [name or (title if len(series) == 1 else f"{number + 1}") for number, (name, _, _) in enumerate(series)]
    rows = [["", *(f"{head}（{axis}）" if axis else head for head in heads)]]
    for place in range(min(count, 10_000)):
        rows.append([categories.get(place, str(place + 1)), *(values.get(place, "") for _, _, values in series)])
    return title, rows


def _series(element: Any) -> tuple[str, dict[int, str], dict[int, str]]:
    name = " ".join(_points(element.find(qn("c:tx"))).values())
    if not name:
        own = element.find(f"{qn('c:tx')}/{qn('c:v')}")
        name = "" if own is None else own.text or ""
    names = _points(_first(element, "c:cat", "c:xVal"))
    return name, names, _points(_first(element, "c:val", "c:yVal"))


def _first(element: Any, *names: str) -> Any:
    return next((child for name in names if (child := element.find(qn(name))) is not None), None)


def _points(element: Any) -> dict[int, str]:
    """Return the stored values of a reference by their places; for categories of several levels, the levels joined."""
    found: dict[int, str] = {}
    if element is None:
        return found
    code = element.find(f".//{qn('c:formatCode')}")
    form = "General" if code is None else code.text or "General"
    for point in element.iter(qn("c:pt")):
        value = point.find(qn("c:v"))
        if value is None or not (value.text or "").strip():
            continue
        place, text = int(point.get("idx") or 0), (value.text or "").strip()
        if next(point.iterancestors(qn("c:numCache"), qn("c:numLit")), None) is not None:
            text = shown(text, str(point.get("formatCode") or form))
        found[place] = text + found[place] if place in found else text
    return found


def _title(root: Any) -> str:
    title = root.find(f".//{qn('c:title')}")
    if title is None or title.getparent().tag != qn("c:chart"):
        return ""
    return "".join(text.text or "" for text in title.iter(qn("a:t"))).strip() or " ".join(_points(title).values())


def _axis_unit(root: Any) -> str:
    """Return the unit that the axis of values is titled with: 万元, 单位：万元."""
    from index.reading.cells import caption_units, is_unit

    for axis in root.iter(qn("c:valAx")):
        text = "".join(
            t.text or "" for title in axis.iterchildren(qn("c:title")) for t in title.iter(qn("a:t"))
        ).strip()
        units = caption_units(text) or ((text.strip("（）() "),) if is_unit(text.strip("（）() ")) else ())
        if len(units) == 1:
            return units[0]
    return ""


def diagram_lines(root: Any) -> list[str]:
    """Return the words of a diagram, one line a shape, in the order in which it lists them."""
    if root is None:
        return []
    lines = []
    for point in root.iter(qn("dgm:pt")):
        if point.get("type") in ("pres", "parTrans", "sibTrans"):
            continue
        for paragraph in point.iter(qn("a:p")):
            text = "".join(t.text or "" for t in paragraph.iter(qn("a:t"))).strip()
            if text:
                lines.append(text)
    return lines
