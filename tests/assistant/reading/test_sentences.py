"""Answers in words: which sentence fits, what is shown beside it, and the list, name or clause taken out of it."""

from dataclasses import replace

import pytest
from evidence import asking, reading, report, sentence, sentences

from assistant.evidence import Candidate
from assistant.reading import companions
from assistant.reading.sentences import best_clause, listed, named, read_sentences, whole_date
from assistant.types import Asked, Question, Scope, Term
from index.types import IndexedReport, Tense

HOW = Asked.HOW_WHY


def order(question: Question, indexed: IndexedReport) -> list[str]:
    return [fit.candidate.words for fit in read_sentences(question, sentences(indexed))]


def fit(question: Question, words: str, indexed: IndexedReport | None = None) -> float:
    return read_sentences(question, [sentence(words, indexed)])[0].fit


def test_the_sentence_with_more_of_the_words_comes_first_and_knows_what_it_lacks() -> None:
    indexed = report("举办教师节表彰会。\n开展教师跟岗培训。")
    question = asking("教师", "培训", asked=HOW)
    assert order(question, indexed) == ["开展教师跟岗培训。", "举办教师节表彰会。"]
    first, second = read_sentences(question, sentences(indexed))
    assert (first.coverage, first.unmet) == (1.0, ())
    assert [term.text for term in second.unmet] == ["培训"]
    assert 0 < second.coverage < 1


def test_words_are_worth_less_the_further_from_the_sentence_they_stand() -> None:
    question = asking("厨师", asked=Asked.TOPIC)
    places = {
        "here": ("厨师上岗培训全面展开。", report("厨师上岗培训全面展开。")),
        "heading": ("上岗培训全面展开。", report("上岗培训全面展开。", section="一、厨师")),
        "before": ("上岗培训全面展开。", report("厨师到岗。上岗培训全面展开。")),
        "around": ("上岗培训全面展开。", report("上岗培训全面展开。厨师到岗。")),
        "nowhere": ("上岗培训全面展开。", report("上岗培训全面展开。")),
    }
    fits = [fit(question, words, indexed) for words, indexed in places.values()]
    assert fits == sorted(fits, reverse=True)
    assert len(set(fits)) == len(fits)
    assert fits[0] == pytest.approx(1.15)
    assert fits[-1] == pytest.approx(0.15)
    assert fits[1] == pytest.approx(0.8)


def test_without_words_only_the_search_tells_sentences_apart() -> None:
    indexed = report("甲校。\n乙校。")
    one, other = sentences(indexed, (0.4, 0.8))
    found = read_sentences(asking(asked=HOW), [one, other])
    assert [f.candidate for f in found] == [other, one]
    assert [f.fit for f in found] == pytest.approx([0.12, 0.06])


@pytest.mark.parametrize(
    ("asked", "noun", "words", "bonus"),
    [
        (Asked.LIST, "", "甲校、乙校挂牌。", 0.1),
        (Asked.LIST, "", "“甲”“乙”挂牌。", 0.1),
        (Asked.LIST, "", "“甲”挂牌。", 0.0),
        (Asked.LIST, "学校", "甲校挂牌。", 0.0),
        (Asked.LIST, "学校", "学校挂牌。", 0.08),
        (Asked.LIST, "学校", "学校甲、乙挂牌。", 0.18),
        (Asked.WHO_WHAT, "学校", "学校挂牌。", 0.08),
        (Asked.WHO_WHAT, "学校", "甲校挂牌。", 0.0),
        (Asked.WHO_WHAT, "", "甲校、乙校挂牌。", 0.0),
        (HOW, "", "通过结对挂牌。", 0.06),
        (HOW, "", "由于缺人挂牌。", 0.06),
        (HOW, "", "甲校挂牌。", 0.0),
        (Asked.SECTION, "", "加强管理。", 0.06),
        (Asked.YESNO, "", "加强管理、甲校挂牌。", 0.0),
    ],
)
def test_sentences_of_the_form_asked_for_come_before_others(asked: Asked, noun: str, words: str, bonus: float) -> None:
    assert fit(asking("厨师", asked=asked, noun=noun), words) == pytest.approx(0.15 + bonus)


