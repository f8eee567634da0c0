"""Prints accuracy among noise and refusal on RGB's Chinese questions, read with no language model.

The way of the benchmark (Chen et al., Benchmarking Large Language Models in Retrieval-Augmented Generation, AAAI 2024):
five documents a question, of which a share is noise; right where every part of the answer stands in what was answered.
Refusal is measured with noise alone.

Run: python tests/benchmarks/noise.py PATH/rgb_zh_refine.json [NUMBER_OF_QUESTIONS]
"""

import json
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.answering.assistant import Assistant
from assistant.types import Answer, Status
from index.search import Embedder, load_embedder
from index.snapshot import Snapshot, Store, build
from index.text import fold

DOCUMENTS = 5
NOISE = (0.0, 0.2, 0.4, 0.6, 0.8)


def documents(case: dict[str, Any], noise: float, chance: random.Random) -> list[str]:
    noisy = min(round(DOCUMENTS * noise), len(case["negative"]))
    chosen = case["positive"][: DOCUMENTS - noisy] + case["negative"][:noisy]
    chance.shuffle(chosen)
    return chosen


def answered(question: str, texts: Sequence[str], embedder: Embedder) -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, text in enumerate(texts):
            files.append(Path(folder) / f"文{number}.txt")
            files[-1].write_text(text, "utf-8")
        store = Store(Path(folder) / "data")
        build(files, store, embedder)
        return Assistant(Snapshot.open(store.current()), embedder).ask(question)


def holds(shown: str, gold: list[Any]) -> bool:
    """Whether every part of an answer stands in `shown`; a part may have several ways to be written."""
    bare = fold(shown).replace(" ", "").replace(",", "")
    ways = [part if isinstance(part, list) else [part] for part in gold]
    return all(any(fold(way).replace(" ", "").replace(",", "") in bare for way in part) for part in ways)


def main() -> None:
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    cases = [json.loads(line) for line in lines][: int(sys.argv[2]) if len(sys.argv) > 2 else None]
    embedder = load_embedder()
    print(f"{len(cases)} questions, {DOCUMENTS} documents each; %")
    print("noise   right   of those in the headline   other answer   refused")
    for noise in NOISE:
        chance = random.Random(7)
        right = headline = refused = 0
        for case in cases:
            answer = answered(case["query"], documents(case, noise, chance), embedder)
            refused += answer.status is Status.NOT_FOUND
            right += holds((answer.headline or "") + answer.text * (answer.status is Status.ANSWERED), case["answer"])
            headline += holds(answer.headline or "", case["answer"])
        other = len(cases) - right - refused
        print(f"{noise:5.1f}" + "".join(f"{100 * n / len(cases):12.1f}" for n in (right, headline, other, refused)))
    with_noise = [case for case in cases if len(case["negative"]) >= DOCUMENTS]
    refused = sum(
        answered(case["query"], case["negative"][:DOCUMENTS], embedder).status is Status.NOT_FOUND
        for case in with_noise
    )
    print(f"noise alone ({len(with_noise)} questions): refused {100 * refused / len(with_noise):.1f}")


if __name__ == "__main__":
    main()
