"""Questions that are offered: made from figures that stand beside, and only those that are answered with that very figure."""

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from evidence import asking, report, sentences

from assistant.answering.citations import cite, is_verbatim, quote
from assistant.answering.composing import found, joined
from assistant.answering.examples import WANTED, Examples, example_questions
from assistant.answering.phrasing import question_for
from assistant.answering.refusing import refused
from assistant.answering.suggestions import follow_ups, rephrased
from assistant.question import UnusableQuestion
from assistant.types import Answer, AnswerFigure, Confidence
from index.types import IndexedReport

BODY = (
    "组织校园安全检查46次。\n教师参训率达到61.3%，参训教师1200人次，乡村教师300人，比上年增长5%。\n普惠率91.5%。"
    "交流教师210人。\n流动党员88人。"
)


class Asked:
    """Stands in for the assistant: gives each question the headline that is told for it, else refuses it."""

    def __init__(self, indexed: IndexedReport, headlines: dict[str, str], sure: Confidence = Confidence.HIGH) -> None:
        self._indexed, self._headlines, self._sure = indexed, headlines, sure
        self.snapshot = self
        self.entries = [indexed.report]
        self.questions: list[str] = []

    def report(self, number: int) -> IndexedReport:
        assert number == 0
        return self._indexed

    def ask(self, text: str, history: Sequence[str] = (), reports: Sequence[int] | None = None) -> Answer:
        self.questions.append(text)
        if text == "难":
            raise UnusableQuestion("empty")
        if text not in self._headlines:
            return refused(asking(text))
        shown = self._headlines[text]
        quoted = cite(next(c for c in sentences(self._indexed) if shown in c.words))
        return found(asking(text), headline=shown, text=shown, citations=(quoted,), confidence=self._sure)


TRUE = {
    "教师参训率是多少？": "61.3%",
    "参训教师有多少人次？": "1200人次",
    "乡村教师有多少人？": "300人",
    "交流教师有多少人？": "210人",
    "流动党员有多少人？": "88人",
}


def cited(words: str, mark: str = "") -> Answer:
    said = next(c for c in sentences(report(BODY)) if words in c.words)
    at = said.indexed.report.text.index(mark) if mark else said.sentence.start
    marks = [(at, at + len(mark))] if mark else []
    return found(
        asking("教师"), headline=mark or words, text="", citations=(cite(said, marks),), confidence=Confidence.HIGH
    )


def offered(answer: Answer, headlines: dict[str, str] = TRUE) -> list[str]:
    return follow_ups(Asked(report(BODY), headlines), answer)  # type: ignore[arg-type]


def test_three_figures_beside_the_cited_one_are_offered_its_own_sentence_first() -> None:
    # by how much something grew and the cited figure itself are not offered
    assert offered(cited("教师参训率", "61.3%")) == ["参训教师有多少人次？", "乡村教师有多少人？"]
    assert offered(cited("教师参训率", "300人")) == ["教师参训率是多少？", "参训教师有多少人次？"]
    assert offered(cited("普惠率", "91.5%")) == ["交流教师有多少人？", "教师参训率是多少？", "参训教师有多少人次？"]


def test_what_would_be_answered_with_another_figure_is_not_offered() -> None:
    wrong = {**TRUE, "参训教师有多少人次？": "300人"}
    assert offered(cited("教师参训率", "61.3%"), wrong) == ["乡村教师有多少人？"]
    assert offered(cited("教师参训率", "61.3%"), {}) == []


def test_the_question_that_was_asked_is_not_offered_again() -> None:
    answer = replace(cited("教师参训率", "61.3%"), question="乡村教师有多少人？")
    assert offered(answer) == ["参训教师有多少人次？"]


def test_an_answer_of_another_collection_or_without_quotes_offers_nothing() -> None:
    answer = cited("教师参训率", "61.3%")
    elsewhere = replace(answer, citations=(replace(answer.citations[0], report_id="b" * 64),))
    assert offered(elsewhere) == []
    assert offered(replace(answer, citations=())) == []
    assert offered(replace(answer, citations=(replace(answer.citations[0], start=10**6),))) == []


def test_the_last_sentence_of_a_report_has_something_beside_it_too() -> None:
    assert offered(cited("流动党员", "88人")) == ["交流教师有多少人？"]


def simpler(question: str, unsupported: Sequence[str], answered: Sequence[str]) -> str | None:
    asker = Asked(report(BODY), dict.fromkeys(answered, "210人"))
    return rephrased(asker, replace(refused(asking(question)), unsupported=tuple(unsupported)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "unsupported", "answered", "offer"),
    [
        ("城区交流教师有多少人？", ["城区"], ["交流教师有多少人？"], "交流教师有多少人？"),
        ("城区的交流教师有多少人？", ["城区"], ["交流教师有多少人？"], "交流教师有多少人？"),
        ("城区交流教师有多少人？", ["城区"], [], None),  # it is not answered either
        ("城区交流教师有多少人？", [], ["城区交流教师有多少人？"], None),  # nothing was taken out
        ("城区乡村教师几？", ["城区"], ["乡村教师几？"], "乡村教师几？"),
        ("城区乡村教师？", ["城区"], ["乡村教师？"], None),  # four characters are too few to ask with
        ("各类社团有多少个？", ["各"], ["类社团有多少个？"], None),  # no question that anybody would ask
    ],
)
def test_a_refused_question_is_offered_without_the_words_that_found_no_support(
    question: str, unsupported: list[str], answered: list[str], offer: str | None
) -> None:
    assert simpler(question, unsupported, answered) == offer


