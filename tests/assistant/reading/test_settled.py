"""Which word or value settles a claim, which clauses a verdict rests on, and how many of the words have to be met."""

import pytest
from evidence import asking, sentence

from assistant.reading.verdict import verdict_of
from assistant.types import Asked, Claim, Term


def settled(claim: Claim, words: str, *terms: str | Term, sure: bool = False) -> tuple[bool, str] | None:
    read = sentence(words)
    found = verdict_of(asking(*(terms or ("费用",)), asked=Asked.YESNO, claim=claim), read, sure)
    return None if found is None else (found.holds, read.indexed.report.text[slice(*found.span)])


def holds(claim: Claim, words: str) -> bool | None:
    found = settled(claim, words)
    return None if found is None else found[0]


@pytest.mark.parametrize(
    ("claim", "words", "verdict"),
    [
        (Claim.RISE, "费用增长3.8%。", True),
        (Claim.RISE, "费用下降3.8%。", False),
        (Claim.FALL, "费用增长3.8%。", False),
        (Claim.FALL, "费用下降3.8%。", True),
        (Claim.FALL, "费用与上年持平。", False),
        (Claim.RISE, "费用162元。", None),
        (Claim.RISE, "费用增长3.8%、下降2元。", True),
        (Claim.ABOVE, "费用高于全省平均。", True),
        (Claim.ABOVE, "费用低于全省平均。", False),
        (Claim.ABOVE, "费用与全省平均持平。", False),
        (Claim.ABOVE, "费用162元。", None),
        (Claim.ABOVE, "费用高于食堂支出。", None),  # held against nothing that counts
        (Claim.BELOW, "费用低于全省平均。", True),
        (Claim.BELOW, "费用高于全省平均。", False),
        (Claim.BELOW, "费用与全省平均持平。", False),
        (Claim.BELOW, "费用按全省平均测算。", None),
        (Claim.REACH, "费用与全省平均持平。", True),
        (Claim.REACH, "费用高于全省平均。", True),
        (Claim.REACH, "费用低于全省平均。", False),
        (Claim.REACH, "费用达到全省平均。", True),
        (Claim.REACH, "费用按全省平均测算。", None),
        (Claim.ABOVE, "费用达到全省平均。", None),
        (Claim.REACH, "费用完成计划的100%。", True),
        (Claim.REACH, "费用完成计划的99%。", False),
        (Claim.ABOVE, "费用完成计划的106%。", True),
        (Claim.BELOW, "费用完成计划的106%。", False),
        (Claim.BELOW, "费用完成计划的86%。", True),
        (Claim.LEVEL, "费用与上年持平。", True),
        (Claim.LEVEL, "费用162元。", None),
        (Claim.HALF, "费用占比50%。", True),
        (Claim.HALF, "费用占比49.9%。", False),
        (Claim.HALF, "费用162元。", None),
        (Claim.HALF, "费用增长60%。", None),  # what it grew by is no share
        (Claim.ALL, "费用全部结清。", True),
        (Claim.ALL, "费用尚有12元未结清。", False),
        (Claim.ALL, "费用结清率100%。", True),
        (Claim.ALL, "费用结清率99.9%。", False),
        (Claim.ALL, "费用162元。", None),
        (Claim.ANY, "费用无结余。", False),
        (Claim.ANY, "费用12项。", True),
        (Claim.ANY, "费用0项。", False),
        (Claim.ANY, "费用结清率99.9%。", None),
        (Claim.DONE, "费用结清。", True),
        (Claim.DONE, "费用尚未结清。", False),
    ],
)
def test_a_word_or_value_that_settles_a_claim(claim: Claim, words: str, verdict: bool | None) -> None:
    assert holds(claim, words) is verdict


def test_a_verdict_rests_on_the_clause_with_the_words_and_those_that_go_on_with_its_subject() -> None:
    words = "绿化校园，费用162元，其余支出9元，下降3.8%，食堂改造，增长5%。"
    assert settled(Claim.RISE, words) == (False, "费用162元，其余支出9元，下降3.8%，")
    assert settled(Claim.RISE, "费用162元，食堂改造，增长5%。") is None
    assert settled(Claim.DONE, "绿化校园，费用结清，已归档，食堂改造。") == (True, "费用结清，已归档，")
    assert settled(Claim.DONE, "食堂改造。") is None


def test_a_yes_needs_every_word_and_a_no_one() -> None:
    assert settled(Claim.RISE, "费用增长3.8%。", "费用", "食堂") is None
    assert settled(Claim.RISE, "费用下降3.8%。", "费用", "食堂") == (False, "费用下降3.8%。")
    assert settled(Claim.RISE, "费用增长3.8%。", "费用", Term("食堂", 0.9)) is not None
    assert settled(Claim.RISE, "费用增长3.8%。", "费用", Term("食堂", 1.6, soft=True)) is not None
    assert settled(Claim.ABOVE, "费用高于全省平均。", "费用", "平均") is not None  # said in its own way
    assert settled(Claim.RISE, "食堂费用162元，增长3.8%。", "费用", "食堂") == (True, "食堂费用162元，增长3.8%。")


def test_half_of_the_words_are_enough_in_a_sentence_that_is_sure_to_answer() -> None:
    assert settled(Claim.RISE, "费用增长3.8%。", "费用", "食堂", sure=True) == (True, "费用增长3.8%。")
    assert settled(Claim.RISE, "费用增长3.8%。", "费用", "食堂", "药房", sure=True) is None
    assert (
        settled(Claim.DONE, "费用结清。", "费用", "食堂", sure=True) is None
    )  # what is met says nothing of what is not
    assert settled(Claim.DONE, "费用结清。", "费用", "食堂") is None
    # where one word may be the very one that is asked about, all have to be met
    assert settled(Claim.ANY, "费用12项。", "费用", "食堂", sure=True) is None
    assert settled(Claim.ALL, "费用全部结清。", "费用", "食堂", sure=True) is None
