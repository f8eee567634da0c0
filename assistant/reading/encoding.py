"""Question and window as tokens: ids, which of them are the window's own words, and where spans begin and end."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from index.text import Span

START, PAD, END = 0, 1, 2
LONGEST_QUESTION, LONGEST = 48, 176  # tokens
# what a span is scored as: a figure that answers, a window that answers, a window that says yes rather than no
FIGURE, WINDOW, VERDICT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Encoded:
    """One row for the encoder; `offsets[n]` are the window's characters of token `asked + n`."""

    ids: list[int]
    types: list[int]
    asked: int
    offsets: list[Span]

    def tokens_of(self, span: Span) -> Span:
        """Return the first token of a span of the window's text and the one after its last; at least one token."""
        starts = [offset[0] for offset in self.offsets]
        first = max(0, bisect.bisect_right(starts, span[0]) - 1)
        end = max(first + 1, bisect.bisect_left(starts, span[1]))
        top = len(self.ids) - 1
        return min(self.asked + first, top - 1), min(self.asked + end, top)

    def span_of(self, first: int, end: int) -> Span:
        """Return the characters of the window from token `first` up to token `end`."""
        return self.offsets[first - self.asked][0], self.offsets[end - 1 - self.asked][1]


def encode(tokenizer: Tokenizer, question: str, windows: Sequence[tuple[str, int]]) -> list[Encoded]:
    """Return the rows of a question and its windows, each a text and where its own words begin in it."""
    asked = [START, *tokenizer.encode(question, add_special_tokens=False).ids[: LONGEST_QUESTION - 2], END]
    rows = []
    for encoding, (_, own) in zip(
        tokenizer.encode_batch([text for text, _ in windows], add_special_tokens=False), windows, strict=True
    ):
        room = LONGEST - len(asked) - 1
        ids, offsets = encoding.ids[:room], encoding.offsets[:room]
        types = [0] * len(asked) + [int(end > own) for _, end in offsets] + [0]
        rows.append(Encoded([*asked, *ids, END], types, len(asked), offsets))
    return rows
