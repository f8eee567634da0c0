"""Rows of items: asked for as a whole they are answered whole, and what stands within one of them is not widened."""

import pytest
from evidence import Scripted, reading, report, sentences

from assistant.answering.sentences import answer_sentences
from assistant.question import understand
from assistant.types import Answer

BODY = (
    "下半年办好三件事：一是修缮村小校舍；二是招聘英语教师12名，充实村小；三是开通校车。\n"
    "问题主要有：一是师资不足。村小尤甚。二是校舍老旧。\n"
)


def asked(typed: str, words: str, body: str = BODY) -> Answer:
    found = sentences(report(body))
    at = next(candidate for candidate in found if words in candidate.words)
    return answer_sentences(understand(typed, (), ()), found, Scripted((), [reading(at)]))  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["下半年办好三件事", "招聘英语教师", "开通校车"])
def test_the_whole_row_answers_whichever_of_its_sentences_was_found(words: str) -> None:
    answer = asked("下半年办好哪几件事？", words)
    assert answer.headline == "修缮村小校舍；招聘英语教师12名；开通校车"
    marked = [citation.quote[slice(*mark)] for citation in answer.citations for mark in citation.marks]
    assert marked == ["修缮村小校舍", "招聘英语教师12名", "开通校车"]


def test_an_item_of_several_sentences_is_quoted_whole() -> None:
    answer = asked("主要有哪些问题？", "师资不足")
    assert answer.headline == "师资不足；校舍老旧"
    assert (
        "".join(citation.quote for citation in answer.citations) == "问题主要有：一是师资不足。村小尤甚。二是校舍老旧。"
    )


def test_lines_are_a_row_as_well() -> None:
    body = "今年办好以下实事：\n　　1. 修缮校舍5所；\n　　2. 新建食堂2个。\n"
    assert asked("今年办好哪些实事？", "以下实事", body).headline == "修缮校舍5所；新建食堂2个"


def test_what_one_item_tells_is_not_widened_to_the_row() -> None:
    answer = asked("招聘了哪些英语教师？", "招聘英语教师")
    assert "校车" not in (answer.headline or "")
    assert [citation.quote for citation in answer.citations] == ["二是招聘英语教师12名，充实村小；"]