def examples(body: str, ask: Callable[[str], Answer]) -> list[str]:
    class Shelf:
        entries = (report(body).report,)

        def report(self, number: int) -> IndexedReport:
            return report(body)

    return list(itertools.islice(example_questions(Shelf(), ask), WANTED))  # type: ignore[arg-type]


def test_four_questions_to_start_with_each_answered_with_its_own_figure() -> None:
    asker = Asked(report(BODY), {**TRUE, "教师参训率是多少？": "300人"})
    found_here = examples(BODY, asker.ask)
    assert found_here == ["参训教师有多少人次？", "乡村教师有多少人？", "交流教师有多少人？", "流动党员有多少人？"]
    assert "教师参训率是多少？" in asker.questions
    assert len(asker.questions) == len(set(asker.questions))


def test_an_answer_that_is_not_sure_or_stands_elsewhere_makes_no_example() -> None:
    assert examples(BODY, Asked(report(BODY), TRUE, Confidence.MEDIUM).ask) == []
    assert examples(BODY, Asked(report(BODY, name="b"), TRUE).ask) == []


def test_no_more_than_four_are_asked_for() -> None:
    asker = Asked(report(BODY), TRUE)
    assert examples(BODY, asker.ask) == list(TRUE)[:4]
    assert "流动党员有多少人？" not in asker.questions


def test_of_many_figures_some_sixty_all_through_the_report_are_tried() -> None:
    names = [f"{a}{b}教师" for a in "东西南北中上下前后左右里外甲乙丙丁戊己庚辛壬癸子" for b in "区街镇乡村校"]
    body = "\n".join(f"{name}{n}人。" for n, name in enumerate(names, 101))
    asker = Asked(report(body), {})
    examples(body, asker.ask)
    assert 0 < len(asker.questions) <= 75


def test_marks_outside_a_quote_are_left_out_and_those_at_its_ends_kept() -> None:
    said = sentences(report(BODY))[0]
    start, end = said.sentence.start, said.sentence.end
    marks = [(start, start + 2), (end - 1, end), (start - 1, start + 2), (end - 1, end + 1), (start + 2, start + 2)]
    made = quote(said.indexed, said.passage, (start, end), marks)
    assert made.marks == ((0, 2), (end - start - 1, end - start))
    assert is_verbatim(made, said.indexed.report.text)
    assert not is_verbatim(replace(made, start=start + 1), said.indexed.report.text)
    assert not is_verbatim(replace(made, quote=made.quote[:-1]), said.indexed.report.text)


def test_joined_answers_say_each_text_once_and_quote_each_sentence_once() -> None:
    said = sentences(report(BODY))[1]
    start = said.sentence.start
    figure = AnswerFigure("1", "人", "1人")

    def one(mark: int, confidence: Confidence, text: str = "同一句。") -> Answer:
        quoted = cite(said, [(start + mark, start + mark + 2)])
        return found(
            asking("甲"), headline="1人", text=text, citations=(quoted,), figures=(figure,), confidence=confidence
        )

    made = joined(
        asking("甲"),
        [("甲", one(4, Confidence.HIGH)), ("乙", one(0, Confidence.MEDIUM)), ("丙", refused(asking("丙")))],
    )
    assert made.headline == "甲：1人；乙：1人；丙：没有找到"
    assert made.text == "同一句。"
    assert len(made.citations) == 1
    assert made.citations[0].marks == ((0, 2), (4, 6))
    assert [f.label for f in made.figures] == ["甲", "乙"]
    assert made.confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("开展校园安全检查6轮。", "开展了多少轮校园安全检查？"),
        ("排查隐患587处。", "排查了多少处隐患？"),
        ("发放助学资金80万元。", "发放了多少助学资金？"),
        ("培训乡村教师900人次。", "培训乡村教师多少人次？"),  # 900人次教师 is no Chinese
        ("全县共有寄宿学校12所。", "寄宿学校有多少所？"),
        ("学前教育毛入园率95.2%。", "学前教育毛入园率是多少？"),
        ("参与学生900人。", None),  # in what?
        ("新增学位计划900个，2025年计划新建学校3所。", None),  # that is no result
        ("本科上线率61.4%，比上年提高2.7个百分点。", None),
    ],
)
def test_a_question_is_put_as_people_would_ask(words: str, question: str | None) -> None:
    said = sentences(report(words))[0]
    put = [question_for(said, figure, owned=False) for figure in said.figures]
    assert (put[0] if question else None) == question
    if question is None:
        assert put[-1] is None


def test_where_other_reports_may_say_the_same_place_and_year_are_asked_with_it() -> None:
    said = sentences(report("排查隐患587处。"))[0]
    assert question_for(said, said.figures[0], owned=True) == "青石县2024年排查了多少处隐患？"


def test_examples_are_looked_for_one_by_one_and_kept() -> None:
    looked: list[str] = []

    def look() -> Iterator[str]:
        for question in ("甲？", "乙？", "丙？"):
            looked.append(question)
            yield question

    examples = Examples(look())
    assert (examples.ready, examples.complete) == ((), False)
    assert examples.first(2) == ("甲？", "乙？")
    assert looked == ["甲？", "乙？"]
    assert not examples.complete
    assert examples.first() == examples.ready == ("甲？", "乙？", "丙？")
    assert examples.complete
    assert looked == ["甲？", "乙？", "丙？"]


def test_examples_come_beside_what_else_goes_on() -> None:
    go_on, seen = threading.Event(), threading.Event()

    def look() -> Iterator[str]:
        go_on.wait(10)
        yield "甲？"
        seen.set()

    examples = Examples(look())
    examples.begin()
    examples.begin()
    assert examples.ready == ()
    go_on.set()
    assert seen.wait(10)
    assert examples.first() == ("甲？",)
