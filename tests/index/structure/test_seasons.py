"""Parts of a year and holidays, as words name them."""

import pytest

from index.structure import holiday_in, season_in


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("上半年完成", (1, 6)),
        ("三季度新增", (7, 9)),
        ("前三季度累计", (1, 9)),
        ("1—8月完成", (1, 8)),
        ("前十个月", (1, 10)),
        ("上半年410批，全年", (1, 12)),  # the last one holds
        ("今年新增", None),
    ],
)
def test_the_part_of_the_year_that_stands_last(text: str, months: tuple[int, int] | None) -> None:
    assert season_in(text) == months


@pytest.mark.parametrize(("text", "name"), [("国庆期间接待", "国庆"), ("寒假研修", "寒假"), ("全年接待", "")])
def test_holidays(text: str, name: str) -> None:
    assert holiday_in(text) == name
