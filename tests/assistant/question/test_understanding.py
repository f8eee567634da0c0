"""How questions are understood: what is asked, in which unit, when and where, and which words count."""

import pytest

from assistant.data_files import read_pairs
from assistant.evidence.term_matching import quality_in
from assistant.question import understand
from assistant.question.answer_type import read_ask
from assistant.question.decomposition import split_asks
from assistant.question.english import translate
from assistant.question.language import language_of, simplified
from assistant.question.parse import parse
from assistant.question.scope import find_scope
from assistant.types import Asked, Term
from index.snapshot import Entry
from index.types import Tense


def entry(title: str, year: int, region: str) -> Entry:
    return Entry(title, f"{title}.txt", title, year, region, "", 1, 1, 1, 1, 0)


ENTRIES = [
    entry("2025年河北省政府工作报告", 2025, "河北省"),
    entry("2026年河北省政府工作报告", 2026, "河北省"),
    entry("2026年宁夏政府工作报告", 2026, "宁夏回族自治区"),
]


@pytest.mark.parametrize(
    ("question", "asked", "group"),
    [
        ("招聘了多少名教师？", Asked.FIGURE, "person"),
        ("投入了多少钱？", Asked.FIGURE, "money"),
        ("优良率是多少", Asked.FIGURE, "percent"),
        ("骨干教师占几成", Asked.FIGURE, "percent"),
        ("金牌总数排第几", Asked.FIGURE, "rank"),
        ("增速在全省排多少位", Asked.FIGURE, "rank"),
        ("奖牌数在县里排老几", Asked.FIGURE, "rank"),
        ("达到优良的学生占多大比例？", Asked.FIGURE, "percent"),
        ("优良率达到多高了？", Asked.FIGURE, ""),
        ("有多少家长参加", Asked.FIGURE, "person"),
        ("漂流收了多少门票钱", Asked.FIGURE, "money"),
        ("信用修复原来要几天，现在几天", Asked.FROM_TO, "duration"),
        ("轮岗教师 人数", Asked.FIGURE, "person"),
        ("从几所减少到几所", Asked.FROM_TO, "place"),
        ("哪些幼儿园投入使用？", Asked.LIST, ""),
        ("哪所学校被认定为基地？", Asked.WHO_WHAT, ""),
        ("如何保障校园安全？", Asked.HOW_WHY, ""),
        ("师德建设做了哪些工作？", Asked.SECTION, ""),
        ("是否建立了家庭教育中心？", Asked.YESNO, ""),
    ],
)
def test_what_is_asked(question: str, asked: Asked, group: str) -> None:
    ask = read_ask(question)
    assert (ask.asked, ask.group) == (asked, group)


@pytest.mark.parametrize(
    "question",
    [
        "From what share to what share did participation fall?",
        "How far did the pass rate rise?",
        "What was the ceiling for medical assistance before and after it was raised?",
    ],
)
def test_both_ends_of_a_change_are_asked_for_in_english(question: str) -> None:
    assert understand(question, (), ()).asked is Asked.FROM_TO


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("去年招聘多少人？", (2025,)),
        ("上年末结余多少？", (2025,)),
        ("镇上年底考核排第几？", ()),  # 镇上 年底
        ("秋天上一年级的新生多少名？", ()),
    ],
)
def test_last_year_is_said_and_not_only_spelt(question: str, years: tuple[int, ...]) -> None:
    assert find_scope(question, ENTRIES)[0].years == years


@pytest.mark.parametrize(
    ("question", "unit", "group"),
    [
        ("一顿饭收几块钱？", "元", "money"),
        ("低保标准涨了多少块？", "元", "money"),
        ("建了几块足球场？", "块", "thing"),
        ("老人一顿午饭收几块？", "元", "money"),
        ("庄稼人一年到手几个钱？", "元", "money"),
        ("地有几块？", "块", "thing"),
        ("寄宿生每晚睡几个钟头？", "个钟头", "duration"),
        ("有多少人家沾了光？", "", "household"),
        ("民政花出去多少个亿？", "", ""),
        ("低保户数是多少？", "", "household"),
        ("良好率提高了多少个百分点？", "个百分点", "percent"),
    ],
)
def test_the_unit_that_is_asked_for(question: str, unit: str, group: str) -> None:
    understood = parse(question, ENTRIES)
    assert (understood.unit, understood.group) == (unit, group)


def test_scope_by_region_and_year() -> None:
    question = parse("河北2025年经济增长了多少？", ENTRIES)
    assert question.scope.years == (2025,)
    assert question.scope.regions == ("河北省",)
    assert question.scope.reports == (0, 1)
    both = parse("河北和宁夏2025年的经济增速", ENTRIES)
    assert both.scope.regions == ("河北省", "宁夏回族自治区")
    assert "河北" not in {term.text for term in both.terms}


def test_a_place_without_a_report_stays_a_word_to_be_met() -> None:
    question = parse("青岛市2026年的增长目标", ENTRIES)
    assert question.scope.regions == ()
    assert any("青岛" in term.text for term in question.terms)


