"""Answers in one figure: its headline and mark, the change worked out from two ends, what other reports say, refusals."""

from dataclasses import replace

import pytest
from evidence import Scripted, asking, figure, reading, report, sentence, sentences

from assistant.answering.figures import answer_figure, figure_answer, figure_of_years
from assistant.answering.kinds import answer_one
from assistant.answering.other_reports import with_other_reports
from assistant.answering.refusing import refused
from assistant.answering.sentences import answer_sentences
from assistant.evidence import Candidate
from assistant.reading import Reading
from assistant.types import Asked, Confidence, Question, Scope, Status, Term, Wanted
from index.types import Tense

HIRED = sentence("全年招聘教师300人，比上年下降2.1%。")
CHANGED = sentence("幼儿园由38所增加到43所。")


def answered(question: Question, *readings: Reading) -> object:
    return answer_figure(question, [r.candidate for r in readings], Scripted(readings))  # type: ignore[arg-type]


def test_a_figure_is_the_headline_and_is_marked_in_its_sentence() -> None:
    answer = figure_answer(asking("招聘"), reading(HIRED, "300人"))
    assert answer.headline == "300人"
    assert answer.text == "据《2024年青石县教育工作总结》“一、基本情况”部分：全年招聘教师300人。"
    quote = answer.citations[0]
    assert quote.quote == HIRED.words
    assert [quote.quote[slice(*mark)] for mark in quote.marks] == ["300人"]
    assert quote.section == ("一、基本情况",)


def test_a_fall_never_reads_as_a_rise() -> None:
    assert figure_answer(asking("招聘"), reading(HIRED, "2.1%")).headline == "下降2.1%"


@pytest.mark.parametrize(
    ("asked", "change", "headline", "computed"),
    [
        (Asked.FIGURE, True, "增加5所（38所增加到43所）", "43所 − 38所 = 5所"),
        (Asked.FROM_TO, True, "增加5所（38所增加到43所）", "43所 − 38所 = 5所"),
        (Asked.FROM_TO, False, "38所增加到43所", ""),
    ],
)
def test_a_change_is_worked_out_unless_its_ends_are_asked_for(
    asked: Asked, change: bool, headline: str, computed: str
) -> None:
    answer = figure_answer(asking("幼儿园", asked=asked, change=change), reading(CHANGED, "38所", "43所"))
    assert (answer.headline, answer.computed) == (headline, computed)
    assert [f.text for f in answer.figures] == ["38所", "43所"]
    assert len(answer.citations[0].marks) == 2


def test_how_much_there_is_stands_alone_without_the_change_that_led_there() -> None:
    answer = figure_answer(asking("幼儿园"), reading(CHANGED, "38所", "43所"))
    assert (answer.headline, answer.computed) == ("43所", "")
    assert [f.text for f in answer.figures] == ["43所"]


@pytest.mark.parametrize(
    ("wanted", "language", "headline"),
    [
        (Wanted(happened=True), "zh", "增加5所（38所增加到43所）"),  # 多出来了几所
        (Wanted(moved=True), "zh", "增加5所（38所增加到43所）"),
        (Wanted(moved=True, standing=True), "zh", "43所"),  # 现有几所
        (Wanted(moved=True, standing=True), "en", "5所 more (38所增加到43所)"),
    ],
)
def test_a_change_asked_for_in_words_that_no_list_has_is_told_whole(
    wanted: Wanted, language: str, headline: str
) -> None:
    question = replace(asking("幼儿园", wanted=wanted), language=language)
    assert figure_answer(question, reading(CHANGED, "38所", "43所")).headline == headline


def test_what_only_both_together_make_likely_is_not_called_sure() -> None:
    both, last = (reading(CHANGED, *texts, probability=0.5) for texts in (("38所", "43所"), ("43所",)))
    answer = answered(asking("幼儿园"), both, last)
    assert answer.headline == "43所"  # type: ignore[attr-defined]
    assert answer.confidence is Confidence.MEDIUM  # type: ignore[attr-defined]


