"""Who owns a value, and what the words around it say of it."""

import pytest

from index.text import find_figures
from index.types import Aim, Basis, Direction, Extent, Figure, Role


def figures(text: str) -> dict[str, Figure]:
    return {figure.text: figure for figure in find_figures(text)}


def owner(text: str, figure: Figure) -> str:
    return text[figure.owner_start : figure.owner_end]


@pytest.mark.parametrize("count", range(2, 7))
def test_values_dealt_out_know_their_things(count: int) -> None:
    things = ["幼儿园", "小学", "初中", "高中", "中职", "特教学校"][:count]
    values = [f"{number}所" for number in range(11, 11 + count)]
    text = f"全县{'、'.join(things)}分别为{'、'.join(values)}。"
    found = figures(text)
    for number, (thing, value) in enumerate(zip(things, values, strict=True)):
        assert owner(text, found[value]).endswith(thing)
        assert (found[value].item, found[value].items) == (number, count)


def test_a_second_respectively_deals_out_to_the_same_things() -> None:
    text = "小学、初中分别为31所和14所、分别增长3.3%和7.7%。"
    found = figures(text)
    assert owner(text, found["3.3%"]) == owner(text, found["31所"]) == "小学"
    assert owner(text, found["7.7%"]) == owner(text, found["14所"]) == "初中"
    assert found["7.7%"].direction is Direction.RISE


@pytest.mark.parametrize(
    "goes_on", ["，比上年分别增长3.3%和7.7%。", "，分别增长3.3%和7.7%。", "，同比分别增长3.3%和7.7%。"]
)
def test_a_second_respectively_may_stand_in_the_next_clause(goes_on: str) -> None:
    text = "小学、初中分别为1,231所和14所" + goes_on
    found = figures(text)
    assert (owner(text, found["3.3%"]), owner(text, found["7.7%"])) == ("小学", "初中")
    assert [found[value].item for value in ("1,231所", "14所", "3.3%", "7.7%")] == [0, 1, 0, 1]


@pytest.mark.parametrize(
    ("text", "dealt"),
    [
        (
            "婴儿死亡率4.51‰，5岁以下儿童死亡率6.26‰，同比分别下降0.38个和0.52个千分点。",
            {"0.38个": "婴儿死亡率4.51‰", "0.52个千分点": "儿童死亡率6.26‰"},
        ),
        (
            "居前三位的是甲病、乙病和丙病，分别为514例、297例、138例。",
            {"514例": "甲病", "297例": "乙病", "138例": "丙病"},
        ),
        ("城镇居民收入17860元，农民收入6325元，分别增长12.8%和15.3%。", {"12.8%": "城镇", "15.3%": "农民"}),
        ("小学31所、初中14所，比上年分别增加2所和1所。", {"2所": "小学", "1所": "初中"}),
        ("全县学校45所，小学31所、初中14所，分别增加2所和1所。", {"2所": "小学", "1所": "初中"}),  # the last two
        ("新建食堂5个；小学31所、初中14所，分别增加2所和1所。", {"2所": "小学", "1所": "初中"}),
        ("县道、乡道分别为24公里和13公里，投资分别为540万元和390万元。", {"540万元": "县道", "390万元": "乡道"}),
        ("东片、西片两个站分别养护31公里和27公里。", {"31公里": "东片", "27公里": "西片"}),
        ("东和街道、西苑街道人口分别为4.6万人、3.9万人。", {"4.6万人": "东和街道", "3.9万人": "西苑街道"}),
    ],
)
def test_things_and_values_of_the_clauses_before_are_what_is_dealt_to(text: str, dealt: dict[str, str]) -> None:
    found = figures(text)
    for number, (value, thing) in enumerate(dealt.items()):
        assert thing in owner(text, found[value])
        assert not any(other in owner(text, found[value]) for other in dealt.values() if other != thing)
        assert (found[value].item, found[value].items) == (number, len(dealt))


@pytest.mark.parametrize(
    "text",
    [
        "小学31所、初中14人，分别增加3%和7%。",  # of different kinds
        "收入86亿元，增长11%，投资40亿元，分别高于全市3%和7%。",  # what grew in between
        "语文、数学居全县第一、第二，分别提高3%和7%。",  # places are no things
        "小学31所、初中14所。分别增加3%和7%。",
        "高中5所，分别增加3%和7%。",  # too few
        "小学31所、初中14所，办学条件持续改善，分别增加3%和7%。",  # another thing was said in between
    ],
)
def test_what_cannot_be_told_is_dealt_to_nothing(text: str) -> None:
    found = figures(text)
    assert (found["3%"].item, found["7%"].item) == (None, None)


@pytest.mark.parametrize(
    "other", ["。分别增长3.3%和7.7%。", "，教师分别增长3.3%和7.7%。", "，共45所，分别增长3.3%和7.7%。"]
)
def test_what_speaks_of_something_else_is_not_dealt_to_the_things_before(other: str) -> None:
    found = figures("小学、初中分别为31所和14所" + other)
    assert (found["3.3%"].item, found["7.7%"].item) == (None, None)


