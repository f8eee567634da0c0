"""Several places and years side by side: who has more, who keeps a bound, what they have together, what is missing."""

import pytest

from assistant.answering import Assistant, picked
from assistant.service.stored_answers import dump_answer, load_answer
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
            "柳溪县最多，143名（石泉县：126名；青坪县：98名；柳溪县：143名）",
        ),
        (
            "石泉县、青坪县、柳溪县2023年招聘教师哪个县最少？",
            "青坪县最少，98名（石泉县：126名；青坪县：98名；柳溪县：143名）",
        ),
        (
            "石泉县、青坪县、柳溪县2023年招聘教师从多到少排一下",
            "柳溪县最多，143名（柳溪县：143名；石泉县：126名；青坪县：98名）",
        ),
        (
            "石泉县、青坪县、柳溪县2023年学前教育普惠率按从低到高的顺序排列",
            "石泉县最低，86.1%（石泉县：86.1%；柳溪县：88.0%；青坪县：91.5%）",
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
        ("石泉县2023年招聘教师比青坪县多多少名？", "石泉县多28名", "126名 − 98名 = 28名"),
        ("石泉县2023年招聘教师比2022年多了多少名？", "增加6名", "126名 − 120名 = 6名"),
        ("石泉县2022年和2023年招聘教师各多少名，增加了多少？", "增加6名", "126名 − 120名 = 6名"),
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


def test_every_county_is_asked_in_words_that_name_it_alone_and_for_its_newest_value(counties: Assistant) -> None:
    answer = counties.ask("各县学前教育普惠率从高到低排一下")
    assert [(row.label, row.headline) for row in answer.table] == [
        ("云岭县", "93.2%"),
        ("青坪县", "91.5%"),
        ("柳溪县", "88.0%"),
        ("石泉县", "86.1%"),
    ]
    assert (counties.ask("石泉县和青坪县招聘教师对比").headline or "") == "石泉县：126名；青坪县：98名"


def test_where_one_of_two_is_not_told_nothing_is_said_of_both(counties: Assistant) -> None:
    answer = counties.ask("石泉县2023年招聘教师比2021年多了多少名？")
    assert answer.status is Status.NOT_FOUND
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


TWO = {
    "青禾区": (
        "青禾区2023年教育工作总结\n\n全区现有专任教师4127人，其中骨干教师388人。\n\n一、经费\n\n五年来累计投入建设资金48.6亿元，"
        "新建学校27所。全年教育支出11.3亿元。\n\n二、学位\n\n普惠性幼儿园覆盖率91.2%。\n\n三、安全\n\n"
        "现有中小学46所、幼儿园62所。排查隐患417处，完成整改409处。开展应急演练326场次，培训教师900人次。\n"
        "公办园占比从51.2%提高到56.4%。\n"
    ),
    "云溪县": (
        "云溪县2022年教育工作总结\n\n全县现有专任教师3015人。\n\n一、经费\n\n“十三五”期间累计投入建设资金21.7亿元。"
        "全年教育支出6.8亿元。\n\n二、学位\n\n普惠性幼儿园覆盖率87.9%。公办园占比从44.8%提高到47.1%。\n\n"
        "三、学校\n\n现有中小学38所、幼儿园41所。\n"
    ),
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Assistant:
    folder = tmp_path_factory.mktemp("two")
    for place, text in TWO.items():
        (folder / f"{place}.txt").write_text(text, "utf-8")
    build([folder], Store(folder / "data"), embedder)
    return Assistant(Snapshot.open(Store(folder / "data").current()), embedder)


BOTH = "青禾区2023年：4127人；云溪县2022年：3015人"


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("青禾区和云溪县哪个专任教师多", f"青禾区2023年更多（{BOTH}）"),
        ("青禾区和云溪县谁的专任教师少一些？", f"云溪县2022年更少（{BOTH}）"),
        ("青禾区的专任教师比云溪县多吗？", f"青禾区2023年更多（{BOTH}）"),
        ("青禾区2023年和云溪县2022年专任教师分别多少人？", BOTH),
        ("哪个县区专任教师最多？", "青禾区2023年更多（云溪县2022年：3015人；青禾区2023年：4127人）"),
        ("哪个区的专任教师多？", "青禾区2023年更多（云溪县2022年：3015人；青禾区2023年：4127人）"),
        ("各县区专任教师有多少人？", "云溪县2022年：3015人；青禾区2023年：4127人"),
        ("普惠性幼儿园覆盖率，青禾区比云溪县高多少？", "青禾区2023年高3.3个百分点"),
    ],
)
def test_two_places_are_compared_each_with_the_year_of_its_value(two: Assistant, question: str, headline: str) -> None:
    answer = two.ask(question)
    assert answer.headline == headline
    assert {(row.region, row.year) for row in answer.table} == {("青禾区", 2023), ("云溪县", 2022)}