def test_both_ends_and_the_last_alone_speak_for_it_together() -> None:
    pair, end = reading(CHANGED, "38所", "43所", probability=0.4), reading(CHANGED, "43所", probability=0.35)
    doubted = [replace(one, undoubted=False) for one in (pair, end)]
    assert answered(asking("幼儿园"), *doubted).headline == "43所"  # type: ignore[attr-defined]
    assert answered(asking("幼儿园", change=True), *doubted).status is Status.NOT_FOUND  # type: ignore[attr-defined]


MOVED = sentence("在校生比上年增减625人，教师比上年增减-7人，班级比上年增加3个。")


@pytest.mark.parametrize(
    ("text", "falls", "headline"),
    [
        ("625人", True, "+625人"),  # 减少了多少: it did not
        ("625人", False, "625人"),
        ("-7人", True, "-7人"),
        ("-7人", False, "-7人"),
        ("3个", True, "增加3个"),
        ("3个", False, "3个"),
    ],
)
def test_a_rise_is_told_as_one_to_who_asks_how_far_it_fell(text: str, falls: bool, headline: str) -> None:
    asked = asking("在校生", change=True, wanted=Wanted(falls=falls))
    assert figure_answer(asked, reading(MOVED, text)).headline == headline


LOSSES = sentence("公交公司全年亏损3200万元，供水公司盈利860万元。")
TURNED = sentence("冷链公司由盈利30万元转为亏损64万元。")


@pytest.mark.parametrize(
    ("poles", "text", "headline", "value"),
    [
        ({"利润"}, "3200万元", "亏损3200万元", "-32000000"),
        ((), "3200万元", "亏损3200万元", "-32000000"),
        ({"亏损"}, "3200万元", "3200万元", "32000000"),
        ({"亏损", "盈利"}, "3200万元", "亏损3200万元", "-32000000"),  # 是盈利还是亏损，多少
        ({"利润"}, "860万元", "860万元", "8600000"),
        ({"亏损"}, "860万元", "盈利860万元", "8600000"),
    ],
)
def test_a_loss_is_never_shown_as_a_profit(poles: set[str], text: str, headline: str, value: str) -> None:
    answer = figure_answer(asking("公司", wanted=Wanted(poles=frozenset(poles))), reading(LOSSES, text))
    assert (answer.headline, answer.figures[0].value) == (headline, value)


def test_a_profit_that_turned_into_a_loss_is_not_computed_with() -> None:
    asked = asking("公司", change=True, wanted=Wanted(poles=frozenset({"利润"})))
    answer = figure_answer(asked, reading(TURNED, "30万元", "64万元"))
    assert (answer.headline, answer.computed) == ("盈利30万元转为亏损64万元", "")


def test_what_is_only_about_right_is_not_computed_with() -> None:
    said = sentence("幼儿园由近38所增加到43所。")
    answer = figure_answer(asking("幼儿园", change=True), reading(said, "近38所", "43所"))
    assert answer.computed == ""
    assert answer.headline == "近38所增加到43所"


GOAL = next(
    c for c in sentences(report("2025年计划招聘教师320人。", section="一、2025年计划")) if c.tense is Tense.GOAL
)


@pytest.mark.parametrize(("tense", "called"), [(None, True), (Tense.GOAL, False)])
def test_a_goal_that_nobody_asked_for_is_called_one(tense: Tense | None, called: bool) -> None:
    answer = figure_answer(asking("招聘", scope=Scope(tense=tense)), reading(GOAL, "320人"))
    assert ("不是完成数" in answer.text) is called
    assert answer.figures[0].goal
    assert not figure_answer(asking("招聘"), reading(HIRED, "300人")).figures[0].goal