def test_each_of_the_changes_dealt_out_keeps_its_own_verb() -> None:
    found = figures("对实验室、学科、人才分别投入18亿元、24亿元和9亿元，分别增长12%、下降3%、增长20%。")
    assert [found[value].direction for value in ("12%", "3%", "20%")] == [
        Direction.RISE,
        Direction.FALL,
        Direction.RISE,
    ]
    assert (
        owner("对实验室、学科、人才分别投入18亿元、24亿元和9亿元，分别增长12%、下降3%、增长20%。", found["3%"])
        == "学科"
    )


def test_a_unit_and_a_scale_are_shared() -> None:
    rates = find_figures("城镇、农村覆盖率分别提高1.4个和2.6个百分点。")
    assert [(f.unit, f.role) for f in rates] == [("个百分点", Role.CHANGE)] * 2
    people = find_figures("小学、初中在校生分别为1.4、0.6万人。")
    assert [(int(f.value), f.unit) for f in people] == [(14_000, "人"), (6_000, "人")]


def test_each_of_several_places_has_the_value() -> None:
    found = figures("东街、西街各新建驿站3个，北街新建5个。")
    assert (found["3个"].each, found["5个"].each) == (True, False)


def test_a_part_knows_its_whole() -> None:
    text = "引进人才210人，其中博士32人、硕士118人；新建驿站6个。"
    found = figures(text)
    whole = found["210人"].start
    assert (found["32人"].part_of, found["118人"].part_of, found["6个"].part_of) == (whole, whole, None)


@pytest.mark.parametrize(
    ("text", "amount", "end"),
    [("办件时限由9天压缩到4天。", "9天", "4天"), ("占比从7.1%降至3.4%。", "7.1%", "3.4%")],
)
def test_from_and_to(text: str, amount: str, end: str) -> None:
    found = figures(text)
    assert (found[amount].role, found[end].role) == (Role.FROM, Role.TO)
    assert found[end].direction is Direction.FALL
    assert found[end].signed == found[end].value  # where it ended, not by how much it fell


def test_reduced_by_and_reduced_to() -> None:
    by, to = find_figures("事故减少了7起，伤亡减少到3人。")
    assert (by.is_change, by.signed, by.role) == (True, -7, Role.CHANGE)
    assert (to.is_change, to.signed, to.role) == (False, 3, Role.LEVEL)


def test_a_rate_turned_round() -> None:
    first, second = find_figures("投资由上年的增长6.5%转为下降2.4%。")
    assert (first.role, first.direction, second.role, second.direction) == (
        Role.FROM,
        Direction.RISE,
        Role.CHANGE,  # what it turned to is a change of this year itself
        Direction.FALL,
    )


@pytest.mark.parametrize(
    ("text", "basis", "against"),
    [
        ("失业率比全市平均低0.4个百分点。", Basis.PLACE, "全市平均"),
        ("零售额同比增长4.4%。", Basis.YEAR, ""),
        ("零售额环比下降4.4%。", Basis.MONTH, ""),
        ("收入较上年提高4.4%。", Basis.YEAR, "上年"),
        ("产值是2012年的3.1倍。", Basis.BASE, "2012年"),
        ("面积与2015年相比增加4.4%。", Basis.BASE, "2015年"),
        ("零售额4.4亿元。", Basis.NONE, ""),
    ],
)
def test_what_a_value_is_compared_with(text: str, basis: Basis, against: str) -> None:
    (figure,) = find_figures(text)
    assert (figure.basis, figure.against) == (basis, against)


def test_values_of_wider_places_shares_and_rates() -> None:
    found = figures("收入比为1.7，全省为1.9。软件业占服务业增加值的8.3%。每万人拥有床位61张，人均绿地13平方米。")
    assert (found["1.7"].place, found["1.9"].place) == ("", "全省")
    assert found["8.3%"].share_of == "服务业增加值"
    assert (found["61张"].per, found["13平方米"].per) == ("每万人", "人均")


def test_figures_in_brackets_keep_to_themselves() -> None:
    text = "在校生5.1万人（含民办0.8万人），辍学率0.09%（上年0.15%）。"
    found = figures(text)
    assert "民办" not in owner(text, found["5.1万人"])
    assert owner(text, found["0.8万人"]) == "含民办0.8万人"
    assert found["0.8万人"].bracketed
    assert "辍学率" in owner(text, found["0.15%"])


def test_extent_and_aim() -> None:
    found = figures("累计建成站点88个，当年新增9个。计划招商30亿元，实际到位26亿元。")
    assert (found["88个"].extent, found["9个"].extent) == (Extent.CUMULATIVE, Extent.ADDED)
    assert (found["30亿元"].aim, found["26亿元"].aim) == (Aim.PLANNED, Aim.DONE)


