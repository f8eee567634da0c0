"""Trains the reader's encoder on written questions; saves its state, so that a run can go on later.

    python -m assistant.reading.training.train --encoder work/encoder --questions FOLDER... --parts FOLDER --state work/reader.pt

Questions are split by report: those of held-back reports are never seen. A question's loss is the cross-entropy over
its spans and "nothing", for figures and for windows, and over the tokens for the edges of an answer in words.
"""

import argparse
import json
import random
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant.reading.encoding import FIGURE, VERDICT
from assistant.reading.training.batch import TOGETHER, Batch, batches, loss_of
from assistant.reading.training.examples import Example, Mined, examples_of, examples_over, read_parts, read_questions
from assistant.reading.training.model import SpanReader

HELD_BACK = 6  # one report in so many
MEAN_RATE = 0.005  # share of the newest step in the mean of the weights
ROUND = 2400  # questions between two looks at the folders; those seen least come first
MEASURED = 600  # held-back questions looked at on the way; join.py measures on all
WHETHER = 600  # of them questions of whether, at most: the head for yes and no learns from no others


def is_held_back(report: str) -> bool:
    """Tell whether a report is kept for measuring; by its name alone, so that every run keeps the same."""
    return report.startswith("held_") or zlib.crc32(report.encode()) % HELD_BACK == 0


def gather_examples(folders: Sequence[Path], parts: Path | None, seed: int, mined: Mined) -> list[Example]:
    made = [
        example
        for folder in folders
        for report, asked in read_questions(folder)
        for example in examples_of(report, asked, seed, mined)
    ]
    if parts:
        for indexed, asked in read_parts(parts):
            made += examples_over(indexed, asked, indexed.report.title, seed)
    return made


class Masters:
    """The weights in full precision behind a network that computes in bfloat16."""

    def __init__(self, model: SpanReader) -> None:
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.copies = [p.detach().float().clone() for p in self.parameters]
        self.means = [copy.clone() for copy in self.copies]  # what is kept in the end: steadier than the last step

    def take_gradients(self) -> None:
        for parameter, copy in zip(self.parameters, self.copies, strict=True):
            copy.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None

    def give_weights(self) -> None:
        for parameter, copy, mean in zip(self.parameters, self.copies, self.means, strict=True):
            parameter.data.copy_(copy.data)
            mean.lerp_(copy.detach(), MEAN_RATE)

    def give_means(self) -> None:
        for parameter, mean in zip(self.parameters, self.means, strict=True):
            parameter.data.copy_(mean)


def measure(model: SpanReader, masters: Masters, tokenizer: Tokenizer, examples: Sequence[Example]) -> dict[str, float]:
    """Return, over held-back questions, how often the first figure is right, what p ≥ 0.5 shows and refuses, and how many
    verdicts are right."""
    model.eval()
    masters.give_means()
    first = shown = wrong = refused = answerable = unanswerable = 0
    told = rightly = 0
    for at in range(0, len(examples), TOGETHER):
        batch = Batch(tokenizer, examples[at : at + TOGETHER])
        with torch.no_grad():
            scores, _ = batch.scores(model)
        verdicts = batch.scored == VERDICT
        told += int(verdicts.sum())
        rightly += int(((scores > 0) == batch.right)[verdicts].sum())
        for number, example in enumerate(examples[at : at + TOGETHER]):
            own = (batch.question == number) & (batch.scored == FIGURE)
            if example.kind not in ("figure", "change", "unanswerable") or not own.any():
                continue
            mine = scores[own]
            chance = torch.softmax(torch.cat([mine, mine.new_zeros(1)]), 0)
            best = int(mine.argmax())
            right = bool(batch.right[own][best])
            sure = float(chance[best]) >= 0.5
            if example.kind == "unanswerable":
                unanswerable += 1
                refused += not sure
            else:
                answerable += 1
                first += right
                shown += right and sure
            wrong += sure and not right
    masters.give_weights()
    set_training(model)
    return {
        "first": first / max(1, answerable),
        "shown": shown / max(1, answerable),
        "wrong": wrong / max(1, answerable + unanswerable),
        "refused": refused / max(1, unanswerable),
        "questions": answerable + unanswerable,
        "verdicts": rightly / max(1, told),
    }


def set_training(model: SpanReader) -> None:
    """Put the network into training; lower layers that do not learn drop nothing."""
    model.train()
    model.lower.train(model.whole)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--parts", type=Path)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument(
        "--start", type=Path, help="a state of another run to begin with; what it did not learn begins anew"
    )
    parser.add_argument("--whole", action="store_true", help="train the lower layers too; about twice the time a step")
    parser.add_argument("--mined", type=Path, nargs="*", default=[], help="what mining.py found")
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--steps", type=int, default=2600, help="steps over which the rate falls to nothing")
    parser.add_argument("--log", type=Path)
    return parser.parse_args(arguments)


