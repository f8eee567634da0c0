"""Several values in one answer: rows of a sentence, the parts of one question, what may not be joined."""

from dataclasses import replace
from pathlib import Path

import pytest
from evidence import Scripted, asking, reading, report, sentence, sentences

from assistant.answering.figures import figure_answer
from assistant.answering.refusing import refused
from assistant.answering.several import (
    answer_jointly,
    answer_parts,
    answer_row,
    answer_together,
    mixes_whole_and_part,
    share_a_place,
)
from assistant.evidence import Candidate
from assistant.reading import Reading
from assistant.types import Confidence, Question, Status, Term
from index.reading import read_report
from index.structure import analyse_report

STAGES = sentence("小学、初中、高中在校生分别为28450人、13020人和6110人，教师1900人。")
LISTED = sentence("新增小学学位820个，初中学位460个、高中学位210个，投入资金3.2亿元。")


def row(candidate: Candidate, best: str, probability: float = 0.9, undoubted: bool = True) -> object:
    reader = Scripted([reading(candidate, best, probability=probability, undoubted=undoubted)])
    return answer_row(asking("在校生"), [candidate], reader)  # type: ignore[arg-type]


@pytest.mark.parametrize("best", ["28450人", "13020人", "6110人"])
def test_whichever_value_is_found_the_row_is_told_from_its_first_to_its_last(best: str) -> None:
    answer = row(STAGES, best)
    assert answer.headline == "小学、初中、高中在校生分别为28450人、13020人和6110人"  # type: ignore[attr-defined]
    assert [figure.text for figure in answer.figures] == ["28450人", "13020人", "6110人"]  # type: ignore[attr-defined]
    quote = answer.citations[0]  # type: ignore[attr-defined]
    assert [quote.quote[slice(*mark)] for mark in quote.marks] == ["28450人", "13020人", "6110人"]


def test_a_row_ends_at_another_unit() -> None:
    answer = row(LISTED, "460个")
    assert [figure.text for figure in answer.figures] == ["820个", "460个", "210个"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "words",
    [
        "小学新增学位820个。",
        "小学新增学位820个，全区各类学校共计完成投资并新增班级40个。",  # too far apart for a row
        "小学新增学位820个，由2019年的430个起步。",
        "小学学位820个（初中460个）。",
    ],
)
def test_a_value_that_stands_alone_is_no_row(words: str) -> None:
    assert row(sentence(words), "820个").status is Status.NOT_FOUND  # type: ignore[attr-defined]


def test_a_row_too_long_for_a_headline_keeps_all_its_values() -> None:
    words = (
        "、".join(f"某某街道{side}片学校学位{n}{n}{n}个" for n, side in zip("123456", "东西南北中前", strict=True))
        + "。"
    )
    answer = row(sentence(words), "333个")
    assert answer.headline == "111个；222个；333个；444个；555个；666个"  # type: ignore[attr-defined]


def test_each_of_several_has_the_one_value_that_is_told_of_each() -> None:
    answer = row(sentence("石泉、青坪、柳溪三镇各新建小学2所。"), "2所")
    assert answer.headline == "2所"  # type: ignore[attr-defined]


def test_a_row_that_is_hardly_likely_is_not_told() -> None:
    assert row(STAGES, "13020人", 0.39, undoubted=False).status is Status.NOT_FOUND  # type: ignore[attr-defined]
    assert row(STAGES, "13020人", 0.41, undoubted=False).status is Status.ANSWERED  # type: ignore[attr-defined]


def together(count: int, *probabilities: float) -> object:
    texts = ("820个", "460个", "210个")
    readings = [reading(LISTED, text, probability=p) for text, p in zip(texts, probabilities, strict=False)]
    ordered = sorted(readings, key=lambda r: -r.probability)
    return answer_together(asking("学位"), [LISTED], Scripted(ordered), count)  # type: ignore[arg-type]


def test_values_of_one_sentence_are_told_together_in_its_order() -> None:
    answer = together(2, 0.5, 0.9)
    assert answer.headline == "新增小学学位820个；初中学位460个"  # type: ignore[attr-defined]
    assert [figure.text for figure in answer.figures] == ["820个", "460个"]  # type: ignore[attr-defined]
    assert answer.confidence is Confidence.LOW  # type: ignore[attr-defined]
    assert [r.text for r in together(1, 0.5, 0.9).figures] == ["460个"]  # type: ignore[attr-defined]


def test_values_are_told_together_only_where_enough_of_them_are_likely() -> None:
    assert together(2, 0.9) is None
    assert together(2, 0.39, 0.38) is None
    assert together(2, 0.41, 0.26) is not None
    assert together(2, 0.41, 0.24) is None
    assert together(3, 0.9, 0.8, 0.7) is not None
    assert answer_together(asking("学位"), [LISTED], Scripted(), 2) is None  # type: ignore[arg-type]


