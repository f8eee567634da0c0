"""Charts of a few values side by side."""

from typing import Any

import altair as alt


def chart(values: list[tuple[str, float, str]], unit: str, line: bool) -> Any:
    """Draw one value a label: a line over years, bars across regions, the reports' own words beside them."""
    data: Any = alt.InlineData(values=[{"label": label, "value": value, "text": text} for label, value, text in values])
    if line:
        base = alt.Chart(data).encode(x=alt.X("label:O", title=None), y=alt.Y("value:Q", title=unit))
        return base.mark_line(point=True) + base.mark_text(dy=-12).encode(text="text:N")
    base = alt.Chart(data).encode(
        x=alt.X("value:Q", title=unit), y=alt.Y("label:N", title=None, sort="-x"), tooltip=["label:N", "text:N"]
    )
    return base.mark_bar() + base.mark_text(align="left", dx=4).encode(text="text:N")