def _begun(
    given: argparse.Namespace, names: list[str], masters: Masters, optimizer: torch.optim.Optimizer
) -> tuple[int, int]:
    """Put back where the run of this state, or another run, had come to; returns its steps and rounds."""
    if given.state.exists():
        state = torch.load(given.state, weights_only=True)
        for copy, weights in zip(masters.copies, state["masters"], strict=True):
            copy.copy_(weights)
        for mean, weights in zip(masters.means, state["means"], strict=True):
            mean.copy_(weights)
        masters.give_weights()
        optimizer.load_state_dict(state["optimizer"])
        return state["step"], state["epoch"]
    if given.start:
        stored = torch.load(given.start, weights_only=True)
        for name, weights in zip(stored["names"], stored["masters"], strict=True):
            for copies in (masters.copies, masters.means):
                copies[names.index(name)].copy_(weights)
        masters.give_weights()
    return 0, 0


def main(arguments: Sequence[str] | None = None) -> None:
    given = _options(arguments)
    torch.manual_seed(7)
    tokenizer = Tokenizer.from_file(str(given.encoder / "tokenizer.json"))
    model = SpanReader(given.encoder, whole=given.whole)
    for part in (model.words, model.positions, model.norm, model.lower, model.own, model.upper):
        part.to(torch.bfloat16)
    masters = Masters(model)
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    layers = ("upper", "lower")
    body = [copy for name, copy in zip(names, masters.copies, strict=True) if name.startswith(layers)]
    heads = [copy for name, copy in zip(names, masters.copies, strict=True) if not name.startswith(layers)]
    factors = (1.0, 4.0 if given.whole else 8.0)  # of the rate: the heads begin from nothing
    optimizer = torch.optim.AdamW([{"params": body}, {"params": heads}], lr=given.rate, weight_decay=0.01, fused=True)
    kept: dict[bytes, Tensor] = {}
    set_training(model)
    step, epoch = _begun(given, names, masters, optimizer)
    ends = time.time() + given.minutes * 60
    seen: Counter[str] = Counter()
    while step < given.steps and time.time() < ends:
        examples = gather_examples(given.questions, given.parts, 0, _read_mined(given.mined))
        train = [e for e in examples if not is_held_back(e.group)]
        random.Random(epoch).shuffle(train)
        train = _round_of(sorted(train, key=lambda e: seen[_name(e)]))
        seen.update(map(_name, train))
        held = [e for e in examples if is_held_back(e.group)]
        _say(
            given.log,
            {"round": epoch, "questions": len(train), "of": len(examples) - len(held), "held back": len(held)},
        )
        began, total, count = time.time(), 0.0, 0
        for group in batches(train, random.Random(epoch)):
            for rates, factor in zip(optimizer.param_groups, factors, strict=True):
                rates["lr"] = given.rate * factor * min(1.0, (step + 1) / 60) * max(0.03, 1 - step / given.steps)
            batch = Batch(tokenizer, group)
            loss = loss_of(batch, *batch.scores(model, kept))
            loss.backward()  # type: ignore[no-untyped-call]
            masters.take_gradients()
            torch.nn.utils.clip_grad_norm_(masters.copies, 1.0)
            optimizer.step()
            masters.give_weights()
            step += 1
            total, count = total + float(loss.detach()), count + 1
            if step % 50 == 0:
                _say(
                    given.log,
                    {
                        "step": step,
                        "loss": round(total / count, 4),
                        "seconds a step": round((time.time() - began) / count, 2),
                    },
                )
                began, total, count = time.time(), 0.0, 0
            if step % 200 == 0:
                _save(given.state, names, masters, optimizer, step, epoch)
                some = held[:: max(1, len(held) // MEASURED)]
                _say(given.log, {"step": step, **measure(model, masters, tokenizer, some)})
                began = time.time()
            if time.time() > ends or step >= given.steps:
                break
        else:
            epoch += 1
            _save(given.state, names, masters, optimizer, step, epoch)
            _say(given.log, {"rounds done": epoch})
    _save(given.state, names, masters, optimizer, step, epoch)


def _read_mined(paths: Sequence[Path]) -> Mined:
    found = {}
    for path in paths:
        for name, windows in json.loads(path.read_text("utf-8")).items():
            found[name] = [(start, end) for start, end in windows]
    return found


def _round_of(examples: Sequence[Example]) -> list[Example]:
    whether = [e for e in examples if e.kind == "yesno"][:WHETHER]
    return whether + [e for e in examples if e.kind != "yesno"][: ROUND - len(whether)]


def _name(example: Example) -> str:
    return example.group + example.kind + example.question


def _save(
    path: Path, names: Sequence[str], masters: Masters, optimizer: torch.optim.Optimizer, step: int, epoch: int
) -> None:
    partial = path.with_suffix(".partial")
    torch.save(
        {
            "names": list(names),
            "masters": masters.copies,
            "means": masters.means,
            "optimizer": optimizer.state_dict(),
            "step": step,
            "epoch": epoch,
        },
        partial,
    )
    partial.replace(path)


def _say(log: Path | None, fields: dict[str, object]) -> None:
    line = json.dumps(fields, ensure_ascii=False)
    print(line, flush=True)
    if log:
        with log.open("a", encoding="utf-8") as opened:
            opened.write(line + "\n")


if __name__ == "__main__":
    main()
