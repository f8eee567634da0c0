"""The reader's network: a small Chinese encoder that reads a question beside a window and scores spans of the window.

One pass over a window scores all its spans: a span is the mean of its tokens, its first and its last token, beside the
mean of the question's. One head scores figures, one windows as wholes, one whether a window says yes rather than no; two
more give the first and the last token of an answer in words. Scores of figures and windows are log-odds against "nothing
here answers", whose score is a learned number.

The lower layers stay as they were pretrained, so that what they make of a row can be kept between epochs.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from assistant.reading.encoding import VERDICT, WINDOW

DROPPED = 0.1  # share of values left out in training


class Layer(nn.Module):
    """A BERT layer (post-norm) that reads the weights transformers' BertModel names."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.attend = nn.Linear(width, 3 * width)
        self.attended = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=epsilon)
        self.widen = nn.Linear(width, inner)
        self.narrow = nn.Linear(inner, width)
        self.last_norm = nn.LayerNorm(width, eps=epsilon)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        query, key, value = self.attend(states).chunk(3, 2)
        states = self.norm(states + self.drop(self.attended(attention(query, key, value, self.heads, mask))))
        out: Tensor = self.last_norm(states + self.drop(self.narrow(functional.gelu(self.widen(states)))))
        return out


def attention(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None = None) -> Tensor:
    """Return what each token has seen of the others: (rows, tokens, width), as the three are.

    Not torch's fused attention: on a processor its way back takes longer than all the rest of a step.
    """
    rows, tokens, width = query.shape

    def parted(states: Tensor) -> Tensor:
        return states.view(rows, tokens, heads, width // heads).transpose(1, 2)

    shares = parted(query) @ parted(key).transpose(2, 3) * (width // heads) ** -0.5
    seen = (shares if mask is None else shares + mask).softmax(3) @ parted(value)
    together: Tensor = seen.transpose(1, 2).reshape(rows, tokens, width)
    return together


class SpanReader(nn.Module):
    """Scores spans. A row is a question and a window; `types` is 1 in the window's own words.

    The lower layers stay as they were pretrained, unless the `whole` network is to learn.
    """

    def __init__(self, encoder: Path, frozen: int = 6, whole: bool = False) -> None:
        super().__init__()
        config = json.loads((encoder / "config.json").read_text("utf-8"))
        width, epsilon = config["hidden_size"], config["layer_norm_eps"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.norm = nn.LayerNorm(width, eps=epsilon)
        layers = [
            Layer(width, config["num_attention_heads"], config["intermediate_size"], epsilon)
            for _ in range(config["num_hidden_layers"])
        ]
        self.lower, self.upper = nn.ModuleList(layers[:frozen]), nn.ModuleList(layers[frozen:])
        self._load(load_file(str(encoder / "model.safetensors")), layers)
        self.own = nn.Embedding(2, width)  # tells the window's own words from what stands around them
        nn.init.zeros_(self.own.weight)
        self.figure, self.window = _head(5 * width), _head(5 * width)
        self.edges = nn.Linear(2 * width, 2)
        self.nothing = nn.Parameter(torch.zeros(2))
        self.verdict = _head(5 * width)
        self.whole = whole
        for part in (self.words, self.positions, self.norm, *(() if whole else (self.lower,))):
            for parameter in part.parameters():
                parameter.requires_grad = False

    def _load(self, weights: dict[str, Tensor], layers: list[Layer]) -> None:
        def put(module: nn.Module, *names: str) -> None:
            for kind in ("weight", "bias"):
                getattr(module, kind).data = torch.cat([weights[f"{name}.{kind}"] for name in names])

        # the type of every token is 0, so that its vector is one with the position's
        self.words.weight.data = weights["embeddings.word_embeddings.weight"]
        types = weights["embeddings.token_type_embeddings.weight"][:1]
        self.positions.weight.data = weights["embeddings.position_embeddings.weight"] + types
        put(self.norm, "embeddings.LayerNorm")
        for number, layer in enumerate(layers):
            name = f"encoder.layer.{number}."
            put(layer.attend, *(f"{name}attention.self.{part}" for part in ("query", "key", "value")))
            put(layer.attended, f"{name}attention.output.dense")
            put(layer.norm, f"{name}attention.output.LayerNorm")
            put(layer.widen, f"{name}intermediate.dense")
            put(layer.narrow, f"{name}output.dense")
            put(layer.last_norm, f"{name}output.LayerNorm")

    @property
    def dtype(self) -> torch.dtype:
        """Return what the network computes in."""
        return self.words.weight.dtype

    def below(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """Return what the lower layers make of the rows: (rows, tokens, width)."""
        states = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]])
        for layer in self.lower:
            states = layer(states, mask)  # not in training unless it learns: what is kept has nothing dropped
        out: Tensor = states
        return out

    def above(self, states: Tensor, mask: Tensor | None, types: Tensor) -> Tensor:
        states = states + self.own(types)
        for layer in self.upper:
            states = layer(states, mask)
        return states

    def heads(
        self, states: Tensor, asked: Tensor, rows: Tensor, first: Tensor, end: Tensor, scored: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return a score a span, as what `scored` says (encoding.py), and (rows, tokens, 2) scores of edges.

        `asked` is the length of each row's question; a span has its row, its first token and the one after its last.
        """
        sums = functional.pad(states, (0, 0, 1, 0)).cumsum(1)
        asked_sums = sums.gather(1, asked.view(-1, 1, 1).expand(-1, 1, states.shape[2])).squeeze(1)
        question = asked_sums / asked.unsqueeze(1)
        span = (sums[rows, end] - sums[rows, first]) / (end - first).unsqueeze(1)
        asking = question[rows]
        features = torch.cat([asking, span, states[rows, first], states[rows, end - 1], asking * span], dim=1)
        answers = torch.where(
            scored == WINDOW,
            self.window(features).squeeze(1) - self.nothing[1],
            self.figure(features).squeeze(1) - self.nothing[0],
        )
        scores = torch.where(scored == VERDICT, self.verdict(features).squeeze(1), answers)
        return scores, self.edges(torch.cat([states, question.unsqueeze(1).expand_as(states)], dim=2))


def mask_of(ids: Tensor, pad: int, dtype: torch.dtype = torch.float32) -> Tensor:
    """Return the mask added to attention, (rows, 1, 1, tokens): 0 where a token may be looked at, very low elsewhere."""
    return (ids == pad)[:, None, None, :].to(dtype) * -1e4


def _head(width: int) -> nn.Module:
    return nn.Sequential(nn.Dropout(DROPPED), nn.Linear(width, 256), nn.GELU(), nn.Dropout(DROPPED), nn.Linear(256, 1))
