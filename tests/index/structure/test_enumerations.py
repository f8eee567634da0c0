"""Rows of items in a report's text, with the words that announce them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.structure import enumerations_in


def rows(text: str, headings: tuple[tuple[int, int], ...] = ()) -> list[tuple[str, list[str]]]:
    return [
        (text[slice(*row.lead)], [text[slice(*item)] for item in row.items])
        for row in enumerations_in(text, (0, len(text)), headings)
    ]


@pytest.mark.parametrize(
    ("text", "lead", "items"),
    [
        (
            "全年平稳。下半年办好三件事：一是修缮校舍；二是招聘教师12名，充实村小；三是开通校车。另行通知。",
            "下半年办好三件事：",
            ["修缮校舍", "招聘教师12名，充实村小", "开通校车"],
        ),
        ("问题如下：一是师资不足。村小尤甚。二是校舍老旧。", "问题如下：", ["师资不足。村小尤甚", "校舍老旧"]),
        ("明年，一要建食堂；二要建操场。", "明年，", ["建食堂", "建操场"]),
        ("措施：第一，严查；第二，通报。", "措施：", ["严查", "通报"]),
        ("办实事：①修路；②架桥；③植树。", "办实事：", ["修路", "架桥", "植树"]),
        ("目标：（1）达标；（2）创优。", "目标：", ["达标", "创优"]),
        (
            "今年办好以下实事：\n　　1. 修路5公里；\n　　2. 架桥2座。\n其余照旧。",
            "今年办好以下实事：",
            ["修路5公里", "架桥2座"],
        ),
        ("一是修路；二是架桥。", "", ["修路", "架桥"]),
    ],
)
def test_a_row_is_read_with_what_announces_it(text: str, lead: str, items: list[str]) -> None:
    assert rows(text) == [(lead, items)]


@pytest.mark.parametrize(
    "text",
    [
        "一是修路。其余照旧。",  # one is no row
        "二是修路；三是架桥。",  # a row begins with its first
        "一是修路；三是架桥。",
        "增长1.5%，\n2.5万人受益。",  # decimals are no marks
        "唯一是好的；第二是坏的。",
        "（二一）修路；（九九）架桥。",  # digits side by side are no number
    ],
)
def test_what_only_looks_like_a_row_is_none(text: str) -> None:
    assert rows(text) == []


def test_rows_one_after_the_other_are_told_apart() -> None:
    assert rows("优点：一是快；二是准。缺点：一是贵；二是重。") == [("优点：", ["快", "准"]), ("缺点：", ["贵", "重"])]


def test_a_heading_is_no_item_and_ends_a_row() -> None:
    text = "任务：\n1. 修路\n2. 架桥\n3. 其他\n"
    second = text.index("2. 架桥")
    assert rows(text, ((second, second + 5),)) == []


def test_numerals_that_are_no_number_make_no_row() -> None:
    assert rows("要求：（一一）修路；（二）架桥。") == []
    assert rows("要求：（十十）修路；（一二）架桥。") == []


@given(st.text(alphabet="一二三是要第①②③（）()12.、；。：\n 路桥", max_size=60))
def test_every_item_is_a_stretch_of_the_text_and_in_order(text: str) -> None:
    for row in enumerations_in(text, (0, len(text))):
        ends = [row.lead[0], row.lead[1], *(offset for item in row.items for offset in item)]
        assert ends == sorted(ends)
        assert ends[0] >= 0 and ends[-1] <= len(text)
        assert len(row.items) >= 2