def test_that_the_years_differ_is_said_unless_the_question_names_them(two: Assistant) -> None:
    told = "年份不同，不是同一年的数：青禾区2023年、云溪县2022年。"
    assert two.ask("青禾区和云溪县哪个专任教师多").text.startswith(told)
    assert "年份不同" not in two.ask("青禾区2023年和云溪县2022年专任教师分别多少人？").text


def test_which_of_two_lacks_the_value_is_said_and_neither_wins(two: Assistant) -> None:
    answer = two.ask("青禾区和云溪县哪个骨干教师多")
    assert answer.status is Status.NOT_FOUND
    assert answer.text == "没有在云溪县的报告中找到这个数，不能比较。青禾区：388人。"
    assert [citation.quote for citation in answer.nearest] == ["全区现有专任教师4127人，其中骨干教师388人。"]


def test_values_of_different_years_are_not_added_up(two: Assistant) -> None:
    answer = two.ask("青禾区和云溪县专任教师一共多少人")
    assert (answer.headline, answer.computed) == (BOTH, "")
    assert "不同年份的数没有相加" in answer.text


def test_totals_of_several_years_are_called_so_and_not_ranked(two: Assistant) -> None:
    answer = two.ask("青禾区和云溪县累计投入建设资金谁多")
    assert answer.headline == "青禾区：48.6亿元（五年来）；云溪县：21.7亿元（“十三五”期间）"
    assert two.ask("青禾区五年来新建学校多少所").headline == "27所"
    built = two.ask("青禾区新建学校多少所")
    assert built.headline == "27所（五年来）"
    assert built.text.endswith("这是五年来的数，不是某一年的数。")


def test_what_was_done_in_one_year_is_not_of_the_five_before_it(two: Assistant) -> None:
    assert two.ask("云溪县2022年教育支出多少").headline == "6.8亿元"
    assert two.ask("云溪县2020年教育支出多少").status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("专任教师和应急演练一共多少", "单位不同（人、场次），不能相加。专任教师：4127人；应急演练：326场次。"),
        ("专任教师和骨干教师一共多少人", "其中一项可能包含另一项，不能相加。专任教师：4127人；骨干教师：388人。"),
        ("排查隐患和完成整改一共多少处", "其中一项可能包含另一项，不能相加。排查隐患：417处；完成整改：409处。"),
        ("累计投入建设资金和全年教育支出一共多少亿元", "年份不同（五年来、2023年），不能相加。"),
    ],
)
def test_what_is_unlike_is_not_added_up_and_why_is_said(two: Assistant, question: str, reason: str) -> None:
    answer = two.ask(f"青禾区{question}")
    assert answer.status is Status.NOT_FOUND
    assert answer.text.startswith(reason)
    assert not answer.computed


def test_the_sum_of_two_is_none_of_them(two: Assistant) -> None:
    answer = two.ask("中小学和幼儿园一共多少所")
    told = {(answer.read_as, answer.headline, answer.computed)}
    told |= {(choice.label, choice.headline, choice.computed) for choice in answer.choices}
    assert told == {("青禾区2023年", "108所", "46所 + 62所 = 108所"), ("云溪县2022年", "79所", "38所 + 41所 = 79所")}


def test_several_values_may_be_another_place_s_with_one_click(two: Assistant) -> None:
    both = "中小学：46所；幼儿园：62所", "中小学：38所；幼儿园：41所"
    answer = two.ask("中小学和幼儿园各有多少所？")
    (choice,) = answer.choices
    assert {(answer.read_as, answer.headline), (choice.label, choice.headline)} == {
        ("青禾区2023年", both[0]),
        ("云溪县2022年", both[1]),
    }
    taken = picked(answer, choice)
    assert (taken.headline, taken.read_as, len(taken.figures)) == (choice.headline, choice.label, 2)
    assert all(citation.report_id != answer.citations[0].report_id for citation in taken.citations)
    assert picked(taken, taken.choices[0]).headline == answer.headline
    stored = load_answer(dump_answer(answer))
    assert picked(stored, stored.choices[0]) == picked(answer, choice)


def test_a_changed_value_may_be_another_place_s(two: Assistant) -> None:
    answer = two.ask("公办园占比从多少提高到多少？")
    told = {(answer.read_as, answer.headline)} | {(choice.label, choice.headline) for choice in answer.choices}
    assert told == {("青禾区2023年", "51.2%提高到56.4%"), ("云溪县2022年", "44.8%提高到47.1%")}


def test_a_bound_that_both_keep_is_kept_by_each(two: Assistant) -> None:
    headline = two.ask("青禾区和云溪县普惠性幼儿园覆盖率都超过85%了吗？").headline
    assert headline == "青禾区2023年：是（91.2%）；云溪县2022年：是（87.9%）"
    assert str(two.ask("青禾区普惠性幼儿园覆盖率都超过95%了吗？").headline).startswith("否")
