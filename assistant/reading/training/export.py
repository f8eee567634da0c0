"""Writes the trained reader as one ONNX file in 8 bits, and checks that it scores as the network does.

The file reads one row at a time, so that it needs no mask, and differs from the network in three ways, which change no
score but for rounding. Attention is one operation of onnxruntime. What the last product of a layer is given is brought to
the same size token by token before it is rounded to 8 bits (per-token scales, Yao et al., ZeroQuant, 2022): the first
token of a row carries values twenty times those of the others, and with one scale for all of them the others were
rounded to a handful of steps. And for the products behind a norm, columns that are much larger than the others hand a
part of their size on to the weights (Xiao et al., SmoothQuant, 2023). Log-odds had an error of 0.36, a quarter of their
spread; now of 0.07 (docs/reader.md).

python -m assistant.reading.training.export --encoder work/encoder --state work/reader.pt --out assistant/reading/model
"""

import argparse
import copy
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from assistant.reading.encoding import END, FIGURE, START, VERDICT, WINDOW
from assistant.reading.training.model import Layer, SpanReader, attention

TAKEN_OVER = 0.7  # how much of a large column's size the weights take over; 0.5 leaves a little more error
FLOOR = 1e-4  # columns that are hardly ever used are not blown up
SOME_ROWS = 6
SEED = 7
INPUTS = ("ids", "types", "asked", "rows", "first", "end", "scored")
AXES = {
    "ids": {0: "row", 1: "token"},
    "types": {0: "row", 1: "token"},
    "asked": {0: "row"},
    **{name: {0: "span"} for name in ("rows", "first", "end", "scored", "scores")},
    "edges": {0: "row", 1: "token"},
}


class _FusedAttention(torch.autograd.Function):
    """Attention without a mask, exported as the one operation that onnxruntime has for it."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        return attention(query, key, value, heads)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        given = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        given.setType(query.type())
        return given


class _ScaledByToken(nn.Module):
    """A product whose rows are brought to the same size before and back behind, with the weights under the same names."""

    def __init__(self, product: nn.Linear) -> None:
        super().__init__()
        self.weight, self.bias = product.weight, product.bias

    def forward(self, states: Tensor) -> Tensor:
        largest = states.abs().amax(2, keepdim=True)
        return functional.linear(states / largest, self.weight) * largest + self.bias


class _Smoothed(nn.Module):
    """A product that takes over a part of the size of its input's larger columns: `most` is the largest of each."""

    def __init__(self, product: nn.Linear, most: Tensor) -> None:
        super().__init__()
        taken = most.clamp(min=FLOOR) ** TAKEN_OVER
        taken /= product.weight.detach().abs().amax(0).clamp(min=FLOOR) ** (1 - TAKEN_OVER)
        self.weight, self.bias = nn.Parameter(product.weight.detach() * taken), product.bias
        self.smooth = nn.Parameter(1 / taken)

    def forward(self, states: Tensor) -> Tensor:
        return functional.linear(states * self.smooth, self.weight, self.bias)


class _ShippedLayer(nn.Module):
    """A layer as it is exported; `most` says how large what goes into its products becomes."""

    def __init__(self, layer: Layer, most: dict[nn.Module, Tensor]) -> None:
        super().__init__()
        self.heads = layer.heads
        self.attend, self.widen = (_Smoothed(product, most[product]) for product in (layer.attend, layer.widen))
        self.narrow = _ScaledByToken(layer.narrow)
        self.attended, self.norm, self.last_norm = layer.attended, layer.norm, layer.last_norm

    def forward(self, states: Tensor, mask: None) -> Tensor:
        query, key, value = self.attend(states).chunk(3, 2)
        seen = _FusedAttention.apply(query, key, value, self.heads)  # type: ignore[no-untyped-call]
        states = self.norm(states + self.attended(seen))
        out: Tensor = self.last_norm(states + self.narrow(functional.gelu(self.widen(states))))
        return out


def _shipped(layers: nn.ModuleList, most: dict[nn.Module, Tensor]) -> nn.ModuleList:
    return nn.ModuleList(_ShippedLayer(layer, most) for layer in layers if isinstance(layer, Layer))


