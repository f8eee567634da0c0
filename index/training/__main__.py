"""Train the default embedder from plain text: `python -m index.training CORPUS... --out FOLDER`."""

import argparse
import json
import lzma
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding

from index.reading import find_sources, read_report
from index.training.pairs import pairs_of, sentences_of
from index.training.vectors import cooccurrences, inverse_document_frequency, ppmi_vectors
from index.training.vocabulary import build_tokenizer, count_words, encode_all

LEAST_TEXT = 400  # characters


def read_texts(paths: list[Path]) -> list[str]:
    texts: list[str] = []
    for path in paths:
        opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open()
        with opened as lines:
            texts += [line.strip() for line in lines if len(line) > 40]
    return texts


def read_reports(paths: list[Path]) -> list[str]:
    """Return the paragraphs of report files, joined to texts of at least 400 characters."""
    texts: list[str] = []
    for path in (source.path for source in find_sources(paths)[0]):
        joined = ""
        for paragraph in read_report(path).text.split("\n"):
            joined += paragraph
            if len(joined) > LEAST_TEXT:
                texts.append(joined)
                joined = ""
    return texts


def say(message: str, started: float) -> None:
    print(f"[{time.perf_counter() - started:6.0f} s] {message}", file=sys.stderr, flush=True)


def features(rows: list[list[int]]) -> dict[str, torch.Tensor]:
    """The input of a StaticEmbedding, made from piece numbers instead of text: the tokenizer runs only once."""
    lengths = np.fromiter((len(row) for row in rows), dtype=np.int64)
    return {
        "input_ids": torch.from_numpy(np.concatenate([np.asarray(row, dtype=np.int64) for row in rows])),
        "offsets": torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]])),
    }


def save(folder: Path, model: StaticEmbedding, name: str) -> None:
    """Write int8 rows with one float32 scale a row, in the layout that model2vec and sentence-transformers read."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = model.embedding.weight.detach().numpy().astype(np.float32)
    weights[0] = 0  # the unknown piece says nothing
    scales = np.maximum(np.abs(weights).max(axis=1), 1e-8) / 127
    rows = np.rint(weights / scales[:, None]).astype(np.int8)
    save_file({"embeddings": rows, "weights": scales.astype(np.float32)}, folder / "model.safetensors")
    model.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    modules = [
        ("0", ".", "sentence_transformers.models.StaticEmbedding"),
        ("1", "1_Normalize", "sentence_transformers.models.Normalize"),
    ]
    listed = [
        {"idx": number, "name": name, "path": path, "type": kind} for number, (name, path, kind) in enumerate(modules)
    ]
    (folder / "modules.json").write_text(json.dumps(listed, indent=2) + "\n")
    (folder / "1_Normalize").mkdir(exist_ok=True)
    (folder / "1_Normalize" / "config.json").write_text("{}\n")
    config = {
        "model_type": "model2vec",
        "name": name,
        "normalize": True,
        "max_length": None,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    similarity: dict[str, object] = {"prompts": {}, "default_prompt_name": None, "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(similarity, indent=2) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path, help="text files, one text a line; .xz is read as such")
    parser.add_argument("--reports", nargs="*", type=Path, default=[], help="report files or folders to read as well")
    parser.add_argument("--report-weight", type=int, default=3, help="how often each report is given")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="report-static-256", help="the name a snapshot records")
    parser.add_argument("--pieces", type=int, default=36_000)
    parser.add_argument("--min-texts", type=int, default=10)
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--window", type=int, default=5)
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--dropout", type=float, default=0.2, help="share of the first text's pieces left out")
    parser.add_argument("--sample", type=int, default=3, help="words are counted in every n-th text")
    parser.add_argument("--seed", type=int, default=20221231)
    return parser.parse_args()


def main() -> None:  # one recipe, read from top to bottom
    options = _options()
    started = time.perf_counter()
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)

    texts = read_texts(options.corpus) + read_reports(options.reports) * options.report_weight
    say(f"{len(texts)} texts, {sum(map(len, texts)):,} characters", started)
    words, characters = count_words(texts[:: options.sample])
    tokenizer = build_tokenizer(words, characters, options.pieces, options.min_texts)
    size = tokenizer.get_vocab_size()
    say(f"{size} pieces", started)

    split = [sentences_of(text) for text in texts]
    flat = [sentence for sentences in split for sentence in sentences]
    encoded = encode_all(tokenizer, flat)
    say(f"{len(flat):,} sentences, {sum(map(len, encoded)):,} pieces", started)
    counts = cooccurrences(encoded, size, options.window)
    say(f"{counts.nnz:,} pairs counted", started)
    vectors = ppmi_vectors(counts, options.dimensions, options.seed)
    vectors *= inverse_document_frequency(encoded, size)[:, None]
    vectors /= np.abs(vectors).mean() * 20
    say("starting vectors made", started)
    del counts, encoded

    static = StaticEmbedding(tokenizer, embedding_weights=vectors)
    model = SentenceTransformer(modules=[static], device="cpu")
    loss = MultipleNegativesRankingLoss(
        model, scale=20.0, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
    )
    for epoch in range(options.epochs):
        pairs = [pair for sentences in split for pair in pairs_of(sentences, rng)]
        rng.shuffle(pairs)
        anchors = encode_all(tokenizer, [anchor for anchor, _ in pairs])
        positives = encode_all(tokenizer, [positive for _, positive in pairs])
        usable = [
            (anchor, positive)
            for anchor, positive in zip(anchors, positives, strict=True)
            if len(anchor) >= 2 and len(positive) >= 2
        ]
        del pairs, anchors, positives
        steps = len(usable) // options.batch
        say(f"epoch {epoch + 1}: {len(usable):,} pairs, {steps} steps", started)
        optimizer = torch.optim.Adam(model.parameters(), lr=options.rate)
        schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, total_iters=steps)
        for step in range(steps):
            batch = usable[step * options.batch : (step + 1) * options.batch]
            kept = [[piece for piece in anchor if rng.random() >= options.dropout] or anchor for anchor, _ in batch]
            value = loss([features(kept), features([positive for _, positive in batch])], torch.empty(0))
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
            schedule.step()
            if step % 100 == 0:
                say(f"step {step}/{steps}, loss {value.item():.3f}", started)
    save(options.out, static, options.name)
    say(f"written to {options.out}", started)


if __name__ == "__main__":
    main()
