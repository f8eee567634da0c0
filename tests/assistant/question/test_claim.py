"""What a question for yes or no claims of a number: the very number, or a bound that it sets."""

from decimal import Decimal

import pytest

from assistant.question import claimed_bound, understand
from assistant.types import Bound


def bound(typed: str) -> Bound | None:
    question = understand(typed, (), ())
    claimed = next(term for term in question.terms if term.number is not None)
    return claimed_bound(question, claimed)


@pytest.mark.parametrize(
    ("typed", "lower", "itself"),
    [
        ("招聘教师不少于300人吗？", True, True),
        ("招聘教师至少300人吗？", True, True),
        ("招聘教师达到300人了吗？", True, True),
        ("招聘教师到300人了没有？", True, True),
        ("有没有招聘300人以上的教师？", True, True),
        ("招聘教师不超过300人吗？", False, True),
        ("招聘教师没超过300人吧？", False, True),
        ("招聘教师至多300人吗？", False, True),
        ("招聘教师是300人以内吗？", False, True),
        ("招聘教师超过300人了吗？", True, False),
        ("招聘教师有没有超过300人？", True, False),
        ("招聘教师多于300人吗？", True, False),
        ("招聘教师少于300人吗？", False, False),
        ("招聘教师不到300人吗？", False, False),
        ("招聘教师不足300人吗？", False, False),
    ],
)
def test_the_bound_that_a_number_sets(typed: str, lower: bool, itself: bool) -> None:
    assert bound(typed) == Bound(Decimal(300), lower, itself)


@pytest.mark.parametrize("typed", ["招聘教师是300人吗？", "招聘教师300人对吗？", "招聘了300名教师吗？"])
def test_the_very_number_is_no_bound(typed: str) -> None:
    assert bound(typed) is None


def test_what_is_not_below_a_number_is_above_it() -> None:
    assert understand("哪些县普惠率不低于90%？", (), ()).comparison.bound == Bound(Decimal(90), True, True)
    assert understand("哪些县普惠率低于90%？", (), ()).comparison.bound == Bound(Decimal(90), False, False)
    assert understand("哪些县普惠率不超过90%？", (), ()).comparison.bound == Bound(Decimal(90), False, True)