def test_parts_of_a_year() -> None:
    found = figures("一季度产值8亿元，增长3%；上半年17亿元；7月份，用电量环比增长2%；全年35亿元。")
    assert [found[text].months for text in ("8亿元", "3%", "17亿元", "2%", "35亿元")] == [
        (1, 3),
        (1, 3),
        (1, 6),
        (7, 7),
        (1, 12),
    ]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("补助标准从2023年的89元提高至2024年的94元。", ["89元", "94元"]),  # a year between 至 and the value
        ("由上年的23所（含民办5所）增加到28所。", ["23所", "28所"]),  # over what stands in brackets
        ("办理时限减少2天（3天压缩至1天）。", ["3天", "1天"]),  # nothing stands before the first
        ("冷链公司由上年盈利30万元转为亏损64万元。", ["30万元", "64万元"]),
        ("联盟由10所学校组成，共15个班。", []),
        ("招聘教师120人，总数增加到3200人。", []),
        ("科学课2节增至3节。", ["2节", "3节"]),
        ("撤离时间4分50秒缩短到2分35秒。", []),
    ],
)
def test_both_ends_of_a_change(text: str, ends: list[str]) -> None:
    assert [figure.text for figure in find_figures(text) if figure.role in (Role.FROM, Role.TO)] == ends


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("平均分538分，高出全市平均分14分。", [False, True]),
        ("每千人2.6名，低于全市的3.1名。", [False, False]),  # the other's own value
    ],
)
def test_how_far_from_another(text: str, change: list[bool]) -> None:
    assert [figure.is_change for figure in find_figures(text)] == change


@pytest.mark.parametrize(
    ("text", "dealt"),
    [
        (
            "甲县、乙县、丙县分别完成产值82.1亿元、69.8亿元、47.5亿元，增长8.1%、6.2%、下降1.3%。",
            {"69.8亿元": "乙县", "6.2%": "乙县", "1.3%": "丙县"},
        ),
        ("省级、市级合作社分别达12家、27家，较上年增加2家、5家。", {"2家": "省级", "5家": "市级合作社"}),
        ("红岭镇、石桥镇发放补贴412万元、386万元，分别惠及6120户、5480户。", {"412万元": "红岭镇", "5480户": "石桥镇"}),
        ("甲镇、乙镇分别到位1.2亿元（增长12%）和0.8亿元（下降6%）。", {"12%": "甲镇", "6%": "乙镇"}),
        ("甲镇收入1.2亿元（增长12%）、乙镇收入0.8亿元（下降6%）。", {"12%": "甲镇", "6%": "乙镇"}),
        ("肉牛出栏2.1万头，家禽出栏416万羽，分别增长4.6%、下降3.5%。", {"4.6%": "肉牛", "3.5%": "家禽"}),
        ("东湖小学、北湖小学分别新增学位180个、90个，招聘教师12名、6名。", {"12名": "东湖小学", "6名": "北湖小学"}),
        ("A级、B级食堂分别为26家、48家，占35.1%、64.9%。", {"35.1%": "A级", "64.9%": "B级"}),
        ("语文、数学优良率分别为81.2%、77.9%，提高1.2和下降2.1个百分点。", {"1.2": "语文", "2.1个百分点": "数学"}),
    ],
)
def test_values_side_by_side_belong_each_to_its_own(text: str, dealt: dict[str, str]) -> None:
    found = figures(text)
    assert all(thing in owner(text, found[value]) for value, thing in dealt.items())


def test_each_rate_of_a_row_keeps_its_own_verb() -> None:
    found = figures("甲县、乙县分别完成产值82.1亿元、69.8亿元，增长8.1%、下降1.3%。")
    assert (found["8.1%"].direction, found["1.3%"].direction) == (Direction.RISE, Direction.FALL)


@pytest.mark.parametrize(
    "text",
    [
        "为小学、初中添置电脑120台、桌椅300套。",  # what is counted stands at each
        "小学、初中、高中共招聘120人、30人。",  # three things, two values
        "学校建成甲楼、乙楼，投入120万元、30万元。",
    ],
)
def test_values_side_by_side_without_things_of_their_own_are_dealt_to_nothing(text: str) -> None:
    assert [figure.item for figure in find_figures(text)] == [None, None]


def test_how_a_mean_moved_is_told_for_each_as_the_mean_is() -> None:
    found = figures("生均经费1.34万元，比上年增加620元，投入21.7亿元，比2020年增加3.6亿元。")
    assert [found[text].per for text in ("1.34万元", "620元", "21.7亿元", "3.6亿元")] == ["生均", "生均", "", ""]


def test_a_list_goes_on_for_each_only_where_nothing_is_counted_in_whole_numbers() -> None:
    found = figures("每百户拥有汽车61.5辆、空调189.2台、村卫生室12个。学校均衡发展投入3亿元。")
    assert [found[text].per for text in ("61.5辆", "189.2台", "12个", "3亿元")] == ["每百户", "每百户", "", ""]