def test_values_of_two_sentences_do_not_stand_together() -> None:
    one, other = sentences(report("小学学位820个。\n初中学位460个。"))
    readings = [reading(one, "820个"), reading(other, "460个", probability=0.8)]
    assert answer_together(asking("学位"), [one, other], Scripted(readings), 2) is None  # type: ignore[arg-type]


def test_a_long_stretch_is_no_label_for_a_value() -> None:
    words = "全县义务教育阶段公办学校在上一学年度里新增小学学位820个、初中学位460个。"
    said = sentence(words)
    readings = [reading(said, "820个"), reading(said, "460个", probability=0.8)]
    answer = answer_together(asking("学位"), [said], Scripted(readings), 2)  # type: ignore[arg-type]
    assert answer is not None
    assert answer.headline == "820个；初中学位460个"


def part(name: str, unit: str = "个") -> Question:
    return asking(Term(name, 1.6), Term("学位", 1.6), unit=unit)


PRIMARY, MIDDLE = ("小学", part("小学")), ("初中", part("初中"))


def jointly(primary: list[Reading], middle: list[Reading], parts: object = (PRIMARY, MIDDLE)) -> object:
    return answer_jointly(asking("小学", "初中", "学位"), parts, [primary, middle])  # type: ignore[arg-type]


def of(text: str, probability: float, candidate: Candidate = LISTED) -> Reading:
    return reading(candidate, text, probability=probability)


def test_each_part_has_the_value_that_its_own_word_stands_at() -> None:
    answer = jointly([of("460个", 0.5), of("820个", 0.3)], [of("820个", 0.5), of("460个", 0.3)])
    assert answer.headline == "小学：820个；初中：460个"  # type: ignore[attr-defined]
    assert [figure.label for figure in answer.figures] == ["小学", "初中"]  # type: ignore[attr-defined]
    assert len(answer.citations) == 1  # type: ignore[attr-defined]
    assert len(answer.citations[0].marks) == 2  # type: ignore[attr-defined]


def test_the_words_at_a_value_are_not_followed_where_it_is_next_to_impossible() -> None:
    answer = jointly([of("210个", 0.49), of("820个", 0.024)], [of("460个", 0.5)])
    assert answer.headline == "小学：210个；初中：460个"  # type: ignore[attr-defined]
    answer = jointly([of("210个", 0.47), of("820个", 0.024)], [of("460个", 0.5)])
    assert answer.headline == "小学：820个；初中：460个"  # type: ignore[attr-defined]


def test_no_figure_answers_two_parts() -> None:
    assert jointly([of("820个", 0.9)], [of("820个", 0.8)]) is None
    twice = [of("820个", 0.9), of("460个", 0.5)], [of("820个", 0.8), of("210个", 0.1)]
    other = part("高中"), part("职高")
    answer = jointly(*twice, parts=(("高中", other[0]), ("职高", other[1])))
    # 0.5 × 0.8 is more than 0.9 × 0.1
    assert answer.headline == "高中：460个；职高：820个"  # type: ignore[attr-defined]


def test_parts_without_words_of_their_own_need_to_be_likely() -> None:
    parts = (("甲", part("职高")), ("乙", part("技校")))
    assert jointly([of("820个", 0.26)], [of("460个", 0.26)], parts) is not None
    assert jointly([of("820个", 0.24)], [of("460个", 0.24)], parts) is None
    assert jointly([of("820个", 0.9)], [of("460个", 0.02)], parts) is None
    assert jointly([of("820个", 0.9)], [of("460个", 0.04)], parts) is not None


def test_what_is_far_likelier_to_answer_another_part_leaves_none_for_its_own() -> None:
    parts = (("甲", part("职高")), ("乙", part("技校")))
    assert jointly([of("460个", 0.91), of("820个", 0.3)], [of("460个", 0.95)], parts) is None
    answer = jointly([of("460个", 0.89), of("820个", 0.3)], [of("460个", 0.95)], parts)
    assert answer.headline == "甲：820个；乙：460个"  # type: ignore[attr-defined]


SETTLED = sentence("全年调处纠纷371件，其中镇级74件、村级297件。")


def test_the_whole_is_no_answer_for_one_part_beside_another() -> None:
    parts = (("镇里", part("镇里", "件")), ("村级", part("村级", "件")))
    whole, village = of("371件", 0.5, SETTLED), of("297件", 0.5, SETTLED)
    assert jointly([whole], [village], parts) is None
    assert mixes_whole_and_part(parts, [[whole], [village]])
    assert mixes_whole_and_part(parts[::-1], [[village], [whole]])
    named = (("纠纷", part("纠纷", "件")), ("村级", part("村级", "件")))
    assert jointly([whole], [village], named).headline == "纠纷：371件；村级：297件"  # type: ignore[attr-defined]
    assert not mixes_whole_and_part(named, [[whole], [village]])
    assert not mixes_whole_and_part(parts, [[whole], []])


