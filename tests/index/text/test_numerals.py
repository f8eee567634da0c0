"""What a number alone is worth, however it is written."""

from decimal import Decimal

import pytest

from index.text import value_of


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2,300", "2300"),
        ("1.2万", "12000"),
        ("十二", "12"),
        ("两千三", "2300"),
        ("三百余", "300"),
        ("二〇二三", "2023"),
        ("3亿", "300000000"),
    ],
)
def test_a_number_has_its_value(written: str, value: str) -> None:
    assert value_of(written) == Decimal(value)


@pytest.mark.parametrize("written", ["一二", "三四百", "几十", "十几", "一二三", "二一", "百", "十二名", "", " "])
def test_what_is_no_one_number_has_none(written: str) -> None:
    assert value_of(written) is None
