"""Question and window as tokens: what is cut, where spans stand, and where an answer in words lies."""

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.reading.encoder import _words
from assistant.reading.encoding import LONGEST, LONGEST_QUESTION, Encoded, encode
from assistant.reading.window import Window
from index.text import Span


class Characters:
    """Stands in for the tokenizer: a token a character."""

    class _Row:
        def __init__(self, text: str) -> None:
            self.ids = [ord(c) for c in text]
            self.offsets = [(n, n + 1) for n in range(len(text))]

    def encode(self, text: str, add_special_tokens: bool) -> "Characters._Row":
        assert not add_special_tokens
        return self._Row(text)

    def encode_batch(self, texts: Sequence[str], add_special_tokens: bool) -> "list[Characters._Row]":
        return [self.encode(text, add_special_tokens) for text in texts]


def encoded(question: str, text: str, own: int) -> Encoded:
    return encode(Characters(), question, [(text, own)])[0]  # type: ignore[arg-type]


def test_a_row_is_the_question_then_the_window_each_closed() -> None:
    row = encoded("问", "头｜文字", 2)
    assert row.ids == [0, ord("问"), 2, *map(ord, "头｜文字"), 2]
    assert row.types == [0, 0, 0, 0, 0, 1, 1, 0]  # the window's own words
    assert row.asked == 3
    assert row.offsets == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_a_question_or_window_that_is_too_long_is_cut_at_its_end() -> None:
    row = encoded("问" * 100, "文" * 300, 0)
    assert row.asked == LONGEST_QUESTION
    assert len(row.ids) == len(row.types) == LONGEST
    assert row.ids[-1] == row.ids[row.asked - 1] == 2


@pytest.mark.parametrize(
    ("span", "tokens"), [((0, 1), (3, 4)), ((2, 4), (5, 7)), ((3, 3), (6, 7)), ((2, 3), (5, 6)), ((0, 4), (3, 7))]
)
def test_a_span_is_found_among_the_tokens_and_back(span: Span, tokens: Span) -> None:
    row = encoded("问", "头｜文字", 2)
    assert row.tokens_of(span) == tokens
    if span[0] < span[1]:
        assert row.span_of(*tokens) == span


def test_a_span_beyond_what_was_read_is_its_last_token() -> None:
    row = encoded("问" * 100, "文" * 300, 0)
    top = len(row.ids) - 1
    assert row.tokens_of((298, 300)) == (top - 1, top)
    assert row.tokens_of((0, 300)) == (row.asked, top)


def test_the_answer_in_words_lies_within_the_windows_own_words() -> None:
    text = "头｜教师跟岗"
    row = encoded("问", text, 2)
    window = Window(text, 10, 14, -8)
    edges = np.zeros((len(row.ids), 2), np.float32)
    edges[3:5] = 9.0  # what stands before is likelier, but is not the window's own
    edges[6, 0], edges[7, 1] = 2.0, 2.0
    assert _words(edges, window, row) == (11, 13)
    edges[8, 1] = 3.0
    assert _words(edges, window, row) == (11, 14)
    edges[8, 0] = 5.0
    assert _words(edges, window, row) == (13, 14)
    assert _words(edges, window, row, longest=1) == (13, 14)
    edges[8] = 0.0
    assert _words(edges, window, row, longest=1) in {(11, 12), (12, 13)}