def test_parts_may_stand_in_two_sentences_one_after_the_other_and_no_further_apart() -> None:
    one, other = sentences(report("小学学位820个。\n初中学位460个。"))
    near = jointly([of("820个", 0.5, one)], [of("460个", 0.5, other)])
    assert near.headline == "小学：820个；初中：460个"  # type: ignore[attr-defined]
    one, _, other = sentences(report("小学学位820个。\n教师1900人。\n初中学位460个。"))
    assert jointly([of("820个", 0.5, one)], [of("460个", 0.5, other)]) is None


def test_the_sentence_that_is_likeliest_to_hold_all_parts_is_taken() -> None:
    first, second = sentences(
        report("小学学位820个、初中学位460个。\n招收小学生31人，专任教师9人，小学学位52个、初中学位44个。")
    )
    low = [of("820个", 0.3, first), of("52个", 0.6, second)]
    high = [of("460个", 0.3, first), of("44个", 0.5, second)]
    assert jointly(low, high).headline == "小学：52个；初中：44个"  # type: ignore[attr-defined]


def test_one_thing_asked_of_two_is_of_one_kind() -> None:
    said = sentence("职高学位820个、技校占比46%。")
    parts = (("甲", part("职高")), ("乙", part("技校")))
    assert jointly([of("820个", 0.5, said)], [of("46%", 0.5, said)], parts) is None
    other = (("甲", part("职高")), ("乙", part("技校", unit="%")))
    assert jointly([of("820个", 0.5, said)], [of("46%", 0.5, said)], other) is not None


def test_a_part_that_is_told_much_better_elsewhere_is_not_joined() -> None:
    said, _, elsewhere = sentences(report("小学学位820个、初中学位460个。\n教师1900人。\n各县共有小学学位31000个。"))
    better = [of("31000个", 0.9, elsewhere), of("820个", 0.29, said)]
    assert jointly(better, [of("460个", 0.5, said)]) is None
    nearly = [of("31000个", 0.6, elsewhere), of("820个", 0.29, said)]
    assert jointly(nearly, [of("460个", 0.5, said)]) is not None
    unlikely = [of("31000个", 0.45, elsewhere), of("820个", 0.1, said)]
    assert jointly(unlikely, [of("460个", 0.5, said)]) is not None


def test_answers_of_the_parts_are_joined_only_where_each_was_found_at_its_own_place() -> None:
    question = asking("学位")
    one, other = (figure_answer(question, of(text, 0.9)) for text in ("820个", "460个"))
    joined = answer_parts(question, [("小学", one), ("初中", other)])
    assert joined is not None
    assert joined.headline == "小学：820个；初中：460个"
    assert joined.text == (
        "据《2024年青石县教育工作总结》“一、基本情况”部分：新增小学学位820个。初中学位460个、高中学位210个。"
    )
    english = answer_parts(replace(question, language="en"), [("primary", one), ("junior", other)])
    assert english is not None
    assert english.text == f"{one.text} {other.text}"
    assert answer_parts(question, [("小学", one), ("初中", refused(question))]) is None
    assert answer_parts(question, [("小学", one), ("初中", one)]) is None
    assert answer_parts(question, [("小学", one)]) is None


def test_one_place_is_one_stretch_of_one_report() -> None:
    question = asking("学位")
    one = figure_answer(question, of("820个", 0.9))
    elsewhere = replace(one, citations=(replace(one.citations[0], report_id="b" * 64),))
    assert share_a_place([one, one])
    assert not share_a_place([one, elsewhere])
    assert not share_a_place([one, figure_answer(question, of("460个", 0.9))])
    assert not share_a_place([one])


def test_a_report_is_named_once_and_a_section_where_it_changes() -> None:
    text = "2024年青石县教育工作总结\n\n一、学生\n在校生900人，其中女生410人。\n\n二、教师\n教师60人。\n"
    indexed = analyse_report(replace(read_report(Path("a.txt"), text.encode()), id="a" * 64))
    pupils, teachers = (sentence(words, indexed) for words in ("在校生900人，其中女生410人。", "教师60人。"))
    question = asking("学生")
    all_of_them, girls = (
        figure_answer(question, reading(pupils, text, probability=0.9)) for text in ("900人", "410人")
    )
    staff = figure_answer(question, reading(teachers, "60人", probability=0.9))
    made = answer_parts(question, [("在校生", all_of_them), ("女生", girls), ("教师", staff)])
    assert made is not None
    named = "据《2024年青石县教育工作总结》“一、学生”部分："
    assert made.text == f"{named}在校生900人，其中女生410人。“二、教师”部分：教师60人。"