def test_relative_years_count_from_the_latest_report() -> None:
    assert parse("去年经济增长多少", ENTRIES).scope.years == (2025,)
    assert parse("今年的增长目标", ENTRIES).scope.years == (2026,)


def test_several_asks() -> None:
    assert split_asks("合格率和优良率分别是多少？") == ["合格率是多少", "优良率是多少"]
    assert split_asks("发了多少钱，惠及多少学生？") == ["发了多少钱", "惠及多少学生"]
    assert split_asks("拿了多少金牌和银牌") == ["拿了多少金牌", "拿了多少银牌"]
    assert split_asks("小学、初中各有多少所，分别招了多少人？") == [
        "小学有多少所",
        "初中有多少所",
        "小学招多少人",
        "初中招多少人",
    ]
    assert split_asks("小学和初中各多少所，一共多少人") == ["小学是多少所", "初中是多少所", "小学和初中一共多少人"]
    assert split_asks("教师和校医共招聘多少人") == ["教师和校医共招聘多少人"]


def test_the_unit_that_a_value_is_to_be_told_in_is_none_of_the_numbers_asked_about() -> None:
    terms = understand("How much was spent on repairs in 2021 (in 10,000 yuan)?", (), ()).terms
    assert all(term.number is None for term in terms)
    assert "000" in understand("How many births were there in 1,000 people?", (), ()).plain


def test_traditional_and_english() -> None:
    assert simplified("教師輪崗") == "教师轮岗"
    assert language_of("How many gold medals?") == "en"
    assert language_of("GDP增长多少") == "zh"
    translated = translate("How many gold medals did the students win?")
    assert "金牌" in translated.plain
    assert "多少" in translated.plain
    assert translate("How many zorgblats were recruited?").unknown == ("zorgblats",)
    for grade in ("Grade 5", "5th grade"):
        plain = translate(f"What was the average {grade} math score?").plain
        assert "五年级" in plain
        assert "数学" in plain
        assert "多少" in plain


def test_words_are_met_exactly_by_synonym_or_not() -> None:
    assert quality_in(Term("教师", 1.0), "交流教师365人") == 1.0
    assert quality_in(Term("老师", 1.0, (("教师", 0.9),)), "交流教师365人") == 0.9
    assert quality_in(Term("市运会", 1.0), "市第十五届运动会") > 0.5
    assert quality_in(Term("公办幼儿园", 1.0), "34所民办幼儿园") == 0.0
    assert quality_in(Term("50", 1.0), "共1500人") == 0.0


def test_a_shortened_text_never_cuts_a_figure() -> None:
    from assistant.answering.wording import shortened

    assert shortened("一" * 55 + "共1234.5万人参加", 60) == "一" * 55 + "共…"
    assert shortened("甲校开学，" + "乙" * 70, 60).endswith("…")
    assert shortened("短句。", 60) == "短句。"


def test_many_values_lose_their_labels_before_a_value() -> None:
    from assistant.answering.wording import several_values

    values = [(f"第{n}个很长很长的指标名称", f"{n}00人") for n in range(1, 6)]
    assert several_values(values, "zh") == "100人；200人；300人；400人；500人"
    assert several_values([("甲", "1人"), ("乙", "2人")], "zh") == "甲：1人；乙：2人"


def test_no_entry_of_the_hidden_words_fails_a_question() -> None:
    for word, compounds in read_pairs("assistant.question", "opaque.txt"):
        assert all(word in compound for compound in compounds.split()), word


def test_a_unit_is_not_read_as_a_number_of_thousands() -> None:
    assert read_ask("发电多少千瓦时？").unit == "千瓦时"
    assert read_ask("招了多少万人？").unit == "人"


def test_a_measure_word_that_begins_a_noun_is_left_with_it() -> None:
    assert read_ask("由哪些部门负责？").noun == "部门"


@pytest.mark.parametrize(
    ("question", "goal"),
    [
        ("2026年计划新增学位多少个？", True),
        ("2026年学位目标是多少？", True),
        ("三年行动计划完成多少项？", False),
        ("“百人计划”引进多少人？", False),
    ],
)
def test_plans_are_told_from_names(question: str, goal: bool) -> None:
    scope, _ = find_scope(question, [])
    assert (scope.tense is Tense.GOAL) is goal


def test_dictionary_words_help_where_the_glossary_ends() -> None:
    translated = translate("How many marathons were held?")
    assert "马拉松" in translated.plain
    assert translated.unknown == ()


def test_half_a_character_stops_no_question() -> None:
    assert understand("\ud800教师有多少人", (), ()).text == "�教师有多少人"


def test_a_follow_up_looks_back_a_few_turns_however_long_the_conversation() -> None:
    long = ("小学有多少所？",) + ("那2023年呢？",) * 3000
    assert [term.text for term in understand("那2022年呢？", (), long[:7]).terms] == ["小学"]
    assert "小学" not in [term.text for term in understand("那2022年呢？", (), long).terms]
