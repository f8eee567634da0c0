"""The questions of one training step as tensors, their loss, and the order in which questions come."""

import random
from collections.abc import Iterator, Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant.reading.encoding import FIGURE, PAD, VERDICT, WINDOW, Encoded, encode
from assistant.reading.training.examples import Example
from assistant.reading.training.model import SpanReader, mask_of

TOGETHER = 16  # questions a step
ALIKE = 4  # parts of a step's rows by length, so that little is computed for padding


class Batch:
    """The tensors of some questions, and which spans belong to which question."""

    def __init__(self, tokenizer: Tokenizer, examples: Sequence[Example]) -> None:
        encoded: list[Encoded] = []
        spans: list[tuple[int, int, int, int, bool, int]] = []  # row, first, end, scored as, right, question
        self.edges: list[
            tuple[int, int, int, int]
        ] = []  # row, first token of the answer, last one, first of the window
        for number, example in enumerate(examples):
            rows = encode(tokenizer, example.question, [(row.text, row.main[0]) for row in example.rows])
            for row, tokens in zip(example.rows, rows, strict=True):
                at = len(encoded)
                encoded.append(tokens)
                spans.append((at, *tokens.tokens_of(row.main), WINDOW, row.answers, number))
                if row.says is not None:
                    spans.append((at, *tokens.tokens_of(row.main), VERDICT, row.says, number))
                spans += [
                    (at, *tokens.tokens_of(span), FIGURE, right, number)
                    for span, right in zip(row.spans, row.right, strict=True)
                ]
                if row.words:
                    first, end = tokens.tokens_of(row.words)
                    self.edges.append((at, first, end - 1, tokens.tokens_of(row.main)[0]))
        longest = max(len(tokens.ids) for tokens in encoded)
        self.ids = torch.tensor([tokens.ids + [PAD] * (longest - len(tokens.ids)) for tokens in encoded])
        self.types = torch.tensor([tokens.types + [0] * (longest - len(tokens.ids)) for tokens in encoded])
        self.unpadded = self.ids != PAD
        self.lengths = [len(tokens.ids) for tokens in encoded]
        self.asked = torch.tensor([tokens.asked for tokens in encoded])
        columns = list(zip(*spans, strict=True))
        self.rows, self.first, self.end, self.scored = (torch.tensor(column) for column in columns[:4])
        self.right = torch.tensor(columns[4], dtype=torch.bool)
        self.question = torch.tensor(columns[5])

    def scores(self, model: SpanReader, kept: dict[bytes, Tensor] | None = None) -> tuple[Tensor, Tensor]:
        """Return the spans' and the edges' scores; `kept` holds what the lower layers made of rows seen before."""
        states = self._whole(model) if model.whole else self._upper(model, kept)
        return model.heads(states.float(), self.asked, self.rows, self.first, self.end, self.scored)

    def _whole(self, model: SpanReader) -> Tensor:
        order = torch.tensor(self.lengths).argsort()
        parts = []
        for rows in order.chunk(ALIKE):
            longest = self.lengths[int(rows[-1])]
            ids = self.ids[rows, :longest]
            mask = mask_of(ids, PAD, model.dtype)
            states = model.above(model.below(ids, mask), mask, self.types[rows, :longest])
            parts.append(torch.nn.functional.pad(states, (0, 0, 0, self.ids.shape[1] - longest)))
        return torch.cat(parts)[order.argsort()]

    def _upper(self, model: SpanReader, kept: dict[bytes, Tensor] | None) -> Tensor:
        mask = mask_of(self.ids, PAD, model.dtype)
        return model.above(self._below(model, mask, kept), mask, self.types)

    def _below(self, model: SpanReader, mask: Tensor, kept: dict[bytes, Tensor] | None) -> Tensor:
        keys = [self.ids[n, :length].numpy().tobytes() for n, length in enumerate(self.lengths)]
        if kept is not None and all(key in kept for key in keys):
            return torch.nn.utils.rnn.pad_sequence([kept[key] for key in keys], batch_first=True)
        with torch.no_grad():
            states = model.below(self.ids, mask)
        if kept is not None:
            for n, (key, length) in enumerate(zip(keys, self.lengths, strict=True)):
                kept[key] = states[n, :length].clone()
        return states


def loss_of(batch: Batch, scores: Tensor, edges: Tensor) -> Tensor:
    """Return the mean loss of the batch's questions."""
    losses = []
    for scored in (WINDOW, FIGURE):
        for number in range(int(batch.question.max()) + 1):
            own = (batch.question == number) & (batch.scored == scored)
            if not own.any():
                continue
            mine, right = scores[own], batch.right[own]
            wrong = torch.logsumexp(torch.cat([mine[~right], mine.new_zeros(1)]), 0)
            # each right span alone has to stand above all wrong ones and "nothing"
            losses.append((torch.logaddexp(mine[right], wrong) - mine[right]).mean() if right.any() else wrong)
            losses.append(0.3 * torch.nn.functional.binary_cross_entropy_with_logits(mine, right.float()))
    told = batch.scored == VERDICT
    if told.any():
        verdicts, yes = scores[told], batch.right[told].float()
        losses.append(torch.nn.functional.binary_cross_entropy_with_logits(verdicts, yes, reduction="sum"))
    for row, first, last, begin in batch.edges:
        open_, close = edges[row, begin:, 0], edges[row, begin:, 1]
        unpadded = batch.unpadded[row, begin:]
        for edge, place in ((open_, first), (close, last)):
            logits = edge.masked_fill(~unpadded, -1e4)
            losses.append(0.25 * torch.nn.functional.cross_entropy(logits.unsqueeze(0), torch.tensor([place - begin])))
    return torch.stack(losses).sum() / (int(batch.question.max()) + 1)


def batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Yield the questions in an order by chance, those of like length together."""
    shuffled = list(examples)
    chance.shuffle(shuffled)
    for at in range(0, len(shuffled), TOGETHER * 16):
        block = sorted(shuffled[at : at + TOGETHER * 16], key=lambda e: max(len(row.text) for row in e.rows))
        groups = [block[n : n + TOGETHER] for n in range(0, len(block), TOGETHER)]
        chance.shuffle(groups)
        yield from groups
