"""Kills index, remove, correct, rollback, backup, restore and removals of an account at random moments; looks at each.

Run: python tests/crash/run.py --kills 1000 [--seed 7] [--minutes 30]

After every kill the data folder has to open with every checksum right, and after some to answer; nothing that was published
before, no conversation, account or confirmed question may be lost; a restore has to have happened whole or not at all; the
backup has to be the old one or the new one; who gets the name of an account that was removed sees nothing of what that one
asked; and the record of who did what has to verify and to name what was done.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from crashing import World, in_child

GROW = 5  # rounds between two conversations that are kept meanwhile


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000, help="kills that are to hit a work under way")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--ask-every", type=int, default=20, help="kills between two questions")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so many minutes")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), options.seed)
        hits, missed, effects, left = Counter[str](), Counter[str](), Counter[str](), 0
        lasted: dict[str, float] = {}
        for number in range(10**9):
            if hits.total() >= options.kills or time.monotonic() - begun > 60 * options.minutes:
                break
            works = world.works()
            work = world.chance.choice(sorted(works))
            if number % GROW == 0 or work == "backup":
                world.grow()
            before = world.state()
            started = time.monotonic()
            after = world.chance.uniform(0, lasted[work]) if work in lasted else None
            hit, status = in_child(works[work], after)
            if after is None:
                lasted[work] = 1.1 * (time.monotonic() - started)
            left += bool(world.leftovers())
            (hits if hit else missed)[work] += 1
            print(number, work, "hit" if hit else "ran", f"{time.monotonic() - begun:.0f}s", file=sys.stderr)
            try:
                effects[f"{work} {'hit' if hit else 'ran'}"] += world.check(work, before, done=status == 0)
                if number % options.ask_every == 0:
                    world.ask()
            except BaseException:
                print(json.dumps({"round": number, "work": work, "hit": hit, "after": after, "seed": options.seed}))
                raise
        in_child(works["index"], None)
        world.back_up()
        world.ask()
        found = world.leftovers()
        print(
            json.dumps(
                {
                    "kills_that_hit": hits.total(),
                    "by_work": dict(sorted(hits.items())),
                    "not_hit": dict(sorted(missed.items())),
                    "with_effect": dict(sorted(effects.items())),
                    "left_behind_then_swept": left,
                    "left_at_the_end": found,
                    "minutes": round((time.monotonic() - begun) / 60, 1),
                    "seed": options.seed,
                },
                indent=1,
            )
        )
        return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
