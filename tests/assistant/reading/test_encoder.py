"""The shipped encoder: what it says of a window depends on the question and the window alone."""

import pytest

from assistant.reading.encoder import Encoder, shipped_encoder
from assistant.reading.window import Window
from index.text import Span

QUESTION = "去年招聘了多少名教师"
TEXTS = (
    "招聘教师126名，培训教师3300人次。",
    "新建学校3所。",
    "全年投入教育经费4.6亿元，比上年增长5.2%，其中用于改善乡村学校办学条件的有1.1亿元，惠及学生2.4万人。",
)
ASKED: list[tuple[Window, list[Span]]] = [(Window(text, 0, len(text), 0), [(4, 7), (2, 5)]) for text in TEXTS]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found = shipped_encoder()
    if found is None:
        pytest.skip("the reader is not at hand")
    return found


def test_a_window_is_scored_alike_alone_and_beside_others(encoder: Encoder) -> None:
    together = encoder.read(QUESTION, ASKED)
    assert together == [encoder.read(QUESTION, [asked])[0] for asked in ASKED]
    assert encoder.read(QUESTION, ASKED[::-1]) == together[::-1]


def test_the_figure_asked_for_is_likelier_than_its_neighbour_and_than_other_windows(encoder: Encoder) -> None:
    asked = Window(TEXTS[0], 0, len(TEXTS[0]), 0)
    right, neighbour = (TEXTS[0].index(figure) for figure in ("126名", "3300人次"))
    here, other = encoder.read(QUESTION, [(asked, [(right, right + 4), (neighbour, neighbour + 6)]), ASKED[1]])
    assert here.spans[0] > here.spans[1] + 2
    assert here.whole > other.whole + 2
    assert here.words is not None
    assert here.words[0] <= right < here.words[1]


def test_nothing_to_read_gives_nothing(encoder: Encoder) -> None:
    assert encoder.read(QUESTION, []) == []
