"""What may not answer in words: sentences of an earlier turn's topic, and stretches that list nothing."""

import pytest
from evidence import sentence

from assistant.question import understand
from assistant.reading.facts import ruled_out_in_words


@pytest.mark.parametrize(
    ("typed", "words", "stretch", "expected"),
    [
        ("9家深度合作企业都有哪些？", "签约46家，其中深度合作企业9家。", "深度合作企业9家", True),
        ("9家深度合作企业都有哪些？", "9家深度合作企业为甲厂、乙厂等。", "甲厂、乙厂", False),
        ("挨问责的干部是哪些部门的？", "少数部门办事拖拉。", "少数部门办事拖拉", True),
        ("有哪些合作企业？", "合作企业为甲厂、乙厂。", "甲厂、乙厂", False),
        ("有哪些合作企业？", "合作企业甲厂投产，乙厂动工。", "甲厂", False),
        ("合作企业怎么样？", "合作企业甲厂投产。", "甲厂投产", False),
    ],
)
def test_a_list_is_asked_for_and_nothing_is_listed(typed: str, words: str, stretch: str, expected: bool) -> None:
    read = sentence(words)
    start = read.indexed.report.text.index(stretch)
    assert ruled_out_in_words(understand(typed, (), ()), read, (start, start + len(stretch))) is expected


@pytest.mark.parametrize(
    ("typed", "words", "expected"),
    [
        ("存在哪些困难？", "轮岗教师310人，来自甲校、乙校。", True),
        ("存在哪些困难？", "轮岗教师有食宿、交通两方面困难。", False),
        ("为什么？", "轮岗教师310人，来自甲校、乙校。", False),
    ],
)
def test_what_only_the_turn_before_was_about_does_not_answer(typed: str, words: str, expected: bool) -> None:
    read = sentence(words)
    span = (read.sentence.start, read.sentence.end)
    assert ruled_out_in_words(understand(typed, (), ("轮岗教师有多少人？",)), read, span) is expected
