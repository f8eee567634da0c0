"""What is computed from figures: the value with its unit and scale, the formula with every operand; nothing where it would mislead."""

import pytest

from assistant.answering.arithmetic import Operands, compute, usable
from assistant.types import AnswerFigure, Operation


def figure(text: str, value: str, unit: str, **more: bool) -> AnswerFigure:
    return AnswerFigure(value, unit, text, **more)


def operands(*figures: AnswerFigure, in_time: bool = True) -> Operands:
    return Operands(figures, in_time, "zh")


NOW, BEFORE = figure("365人", "365", "人"), figure("320人", "320", "人")
HIGH, LOW = figure("94.5%", "94.5", "%"), figure("91.2%", "91.2", "%")


@pytest.mark.parametrize(
    ("operation", "given", "text", "formula"),
    [
        (Operation.DIFFERENCE, (NOW, BEFORE), "增加45人", "365人 − 320人 = 45人"),
        (Operation.DIFFERENCE, (BEFORE, NOW), "减少45人", "365人 − 320人 = 45人"),
        (Operation.DIFFERENCE, (NOW, NOW), "0人", "365人 − 365人 = 0人"),
        (Operation.DIFFERENCE, (HIGH, LOW), "增加3.3个百分点", "94.5% − 91.2% = 3.3个百分点"),
        (Operation.GAP, (BEFORE, NOW), "45人", "365人 − 320人 = 45人"),
        (Operation.GROWTH, (NOW, BEFORE), "14.06%", "(365人 − 320人) ÷ 320人 = 14.06%"),
        (Operation.GROWTH, (BEFORE, NOW), "-12.33%", "(320人 − 365人) ÷ 365人 = -12.33%"),
        (Operation.GROWTH, (HIGH, LOW), "增加3.3个百分点", "94.5% − 91.2% = 3.3个百分点"),
        (Operation.SUM, (NOW, BEFORE), "685人", "365人 + 320人 = 685人"),
        (Operation.MEAN, (NOW, BEFORE), "342.5人", "(365人 + 320人) ÷ 2 = 342.5人"),
    ],
)
def test_over_time(operation: Operation, given: tuple[AnswerFigure, ...], text: str, formula: str) -> None:
    computed = compute(operation, operands(*given))
    assert computed is not None
    assert (computed.text, computed.formula) == (text, formula)


def test_places_have_more_or_less() -> None:
    more = compute(Operation.DIFFERENCE, operands(NOW, BEFORE, in_time=False))
    less = compute(Operation.DIFFERENCE, operands(BEFORE, NOW, in_time=False))
    assert more is not None
    assert less is not None
    assert (more.text, less.text) == ("多45人", "少45人")
    higher = compute(Operation.DIFFERENCE, operands(HIGH, LOW, in_time=False))
    assert higher is not None
    assert higher.text == "高3.3个百分点"


def test_the_scale_of_the_report_is_kept() -> None:
    billions = figure("1.5亿元", "150000000", "元"), figure("0.9亿元", "90000000", "元")
    computed = compute(Operation.SUM, operands(*billions))
    assert computed is not None
    assert (computed.text, computed.formula) == ("2.4亿元", "1.5亿元 + 0.9亿元 = 2.4亿元")
    thousands = figure("3.2万人", "32000", "人"), figure("2.9万人", "29000", "人")
    risen = compute(Operation.DIFFERENCE, operands(*thousands))
    assert risen is not None
    assert risen.text == "增加0.3万人"


def test_the_mean_is_rounded_to_two_places() -> None:
    three = [figure(f"{n}所", str(n), "所") for n in (10, 10, 11)]
    computed = compute(Operation.MEAN, operands(*three))
    assert computed is not None
    assert computed.text == "10.33所"


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        (Operation.SUM, (HIGH, LOW)),  # shares of different wholes
        (Operation.SUM, (figure("2.1个百分点", "2.1", "个百分点"), figure("3.3个百分点", "3.3", "个百分点"))),
        (Operation.DIFFERENCE, (NOW, BEFORE, NOW)),
        (Operation.GAP, (NOW,)),
        (Operation.GROWTH, (NOW, BEFORE, NOW)),
        (Operation.GROWTH, (NOW, figure("0人", "0", "人"))),
    ],
)
def test_what_makes_no_sense_is_not_computed(operation: Operation, given: tuple[AnswerFigure, ...]) -> None:
    assert compute(operation, operands(*given)) is None


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ((NOW, BEFORE), True),
        ((NOW,), False),
        ((NOW, HIGH), False),
        ((NOW, figure("320人", "320", "人", goal=True)), False),
        ((NOW, figure("300多人", "300", "人")), False),
        ((NOW, figure("近320人", "320", "人")), False),
        ((NOW, figure("300—320人", "300-320", "人")), False),
        ((figure("-2.1%", "-2.1", "%"), HIGH), True),
    ],
)
def test_what_can_be_computed_with(given: tuple[AnswerFigure, ...], fits: bool) -> None:
    assert usable(given) is fits
