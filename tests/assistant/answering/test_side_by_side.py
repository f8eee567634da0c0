"""Several owners' values as one answer, from the answers of each: who is first, what is missing, what a goal is called."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.answering.compare import compare, labels_of
from assistant.answering.composing import found
from assistant.answering.refusing import refused
from assistant.question import Owner
from assistant.types import (
    Answer,
    AnswerFigure,
    Asked,
    Bound,
    Citation,
    Comparison,
    Confidence,
    Operation,
    Order,
    Question,
    Status,
)

PLACES = ("石泉县", "青坪县", "柳溪县", "云岭县", "白石县", "苇塘县", "青禾县")


def question(**comparison: object) -> Question:
    text = "各县招聘教师多少名？"
    made = Comparison(**comparison)  # type: ignore[arg-type]
    return Question(text, text, "zh", Asked.FIGURE, (), comparison=made)


def given(
    owner: Owner,
    value: str,
    unit: str = "名",
    goal: bool = False,
    confidence: Confidence = Confidence.HIGH,
    text: str | None = None,
) -> Answer:
    shown = text or f"{value}{unit}"
    place = f"{owner.region or ''}{owner.year or ''}"
    quote = Citation(place, place, "a.txt", (), None, shown, 0, len(shown), ((0, len(shown)),))
    return found(
        owner.question,
        headline=shown,
        text=f"{place}{shown}。",
        citations=(quote,),
        figures=(AnswerFigure(value, unit, shown, goal=goal),),
        confidence=confidence,
    )


def owner(region: str | None, year: int | None = 2023) -> Owner:
    return Owner(region, year, question())


def owned(*values: str | None, goals: tuple[int, ...] = (), unit: str = "名") -> list[tuple[Owner, Answer]]:
    """Return the places in turn, each with its value; a place without one is refused."""
    made = []
    for number, (place, value) in enumerate(zip(PLACES, values, strict=False)):
        own = owner(place)
        answer = refused(own.question) if value is None else given(own, value, unit, number in goals)
        made.append((own, answer))
    return made


def years(*values: tuple[int, str], unit: str = "名") -> list[tuple[Owner, Answer]]:
    return [(owner("石泉县", year), given(owner("石泉县", year), value, unit)) for year, value in values]


def names(owners: list[Owner]) -> list[str]:
    return labels_of([(own, refused(own.question)) for own in owners], "zh")


def test_owners_are_named_by_what_tells_them_apart() -> None:
    assert names([owner("石泉县", 2022), owner("石泉县", 2023)]) == ["2022年", "2023年"]
    assert names([owner("石泉县"), owner("青坪县")]) == ["石泉县", "青坪县"]
    assert names([owner("石泉县", 2022), owner("青坪县", 2023)]) == ["石泉县2022年", "青坪县2023年"]
    assert names([owner("浙江省"), owner(None)]) == ["浙江", ""]


def test_six_values_stand_in_the_headline_and_seven_are_summed_up() -> None:
    six = compare(question(), owned("12", "31", "18", "25", "40", "22"))
    assert six.headline == "石泉县：12名；青坪县：31名；柳溪县：18名；云岭县：25名；白石县：40名；苇塘县：22名"
    seven = compare(question(), owned("12", "31", "18", "25", "40", "22", "27"))
    assert seven.headline == "7个中7个有数：最高白石县40名，最低石泉县12名"
    assert "青禾县27名" in seven.text
    assert len(seven.table) == len(seven.citations) == 7


def test_values_of_different_units_have_no_highest() -> None:
    mixed = [*owned("12", "31", "18", "25", "40", "22"), (owner("青禾县"), given(owner("青禾县"), "9", "所"))]
    assert compare(question(), mixed).headline == "7个中7个给出了数值"
    assert "最高" not in str(compare(question(order=Order.MOST), [mixed[0], mixed[1], mixed[6]]).headline)


def test_one_value_among_many_has_no_highest_and_the_others_are_called_missing() -> None:
    answer = compare(question(), owned("12", None, None, None, None, None, None))
    assert answer.headline == "7个中1个给出了数值"
    assert "青坪县没有找到" in answer.text
    assert [row.figure is None for row in answer.table] == [False] + [True] * 6


def test_two_among_many_are_enough_for_a_highest_and_a_lowest() -> None:
    assert compare(question(), owned("12", "9", None, None, None, None, None)).headline == (
        "7个中2个有数：最高石泉县12名，最低青坪县9名"
    )


def test_a_bound_over_three_owners_keeps_those_that_hold_it_the_highest_first() -> None:
    bound = Bound(Decimal(18), lower=True, itself=True)
    answer = compare(question(bound=bound), owned("18", "31", "12"))
    assert answer.headline == "2个：青坪县31名、石泉县18名"
    assert [row.region for row in answer.table] == ["青坪县", "石泉县"]
    assert [figure.label for figure in answer.figures] == ["青坪县", "石泉县"]
    strictly = Bound(Decimal(18), lower=True, itself=False)
    assert [row.region for row in compare(question(bound=strictly), owned("18", "31", "12")).table] == ["青坪县"]


def test_a_bound_that_all_keep_leaves_the_comparison_as_it_is() -> None:
    answer = compare(question(bound=Bound(Decimal(5), lower=True, itself=True)), owned("18", "31", "12"))
    assert answer.headline == "3个中3个有数：最高青坪县31名，最低柳溪县12名"


def test_a_range_keeps_a_bound_with_its_lower_end_and_is_ranked_by_its_upper() -> None:
    made = owned("18", "31", "12")
    made[2] = (made[2][0], given(made[2][0], "20-40", text="20—40名"))
    kept = compare(question(bound=Bound(Decimal(20), lower=True, itself=True)), made)
    assert [row.region for row in kept.table] == ["柳溪县", "青坪县"]
    assert str(compare(question(order=Order.MOST), made).headline).startswith("柳溪县最多，20—40名")


def test_two_owners_are_compared_by_more_and_less_and_equals_are_called_so() -> None:
    assert str(compare(question(order=Order.MOST), owned("12", "31")).headline).startswith("青坪县更多（")
    assert str(compare(question(order=Order.LEAST), owned("12", "31")).headline).startswith("石泉县更少（")
    assert (
        compare(question(order=Order.MOST), owned("31", "31")).headline
        == "石泉县、青坪县一样（石泉县：31名；青坪县：31名）"
    )


def test_all_that_share_the_first_place_are_named() -> None:
    assert str(compare(question(order=Order.MOST), owned("31", "31", "12")).headline).startswith(
        "石泉县、青坪县最多，31名（"
    )


def test_of_few_owners_none_is_first_while_one_is_missing() -> None:
    answer = compare(question(order=Order.MOST), owned("12", "31", None))
    assert answer.headline == "石泉县：12名；青坪县：31名；柳溪县：没有找到"


def test_of_many_owners_the_first_is_told_though_some_are_missing() -> None:
    answer = compare(question(order=Order.LEAST), owned("12", "31", "18", "25", "40", "22", None))
    assert answer.headline == "石泉县最少，12名"


def test_a_goal_among_results_is_called_one_and_comes_first_nowhere() -> None:
    made = owned("12", "90", "31", goals=(1,))
    answer = compare(question(), made)
    assert answer.headline is not None
    assert [row.headline for row in answer.table] == ["12名", "90名（目标）", "31名"]
    many = owned("12", "90", "31", "18", "25", "40", "22", goals=(1,))
    assert compare(question(order=Order.MOST), many).headline == "苇塘县最多，40名"


def test_goals_alone_are_compared_as_they_are() -> None:
    answer = compare(question(order=Order.MOST), owned("12", "90", "31", goals=(0, 1, 2)))
    assert str(answer.headline).startswith("青坪县最多，90名")
    assert [row.headline for row in answer.table] == ["12名", "90名", "31名"]


def test_two_answers_from_one_place_of_a_report_are_no_comparison() -> None:
    one, other = owner("石泉县"), owner("青坪县")
    same = given(one, "12")
    assert compare(question(), [(one, same), (other, same)]).status is Status.NOT_FOUND


def test_nothing_found_of_anybody_is_refused() -> None:
    assert compare(question(), owned(None, None, None)).status is Status.NOT_FOUND


def test_one_of_two_alone_is_shown_only_where_it_is_known_what_the_other_lacks() -> None:
    made = owned("12", None)
    assert compare(question(), made).status is Status.NOT_FOUND
    known = [made[0], (made[1][0], replace(made[1][1], unsupported=("厨师",)))]
    assert compare(question(), known).headline == "石泉县：12名；青坪县：没有找到"
    assert compare(question(operation=Operation.SUM), known).status is Status.NOT_FOUND
    # of three, two are told whatever is missing
    assert compare(question(), owned("12", "31", None)).status is Status.ANSWERED


def test_the_later_year_is_computed_from_first_in_whatever_order_it_was_asked() -> None:
    for values in (((2022, "100"), (2023, "120")), ((2023, "120"), (2022, "100"))):
        answer = compare(question(operation=Operation.GROWTH), years(*values))
        assert answer.computed == "(120名 − 100名) ÷ 100名 = 20%"
        assert answer.headline == "20%"
        assert answer.text.startswith("由报告数据计算：")


def test_a_sum_over_many_owners_is_the_headline_and_names_its_operands() -> None:
    answer = compare(question(operation=Operation.SUM), owned("1", "2", "3", "4", "5", "6", "7"))
    assert answer.headline == "28名"
    assert answer.computed == "1名 + 2名 + 3名 + 4名 + 5名 + 6名 + 7名 = 28名"
    assert answer.text.startswith("由报告数据计算：1名 + 2名")


def test_nothing_is_computed_where_a_value_is_missing() -> None:
    answer = compare(question(operation=Operation.SUM), owned("1", "2", None))
    assert answer.computed == ""
    assert answer.headline == "石泉县：1名；青坪县：2名；柳溪县：没有找到"


def test_a_comparison_is_as_sure_as_its_least_sure_value() -> None:
    made = owned("12", "31")
    made[1] = (made[1][0], given(made[1][0], "31", confidence=Confidence.MEDIUM))
    assert compare(question(), made).confidence is Confidence.MEDIUM
    assert compare(question(), owned("12", "31")).confidence is Confidence.HIGH


def test_an_owner_with_two_values_has_no_single_one_to_be_ranked_by() -> None:
    made = owned("12", "31", "18")
    pair = replace(made[2][1], figures=made[2][1].figures * 2)
    rows = compare(question(order=Order.MOST), [*made[:2], (made[2][0], pair)]).table
    assert [row.figure is None for row in rows] == [False, False, True]


@pytest.mark.parametrize(("order", "headline"), [(Order.MOST, "多19名"), (None, "多19名")])
def test_a_difference_between_places_says_more_or_less(order: Order | None, headline: str) -> None:
    answer = compare(question(operation=Operation.DIFFERENCE), owned("31", "12"))
    assert answer.headline == headline
    assert answer.computed == "31名 − 12名 = 19名"
