"""Sentences and clauses: where they end, and that no character is lost."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.structure import period_of_words
from index.text import clause_spans, find_figures, fold, sentence_spans

TEXT = st.text(alphabet="教师学生增长达到共计，。；：！？、“”（）《》 \n0123456789.%％万亿余人名所a", max_size=120)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲校开学。乙校放假！丙校呢？", ["甲校开学。", "乙校放假！", "丙校呢？"]),
        ("合格率94.4%；优良率35.3%。", ["合格率94.4%；", "优良率35.3%。"]),
        ("印发《办法（试行）。二》后实施。完成", ["印发《办法（试行）。二》后实施。", "完成"]),
        ("他说：“很好。继续！”大家同意。", ["他说：“很好。继续！”大家同意。"]),
        ("少了一半引号“很好。下一句。", ["少了一半引号“很好。", "下一句。"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("真的吗？！是的。", ["真的吗？！", "是的。"]),
    ],
)
def test_sentences_end_outside_quotes_and_brackets(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_clauses_keep_numbers_and_brackets_whole() -> None:
    text = "收入1,145.4万元，其中（甲，乙）两校：30人。"
    assert [text[a:b] for a, b in clause_spans(text)] == ["收入1,145.4万元，", "其中（甲，乙）两校：", "30人。"]


@given(TEXT)
def test_sentences_hold_every_character_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


@given(TEXT)
def test_no_figure_is_cut_in_two(text: str) -> None:
    edges = {edge for span in (*sentence_spans(text), *clause_spans(text)) for edge in span}
    for figure in find_figures(text):
        assert not any(figure.start < edge < figure.end for edge in edges)


@given(TEXT)
def test_figures_lie_in_the_text_as_they_say(text: str) -> None:
    for figure in find_figures(text):
        assert text[figure.start : figure.end] == figure.text
        assert 0 <= figure.owner_start <= figure.owner_end <= len(text)
        assert figure.value >= 0


@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("生产总值增长4%，快于2024年1.8个百分点", None),
        ("比2023年末增加12所", None),
        ("2024年招聘教师12名", 2024),
        ("较上年提高2个百分点", None),
    ],
)
def test_a_year_that_is_only_compared_with_is_not_spoken_of(text: str, year: int | None) -> None:
    period = period_of_words(text, 2026, "address")
    assert (period.single if period else None) == year
