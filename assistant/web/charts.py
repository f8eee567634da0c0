"""Charts of values, as SVG: a ranking of places, a line over years, one small chart a place; every value leads to its source.

Bars and axes begin at nought, so that what is twice as long is twice as much; a range counts by its upper end.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.answering import ends_of

WIDTH = 720
_ROW, _LABEL, _VALUE = 30, 230, 130  # heights and widths in pixels
_HIGH, _SMALL = 300, 170  # heights of a line's chart and of one of many
_ACROSS = 2  # small charts beside one another
_TICKS = 4
_GREAT = ((100_000_000, "亿"), (10_000, "万"))
_LONGEST = 16  # characters of a label


@dataclass(frozen=True, slots=True)
class Point:
    """A value to draw: its label, the report's own words, and the address of the sentence it stands in."""

    label: str
    value: str
    text: str
    address: str = ""
    series: str = ""  # the place, where there is a chart for each
    fall: bool = False  # the value is the amount of a fall

    @property
    def number(self) -> float:
        upper = float(ends_of(self.value)[1])
        return -upper if self.fall else upper


def chart_svg(points: Sequence[Point], unit: str, title: str, over_years: bool) -> str:
    """Return a chart of these values, all in one unit: over the years or as a ranking, and one for each of several places."""
    series = list(dict.fromkeys(point.series for point in points))
    if over_years and len(series) > 1:
        return _multiples([[p for p in points if p.series == name] for name in series], series, unit, title)
    if over_years:
        body = _line(sorted(points, key=lambda point: point.label), _Frame(0, 40, WIDTH, _HIGH), _scale(points))
        return _framed(body, _HIGH + 50, unit, title, points)
    return _ranking(points, unit, title)


def _ranking(points: Sequence[Point], unit: str, title: str) -> str:
    ordered = sorted(points, key=lambda point: -point.number)
    low, high, step = _scale(points)
    room = WIDTH - _LABEL - _VALUE

    def at(value: float) -> float:
        return _LABEL + room * (value - low) / (high - low)

    bottom = 44 + _ROW * len(ordered)
    parts = [_tick(at(value), bottom, value) for value in _ticks(low, high, step)]
    for row, point in enumerate(ordered):
        y = 44 + _ROW * row
        left, right = sorted((at(0), at(point.number)))
        parts.append(_words(_LABEL - 8, y + 19, _short(point.label), "end", full=point.label))
        parts.append(
            f'<rect class="ra-bar" x="{left:.1f}" y="{y + 5}" width="{max(right - left, 1):.1f}" height="20"/>'
        )
        parts.append(_linked(point, _words(right + 6, y + 19, point.text, "start")))
    return _framed("".join(parts), bottom + 26, unit, title, ordered)


def _multiples(groups: Sequence[Sequence[Point]], names: Sequence[str], unit: str, title: str) -> str:
    width = WIDTH / _ACROSS
    scale = _scale([point for group in groups for point in group])
    parts = []
    for number, (group, name) in enumerate(zip(groups, names, strict=True)):
        x, y = width * (number % _ACROSS), 40 + (_SMALL + 34) * (number // _ACROSS)
        parts.append(_words(x + 62, y + 10, name, "start", bold=True))
        parts.append(_line(sorted(group, key=lambda point: point.label), _Frame(x, y + 16, width, _SMALL - 10), scale))
    rows = math.ceil(len(groups) / _ACROSS)
    return _framed("".join(parts), 50 + (_SMALL + 34) * rows, unit, title, [p for group in groups for p in group])


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a chart of a line stands, in pixels."""

    x: float
    y: float
    width: float
    height: float


def _line(points: Sequence[Point], frame: _Frame, scale: tuple[float, float, float]) -> str:
    low, high, step = scale
    x, y, width, height = frame.x, frame.y, frame.width, frame.height
    left, right, top, bottom = x + 62, x + width - 40, y + 22, y + height - 24
    gap = (right - left) / max(1, len(points) - 1)

    def at(value: float) -> float:
        return bottom - (bottom - top) * (value - low) / (high - low)

    parts = []
    for value in _ticks(low, high, step):
        parts.append(f'<line class="ra-grid" x1="{left}" x2="{right}" y1="{at(value):.1f}" y2="{at(value):.1f}"/>')
        parts.append(_words(left - 6, at(value) + 4, shown_number(value), "end"))
    places = [(left + gap * number if len(points) > 1 else (left + right) / 2) for number in range(len(points))]
    drawn = " ".join(f"{px:.1f},{at(p.number):.1f}" for px, p in zip(places, points, strict=True))
    parts.append(f'<polyline class="ra-line" points="{drawn}"/>')
    for px, point in zip(places, points, strict=True):
        dot = f'<circle class="ra-bar" cx="{px:.1f}" cy="{at(point.number):.1f}" r="4"/>'
        parts.append(_linked(point, dot + _words(px, at(point.number) - 10, point.text, "middle")))
        parts.append(_words(px, bottom + 18, point.label, "middle"))
    return "".join(parts)


def _framed(body: str, height: float, unit: str, title: str, points: Sequence[Point]) -> str:
    heading = f"{title}（{unit}）" if unit else title
    told = "；".join(f"{point.series}{point.label} {point.text}" for point in points)
    return (
        f'<svg class="ra-chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="group" '
        f'aria-label="{escape(heading)}：{escape(told)}" font-size="13" fill="currentColor" font-family="sans-serif">'
        f"{_words(8, 20, heading, 'start', bold=True)}{body}</svg>"
    )


def _words(x: float, y: float, words: str, anchor: str, *, full: str = "", bold: bool = False) -> str:
    title = f"<title>{escape(full)}</title>" if full and full != words else ""
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{weight}>{title}{escape(words)}</text>'


def _tick(x: float, bottom: float, value: float) -> str:
    line = f'<line class="ra-grid" x1="{x:.1f}" x2="{x:.1f}" y1="40" y2="{bottom}"/>'
    return line + _words(x, bottom + 16, shown_number(value), "middle")


def _linked(point: Point, body: str) -> str:
    if not point.address:
        return body
    told = escape(f"{point.series}{point.label} {point.text}")
    return f'<a href="{escape(point.address)}" target="_blank" rel="noopener" aria-label="{told}">{body}</a>'


def _scale(points: Sequence[Point]) -> tuple[float, float, float]:
    """Return the ends of the axis and its step: round numbers, nought among them."""
    low, high = min(0.0, *(p.number for p in points)), max(0.0, *(p.number for p in points))
    rough = (high - low or 1) / _TICKS
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * round_one for round_one in (1, 2, 5, 10) if power * round_one >= rough)
    return math.floor(low / step) * step, math.ceil(high / step) * step or step, step


def _ticks(low: float, high: float, step: float) -> list[float]:
    return [low + step * number for number in range(round((high - low) / step) + 1)]


def shown_number(value: float) -> str:
    """Return a number of the axis, the great ones in 万 and 亿."""
    for size, name in _GREAT:
        if abs(value) >= size:
            return f"{value / size:.10g}{name}"
    return f"{value:.10g}"


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"