@torch.no_grad()
def _largest_inputs(reader: SpanReader) -> dict[nn.Module, Tensor]:
    """Return the largest value of each column that goes into a layer's first two products, over some rows.

    Any tokens will do: which columns are large is a matter of the network, hardly of what is read.
    """
    most: dict[nn.Module, Tensor] = {}

    def note(product: nn.Module, given: tuple[Tensor, ...], out: Tensor) -> None:
        largest = given[0].abs().amax((0, 1))
        most[product] = torch.maximum(most[product], largest) if product in most else largest

    layers = [*reader.lower, *reader.upper]
    noted = [product.register_forward_hook(note) for layer in layers for product in (layer.attend, layer.widen)]
    for _ in range(SOME_ROWS):
        ids, types, *_ = _example(110)
        reader.above(reader.below(ids, None), None, types)
    for hook in noted:
        hook.remove()
    return most


class Whole(nn.Module):
    """The network from the tokens of one row to scores, as it is exported."""

    def __init__(self, reader: SpanReader) -> None:
        super().__init__()
        most = _largest_inputs(reader)
        self.reader = copy.copy(reader)
        self.reader._modules = {
            **reader._modules,
            "lower": _shipped(reader.lower, most),
            "upper": _shipped(reader.upper, most),
        }

    def forward(
        self, ids: Tensor, types: Tensor, asked: Tensor, rows: Tensor, first: Tensor, end: Tensor, scored: Tensor
    ) -> tuple[Tensor, Tensor]:
        states = self.reader.above(self.reader.below(ids, None), None, types)
        scores, edges = self.reader.heads(states, asked, rows, first, end, scored)
        return scores, edges


def load_trained(encoder: Path, state: Path) -> SpanReader:
    """Return the network with the weights of a training run, in full precision."""
    stored = torch.load(state, weights_only=True)
    reader = SpanReader(encoder)
    parameters = dict(reader.named_parameters())
    for name, mean in zip(stored["names"], stored["means"], strict=True):
        parameters[name].data.copy_(mean)
    return reader.eval()


def export(reader: SpanReader, out: Path) -> None:
    """Write `reader.onnx` in 8 bits to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    example, network = _example(), Whole(reader)
    plain = out / "plain.onnx"
    torch.onnx.export(
        network,
        example,
        str(plain),
        input_names=list(INPUTS),
        output_names=["scores", "edges"],
        dynamic_axes=AXES,
        opset_version=17,
        dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )
    quantize_dynamic(
        str(plain),
        str(out / "reader.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    plain.unlink()
    print(
        f"{(out / 'reader.onnx').stat().st_size / 1e6:.1f} MB; scores differ by {_rounded(network, out):.3f} (root mean square)"
    )


@torch.no_grad()
def _rounded(network: Whole, out: Path) -> float:
    """Return by how much the file's scores differ from the network's."""
    session = onnxruntime.InferenceSession(str(out / "reader.onnx"))
    differences = []
    for tokens in range(40, 140, 5):
        row = _example(tokens)
        given = session.run(["scores"], {name: tensor.numpy() for name, tensor in zip(INPUTS, row, strict=True)})[0]
        differences.append(given - network(*row)[0].numpy())
    return float(np.sqrt(np.mean(np.square(differences))))


def _example(tokens: int = 40) -> tuple[Tensor, ...]:
    """Return a row of as many tokens of no meaning: a question, what stands before the window, and the window."""
    ids = torch.randint(4, 20000, (1, tokens))
    ids[0, 0], ids[0, 10], ids[0, -1] = START, END, END
    types = torch.zeros_like(ids)
    types[:, 20:-1] = 1
    return (
        ids,
        types,
        torch.tensor([11]),
        torch.tensor([0, 0, 0]),
        torch.tensor([20, 22, 20]),
        torch.tensor([28, 24, 28]),
        torch.tensor([WINDOW, FIGURE, VERDICT]),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    export(load_trained(given.encoder, given.state), given.out)
    shutil.copy(given.encoder / "tokenizer.json", given.out / "tokenizer.json")


if __name__ == "__main__":
    main()
