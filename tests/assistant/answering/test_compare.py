"""Several places and years side by side: who has more, who keeps a bound, what they have together, what is missing."""

import pytest

from assistant.answering import Assistant
from assistant.types import Status
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build

PLACES = {"石泉县": (2.4, 86.1, 126), "青坪县": (3.1, 91.5, 98), "柳溪县": (1.8, 88.0, 143), "云岭县": (2.9, 93.2, 110)}


def report(place: str, year: int, values: tuple[float, float, int]) -> str:
    pupils, rate, teachers = values
    return (
        f"{place}{year}年教育工作总结\n\n一、学生\n\n全县在校学生{pupils}万人。\n\n二、学前教育\n\n"
        f"学前教育普惠率{rate}%。\n\n三、教师\n\n招聘教师{teachers}名。\n"
    )


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Assistant:
    folder = tmp_path_factory.mktemp("counties")
    for place, values in PLACES.items():
        (folder / f"{place}2023.txt").write_text(report(place, 2023, values), "utf-8")
    earlier = report("石泉县", 2022, (2.5, 83.4, 120))
    (folder / "石泉县2022.txt").write_text(earlier, "utf-8")
    build([folder], Store(folder / "data"), embedder)
    return Assistant(Snapshot.open(Store(folder / "data").current()), embedder)


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("石泉县和青坪县2023年学前教育普惠率谁更高？", "青坪县更高（石泉县：86.1%；青坪县：91.5%）"),
        ("石泉县和青坪县2023年学前教育普惠率谁更低？", "石泉县更低（石泉县：86.1%；青坪县：91.5%）"),
        (
            "石泉县、青坪县、柳溪县2023年招聘教师哪个县最多？",
            "柳溪县最高，143名（石泉县：126名；青坪县：98名；柳溪县：143名）",
        ),
        (
            "石泉县、青坪县、柳溪县2023年招聘教师哪个县最少？",
            "青坪县最低，98名（石泉县：126名；青坪县：98名；柳溪县：143名）",
        ),
    ],
)
def test_who_has_more(counties: Assistant, question: str, headline: str) -> None:
    answer = counties.ask(question)
    assert answer.headline == headline
    assert len(answer.table) == question.count("县") - question.count("哪个县")


@pytest.mark.parametrize(
    ("question", "headline", "formula"),
    [
        ("石泉县和青坪县2023年招聘教师一共多少名？", "224名", "126名 + 98名 = 224名"),
        ("石泉县2023年招聘教师比青坪县多多少名？", "高28名", "126名 − 98名 = 28名"),
        ("石泉县2023年招聘教师比2022年多了多少名？", "增加6名", "126名 − 120名 = 6名"),
        ("石泉县2023年学前教育普惠率比2022年提高了多少个百分点？", "增加2.7个百分点", "86.1% − 83.4% = 2.7个百分点"),
    ],
)
def test_what_is_computed_names_both_operands(counties: Assistant, question: str, headline: str, formula: str) -> None:
    answer = counties.ask(question)
    assert headline in (answer.headline or "")
    assert answer.computed == formula
    assert len({citation.report_id for citation in answer.citations}) == 2


def test_several_values_keep_their_owners(counties: Assistant) -> None:
    answer = counties.ask("石泉县和青坪县2023年在校学生分别多少人？")
    assert answer.headline == "石泉县：2.4万人；青坪县：3.1万人"
    assert [(row.region, row.headline) for row in answer.table] == [("石泉县", "2.4万人"), ("青坪县", "3.1万人")]


def test_where_one_of_two_is_not_told_nothing_is_said_of_both(counties: Assistant) -> None:
    answer = counties.ask("石泉县2023年招聘教师比2021年多了多少名？")
    assert answer.status is Status.NOT_FOUND or "报告未提及" in (answer.headline or "")
    assert not answer.computed


def test_all_places_are_summed_up_and_listed(counties: Assistant) -> None:
    answer = counties.ask("各县2023年学前教育普惠率是多少？")
    assert [row.headline for row in answer.table].count(None) == 0
    assert {row.region: row.headline for row in answer.table} == {p: f"{v[1]}%" for p, v in PLACES.items()}
    assert answer.headline == "云岭县：93.2%；柳溪县：88.0%；石泉县：86.1%；青坪县：91.5%"


def test_who_keeps_a_bound(counties: Assistant) -> None:
    answer = counties.ask("哪些县2023年学前教育普惠率超过90%？")
    assert answer.headline == "2个：云岭县93.2%、青坪县91.5%"
    assert [row.region for row in answer.table] == ["云岭县", "青坪县"]
