"""Figures: value, unit, kind, role, and the words they belong to."""

from decimal import Decimal

import pytest

from index.text import find_figures
from index.types import Figure, FigureKind, Role


def only(text: str) -> Figure:
    figures = find_figures(text)
    assert len(figures) == 1, figures
    return figures[0]


def owner(text: str, figure: Figure) -> str:
    return text[figure.owner_start : figure.owner_end]


@pytest.mark.parametrize(
    ("text", "shown", "value", "unit", "kind"),
    [
        ("交流教师365人", "365人", "365", "人", FigureKind.COUNT),
        ("参与2300余人。", "2300余人", "2300", "人", FigureKind.COUNT),
        ("对1.2万名学生", "1.2万名", "12000", "名", FigureKind.COUNT),
        ("对5万多名学生", "5万多名", "50000", "名", FigureKind.COUNT),
        ("约３００名", "约３００名", "300", "名", FigureKind.COUNT),
        ("收入1,234.5亿元", "1,234.5亿元", "123450000000", "元", FigureKind.MONEY),
        ("总值2.15万亿元，", "2.15万亿元", "2150000000000", "元", FigureKind.MONEY),
        ("合格率94.41%", "94.41%", "94.41", "%", FigureKind.PERCENT),
        ("提高到百分之九十五", "百分之九十五", "95", "%", FigureKind.PERCENT),
        ("占三分之二", "三分之二", "66", "", FigureKind.PERCENT),
        ("九成以上的学校", "九成以上", "90", "成", FigureKind.PERCENT),
        ("下降0.3个百分点", "0.3个百分点", "0.3", "个百分点", FigureKind.POINTS),
        ("办了四期读书班", "四期", "4", "期", FigureKind.COUNT),
        ("新建一所学校", "一所", "1", "所", FigureKind.COUNT),
        ("不少于28万人", "不少于28万人", "280000", "人", FigureKind.COUNT),
        ("总分第4名", "第4名", "4", "名", FigureKind.RANK),
        ("总量居全国第2，", "第2", "2", "", FigureKind.RANK),
        ("造林30万亩", "30万亩", "300000", "亩", FigureKind.MEASURE),
        ("连续5年", "5年", "5", "年", FigureKind.TIME),
    ],
)
def test_a_quantity_is_read(text: str, shown: str, value: str, unit: str, kind: FigureKind) -> None:
    figure = only(text)
    assert (figure.text, figure.unit, figure.kind) == (shown, unit, kind)
    assert int(figure.value) == int(Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "实施“2148”策略",
        "体质健康测试“2+1行动”",
        "落实“5+2”",
        "5G基站",
        "C919首飞",
        "党的二十大",
        "第十八届全会",
        "2022年1月8日",
        "《第3号规定》",
        "进一步、一体化、一批、千方百计",
        "PM2.5，",
        "第一百中学",
        "3A级景区",
    ],
)
def test_what_counts_nothing_is_left_out(text: str) -> None:
    assert find_figures(text) == []


def test_a_range_keeps_both_ends() -> None:
    figure = only("推进3-5所学校")
    assert (figure.text, figure.value, figure.upper) == ("3-5所", 3, 5)


def test_a_rise_is_told_from_the_rate_before_it() -> None:
    rate, rise = find_figures("合格率94.41%，较上年提升4.66%。")
    assert (rate.role, rise.role) == (Role.LEVEL, Role.CHANGE)


def test_from_and_to() -> None:
    first, second = find_figures("民办学校由7所减少至4所，")
    assert (first.role, second.role) == (Role.FROM, Role.TO)


def test_each_figure_owns_the_words_beside_it() -> None:
    text = "完成58名党员发展和200名积极分子培养工作。"
    party, activists = find_figures(text)
    assert "党员发展" in owner(text, party)
    assert "积极分子" not in owner(text, party)
    assert "积极分子培养" in owner(text, activists)


def test_figures_after_their_nouns() -> None:
    text = "新增就业8.4万人、转移就业84万人。"
    new, moved = find_figures(text)
    assert owner(text, new).startswith("新增就业")
    assert "转移就业" in owner(text, moved)
    assert "转移就业" not in owner(text, new)


def test_respectively_deals_values_out() -> None:
    text = "小学和初中入学率分别为99%和98%。"
    first, second = find_figures(text)
    assert owner(text, first).startswith("小学")
    assert owner(text, second).startswith("初中")