def test_where_both_ends_are_asked_for_one_end_alone_is_no_answer() -> None:
    question = asking("幼儿园", asked=Asked.FROM_TO)
    end, both = reading(CHANGED, "43所", probability=0.95), reading(CHANGED, "38所", "43所", probability=0.5)
    assert answered(question, end, both).headline == "38所增加到43所"  # type: ignore[attr-defined]
    weak = replace(both, probability=0.3, undoubted=False)
    assert answered(question, end, weak).status is Status.NOT_FOUND  # type: ignore[attr-defined]
    # where no sentence gives both ends, the one figure answers
    assert answered(question, end).headline == "43所"  # type: ignore[attr-defined]
    # asked for one figure, the likelier end comes first
    assert answered(asking("幼儿园"), end, both).headline == "43所"  # type: ignore[attr-defined]


def test_a_figure_told_of_other_years_than_the_whole_span_is_not_the_spans() -> None:
    told = sentence("2021年至2023年累计招聘教师930人。")
    period = told.period_at(figure(told, "930人").start)
    assert period is not None
    span = (period.first, period.last)
    assert span == (2021, 2023)

    def of_years(*asked: int, made: Reading) -> object:
        return figure_of_years(asking("招聘", scope=Scope(span=asked)), [told], Scripted([made]))  # type: ignore[arg-type]

    assert of_years(2021, 2023, made=reading(told, "930人")).headline == "930人"  # type: ignore[attr-defined]
    assert of_years(2020, 2023, made=reading(told, "930人")) is None
    assert of_years(2021, 2024, made=reading(told, "930人")) is None
    assert of_years(2021, 2023, made=reading(told, "930人", probability=0.4, undoubted=False)) is None
    both = Scripted([reading(told, "930人"), reading(HIRED, "300人", probability=0.6)])
    span_asked = asking("招聘", scope=Scope(span=(2021, 2023)))
    assert figure_of_years(span_asked, [told], both) is not None  # type: ignore[arg-type]
    assert figure_of_years(asking("招聘"), [told], Scripted()) is None  # type: ignore[arg-type]


def other(body: str, name: str, title: str = "2024年青石县教育工作总结", **more: float) -> Reading:
    said = sentence(body, report(body, title, name=name))
    text = next(f.text for f in said.figures)
    return reading(said, text, words_met=1.0, **more)


BEST = other("全年招聘教师300人。", "a")


def with_others(*others: Reading, regions: tuple[str, ...] = ()) -> object:
    question = asking("招聘", scope=Scope(regions=regions))
    return with_other_reports(question, figure_answer(question, BEST), [BEST, *others])


def test_another_reports_value_for_the_same_is_told_and_quoted() -> None:
    answer = with_others(other("全年招聘教师280人。", "b"))
    assert answer.text.endswith("另一份报告《2024年青石县教育工作总结》给出的数值不同：280人。")  # type: ignore[attr-defined]
    assert [c.quote for c in answer.citations] == ["全年招聘教师300人。", "全年招聘教师280人。"]  # type: ignore[attr-defined]
    assert [row.headline for row in answer.others] == ["280人"]  # type: ignore[attr-defined]
    assert [row.figure.goal for row in answer.others] == [False]  # type: ignore[attr-defined]


def test_what_another_report_plans_is_offered_as_a_goal_and_contradicts_nothing() -> None:
    plan = report("计划招聘教师280人。", "2024年青石县教育工作计划", name="b")
    goal = next(c for c in sentences(plan) if c.tense is Tense.GOAL)
    answer = with_others(reading(goal, "280人", words_met=1.0))
    assert [row.figure.goal for row in answer.others] == [True]  # type: ignore[attr-defined]
    assert len(answer.citations) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "made",
    [
        other("全年招聘教师300人。", "b"),  # the same value
        other("全年招聘教师280名。", "b"),  # another unit
        other("2023年招聘教师280人。", "b"),  # another year
        other("2021年至2024年招聘教师280人。", "b"),  # of several years
        other("全年招聘教师280人。", "b", "2024年白石县教育工作总结"),  # another place
        replace(other("全年招聘教师280人。", "b"), probability=0.79),  # much less likely
        other("全年招聘教师280人。", "b", words_extra=1.0),  # says more of it: a part, perhaps
        replace(other("全年招聘教师280人。", "b"), signals=reading(HIRED, "300人", words_met=0.9).signals),
        other("招聘教师比上年增加280人。", "b"),  # by how much it moved
    ],
    ids=["value", "unit", "year", "years", "place", "unlikely", "more words", "fewer words", "change"],
)
def test_what_may_be_told_of_something_else_contradicts_nothing(made: Reading) -> None:
    answer = with_others(made)
    assert "给出的数值不同" not in answer.text  # type: ignore[attr-defined]
    assert len(answer.citations) == 1  # type: ignore[attr-defined]
    assert len(answer.others) == 1  # type: ignore[attr-defined]