@pytest.mark.parametrize(
    ("years", "words", "less"),
    [
        ((2023,), "2023年甲校挂牌。", 0.0),
        ((2022,), "2023年甲校挂牌。", None),
        ((2022,), "2021年至2023年甲校挂牌。", 0.15),
        ((2021,), "2021年至2023年甲校挂牌。", 0.15),
        ((2023,), "2021年至2023年甲校挂牌。", 0.15),
        ((2020,), "2021年至2023年甲校挂牌。", None),
        ((2020, 2024), "2021年至2023年甲校挂牌。", None),
        ((), "2021年至2023年甲校挂牌。", 0.0),
        ((2024,), "甲校挂牌。", 0.0),
        ((2023,), "甲校挂牌。", None),
        ((2023, 2024), "甲校挂牌。", 0.0),
    ],
)
def test_sentences_of_other_years_do_not_answer(years: tuple[int, ...], words: str, less: float | None) -> None:
    question = asking("厨师", asked=Asked.TOPIC, scope=Scope(years=years))
    found = read_sentences(question, [sentence(words)])
    assert [f.fit for f in found] == ([] if less is None else [pytest.approx(0.15 - less)])


def test_a_report_of_another_year_does_not_answer_where_its_sentences_name_none() -> None:
    said = sentence("甲校挂牌。")
    passage = replace(said.passage, sentences=tuple(replace(s, period=None) for s in said.passage.sentences))
    others = tuple(p for p in said.indexed.passages if p is not said.passage)
    indexed = replace(said.indexed, passages=tuple(passage if p is said.passage else p for p in said.indexed.passages))
    assert others
    timeless = Candidate(said.hit, indexed, said.position)
    assert timeless.sentence.period is None

    def found(*years: int) -> int:
        return len(read_sentences(asking("厨师", asked=HOW, scope=Scope(years=years)), [timeless]))

    assert (found(), found(2024), found(2023, 2024), found(2023)) == (1, 1, 1, 0)
    unknown = replace(indexed, report=replace(indexed.report, year=None))
    assert len(
        read_sentences(asking("厨师", scope=Scope(years=(2023,))), [Candidate(said.hit, unknown, said.position)])
    )


def test_an_appendix_that_explains_words_comes_last() -> None:
    for section, less in (("一、名词解释", 0.2), ("一、注释", 0.2), ("一、有关说明", 0.2), ("一、说明情况", 0.0)):
        made = fit(asking("厨师", asked=Asked.TOPIC), "甲校挂牌。", report("甲校挂牌。", section=section))
        assert made == pytest.approx(0.15 - less), section


ADDRESS = "2024年青石县政府工作报告"


@pytest.mark.parametrize(
    ("title", "section", "tense", "less"),
    [
        (ADDRESS, "一、2023年工作回顾", None, 0.0),
        (ADDRESS, "一、2023年工作回顾", Tense.GOAL, 0.1),
        (ADDRESS, "一、2024年工作安排", None, 0.1),
        (ADDRESS, "一、2024年工作安排", Tense.GOAL, 0.0),
        ("2024年青石县教育工作总结", "一、2025年计划", None, 0.0),
    ],
)
def test_of_a_report_that_tells_results_and_goals_the_kind_asked_for_comes_first(
    title: str, section: str, tense: Tense | None, less: float
) -> None:
    words = "推动甲校挂牌。"
    indexed = report(words, title, section)
    question = asking("厨师", asked=Asked.TOPIC, scope=Scope(tense=tense))
    assert fit(question, words, indexed) == pytest.approx(0.15 - less)


LONG = "通过组建教育集团、名师引领和结对帮扶，全县教师水平稳步提高。"


def shown(question: Question, candidates: list[Candidate], *probabilities: float, limit: int = 3) -> list[str]:
    chances = [*probabilities, *[0.9 - 0.01 * n for n in range(len(candidates))]]
    readings = [reading(c, probability=p) for c, p in zip(candidates, chances, strict=False)]
    return [r.candidate.words for r in companions(question, readings, limit)]


def test_what_is_shown_with_a_sentence_speaks_of_the_same_in_its_section_in_the_reports_order() -> None:
    one, two, three, four = sentences(report(f"{LONG}\n开展教师跟岗培训。\n食堂改造完工。\n教师待遇提高。"))
    question = asking("教师", asked=HOW)
    assert shown(question, [two, one]) == [one.words, two.words]
    assert shown(question, [one, three, four]) == [one.words, four.words]  # the canteen has none of the words
    assert shown(question, [one, two, four], limit=2) == [one.words, two.words]
    assert shown(question, [one, two, four], limit=1) == [one.words]


