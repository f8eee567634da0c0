"""What can be asked about as it stands, and what is a piece of a sentence."""

import pytest

from index.text import reads_as_name


@pytest.mark.parametrize(
    "words", ["应急演练", "开展应急演练", "交流教师", "学前毛入园率", "普惠率", "民办幼儿园", "金牌总数"]
)
def test_names_of_things(words: str) -> None:
    assert reads_as_name(words)


@pytest.mark.parametrize(
    "words", ["逐级建立", "类社团", "我区中小学", "深化我区中小学", "受援县学校结", "的教师", "已"]
)
def test_pieces_of_sentences(words: str) -> None:
    assert not reads_as_name(words)
