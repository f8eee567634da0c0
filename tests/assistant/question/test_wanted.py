"""Which of several figures is wanted, what a yes-or-no question claims, and what courtesy leaves."""

import pytest

from assistant.question import owners_of, since_last_year, understand
from assistant.types import Asked, Claim
from index.snapshot import Entry


def wanted(text: str, name: str) -> object:
    return getattr(understand(text, (), ()).wanted, name)


@pytest.mark.parametrize(
    ("question", "name", "value"),
    [
        ("发病率降了几个点？", "amount", True),
        ("规上企业多了几家？", "amount", True),
        ("自来水漏掉百分之几", "amount", False),
        ("低保标准提了多少钱？", "amount", True),
        ("代表提了多少条建议？", "amount", False),
        ("全年新增了多少岗位？", "amount", False),
        ("每千人有几张床？", "for_each", True),
        ("How many beds are there per 1,000 residents?", "each", True),
        ("上半年收入多少？", "season", (1, 6)),
        ("补助总额是多少？", "in_all", True),
        ("总理调研了几次？", "in_all", False),
        ("一个老师带几个娃？", "of_one", True),
        ("这个月一个学校来了几人？", "of_one", True),
        ("第一个季度收入多少？", "of_one", False),
        ("一个月补助多少元？", "of_one", False),
        ("事故减少了多少起？", "falls", True),
        ("事故增加了多少起？", "falls", False),
        ("公交公司利润总额是多少？", "poles", frozenset({"利润总额"})),
        ("公交公司减亏多少？", "poles", frozenset()),
        ("前三季度收入多少？", "season", (1, 9)),
        ("春节接待游客多少人次？", "holiday", "春节"),
        ("石塘法庭建了多大？", "names", frozenset({("石塘", "法庭")})),
        ("全市医院有几家？", "names", frozenset()),
        ("车祸死了几个人？", "fatal", True),
        ("65岁以上老人有多少？", "age", False),
        ("平均年龄是几岁？", "age", True),
        ("各学段经费分别涨了多少？", "every", True),
        ("入学率是多少？", "share", True),
        ("11月整改隐患多少处？", "month", 11),
        ("8月到10月整改隐患多少处？", "month", 0),
        ("截至11月底交付多少间？", "month", 0),
        ("今年以来发现隐患多少处？", "so_far", True),
        ("巩固率比2015年提高多少？", "base_year", 2015),
        ("企业数是2012年的几倍？", "base_year", 2012),
        ("2012年有多少家企业？", "base_year", 0),
        ("城镇人口增减多少？", "either_way", True),
        ("城镇人口增加多少？", "either_way", False),
        ("还有没整改的隐患吗？", "denies", True),
        ("隐患整改了没有？", "denies", False),
        ("有没有学校没有运动场？", "denies", True),
        ("有没有运动场？", "denies", False),
        ("营养改善计划花了多少钱？", "planned", False),
        ("明年计划花多少钱？", "planned", True),
        ("规上增加值增速高于全省多少？", "compares", True),
        ("效率提高了多少？", "share", False),
    ],
)
def test_what_is_wanted(question: str, name: str, value: object) -> None:
    assert wanted(question, name) == value


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("住院费用是不是涨了？", Claim.RISE),
        ("招生比上一年少了吗？", Claim.FALL),
        ("城镇化率超过全省平均了吗？", Claim.ABOVE),
        ("研发强度低于全国平均吗？", Claim.BELOW),
        ("培训任务完成了没有？", Claim.REACH),
        ("财政收入过没过半？", Claim.HALF),
        ("问题是否已全部整改？", Claim.ALL),
        ("今年有没有发生安全事故？", Claim.ANY),
        ("上线率跟去年是不是差不多？", Claim.LEVEL),
        ("康复楼封顶了吗？", Claim.DONE),
        ("一共多少所？", None),
    ],
)
def test_what_is_claimed(question: str, claim: Claim | None) -> None:
    assert understand(question, (), ()).claim is claim


def test_a_day_is_no_count() -> None:
    assert understand("运动会几号开幕？", (), ()).asked is Asked.WHO_WHAT


@pytest.mark.parametrize(
    "typed",
    ["您好，请问招聘教师多少人？谢谢", "各位老师好，招聘教师多少人？辛苦了", "打扰一下，招聘教师多少人？急，在线等"],
)
def test_courtesy_changes_nothing(typed: str) -> None:
    plain, polite = understand("招聘教师多少人？", (), ()), understand(typed, (), ())
    assert [term.text for term in polite.terms] == [term.text for term in plain.terms]
    assert (polite.asked, polite.unit) == (plain.asked, plain.unit)


def entry(region: str, year: int) -> Entry:
    title = f"{year}年{region}统计公报"
    return Entry(title, f"{title}.txt", title, year, region, "", 1, 1, 1, 1, 0)


ENTRIES = (entry("全国", 2021), entry("苇塘区", 2021))


@pytest.mark.parametrize(
    ("question", "reports", "area"),
    [
        ("2021年全国有多少家医院？", (0,), ""),
        ("我国有多少家医院？", (0,), ""),
        ("全国文明校园有几所？", None, ""),  # a title, not a place
        ("苇塘区有多少家医院？", (1,), ""),
    ],
)
def test_the_country_is_a_place(question: str, reports: tuple[int, ...] | None, area: str) -> None:
    asked = understand(question, ENTRIES, ())
    assert asked.scope.reports == reports
    assert asked.wanted.area == area


def test_a_wider_place_is_not_the_reports_own() -> None:
    """全省 asked of a district's report is another place; 全区 is its own."""
    district = (entry("苇塘区", 2021),)
    assert understand("全省高中有多少所？", district, ()).wanted.area == "全省"
    assert understand("全区高中有多少所？", district, ()).wanted.area == ""


def test_which_base_a_value_is_asked_for() -> None:
    (base,) = understand("每千名学生有几名校医？", (), ()).wanted.bases
    assert (base.number, base.kind) == (1000, "person")
    assert understand("有几名校医？", (), ()).wanted.bases == ()


def test_a_change_since_the_year_before_is_asked_of_both_years() -> None:
    both = since_last_year(understand("2023年小学招生比上年增加多少人？", (), ()), ())
    assert both is not None
    assert both.scope.years == (2022, 2023)
    assert [owner.question.plain for owner in owners_of(both, ())] == [
        "2022年小学招生是多少人？",
        "2023年小学招生是多少人？",
    ]


@pytest.mark.parametrize(
    "text", ["2023年小学招生多少人？", "小学招生比上年增加多少人？", "2023年小学招生比2020年增加多少人？"]
)
def test_what_names_no_year_before_is_asked_of_one(text: str) -> None:
    assert since_last_year(understand(text, (), ()), ()) is None
