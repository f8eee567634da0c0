"""Words of an answer: cut where they may be cut, values kept whole, statements that can be read on their own."""

import pytest
from evidence import figure, sentence
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.wording import several_values, shortened, shown_figure, statement


@given(st.text(alphabet="教师招聘，。；、0123456789.%万人", max_size=80), st.integers(4, 40))
def test_what_is_shortened_fits_and_begins_as_it_did(text: str, longest: int) -> None:
    short = shortened(text, longest)
    assert len(short) <= longest
    kept = short.removesuffix("…")
    assert text.strip().strip("，；：、").startswith(kept)
    assert (kept == short) is (len(text.strip().strip("，；：、")) <= longest)


@given(st.integers(1_000, 99_999_999), st.integers(10, 20))
def test_a_figure_is_never_cut_in_two(number: int, before: int) -> None:
    words = "招" * before
    short = shortened(f"{words}{number}人次以上教师参加各类培训", 24).removesuffix("…")
    assert short == words or str(number) in short


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("招聘教师三百名", 7, "招聘教师三百名"),
        ("，招聘教师三百名；", 7, "招聘教师三百名"),
        ("招聘教师三百名，培训教师", 10, "招聘教师三百名…"),
        ("招聘，培训教师一千二百人次", 10, "招聘，培训教师一千…"),  # a clause of two characters says too little
        ("招聘教，培训教师一千二百人", 10, "招聘教，培训教师一…"),
        ("招聘教师，培训一千二百人次", 10, "招聘教师…"),
        ("招聘一二三四五六，培训教师", 10, "招聘一二三四五六…"),
        ("招聘一二三四五六七，培训教师", 10, "招聘一二三四五六七…"),
    ],
)
def test_where_a_text_is_cut(text: str, longest: int, short: str) -> None:
    assert shortened(text, longest) == short


def test_labels_go_before_any_value_does() -> None:
    few = [("石泉县", "86.1%"), ("青坪县", "91.5%")]
    assert several_values(few, "zh") == "石泉县：86.1%；青坪县：91.5%"
    assert several_values(few, "en") == "石泉县: 86.1%; 青坪县: 91.5%"
    assert (
        several_values([("生均经费小学", "生均经费小学950元"), ("初中", "1150元")], "zh")
        == "生均经费小学950元；初中：1150元"
    )
    exactly = [("甲" * 24, "86.1%"), ("乙" * 23, "91.5%")]
    assert len(several_values(exactly, "zh")) == 60
    assert several_values([("甲" * 24, "86.1%"), ("乙" * 24, "91.5%")], "zh") == "86.1%；91.5%"


def test_a_number_is_shown_with_the_unit_it_shares() -> None:
    said = sentence("东和街道、西苑街道、冬青街道人口分别为4.6、3.9、5.2万人。")
    text = said.indexed.report.text
    assert [shown_figure(text, figure) for figure in said.figures] == ["4.6万人", "3.9万人", "5.2万人"]


def test_a_rise_is_shown_with_its_verb_where_it_is_asked_which_way_it_went() -> None:
    said = sentence("城镇人口增加0.3万人。")
    figure = said.figures[0]
    assert shown_figure(said.indexed.report.text, figure) == "0.3万人"
    assert shown_figure(said.indexed.report.text, figure, either_way=True) == "增加0.3万人"


@pytest.mark.parametrize(
    ("words", "text", "shown"),
    [
        ("发病率下降2.1%。", "2.1%", "下降2.1%"),
        ("发病率下降0.6%。", "0.6%", "下降0.6%"),
        ("发病率下降了2.1%。", "2.1%", "下降了2.1%"),
        ("发病率增长2.1%。", "2.1%", "2.1%"),
        ("发病率为2.1%。", "2.1%", "2.1%"),
        ("发病率增速为-2.1%。", "-2.1%", "-2.1%"),
        ("在校生减少到28人。", "28人", "28人"),
    ],
)
def test_the_amount_of_a_fall_is_shown_with_its_verb(words: str, text: str, shown: str) -> None:
    said = sentence(words)
    assert shown_figure(said.indexed.report.text, figure(said, text)) == shown


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        ("招聘教师300人，培训教师1200人次。", "1200人次", "培训教师1200人次"),
        ("普惠率91.5%，比上年提高2.1个百分点。", "2.1个百分点", "普惠率91.5%，比上年提高2.1个百分点"),
        ("幼儿园43所，其中公办31所，占72.1%。", "72.1%", "幼儿园43所，其中公办31所，占72.1%"),
        ("教师930人，增长3%，其中骨干41人，占4.4%，居第2位。", "第2位", "增长3%，其中骨干41人，占4.4%，居第2位"),
        ("91.5%的学校达标，其余整改。", "91.5%", "91.5%的学校达标"),
        ("达标学校较多，85所实现改造。", "85所", "达标学校较多，85所实现改造"),
    ],
)
def test_a_clause_without_a_subject_takes_the_ones_before_along(words: str, text: str, said: str) -> None:
    read = sentence(words)
    assert statement(read, figure(read, text)) == said


def test_a_statement_that_grows_too_long_is_its_own_clause() -> None:
    for length, kept in ((142, False), (141, True)):
        read = sentence(f"{'校' * length}教师队伍建设，比上年增加教师300人。")
        assert statement(read, figure(read, "300人")).startswith("校") is kept


@pytest.mark.parametrize(
    ("words", "text", "shown"),
    [
        ("每千常住人口医疗卫生机构床位6.5张。", "6.5张", "每千常住人口医疗卫生机构床位6.5张"),
        ("报告发病率为每十万人48.2例。", "48.2例", "每十万人48.2例"),
        ("人均体育场地面积2.63平方米。", "2.63平方米", "人均体育场地面积2.63平方米"),
        ("每１０万人48.2例。", "48.2例", "每１０万人48.2例"),
        ("每百户拥有汽车61.5辆、空调189.2台。", "189.2台", "每百户189.2台"),  # another value stands between
        ("每人每月补助标准为820元。", "820元", "每人每月补助标准为820元"),
        ("生均经费1.34万元，比上年增加620元。", "620元", "生均增加620元"),
        ("户均增收6200元。", "6200元", "户均增收6200元"),
        ("人均收入3万元，增长5.1%。", "5.1%", "5.1%"),
        ("补助标准820元/人·月。", "820元/人·月", "820元/人·月"),
        ("全县床位3860张，每千人6.5张。", "3860张", "3860张"),
    ],
)
def test_a_value_for_each_of_something_says_of_what(words: str, text: str, shown: str) -> None:
    read = sentence(words)
    assert shown_figure(read.indexed.report.text, figure(read, text)) == shown
