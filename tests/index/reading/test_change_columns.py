"""Columns of changes: of which year they are, in amounts or in percent, and what a line says of them."""

import pytest

from index.reading import table_paragraphs
from index.text import find_figures
from index.types import Direction, Role

Rows = list[list[str]]


def lines_of(rows: Rows, unit: str = "") -> list[str]:
    return [row.text for row in table_paragraphs(rows, 0, unit) if row.text]


@pytest.mark.parametrize(
    ("rows", "unit", "lines"),
    [
        (  # the difference of the two years: in the row's unit, of shares in points
            [
                ["指标", "2022年", "2023年", "比上年±"],
                ["在校生（人）", "32480", "33105", "625"],
                ["教师（人）", "2195", "2188", "-7"],
                ["入园率（%）", "90.1", "91.5", "1.4"],
            ],
            "",
            [
                "2022年在校生32480人，2023年在校生33105人，2023年在校生比上年增减625人。",
                "2022年教师2195人，2023年教师2188人，2023年教师比上年增减-7人。",
                "2022年入园率90.1%，2023年入园率91.5%，2023年入园率比上年增减1.4个百分点。",
            ],
        ),
        (  # growth in percent, the later year first
            [["项目", "2023年", "2022年", "增减"], ["税收", "592", "601", "-1.5"], ["支出", "412", "398", "3.5"]],
            "万元",
            [
                "2023年税收592万元，2022年税收601万元，2023年税收增减-1.5%。",
                "2023年支出412万元，2022年支出398万元，2023年支出增减3.5%。",
            ],
        ),
        (  # neither: nothing is made up
            [["项目", "2023年", "2022年", "增减"], ["税收", "592", "601", "77"]],
            "",
            ["2023年税收为592，2022年税收为601，2023年税收增减为77。"],
        ),
        (  # one year alone tells nothing of the change
            [["项目", "2023年", "比上年增减"], ["税收（万元）", "592", "-1.5"]],
            "",
            ["2023年税收592万元，税收比上年增减为-1.5。"],
        ),
    ],
)
def test_a_column_of_changes_is_told_by_the_years_beside_it(rows: Rows, unit: str, lines: list[str]) -> None:
    assert lines_of(rows, unit) == lines


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [
        ("2023年教师比上年增减-7人。", -7, Direction.FALL),
        ("2023年在校生比上年增减625人。", 625, Direction.RISE),
        ("2023年税收增减额-910万元。", -9_100_000, Direction.FALL),
        ("2023年税收增减0万元。", 0, Direction.NONE),
    ],
)
def test_the_sign_of_a_change_tells_which_way_it_went(text: str, value: int, direction: Direction) -> None:
    figure = find_figures(text)[-1]
    assert (figure.value, figure.direction, figure.role) == (value, direction, Role.CHANGE)
    assert figure.is_change
