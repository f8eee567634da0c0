"""Kills builds at random moments and looks at what is in service after each; prints how many kills hit a build.

Run: python tests/support/kill_points.py FOLDER KILLS SEED
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from index.search import load_embedder
from index.snapshot import Correction, Snapshot, Store, build, correct, load_corrections, rebuild, remove


def in_child(work: Callable[[], object], after: float | None) -> bool:
    """Run `work` in a process of its own, killed after so many seconds; returns whether the kill hit it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main() -> None:
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    embedder = load_embedder()
    store = Store(folder / "data")
    files = [folder / f"202{n}年某区工作总结.txt" for n in range(3)]

    def write(number: int) -> Path:
        files[number].write_text(f"202{number}年某区工作总结\n招聘教师{chance.randrange(10**6)}名。\n", "utf-8")
        return files[number]

    in_child(lambda: build([write(n) for n in range(3)], store, embedder), None)
    begun = time.perf_counter()
    in_child(lambda: build([files[0]], store, embedder, fresh=False), None)
    whole = 1.4 * (time.perf_counter() - begun)
    hits = 0
    for kill in range(kills):
        before = Snapshot.open(store.current())
        entries = {entry.id: entry for entry in before.entries}
        corrections = load_corrections(store.folder)
        target = chance.choice(before.entries).id
        path = write(chance.randrange(3))
        change = {target: Correction(title=f"更正{kill}")}
        works: list[Callable[[], object]] = [
            lambda: build([path], store, embedder),  # noqa: B023
            lambda: rebuild(store, embedder),
            lambda: correct(change, store, embedder),  # noqa: B023
            lambda: remove([target], store, embedder),  # noqa: B023
            store.rollback,
        ]
        number = chance.choices(range(len(works)), [6, 2, 2, 1, 1])[0]
        hits += in_child(works[number], chance.uniform(0, whole))
        after = Snapshot.open(store.current())  # verifies every file
        for position, entry in enumerate(after.entries):
            assert after.report(position).report.id == entry.id
        lost = set(entries) - {entry.id for entry in after.entries}
        assert len(lost) <= 1 or number == 4, (number, lost)
        now = load_corrections(store.folder)
        assert now in (corrections, {**corrections, **change})
        if len(after.entries) < 3:
            in_child(lambda: build(files, store, embedder), None)
    left = [p.name for p in store.snapshots.iterdir() if p.name.startswith("draft")]
    in_child(lambda: build([write(0)], store, embedder), None)
    assert not [p for p in store.snapshots.iterdir() if p.name.startswith("draft")], left
    assert len(list(store.snapshots.iterdir())) <= 2
    print(hits)


if __name__ == "__main__":
    main()