def test_a_value_a_little_less_likely_contradicts_all_the_same() -> None:
    assert "给出的数值不同" in with_others(replace(other("全年招聘教师280人。", "b"), probability=0.81)).text  # type: ignore[attr-defined]


def test_five_other_reports_are_offered_each_once_and_none_where_a_place_is_named() -> None:
    many = [other(f"全年招聘教师{n}00人。", name) for n, name in enumerate("bcdef0", 4)]
    answer = with_others(many[0], many[0], BEST, *many[1:])
    assert [row.headline for row in answer.others] == ["400人", "500人", "600人", "700人", "800人"]  # type: ignore[attr-defined]
    named = with_others(*many, regions=("青石县",))
    assert named.others == ()  # type: ignore[attr-defined]
    assert "400人" in named.text  # type: ignore[attr-defined]


def refusal(*words: str, weight: float = 1.6, years: tuple[int, ...] = (), body: str = "招聘教师300人。") -> object:
    terms = [Term(word, weight) for word in words]
    return refused(asking(*terms, scope=Scope(years=years)), sentences(report(body)))


def test_a_refusal_names_the_words_that_no_sentence_and_no_heading_has() -> None:
    answer = refusal("厨师", "招聘", "情况")
    assert answer.unsupported == ("厨师",)  # type: ignore[attr-defined]
    assert answer.text.endswith("报告中没有找到与“厨师”相关的内容。")  # type: ignore[attr-defined]
    assert refusal("厨师", weight=0.39).unsupported == ()  # type: ignore[attr-defined]
    assert refusal("厨师", weight=0.4).unsupported == ("厨师",)  # type: ignore[attr-defined]
    soft = refused(asking(Term("厨师", 1.6, soft=True)), sentences(report("招聘教师300人。")))
    assert soft.unsupported == ()


def test_nothing_is_said_to_be_missing_where_nothing_was_looked_into() -> None:
    answer = refused(asking("厨师", scope=Scope(years=(2019,))))
    assert answer.unsupported == ()
    assert answer.text == "现有报告没有给出这个问题的答案。"
    assert answer.nearest == ()


@pytest.mark.parametrize(
    ("years", "body", "silent"),
    [
        ((2019,), "招聘教师300人。", True),
        ((2024,), "招聘教师300人。", False),
        ((2019, 2024), "招聘教师300人。", False),
        ((2019,), "2019年招聘教师300人。", False),
        ((2021,), "2020年至2022年招聘教师300人。", False),
        ((2020,), "2020年至2022年招聘教师300人。", False),
        ((2022,), "2020年至2022年招聘教师300人。", False),
        ((2023,), "2020年至2022年招聘教师300人。", True),
    ],
)
def test_years_are_said_to_be_missing_only_where_no_sentence_holds_for_them(
    years: tuple[int, ...], body: str, silent: bool
) -> None:
    answer = refusal("厨师", years=years, body=body)
    assert (f"没有{'、'.join(map(str, years))}年的相关内容" in answer.text) is silent  # type: ignore[attr-defined]
    assert ("厨师" in answer.text) is not silent  # type: ignore[attr-defined]
    if silent:
        assert answer.unsupported == ("厨师",)  # type: ignore[attr-defined]
        assert refusal("招聘", years=years, body=body).unsupported == tuple(f"{year}年" for year in years)  # type: ignore[attr-defined]


