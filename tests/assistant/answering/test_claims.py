"""Whether something is so: the number that is claimed beside the one that is found, or a sentence that settles it."""

from decimal import Decimal

import pytest
from evidence import Scripted, asking, reading, sentence

from assistant.answering.claims import answer_claim
from assistant.question import understand
from assistant.types import Answer, Asked, Claim, Confidence, Question, Status, Term, Wanted

TEACHERS = sentence("全年招聘教师300人，培训教师1200人次。")


def answered(typed: str, figure: str = "300人", probability: float = 0.9) -> Answer:
    reader = Scripted([reading(TEACHERS, figure, probability=probability)])
    return answer_claim(understand(typed, (), ()), [TEACHERS], reader)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("招聘教师是300人吗？", "是"),
        ("招聘教师是301人吗？", "否"),
        ("招聘教师是299人吗？", "否"),
        ("招聘教师超过299人了吗？", "是"),
        ("招聘教师超过300人了吗？", "否"),  # as many are not more
        ("招聘教师达到300人了吗？", "是"),
        ("招聘教师达到280人了吗？", "是"),  # 300 are 280 and more
        ("招聘教师达到301人了吗？", "否"),
        ("招聘教师不少于280人吗？", "是"),
        ("招聘教师不少于301人吗？", "否"),
        ("招聘教师不超过300人吗？", "是"),
        ("招聘教师不超过299人吗？", "否"),
        ("招聘教师不到300人吗？", "否"),
        ("招聘教师不到301人吗？", "是"),
    ],
)
def test_a_number_that_is_claimed_is_held_against_the_one_found(typed: str, verdict: str) -> None:
    answer = answered(typed)
    assert answer.headline == f"{verdict}（300人）"
    assert answer.text.startswith(f"{verdict}。据《")
    assert [figure.text for figure in answer.figures] == ["300人"]
    assert answer.citations[0].quote == TEACHERS.words


MOVED = sentence("地区生产总值增长5.2%，出口总额下降2.1%，新建学校3至5所。")


@pytest.mark.parametrize(
    ("typed", "figure", "verdict"),
    [
        ("地区生产总值增长了5.2%吗？", "5.2%", "是（5.2%）"),
        ("地区生产总值下降了5.2%吗？", "5.2%", "否（5.2%）"),  # as much, but the other way
        ("出口总额增长2.1%吗？", "2.1%", "否（下降2.1%）"),
        ("出口总额下降2.1%吗？", "2.1%", "是（下降2.1%）"),
        ("新建学校6所吗？", "3至5所", "否（3至5所）"),
        ("新建学校4所吗？", "3至5所", None),  # it may be 4
        ("新建学校超过2所吗？", "3至5所", "是（3至5所）"),
        ("新建学校超过4所吗？", "3至5所", None),
        ("新建学校5人吗？", "3至5所", None),  # another unit
    ],
)
def test_direction_unit_and_range_of_what_is_found_count_too(typed: str, figure: str, verdict: str | None) -> None:
    reader = Scripted([reading(MOVED, figure)])
    assert answer_claim(understand(typed, (), ()), [MOVED], reader).headline == verdict  # type: ignore[arg-type]


def claimed(claim: Claim, number: int, **wanted: bool) -> Question:
    text = f"{number}人"
    return asking(
        "招聘",
        Term(text, 1.0, number=Decimal(number)),
        asked=Asked.YESNO,
        claim=claim,
        wanted=Wanted(**wanted),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("claim", "number", "verdict"),
    [
        (Claim.ABOVE, 300, "是"),
        (Claim.ABOVE, 301, "否"),
        (Claim.REACH, 299, "是"),
        (Claim.BELOW, 300, "否"),
        (Claim.BELOW, 301, "是"),
        (Claim.DONE, 299, "否"),
        (Claim.DONE, 300, "是"),
    ],
)
def test_without_words_for_a_bound_the_claim_says_how_a_number_is_held_against(
    claim: Claim, number: int, verdict: str
) -> None:
    reader = Scripted([reading(TEACHERS, "300人")])
    assert str(answer_claim(claimed(claim, number), [TEACHERS], reader).headline).startswith(verdict)  # type: ignore[arg-type]


def test_a_number_is_denied_only_by_a_figure_that_may_be_shown() -> None:
    reader = Scripted([reading(TEACHERS, "1200人次", probability=0.3, undoubted=False)])
    answer = answer_claim(claimed(Claim.DONE, 300), [TEACHERS], reader)  # type: ignore[arg-type]
    assert answer.status is Status.NOT_FOUND
    assert answer.nearest[0].quote == TEACHERS.words


FEES = sentence("门诊费用162元，下降3.8%，药费另计。")


def risen(*readings: object) -> Answer:
    question = understand("门诊费用涨了吗？", (), ())
    return answer_claim(question, [FEES], Scripted((), readings))  # type: ignore[arg-type]


def test_the_clause_that_settles_it_is_the_headline_and_is_marked() -> None:
    answer = risen(reading(FEES, probability=0.98))
    assert answer.headline == "否：门诊费用162元，下降3.8%"
    assert answer.text == "否。据《2024年青石县教育工作总结》“一、基本情况”部分：门诊费用162元，下降3.8%，药费另计。"
    assert [answer.citations[0].quote[slice(*mark)] for mark in answer.citations[0].marks] == [
        "门诊费用162元，下降3.8%，"
    ]
    assert answer.confidence is Confidence.HIGH


def test_a_sentence_that_hardly_answers_settles_nothing() -> None:
    assert risen(reading(FEES, probability=0.39)).status is Status.NOT_FOUND
    assert risen(reading(FEES, probability=0.41)).status is Status.ANSWERED


