"""Writes the trained reader as one ONNX file in 8 bits, and checks that it scores as the network does.

python -m assistant.reading.training.export --encoder work/encoder --state work/reader.pt --out assistant/reading/model
"""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from assistant.reading.encoding import FIGURE, PAD, VERDICT, WINDOW
from assistant.reading.training.model import SpanReader, mask_of

INPUTS = ("ids", "types", "asked", "rows", "first", "end", "scored")
AXES = {
    "ids": {0: "row", 1: "token"},
    "types": {0: "row", 1: "token"},
    "asked": {0: "row"},
    **{name: {0: "span"} for name in ("rows", "first", "end", "scored", "scores")},
    "edges": {0: "row", 1: "token"},
}


class Whole(nn.Module):
    """The network from tokens to scores, as it is exported."""

    def __init__(self, reader: SpanReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, ids: Tensor, types: Tensor, asked: Tensor, rows: Tensor, first: Tensor, end: Tensor, scored: Tensor
    ) -> tuple[Tensor, Tensor]:
        mask = mask_of(ids, PAD)
        states = self.reader.above(self.reader.below(ids, mask), mask, types)
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
    example = _example()
    plain = out / "plain.onnx"
    torch.onnx.export(
        Whole(reader),
        example,
        str(plain),
        input_names=list(INPUTS),
        output_names=["scores", "edges"],
        dynamic_axes=AXES,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        str(plain),
        str(out / "reader.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    plain.unlink()
    expected = Whole(reader)(*example)[0].detach().numpy()
    session = onnxruntime.InferenceSession(str(out / "reader.onnx"))
    given = session.run(["scores"], {name: tensor.numpy() for name, tensor in zip(INPUTS, example, strict=True)})[0]
    print(
        f"{(out / 'reader.onnx').stat().st_size / 1e6:.1f} MB; largest difference {np.abs(expected - given).max():.3f}"
    )


def _example() -> tuple[Tensor, ...]:
    ids = torch.randint(4, 20000, (2, 40))
    ids[1, 30:] = 1
    types = torch.zeros_like(ids)
    types[:, 20:28] = 1
    return (
        ids,
        types,
        torch.tensor([10, 10]),
        torch.tensor([0, 0, 1]),
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
