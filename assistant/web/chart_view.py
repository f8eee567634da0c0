"""A chart on a page, with the buttons that take it along."""

import re
from collections.abc import Sequence
from importlib import resources

import streamlit as st

from assistant.web.charts import Point, chart_svg
from assistant.web.texts import text_of

_CHART = st.components.v2.component(
    "chart_view",
    html='<div class="ra-chart-root"></div>',
    js=resources.files("assistant").joinpath("web/chart_view.js").read_text("utf-8"),
    isolate_styles=False,
)


def show_chart(points: Sequence[Point], unit: str, title: str, *, over_years: bool, key: str, language: str) -> None:
    """Show values of one unit, with downloads as PNG and SVG."""
    _CHART(
        key=f"chart-{key}",
        data={
            "svg": chart_svg(points, unit, title, over_years),
            "name": re.sub(r"[^\w]+", "-", title)[:40],
            "png": text_of(language, "save_png"),
            "svg_words": text_of(language, "save_svg"),
        },
    )
