"""Keywords that name several values: each of them is told, or none; one alone is never the answer."""

import pytest
from evidence import Scripted, reading, sentence

from assistant.answering.kinds import answer_one
from assistant.question import understand
from assistant.types import Answer, Status


def asked(typed: str, words: str, *read: tuple[str, float]) -> Answer:
    said = sentence(words)
    readings = [reading(said, text, probability=chance) for text, chance in read]
    return answer_one(understand(typed, (), ()), [said], Scripted(readings, []))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "words", "best", "headline"),
    [
        (
            "小班 中班 大班 人数",
            "在园幼儿854名，其中小班246名、中班293名、大班315名。",
            "315名",
            "其中小班：246名；中班：293名；大班：315名",
        ),
        ("村委会 居委会 数量", "村委会312个，居委会41个，比上年增加3个。", "41个", "村委会：312个；居委会：41个"),
        ("公厕 改造 新建", "改造公厕8座，新建2座。", "2座", "改造公厕：8座；新建：2座"),
        ("进口 出口 份数", "进口和出口报关单分别为4.18万份、3.25万份。", "3.25万份", "进口：4.18万份；出口：3.25万份"),
    ],
)
def test_every_keyword_gets_its_value(typed: str, words: str, best: str, headline: str) -> None:
    answer = asked(typed, words, (best, 0.8))
    assert answer.headline is not None
    told = [part.split("：") for part in answer.headline.split("；")]
    wanted = [part.split("：") for part in headline.split("；")]
    assert [value for _, value in told] == [value for _, value in wanted]
    for (label, _), (name, _) in zip(told, wanted, strict=True):
        assert name.removeprefix("其中") in label
    assert len(answer.citations[0].marks) == len(wanted)


def test_a_value_of_another_unit_needs_to_be_likely_itself() -> None:
    words = "硬化通组路30公里，改厕1500户。"
    assert (
        asked("改厕 硬化通组路", words, ("1500户", 0.8), ("30公里", 0.2)).headline == "硬化通组路：30公里；改厕：1500户"
    )
    assert asked("改厕 硬化通组路", words, ("1500户", 0.8)).status is Status.NOT_FOUND


def test_the_rate_that_ends_keywords_is_of_what_stands_before_it() -> None:
    words = "新建标准厂房12万平方米，入驻率78%。"
    assert asked("标准厂房 入驻率", words, ("78%", 0.8)).headline == "78%"


def test_a_part_is_not_told_beside_the_whole_of_another() -> None:
    words = "湖西分园投入386万元，南关分园投入248万元，其中玩具购置73万元。"
    assert asked("玩具 湖西 投入", words, ("73万元", 0.95), ("386万元", 0.2)).status is Status.NOT_FOUND


def test_the_last_keyword_names_the_number_of_what_stands_before_it() -> None:
    words = "司法确认2153件，标的额1.94亿元。"
    assert asked("司法确认 标的额", words, ("1.94亿元", 0.97)).headline == "1.94亿元"
    assert asked("司法确认 标的额", words, ("1.94亿元", 0.7)).status is Status.NOT_FOUND
    behind = "标的额1.94亿元，司法确认2153件。"
    assert asked("司法确认 标的额", behind, ("1.94亿元", 0.97)).status is Status.NOT_FOUND


def test_a_keyword_said_of_all_values_asks_for_no_second_one() -> None:
    words = "城关镇新建食堂2个，改造食堂5个。"
    assert asked("城关镇 新建食堂 数量", words, ("2个", 0.8)).headline == "2个"


def test_a_year_among_keywords_is_none_of_them() -> None:
    words = "2023年新建食堂2个，2022年新建食堂5个。"
    assert asked("2023年 新建食堂 数量", words, ("2个", 0.8)).headline == "2个"
