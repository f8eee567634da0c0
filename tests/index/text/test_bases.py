"""What a value is given for each of, and which of these are surely not the same."""

from decimal import Decimal

import pytest

from index.text import bases_in, differ


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("每千常住人口床位多少张", 1000, "person"),
        ("每百名学生", 100, "person"),
        ("每10万人", 100_000, "person"),
        ("每十万人", 100_000, "person"),
        ("户均收入", 1, "household"),
        ("每亩产量", 1, "area"),
        ("每所学校", 1, "house"),
        ("每台260元", 1, ""),
    ],
)
def test_how_many_of_what(text: str, number: int, kind: str) -> None:
    (base,) = bases_in(text)
    assert (base.number, base.kind) == (Decimal(number), kind)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("每千人", "每百人", True),
        ("每千人", "每千名学生", False),
        ("人均", "每人每月", False),
        ("人均", "户均", True),
        ("每人", "每万人", True),
        ("每台", "每人", False),  # nothing is known of the one
    ],
)
def test_two_bases_that_are_not_the_same(one: str, other: str, apart: bool) -> None:
    assert differ(bases_in(one)[0], bases_in(other)[0]) is apart


def test_a_text_without_a_base_has_none() -> None:
    assert bases_in("全县床位3860张，均衡发展") == []