def test_a_report_without_any_year_may_hold_for_the_year_that_is_asked_for() -> None:
    timeless = sentences(report("招聘教师300人。", "青石县教育工作总结"))
    assert timeless[0].sentence.period is None
    answer = refused(asking("厨师", scope=Scope(years=(2019,))), timeless)
    assert "没有2019年的相关内容" not in answer.text
    dated = [
        Candidate(c.hit, replace(c.indexed, report=replace(c.indexed.report, year=2018)), c.position) for c in timeless
    ]
    assert "没有2019年的相关内容" in refused(asking("厨师", scope=Scope(years=(2019,))), dated).text
    assert "没有2018年" not in refused(asking("厨师", scope=Scope(years=(2018,))), dated).text
    elsewhere = Scope(years=(2019,), regions=("青石县",))
    assert "青石县的报告没有2019年的相关内容" in refused(asking("厨师", scope=elsewhere), dated).text


def test_the_three_nearest_sentences_are_offered() -> None:
    answer = refusal("厨师", body="甲校教师31人。\n乙校教师32人。\n丙校教师33人。\n丁校教师34人。")
    assert [c.quote for c in answer.nearest] == ["甲校教师31人。", "乙校教师32人。", "丙校教师33人。"]  # type: ignore[attr-defined]


MEASURES = sentence("通过组建教育集团、开展跟岗培训，教师水平不断提高。")


def test_each_kind_of_question_has_its_kind_of_answer() -> None:
    reader = Scripted([reading(HIRED, "300人", probability=0.6)], [reading(MEASURES)])

    def headline(asked: Asked) -> str | None:
        return answer_one(asking("教师", asked=asked), [HIRED], reader).headline  # type: ignore[arg-type]

    assert headline(Asked.FIGURE) == "300人"
    assert headline(Asked.FROM_TO) == "300人"
    assert headline(Asked.TOPIC) == "300人"
    assert headline(Asked.HOW_WHY) == MEASURES.words.rstrip("。") + "。"
    unsure = Scripted([reading(HIRED, "300人", probability=0.4, undoubted=False)], [reading(MEASURES)])
    topic = answer_one(asking("教师", asked=Asked.TOPIC), [HIRED], unsure)  # type: ignore[arg-type]
    assert topic.headline == MEASURES.words


def test_a_sentence_is_shown_only_where_it_is_likely_to_answer() -> None:
    def said(probability: float) -> object:
        made = reading(MEASURES, probability=probability, undoubted=False)
        return answer_sentences(asking("教师", asked=Asked.HOW_WHY), [MEASURES], Scripted((), [made]))  # type: ignore[arg-type]

    assert said(0.41).status is Status.ANSWERED  # type: ignore[attr-defined]
    assert said(0.39).status is Status.NOT_FOUND  # type: ignore[attr-defined]
    assert said(0.39).nearest[0].quote == MEASURES.words  # type: ignore[attr-defined]
    assert said(0.98).confidence is Confidence.HIGH  # type: ignore[attr-defined]
    nothing = answer_sentences(asking("教师", asked=Asked.HOW_WHY), [MEASURES], Scripted())  # type: ignore[arg-type]
    assert nothing.status is Status.NOT_FOUND


def test_a_list_is_quoted_from_its_own_sentence_and_a_how_with_those_beside_it() -> None:
    one, two = sentences(
        report("通过组建教育集团、名师引领和结对帮扶，全县教师水平稳步提高。开展教师跟岗培训提高教师水平。")
    )
    readings = [reading(one), reading(two, probability=0.8)]

    def quotes(asked: Asked) -> list[str]:
        made: list[Candidate] = [one, two]
        answer = answer_sentences(asking("教师", "水平", asked=asked), made, Scripted((), readings))  # type: ignore[arg-type]
        return [citation.quote for citation in answer.citations]

    assert quotes(Asked.LIST) == quotes(Asked.WHO_WHAT) == [one.words]
    assert quotes(Asked.HOW_WHY) == [one.words, two.words]
