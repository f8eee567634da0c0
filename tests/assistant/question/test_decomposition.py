"""Several things asked at once become a question each, with the words that belong to all of them."""

import pytest

from assistant.question import addends_of, names_one_number, parts_of, understand


def addends(text: str) -> list[str]:
    return [part.plain for _, part in addends_of(understand(text, (), ()), ())]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("小学和初中一共有多少所？", ["小学是多少所", "初中是多少所"]),
        ("幼儿园和中小学的监控点位总共有多少个？", ["幼儿园的监控点位是多少个", "中小学的监控点位是多少个"]),
        ("金牌银牌铜牌加起来多少块", ["金牌是多少块", "银牌是多少块", "铜牌是多少块"]),
        ("教师一共多少人？", []),  # one thing
        ("小学和初中各有多少所？", []),
    ],
)
def test_what_is_to_be_added_up_is_asked_for_one_by_one(question: str, parts: list[str]) -> None:
    assert addends(question) == parts


def asks(text: str) -> list[str]:
    return [part.plain for _, part in parts_of(understand(text, (), ()), ())]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("小学和初中在校生各有多少？", ["小学在校生有多少", "初中在校生有多少"]),
        ("语文、数学合格率分别是多少？", ["语文合格率是多少", "数学合格率是多少"]),
        ("各多少台，锅炉和电梯？", ["锅炉是多少台", "电梯是多少台"]),
        ("今年招了多少司机、走了多少？", ["今年招了多少司机", "走了多少"]),
        ("年初有困难户多少户多少人？", ["年初有困难户多少户", "多少人"]),
        ("书法比赛一、二等奖各几名", ["书法比赛一等奖是几名", "书法比赛二等奖是几名"]),
        ("省赛金银铜各几枚？", ["省赛金牌是几枚", "省赛银牌是几枚", "省赛铜牌是几枚"]),
        ("咱们在省赛上拿了几块金牌几块银牌", ["咱们在省赛上拿了几块金牌", "几块银牌"]),
        ("两地互派干部，来的几个去的几个", ["两地互派干部 来的几个", "两地互派干部 去的几个"]),
        ("监测对象 户数 人数", ["监测对象 户数", "监测对象 人数"]),
        ("博士 硕士 人数", ["博士 人数", "硕士 人数"]),
        (
            "小学和初中每个学生平均摊到多少平方米？",
            ["小学每个学生平均摊到多少平方米？", "初中每个学生平均摊到多少平方米？"],
        ),
        ("引进的硕士和培训的医生分别多少名？", ["引进的硕士是多少名", "培训的医生是多少名"]),
    ],
)
def test_each_thing_gets_its_question(question: str, parts: list[str]) -> None:
    assert sorted(asks(question)) == sorted(parts)


@pytest.mark.parametrize(
    "question",
    [
        "小学和初中一共多少所？",  # one sum
        "水运 投资 完成率",  # one number of the other
        "国培学员分哪几类、各多少人？",  # a list is asked for
        "企业和社会团体捐了多少？",
        "办一件事原来要几天，现在几天",  # both ends of one change
        "初中毕业上普高的有几成几",
    ],
)
def test_one_thing_stays_one(question: str) -> None:
    assert asks(question) == []


def test_each_thing_keeps_its_name() -> None:
    labels = [label for label, _ in parts_of(understand("小学和初中招生分别多少人？", (), ()), ())]
    assert labels == ["小学招生", "初中招生"]


def labels_of(text: str) -> list[str]:
    return [label for label, _ in parts_of(understand(text, (), ()), ())]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("What were the birth rate and the death rate in 2021?", ["birth rate in 2021", "death rate in 2021"]),
        (
            "How many safety hazards were found, and how many of them were fixed?",
            ["safety hazards were found", "of them were fixed"],
        ),
        ("What was the ceiling for medical assistance before and after it was raised?", []),
        ("How many boarding and day pupils are there?", []),  # one sum
    ],
)
def test_an_english_question_is_split_where_it_asks_twice(question: str, labels: list[str]) -> None:
    assert labels_of(question) == labels


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("标准厂房 入驻率", True),
        ("改厕 硬化通组路", False),
        ("村委会 居委会 数量", False),
        ("监测对象 户数 人数", False),
    ],
)
def test_keywords_may_end_with_the_one_number_they_ask_for(question: str, one: bool) -> None:
    assert names_one_number(understand(question, (), ())) is one
