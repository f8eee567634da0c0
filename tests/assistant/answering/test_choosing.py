"""Which report a topic is told from, which change answers for several years, and what an answer looks like as JSON."""

from dataclasses import replace

import pytest
from evidence import asking, reading, report, sentence

from assistant.answering import answer_fields
from assistant.answering.assistant import Assistant, _is_change
from assistant.answering.figures import figure_answer
from assistant.answering.refusing import refused
from assistant.answering.topics import sentences_about
from assistant.reading import Reading
from assistant.types import Answer, AnswerFigure, Asked, Form, Question, Row, Scope
from index.search import Embedder, LocalFinder
from index.snapshot import Snapshot, Store, build

BODIES = {
    2020: "食堂改造完工。",
    2021: "食堂改造完工。食堂检查9次。",
    2022: "食堂改造完工。食堂检查9次。食堂培训厨师12人。",
    2023: "绿化校园。",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Snapshot:
    folder = tmp_path_factory.mktemp("shelf")
    for year, body in BODIES.items():
        title = f"{year}年青石县教育工作总结"
        (folder / f"{title}.txt").write_text(f"{title}\n\n一、后勤\n{body}\n", "utf-8")
    build([folder], Store(folder / "data"), embedder)
    return Snapshot.open(Store(folder / "data").current())


def told(shelf: Snapshot, embedder: Embedder, *words: str, reports: tuple[int, ...] | None = None) -> list[str]:
    question = asking(*words, asked=Asked.SUMMARY, topic="".join(words), scope=Scope(reports=reports))
    return [t.candidate.words for t in sentences_about(shelf, embedder, LocalFinder(shelf), question)]


def test_a_topic_is_told_from_the_report_that_says_most_of_it(shelf: Snapshot, embedder: Embedder) -> None:
    assert told(shelf, embedder, "食堂") == ["食堂改造完工。", "食堂检查9次。", "食堂培训厨师12人。"]
    years = {entry.year: number for number, entry in enumerate(shelf.entries)}
    some = tuple(years[year] for year in (2020, 2021, 2023))
    assert told(shelf, embedder, "食堂", reports=some) == ["食堂改造完工。", "食堂检查9次。"]
    assert told(shelf, embedder, "深海探测") == []


def test_a_report_that_is_asked_about_itself_is_the_newest_of_those_meant(shelf: Snapshot, embedder: Embedder) -> None:
    assert "绿化校园。" in told(shelf, embedder)
    years = {entry.year: number for number, entry in enumerate(shelf.entries)}
    assert told(shelf, embedder, reports=(years[2020], years[2021]))[-1] == "食堂检查9次。"


def change(unit: str, moved: bool, computed: str = "") -> Answer:
    made = figure_answer(asking("教师"), reading(sentence("招聘教师156人。"), "156人"))
    return replace(made, figures=(AnswerFigure("1", unit, "1", change=moved),), computed=computed)


@pytest.mark.parametrize(
    ("answer", "unit", "is_change"),
    [
        (change("%", True), "%", True),
        (change("%", True), "", True),
        (change("吨", True), "%", False),  # how many percent is not told by how many tonnes
        (change("%", False), "%", False),
        (change("%", False, "甲 − 乙"), "%", True),
    ],
)
def test_only_a_change_in_the_unit_asked_for_answers_by_how_much_something_moved(
    answer: Answer, unit: str, is_change: bool
) -> None:
    assert _is_change(answer, unit) is is_change


class Gives:
    """Stands in for the reader: gives what it is told to, and counts the questions."""

    learned = True

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def figures(self, question: Question, candidates: object) -> list[Reading]:
        self.asked.append(question)
        return []

    words = figures


def test_what_was_asked_before_is_remembered_by_its_turns_and_reports(shelf: Snapshot, embedder: Embedder) -> None:
    reader = Gives()
    assistant = Assistant(shelf, embedder, reader=reader)  # type: ignore[arg-type]
    first = assistant.ask("食堂检查多少次？", identity="a")
    asked = len(reader.asked)
    again = assistant.ask("食堂检查多少次？", ["  "], identity="b")
    assert len(reader.asked) == asked > 0
    assert (first.id, again.id, again.history) == ("a", "b", ())
    assert replace(again, id="a", elapsed_ms=first.elapsed_ms) == first
    assert first.snapshot == shelf.name
    assistant.ask("食堂检查多少次？", reports=[0])
    assert len(reader.asked) > asked
    assert reader.asked[-1].scope.reports == (0,)
    assert assistant.ask("食堂检查多少次？", ["厨师多少人？"]).history == ("厨师多少人？",)


def test_a_question_that_cannot_be_asked_is_declined_with_the_reason(shelf: Snapshot, embedder: Embedder) -> None:
    answer = Assistant(shelf, embedder, reader=Gives()).decline("？", "请输入问题。", "q1")  # type: ignore[arg-type]
    assert (answer.id, answer.text, answer.headline, answer.snapshot) == ("q1", "请输入问题。", None, shelf.name)


def test_a_quote_that_differs_from_its_report_never_leaves(shelf: Snapshot, embedder: Embedder) -> None:
    assistant = Assistant(shelf, embedder, reader=Gives())  # type: ignore[arg-type]
    indexed = shelf.report(1)
    good = figure_answer(asking("教师"), reading(sentence("9次", indexed), "9次")).citations[0]
    assistant._check(good)
    with pytest.raises(AssertionError, match="quote differs"):
        assistant._check(replace(good, quote=good.quote.replace("9", "8")))


def test_the_json_of_an_answer_leaves_out_what_is_not_there() -> None:
    answer = figure_answer(asking("教师"), reading(sentence("招聘教师156人。", report("招聘教师156人。")), "156人"))
    fields = answer_fields(answer)
    assert not {"id", "form", "examples", "table", "others", "computed"} & set(fields)
    assert fields["figures"] == [{"value": "156", "unit": "人", "text": "156人", "change": False, "year": 2024}]
    assert fields["citations"][0]["quote"] == "招聘教师156人。"
    assert fields["citations"][0]["section"] == ["一、基本情况"]
    row = Row("甲", None, 2024, None, None, None)
    full = replace(
        answer,
        id="q1",
        form=Form.FIGURES,
        examples=("问？",),
        table=(row, Row("乙", "青石县", 2024, "156人", answer.figures[0], answer.citations[0])),
        others=(row,),
        computed="1 + 1 = 2",
        figures=(replace(answer.figures[0], label="甲", goal=True, change=True),),
    )
    fields = answer_fields(full)
    assert (fields["id"], fields["form"], fields["examples"], fields["computed"]) == (
        "q1",
        "figures",
        ["问？"],
        "1 + 1 = 2",
    )
    assert fields["figures"][0] | {"label": "甲", "goal": True, "change": True} == fields["figures"][0]
    assert fields["table"][0] == {
        "label": "甲",
        "region": None,
        "year": 2024,
        "headline": None,
        "figure": None,
        "citation": None,
    }
    assert fields["table"][1]["figure"]["value"] == "156"
    assert fields["table"][1]["citation"]["quote"] == "招聘教师156人。"
    assert fields["others"] == [fields["table"][0]]
    assert answer_fields(refused(asking("教师")))["see_also"] == []
