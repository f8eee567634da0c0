"""Takes the shipped reader apart again, so that it can be trained further where the pretrained weights are not at hand.

    python -m assistant.reading.training.restore --model assistant/reading/model --encoder work/encoder --state work/start.pt

The 8-bit weights come back as their values times their scales; a few steps of training make up for what rounding took.
`train --encoder work/encoder --start work/start.pt` goes on from there.
"""

import argparse
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file
from torch import Tensor

from assistant.reading.training.model import SpanReader

_HEADS = 12  # of multilingual-e5-small; no weight tells how many
_BERT = {
    "attended": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "last_norm": "output.LayerNorm",
}
_PARTS = ("attend", "attended", "widen", "narrow")
_BEHIND = ("window.1", "figure.1", "verdict.1", "edges", "window.4", "figure.4", "verdict.4")

Values = npt.NDArray[np.float32]


def weights_of(path: Path) -> dict[str, Tensor]:
    """Return the weights of an exported reader under the names that `SpanReader` gives them."""
    graph = onnx.load(str(path)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    given: dict[str, Values] = {
        name.removeprefix("reader."): values
        for name, values in stored.items()
        if name.startswith("reader.") and not name.endswith(("_scale", "_zero_point", "_quantized"))
    }
    for name in ("words", "own"):
        given[f"{name}.weight"] = _rounded_back(stored, f"reader.{name}.weight")
    # the products of matrices stand in the order in which they are computed, and lost their names
    products = [node.input[1].removesuffix("_quantized") for node in graph.node if node.op_type == "MatMulInteger"]
    layers = (len(products) - len(_BEHIND)) // len(_PARTS)
    for name, product in zip(_names(layers), products, strict=True):
        weights = np.ascontiguousarray(_rounded_back(stored, product).T)
        smooth = given.pop(f"{name}.smooth", None)
        given[f"{name}.weight"] = weights if smooth is None else weights * smooth
    return {
        name: torch.from_numpy(np.array(values, np.float32)) for name, values in given.items() if "onnx::" not in name
    }


def _rounded_back(stored: dict[str, npt.NDArray[np.generic]], name: str) -> Values:
    values, zero = stored[f"{name}_quantized"].astype(np.float32), stored[f"{name}_zero_point"].astype(np.float32)
    return (values - zero) * stored[f"{name}_scale"].astype(np.float32)


def _names(layers: int) -> Iterator[str]:
    for number in range(layers):
        half = "lower" if number < layers // 2 else "upper"
        yield from (f"{half}.{number % (layers // 2)}.{part}" for part in _PARTS)
    yield from _BEHIND


def write_encoder(weights: dict[str, Tensor], out: Path) -> None:
    """Write the body as a plain BERT, which `SpanReader` begins with."""
    out.mkdir(parents=True, exist_ok=True)
    width = weights["words.weight"].shape[1]
    layers = len({name.split(".")[1] for name in weights if name.startswith("lower.")}) * 2
    bert = {
        "embeddings.word_embeddings.weight": weights["words.weight"],
        "embeddings.position_embeddings.weight": weights["positions.weight"],
        "embeddings.token_type_embeddings.weight": torch.zeros(2, width),
        "embeddings.LayerNorm.weight": weights["norm.weight"],
        "embeddings.LayerNorm.bias": weights["norm.bias"],
    }
    for number in range(layers):
        half = "lower" if number < layers // 2 else "upper"
        own, name = f"{half}.{number % (layers // 2)}.", f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            for part, values in zip(("query", "key", "value"), weights[f"{own}attend.{kind}"].chunk(3), strict=True):
                bert[f"{name}attention.self.{part}.{kind}"] = values
            for part, long in _BERT.items():
                bert[f"{name}{long}.{kind}"] = weights[f"{own}{part}.{kind}"]
    save_file({name: values.contiguous() for name, values in bert.items()}, str(out / "model.safetensors"))
    shape = {
        "vocab_size": weights["words.weight"].shape[0],
        "hidden_size": width,
        "num_hidden_layers": layers,
        "num_attention_heads": _HEADS,
        "intermediate_size": weights["lower.0.widen.bias"].shape[0],
        "max_position_embeddings": weights["positions.weight"].shape[0],
        "layer_norm_eps": 1e-12,
    }
    (out / "config.json").write_text(json.dumps(shape, indent=1), "utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--state", type=Path, required=True)
    given = parser.parse_args(arguments)
    weights = weights_of(given.model / "reader.onnx")
    write_encoder(weights, given.encoder)
    shutil.copy(given.model / "tokenizer.json", given.encoder / "tokenizer.json")
    reader = SpanReader(given.encoder)
    # what "nothing" scores became a constant without a name
    nothing = _nothing(given.model / "reader.onnx")
    own = {**weights, "nothing": nothing}
    learned = {name: p for name, p in reader.named_parameters() if p.requires_grad and name in own}
    values = [own[name].reshape(p.shape) for name, p in learned.items()]
    torch.save({"names": list(learned), "masters": values, "means": values}, given.state)


def _nothing(path: Path) -> Tensor:
    """Return the scores of "nothing here answers", for figures and for windows: what the heads' results are lessened by."""
    graph = onnx.load(str(path)).graph
    stored = {tensor.name: float(numpy_helper.to_array(tensor)) for tensor in graph.initializer if not tensor.dims}
    lessened = [stored[n.input[1]] for n in graph.node if n.op_type == "Sub" and n.input[1].startswith("onnx::Sub")]
    window, figure = lessened
    return torch.tensor([figure, window])


if __name__ == "__main__":
    main()
