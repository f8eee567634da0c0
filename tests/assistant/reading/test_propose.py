"""What is proposed: every figure, and the stretch from one end of a change to the other."""

import pytest
from evidence import reading, sentence

from assistant.question import understand
from assistant.reading.propose import propose_figures


def proposed(typed: str, words: str) -> list[str]:
    read = sentence(words)
    return [read.indexed.report.text[slice(*r.span)] for r in propose_figures(understand(typed, (), ()), [read])]


@pytest.mark.parametrize(
    ("typed", "words", "spans"),
    [
        ("幼儿园从几所增加到几所？", "幼儿园由38所增加到43所。", ["38所", "43所", "38所增加到43所"]),
        ("幼儿园多了几所？", "幼儿园由38所增加到43所。", ["38所", "38所增加到43所"]),
        ("现在有几所幼儿园？", "幼儿园由38所增加到43所。", ["43所"]),
        ("参训多少人？", "参训156人、结业31人。", ["156人", "31人"]),
    ],
)
def test_every_figure_is_proposed_and_the_stretch_of_a_change(typed: str, words: str, spans: list[str]) -> None:
    assert proposed(typed, words) == spans


def test_a_reading_is_weighed_by_where_its_change_ended() -> None:
    both = reading(sentence("幼儿园由38所增加到43所。"), "38所", "43所", unit_fits=0.4)
    assert both.figure.text == "43所"
    assert both.signal("unit_fits") == 0.4
    with pytest.raises(ValueError):
        both.signal("nothing")