def test_what_is_far_less_likely_than_the_best_is_not_shown_with_it() -> None:
    one, two = sentences(report(f"{LONG}\n开展教师跟岗培训。"))
    question = asking("教师", asked=HOW)
    assert shown(question, [one, two], 0.9, 0.37) == [one.words, two.words]
    assert shown(question, [one, two], 0.9, 0.35) == [one.words]


def test_what_stands_in_another_section_or_report_is_not_shown_with_it() -> None:
    one = sentence(LONG, report(f"{LONG}\n\n二、培训\n开展教师跟岗培训。"))
    other = next(c for c in sentences(one.indexed) if c.words == "开展教师跟岗培训。")
    elsewhere = sentence("开展教师跟岗培训。", report("开展教师跟岗培训。", name="b"))
    question = asking("教师", asked=HOW)
    assert shown(question, [one, other]) == [one.words]
    assert shown(question, [one, elsewhere]) == [one.words]


def test_half_of_the_words_met_is_enough_to_be_shown_with_it_and_a_quarter_is_not() -> None:
    one, two = sentences(report(f"{LONG}\n开展教师跟岗。"))
    assert shown(asking("教师", "水平", asked=HOW), [one, two]) == [one.words, two.words]
    assert shown(asking("教师", "水平", "集团", "名师", asked=HOW), [one, two]) == [one.words]


def test_a_sentence_that_only_announces_gives_way_to_what_was_done() -> None:
    one, two, three, four, five = sentences(report("教师队伍持续优化。甲校结对。乙校跟岗。丙校轮岗。丁校挂职。"))
    question = asking("教师", asked=HOW)
    assert shown(question, [one, three, two]) == [two.words, three.words]
    assert shown(question, [one, five, four, three, two]) == [two.words, three.words, four.words]
    assert shown(question, [one]) == [one.words]
    assert shown(question, [one, five]) == [one.words]  # too far behind


@pytest.mark.parametrize(
    ("opening", "announces"),
    [
        ("教师队伍" + "好" * 19 + "。", True),
        ("教师队伍" + "好" * 20 + "。", False),
        ("招聘教师300人。", False),
    ],
)
def test_only_a_short_opening_without_figures_announces(opening: str, announces: bool) -> None:
    one, two = sentences(report(f"{opening}甲校结对。"))
    assert shown(asking("教师", asked=HOW), [one, two]) == ([two.words] if announces else [one.words])
    second, third = sentences(report(f"{LONG}教师很好。甲校结对。"))[1:]
    assert shown(asking("教师", asked=HOW), [second, third]) == [second.words]


def test_a_section_about_what_is_asked_is_told_from_its_first_sentences() -> None:
    body = "甲校结对。\n乙校跟岗。\n丙校轮岗。\n丁校挂职。"
    one, two, three, four = sentences(report(body, section="一、教师队伍"))
    section = asking("教师", asked=Asked.SECTION)
    assert shown(section, [four, two]) == [one.words, two.words, three.words]
    assert shown(section, [four], limit=2) == [one.words, two.words]
    assert shown(asking("教师", asked=HOW), [four, two]) == [four.words]
    assert shown(asking("食堂", asked=Asked.SECTION), [four, two]) == [four.words]
    assert shown(asking("教师", "食堂", asked=Asked.SECTION), [four, two]) == [four.words]
    light = Term("食堂", 0.5), Term("饭菜", 1.6, soft=True)
    assert shown(asking("教师", *light, asked=Asked.SECTION), [four]) == [one.words, two.words, three.words]


def test_a_section_that_is_only_spoken_of_is_told_with_the_sentences_that_follow() -> None:
    body = f"{LONG}甲校结对。乙校跟岗。丙校轮岗。\n丁校挂职。"
    one, two, three, four, five = sentences(report(body))
    section = asking("教师", asked=Asked.SECTION)
    assert shown(section, [one, four, three, two]) == [one.words, two.words, three.words]
    assert shown(section, [one, five, three], limit=4) == [one.words, three.words]
    assert shown(asking("教师", asked=HOW), [one, three, two]) == [one.words]
    assert four.words