def test_only_the_first_three_sentences_are_looked_at() -> None:
    silent = reading(sentence("门诊费用162元。"), probability=0.9)
    settles = reading(FEES, probability=0.8)
    assert str(risen(silent, silent, settles).headline).startswith("否")
    assert risen(silent, silent, silent, settles).headline == "门诊费用162元"


def test_what_surely_speaks_of_it_and_settles_nothing_is_told_without_a_yes_or_no() -> None:
    silent = sentence("门诊费用162元，药费另计。")
    answer = risen(reading(silent, probability=0.9))
    assert answer.headline == "门诊费用162元"
    assert answer.text.startswith("报告没有直接说是或否，相关的原话是：据《")
    assert answer.confidence is Confidence.LOW
    assert [answer.citations[0].quote[slice(*mark)] for mark in answer.citations[0].marks] == ["门诊费用162元，"]
    assert risen(reading(silent, probability=0.74, undoubted=False)).status is Status.NOT_FOUND


def test_a_clause_that_lacks_most_of_the_question_denies_nothing() -> None:
    other = sentence("小学部分班级设在旧楼。")
    question = understand("课后服务是不是所有小学初中都有了", (), ())
    answer = answer_claim(question, [other], Scripted((), [reading(other, probability=0.6, undoubted=False)]))  # type: ignore[arg-type]
    assert answer.status is Status.NOT_FOUND


def test_that_something_was_done_needs_a_surer_sentence_than_a_word_that_settles_it() -> None:
    roof = sentence("综合楼封顶。")
    question = understand("综合楼封顶了吗？", (), ())

    def said(probability: float) -> Answer:
        return answer_claim(question, [roof], Scripted((), [reading(roof, probability=probability, undoubted=False)]))  # type: ignore[arg-type]

    assert said(0.74).status is Status.NOT_FOUND
    assert said(0.76).headline == "是：综合楼封顶。"


@pytest.mark.parametrize(
    ("typed", "words", "answered_at_all"),
    [
        ("有没有发生溺水？", "开展防溺水巡查46次。", False),  # what is guarded against did not happen
        ("有没有发生溺水？", "防溺水巡查46次。", False),
        ("有没有发生溺水？", "杜绝溺水，巡查46次。", False),
        ("有没有发生溺水？", "开展防溺水巡查46次，全年无溺水。", True),
        ("防溺水工作开展了吗？", "开展防溺水工作巡查46次。", True),  # guarding is what is asked about
    ],
)
def test_what_is_only_guarded_against_did_not_happen(typed: str, words: str, answered_at_all: bool) -> None:
    said = sentence(words)
    answer = answer_claim(understand(typed, (), ()), [said], Scripted((), [reading(said, probability=0.95)]))  # type: ignore[arg-type]
    assert (answer.status is Status.ANSWERED) is answered_at_all


def test_a_sentence_that_only_guards_against_it_gives_way_to_one_that_says_so() -> None:
    guarded, said = sentence("开展防溺水巡查46次。"), sentence("全年无溺水。")
    readings = [reading(guarded, probability=0.95), reading(said, probability=0.9)]
    answer = answer_claim(understand("有没有发生溺水？", (), ()), [guarded, said], Scripted((), readings))  # type: ignore[arg-type]
    assert answer.headline == "否：全年无溺水。"


RATES = sentence("龋齿率28.5%，比全县平均低5.3个百分点，比上年下降1.2个百分点。")


def by_change(typed: str, figure: str, probability: float = 0.9) -> Answer:
    readings = [reading(RATES, figure, probability=probability, undoubted=False)]
    return answer_claim(understand(typed, (), ()), [RATES], Scripted(readings, []))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "figure", "headline"),
    [
        ("蛀牙的孩子比上年多了吗？", "1.2个百分点", "否（下降1.2个百分点）"),
        ("蛀牙的孩子是不是比上年少了？", "1.2个百分点", "是（下降1.2个百分点）"),
        ("蛀牙的孩子比例比全县平均低吗？", "5.3个百分点", "是（低5.3个百分点）"),
        ("蛀牙的孩子比例是不是高于全县平均？", "5.3个百分点", "否（低5.3个百分点）"),
    ],
)
def test_a_claimed_rise_or_fall_is_held_against_the_change_that_is_found(
    typed: str, figure: str, headline: str
) -> None:
    assert by_change(typed, figure).headline == headline


def test_a_change_settles_no_claim_that_it_does_not_speak_of() -> None:
    assert by_change("蛀牙的孩子比上年多了吗？", "5.3个百分点").status is Status.NOT_FOUND  # that is against the county
    assert by_change("蛀牙的孩子比例比全县平均低吗？", "1.2个百分点").status is Status.NOT_FOUND
    assert by_change("蛀牙的孩子比上年多了吗？", "28.5%").status is Status.NOT_FOUND  # a level tells no direction
    month = sentence("龋齿率28.5%，环比下降1.2个百分点。")
    readings = [reading(month, "1.2个百分点", undoubted=False)]
    question = understand("蛀牙的孩子比上年多了吗？", (), ())
    assert answer_claim(question, [month], Scripted(readings, [])).status is Status.NOT_FOUND  # type: ignore[arg-type]
    assert by_change("蛀牙的孩子没有减少吧？", "1.2个百分点").status is Status.NOT_FOUND  # what is denied
    assert by_change("蛀牙的孩子比上年多了吗？", "1.2个百分点", 0.49).status is Status.NOT_FOUND
