"""A question that names no place or year: which reading answers, what else is offered, each with its own quote."""

from pathlib import Path

import pytest
import shelf

from assistant.access import LOCAL
from assistant.answering import answer_fields, picked
from assistant.answering.assistant import Assistant
from assistant.service import own_unit, set_own_unit
from assistant.service.in_service import Service
from assistant.service.stored_answers import dump_answer, load_answer
from assistant.types import Answer
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store

ROTATED = "交流轮岗教师有多少人？"
READINGS = {"青禾区2022年": "365人", "青禾区2021年": "340人", "云溪县2022年": "212人"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Path:
    return shelf.indexed(tmp_path_factory.mktemp("choices"), embedder)


@pytest.fixture(scope="module")
def snapshot(data: Path, embedder: StaticEmbedder) -> Snapshot:
    return Snapshot.open(Store(data).current(), embedder.name)


@pytest.fixture(scope="module")
def assistant(snapshot: Snapshot, embedder: StaticEmbedder) -> Assistant:
    return Assistant(snapshot, embedder)


def offered(answer: Answer) -> list[tuple[str, str]]:
    return [(choice.label, choice.headline) for choice in answer.choices]


def test_the_newest_answers_and_the_others_are_offered(assistant: Assistant) -> None:
    answer = assistant.ask(ROTATED)
    assert answer.read_as in ("青禾区2022年", "云溪县2022年")  # of two places that say it alike either comes first
    assert {answer.read_as: answer.headline, **dict(offered(answer))} == READINGS
    for choice in answer.choices:
        assert choice.headline in choice.citation.quote
        assert choice.headline in choice.text


def test_what_the_question_names_is_not_asked_back(assistant: Assistant) -> None:
    assert offered(assistant.ask("云溪县2022年交流轮岗教师有多少人？")) == []
    answer = assistant.ask("青禾区交流轮岗教师有多少人？")
    assert (answer.headline, answer.read_as) == ("365人", "2022年")
    assert offered(answer) == [("2021年", "340人")]
    answer = assistant.ask("2022年交流轮岗教师有多少人？")
    assert dict(offered(answer)) | {answer.read_as: answer.headline} == {
        "青禾区": "365人",
        "云溪县": "212人",
    }


def test_the_own_unit_is_meant_where_none_is_named(snapshot: Snapshot, embedder: StaticEmbedder) -> None:
    home = Assistant(snapshot, embedder, home="云溪县")
    assert home.ask(ROTATED).headline == "212人"
    assert ("青禾区2022年", "365人") in offered(home.ask(ROTATED))
    assert home.ask("青禾区2021年交流轮岗教师有多少人？").headline == "340人"
    assert home.ask("教师队伍有哪些数据？").citations[0].report == "云溪县教育局2022年工作总结"


def test_the_own_unit_is_kept_and_holds_from_the_next_question(data: Path) -> None:
    service = Service(data)
    without = service.assistant(LOCAL).ask(ROTATED).headline
    for unit, headline in (("云溪县", "212人"), ("青禾区", "365人")):
        set_own_unit(data, unit)
        assert own_unit(data) == unit
        assert service.assistant(LOCAL).ask(ROTATED).headline == headline
    set_own_unit(data, "")
    assert service.assistant(LOCAL).ask(ROTATED).headline == without


def test_a_pick_is_an_answer_of_its_own_and_offers_the_way_back(assistant: Assistant) -> None:
    answer = assistant.ask(ROTATED)
    older = next(choice for choice in answer.choices if choice.label == "青禾区2021年")
    other = picked(answer, older)
    assert (other.headline, other.read_as, other.question) == ("340人", "青禾区2021年", ROTATED)
    assert [citation.report for citation in other.citations] == ["青禾区教育局2021年工作总结"]
    assert [figure.value for figure in other.figures] == ["340"]
    assert offered(other)[0] == (answer.read_as, answer.headline)
    assert {other.read_as: other.headline, **dict(offered(other))} == READINGS
    assert picked(other, other.choices[0]).headline == answer.headline


def test_choices_are_kept_and_given_to_programs(assistant: Assistant) -> None:
    answer = assistant.ask(ROTATED)
    assert load_answer(dump_answer(answer)) == answer
    fields = answer_fields(answer)
    assert {fields["headline"], *(choice["headline"] for choice in fields["choices"])} == set(READINGS.values())
    for choice in fields["choices"]:
        assert choice["headline"] in choice["citation"]["quote"]
    assert "choices" not in answer_fields(assistant.ask("云溪县2022年交流轮岗教师有多少人？"))


def test_what_was_narrowed_to_is_told(assistant: Assistant) -> None:
    titles = [entry.title for entry in assistant.snapshot.entries]
    number = titles.index("云溪县教育局2022年工作总结")
    answer = assistant.ask(ROTATED, reports=[number])
    assert (answer.headline, answer.within, answer.choices) == ("212人", (titles[number],), ())
    assert assistant.ask(ROTATED).within == ()


def test_a_year_asked_of_a_topic_is_told_by_its_report(assistant: Assistant) -> None:
    answer = assistant.ask("青禾区2022年教师队伍有哪些数据？")
    assert [row.headline for row in answer.table] == ["365人", "97人", "75名"]
