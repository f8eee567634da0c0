"""Which word puts a value on one side of nothing: a loss below it, a profit above it."""

import pytest

from index.text import find_figures, pole_of, poles_in, tells_reverse


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("营业收入5400万元，全年亏损3200万元，比上年减亏450万元。", [None, "亏损", None]),
        ("净利润亏损82.5万元，供水公司盈利146万元。", ["亏损", "盈利"]),
        ("亏损额降至640万元。", ["亏损"]),
        ("全年形成2.5亿元的贸易逆差。", ["贸易逆差"]),
        ("扭亏为盈，实现利润95万元。", ["利润"]),
        ("两家公司分别亏损3200万元、120万元。", ["亏损", "亏损"]),
        ("亏损同比减少18%。", ["亏损"]),
        ("亏损企业12家，亏损面18.5%。", [None, None]),
        ("人口净流出约1.1万人，净流入资金3亿元。", ["净流出", None]),
        ("利润率12%。", [None]),
    ],
)
def test_the_word_that_a_value_is_told_by(text: str, words: list[str | None]) -> None:
    told = [pole_of(text, figure) for figure in find_figures(text) if figure.text != "两家"]
    assert [pole and pole.word for pole in told] == words
    assert all(text[pole.start : pole.end] == pole.word for pole in told if pole)


def test_which_side_a_word_is_on() -> None:
    loss, profit = (pole_of(text, find_figures(text)[0]) for text in ("亏损5万元", "盈利5万元"))
    assert loss is not None and profit is not None
    assert (loss.negative, profit.negative) == (True, False)


def test_halted_losses_and_balances_are_on_no_side() -> None:
    assert poles_in("减亏450万元，扭亏增效，自负盈亏") == frozenset()
    assert poles_in("贸易由顺差转为逆差") == {"顺差", "逆差"}


@pytest.mark.parametrize(
    ("text", "asked", "reverse"),
    [
        ("全年亏损30万元", {"盈利"}, True),
        ("实现利润30万元", {"亏损"}, True),
        ("全年亏损30万元", {"亏损"}, False),
        ("由盈利转为亏损", {"盈利"}, False),
        ("贸易逆差3亿元", {"盈利"}, False),
        ("全年亏损30万元", set(), False),
    ],
)
def test_the_reverse_of_what_is_asked(text: str, asked: set[str], reverse: bool) -> None:
    assert tells_reverse(text, asked) is reverse
