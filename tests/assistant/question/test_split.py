"""Several things asked at once become a question each, with the words that belong to all of them."""

import pytest

from assistant.question import parts_of, understand


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
    ],
)
def test_one_thing_stays_one(question: str) -> None:
    assert asks(question) == []


def test_each_thing_keeps_its_name() -> None:
    labels = [label for label, _ in parts_of(understand("小学和初中招生分别多少人？", (), ()), ())]
    assert labels == ["小学招生", "初中招生"]
