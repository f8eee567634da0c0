"""Charts as SVG: order, length, links, axes, and signs."""

import re

from assistant.web.charts import Point, chart_svg, shown_number


def bars(svg: str) -> list[float]:
    return [float(width) for width in re.findall(r'class="ra-bar" x="[^"]+" y="[^"]+" width="([^"]+)"', svg)]


def test_a_ranking_is_in_order_with_lengths_that_tell_the_values_and_links() -> None:
    points = [Point("甲县", "50", "50人", "/read?report=a&start=1&end=2"), Point("乙县", "200", "200人", "/read?b")]
    svg = chart_svg(points, "人", "教师", over_years=False)
    assert svg.index("乙县") < svg.rindex("甲县")
    longer, shorter = bars(svg)
    assert abs(longer - 4 * shorter) < 1
    assert 'href="/read?report=a&amp;start=1&amp;end=2"' in svg
    assert "教师（人）" in svg


def test_a_fall_stands_on_the_other_side_of_nought() -> None:
    svg = chart_svg(
        [Point("甲县", "2.1", "下降2.1%", fall=True), Point("乙县", "1.5", "增长1.5%")], "%", "增速", over_years=False
    )
    assert svg.index(">乙县<") < svg.index(">甲县<")
    rise, fall = re.findall(r'class="ra-bar" x="([^"]+)" y="[^"]+" width="([^"]+)"', svg)
    assert abs(float(fall[0]) + float(fall[1]) - float(rise[0])) < 0.2


def test_each_place_gets_its_own_small_chart_of_one_scale() -> None:
    points = [
        Point(str(year), str(n), f"{n}人", series=place)
        for place, n in (("甲县", 10), ("乙县", 90))
        for year in (2021, 2022)
    ]
    svg = chart_svg(points, "人", "教师", over_years=True)
    assert svg.count("<polyline") == 2
    assert svg.count(">100<") == 2


def test_ranges_markup_and_great_numbers() -> None:
    svg = chart_svg([Point("<b>甲</b>", "5-6", "5至6所"), Point("乙", "6", "6所")], "所", "学校", over_years=False)
    assert "<b>" not in svg
    first, second = bars(svg)
    assert first == second
    assert [shown_number(value) for value in (1873000000.0, 25000.0, 0.0, 12.5)] == ["18.73亿", "2.5万", "0", "12.5"]