def taken(span: tuple[int, int] | None, candidate: Candidate) -> str | None:
    return None if span is None else candidate.indexed.report.text[slice(*span)]


@pytest.mark.parametrize(
    ("noun", "words", "row"),
    [
        ("", "评选出“甲队”“乙队”“丙队”。", "“甲队”“乙队”“丙队”"),
        ("", "建成“甲”、“乙”和“丙”基地。", "“甲”、“乙”和“丙”"),
        ("", "印发《甲办法》《乙办法》。", "《甲办法》《乙办法》"),
        ("", "新增石泉、青坪、柳溪小学投入使用。", "石泉、青坪、柳溪小学"),
        ("", "石泉小学、青坪小学和柳溪小学被认定为示范校。", "石泉小学、青坪小学和柳溪小学"),
        ("", "围绕阅读、书写等方面开展活动。", "阅读、书写"),
        ("示范校", "认定石泉、青坪、柳溪示范校并挂牌。", "认定石泉、青坪、柳溪示范校"),
        ("", "石泉小学挂牌。", None),
        ("", "石泉小学和青坪小学挂牌。", None),
        ("", "建设甲、乙。", "甲、乙"),
    ],
)
def test_a_list_is_taken_out_of_a_sentence_whole_and_without_what_leads_to_it(
    noun: str, words: str, row: str | None
) -> None:
    read = sentence(words)
    assert taken(listed(asking("学校", asked=Asked.LIST, noun=noun), read), read) == row


def test_the_list_is_taken_from_the_clause_that_speaks_of_it() -> None:
    read = sentence("整治食堂、超市、浴室，评选名师、骨干、新秀。")
    assert taken(listed(asking("食堂"), read), read) == "整治食堂、超市、浴室"
    assert taken(listed(asking("名师"), read), read) == "名师、骨干、新秀"


@pytest.mark.parametrize(
    ("noun", "words", "name"),
    [
        ("称号", "获评“书香校园”称号。", "“书香校园”"),
        ("", "打造“青禾书屋”。", "“青禾书屋”"),
        ("学校", "石泉学校被评为示范校。", "石泉学校"),
        ("学校", "石泉园区被评为示范校，青坪学校挂牌。", "青坪学校"),
        ("公司", "委托青禾营养餐公司配餐。", "委托青禾营养餐公司"),
        ("公司", "通过青禾营养餐公司配餐。", "青禾营养餐公司"),
        ("公司", "与青禾公司签约。", "青禾公司"),
        ("示范校", "石泉校被评为先进。", "石泉校"),
        ("公司", "统一配餐。", None),
        ("人", "由校长负责。", None),
    ],
)
def test_a_name_is_taken_out_of_a_sentence(noun: str, words: str, name: str | None) -> None:
    read = sentence(words)
    assert taken(named(asking("示范", asked=Asked.WHO_WHAT, noun=noun), read), read) == name


def test_the_name_is_looked_for_in_the_three_clauses_that_say_most() -> None:
    read = sentence("甲校示范，乙校示范，丙校示范，“丁校”挂牌。")
    assert named(asking("示范", asked=Asked.WHO_WHAT), read) is None
    read = sentence("甲校示范，乙校示范，“丁校”挂牌。")
    assert taken(named(asking("示范", asked=Asked.WHO_WHAT), read), read) == "“丁校”"


def test_the_clause_with_the_words_asked_for_answers() -> None:
    read = sentence("改造食堂，培训教师，绿化校园。")
    assert taken(best_clause(asking("教师"), read), read) == "培训教师，"
    assert taken(best_clause(asking("操场"), read), read) == "改造食堂，"


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("于2024年6月16日启动。", "6月", "2024年6月16日"),
        ("于6月16日启动。", "16日", "6月16日"),
        ("于6月16日至18日启动。", "16", "6月16日至18日"),
        ("于2024年启动。", "2024", "2024年"),
        ("于6月16日启动。", "16日启", "16日启"),
        ("于6月16日启动。", "启动", "启动"),
        ("于6月16日启动。", "于6月", "于6月"),
    ],
)
def test_a_date_is_never_cut(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    got = whole_date(text, (start, start + len(part)), (0, len(text)))
    assert text[slice(*got)] == whole
