"""Builds one peer over the reports of a task and asks it the questions: `measure.py NAME TASK.json`; run.py calls it.

Needs nothing of this program where the peer is another: the interpreter may be one that has only the peer in it.
"""

import importlib
import json
import re
import resource
import sys
import time
import unicodedata
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

DEEPEST = 10


def bare(text: str) -> str:
    """Return text without what typesetting adds: blanks, commas of thousands, full-width letters."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+|(?<=[0-9]),(?=[0-9])", "", folded).lower()


def stands_in(wanted: str, text: str) -> bool:
    """Tell whether `wanted` stands in `text`, a number only as a whole one."""
    left = r"(?<![0-9.])" if wanted[:1].isdigit() else ""
    right = r"(?![0-9]|\.[0-9])" if wanted[-1:].isdigit() else ""
    return re.search(left + re.escape(bare(wanted)) + right, bare(text)) is not None


def place_of(case: dict[str, Any], shown: Sequence[tuple[str, str]]) -> int | None:
    """Return the place, from 1, of the first passage that holds evidence of the question; None where none does."""
    for place, (file, text) in enumerate(shown, 1):
        at_home = not case["source"] or file in case["source"]
        if at_home and any(bare(quote) in bare(text) for quote in case["quote"]):
            return place
    return None


def met(case: dict[str, Any], shown: str) -> bool:
    return all(any(stands_in(wanted, shown) for wanted in group) for group in case["gold"])


def installed_mb(package: str) -> float:
    """Return how much a package takes with all that it needs, without this interpreter's own library."""
    seen: set[str] = set()
    waiting, total = [package], 0
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        total += sum(file.size or 0 for file in found.files or ())
        for needed in found.requires or ():
            if "extra ==" not in needed:
                waiting.append(re.split(r"[ ;<>=!~\[(]", needed, maxsplit=1)[0])
    return total / 2**20


def percentile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def main() -> None:
    name, task = sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8"))
    sys.path.insert(0, str(Path(__file__).parent))
    module = importlib.import_module(f"with_{name}")
    reports, asked = task["reports"], task["asked"]
    started = time.perf_counter()
    peer = module.Peer(reports, task["model"])
    build_s = time.perf_counter() - started
    module_name: str = module.PACKAGE
    places, right, wrong, refused, times, lengths = [], 0, 0, 0, [], []
    for case in asked:
        started = time.perf_counter()
        headline, passages = peer.ask(case["question"], case["history"])
        times.append(1000 * (time.perf_counter() - started))
        if headline is not None:
            lengths.append(len(headline))
        if not case["said"]:
            refused += headline is None
            wrong += headline is not None
            continue
        if case["quote"]:
            places.append(place_of(case, passages[:DEEPEST]))
        good = headline is not None and met(case, headline)
        right += good
        wrong += headline is not None and not good
    said = sum(case["said"] for case in asked)
    unsaid = len(asked) - said

    def within(most: int) -> float:
        return sum(place is not None and place <= most for place in places) / max(1, len(places))

    told = {
        "version": metadata.version(module_name),
        "passages": peer.passages,
        "first": within(1),
        "third": within(3),
        "fifth": within(5),
        "right": right / max(1, said),
        "wrong": wrong / max(1, len(asked)),
        "refused": refused / unsaid if unsaid else None,
        "characters": sum(lengths) / max(1, len(lengths)),
        "build_s": build_s,
        "p50_ms": percentile(times, 0.5),
        "p95_ms": percentile(times, 0.95),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "installed_mb": sum(installed_mb(package) for package in module.INSTALLED),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
