"""Hands hostile files of every readable format to the real indexing, in batches with one sound report, and checks what comes of it.

Run: python tests/crash/hostile.py --files 2000 [--seed 7] [--seconds 30] [--without-old]

Half of the files are sound ones that were damaged, half are made to be hostile. Of every batch the sound report has to be
indexed and to answer; every other file has to be read, or refused with one line in Chinese that names it; nothing may
end in a traceback, run over the limits of time and memory, or stay behind in the temporary folder.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import hostile_documents  # noqa: E402
import hostile_mutations  # noqa: E402
import hostile_texts  # noqa: E402

BATCH = 40
ANCHOR, QUESTION, HEADLINE = "2019年云溪县工作总结", "2019年云溪县新建学校多少所？", "7所"
MEMORY = 1000 * 10**6  # bytes, the program's own limit
HEAVY_SHARE, LARGE_SHARE, OLD_SHARE = 0.004, 0.015, 0.04
USUAL = {
    f"report-assistant-{os.getuid()}",
    ".ses",
}  # what the cutter of words and the runtime of models keep on purpose
LEEWAY = 2.0  # of the limit: reading may take as long as it says, and what was read is analysed afterwards
STEP = 0.05  # seconds between two looks at the processes


class Maker:
    """Makes one hostile file after the other, the same ones for the same seed."""

    def __init__(self, seed: int, with_old: bool, with_heavy: bool) -> None:
        self.chance = hostile_mutations.Chance(seed)
        self.chance.large = LARGE_SHARE if with_heavy else 0.0
        self.sound = hostile_mutations.sound()
        self.old = hostile_mutations.legacy() if with_old else {}
        self.heavy = hostile_texts.HEAVY if with_heavy else {}
        self.made = {**hostile_documents.DOCUMENTS, **hostile_documents.WORKBOOKS, **hostile_texts.TEXTS}

    def next(self) -> tuple[str, bytes]:
        """Return the name and the content of the next file."""
        at = self.chance.random()
        if self.heavy and at < HEAVY_SHARE:
            return self._one_of(self.heavy)
        if self.old and at < HEAVY_SHARE + OLD_SHARE:
            return self._one_of(hostile_texts.OLD) if self.chance.random() < 0.3 else self._damaged(self.old)
        return self._damaged(self.sound) if self.chance.random() < 0.5 else self._one_of(self.made)

    def _one_of(self, makes: dict[str, Any]) -> tuple[str, bytes]:
        name = self.chance.choice(sorted(makes))
        return name, makes[name](self.chance)

    def _damaged(self, sound: dict[str, list[bytes]]) -> tuple[str, bytes]:
        suffix = self.chance.choice(sorted(sound))
        content, names = self.chance.choice(sound[suffix]), list[str]()
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            damage = self.chance.choice(hostile_mutations.DAMAGES)
            content, names = damage(self.chance, content) if content else content, [*names, damage.__name__]
        if self.chance.random() < 0.15:
            suffix, names = self.chance.choice(sorted(self.sound)), [*names, f"was{suffix[1:]}"]
        return f"{'-'.join(names)}{suffix}", content


class Watch(threading.Thread):
    """Looks at the processes below one and keeps the most memory that each kind was given."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.most, self.done = process, Counter[str](), threading.Event()

    def run(self) -> None:
        while not self.done.wait(STEP):
            for process in _below(self.process):
                try:
                    words = Path(f"/proc/{process}/cmdline").read_bytes()
                    status = Path(f"/proc/{process}/status").read_text("utf-8")
                except OSError:
                    continue  # it has ended
                kind = "reading" if b"index.reading.worker" in words else "office" if b"soffice" in words else ""
                field = {"reading": "VmPeak", "office": "VmHWM"}.get(kind, "VmHWM")
                used = next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith(field)), 0)
                kind = kind or ("indexing" if process == self.process else "other")
                self.most[kind] = max(self.most[kind], used)


def _below(process: int) -> list[int]:
    """Return a process and all that it started."""
    found = [process]
    for parent in found:
        try:
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text("utf-8").split())
        except OSError:
            continue
    return found


def child(folder: Path, data: Path) -> None:
    """Index a folder and ask of the sound report; print what became of every file, one line each, and the answer."""
    from assistant.answering.assistant import Assistant
    from assistant.messages import explain
    from index.search import load_embedder
    from index.snapshot import Progress, Snapshot, Store, build

    begun = time.monotonic()

    def listen(step: Progress) -> None:
        nonlocal begun
        if step.stage == "read":
            begun = time.monotonic()
        if step.stage in ("added", "reused"):
            assert step.entry is not None
            fields = {"path": step.entry.source, "file": step.entry.file, "warnings": step.entry.warnings}
            print(json.dumps({"stage": step.stage, "seconds": time.monotonic() - begun, **fields}), flush=True)
        elif step.stage == "refused":
            print(json.dumps({"stage": "timed", "seconds": time.monotonic() - begun, "file": step.file}), flush=True)

    embedder = load_embedder()
    built = build([folder], Store(data), embedder, listen)
    for failure in built.failures:
        fields = {"path": str(failure.path), "reason": failure.reason.value, "says": explain(failure, "zh")}
        print(json.dumps({"stage": "refused", **fields}), flush=True)
    answer = Assistant(Snapshot.open(Store(data).current()), embedder).ask(QUESTION)
    print(json.dumps({"stage": "asked", "headline": answer.headline}), flush=True)


def run_batch(files: list[tuple[str, bytes]], home: Path, seconds: float) -> dict[str, Any]:
    """Index one batch in a process of its own; return what happened and what is at fault."""
    folder, data, temporary = home / "in", home / "data", home / "tmp"
    for place in (folder, temporary):
        place.mkdir(parents=True)
    (folder / f"{ANCHOR}.txt").write_text(f"{ANCHOR}\n一、学校建设\n全年新建学校7所。\n", "utf-8")
    for name, content in files:
        (folder / name).write_bytes(content)
    environment = {
        **os.environ,
        "TMPDIR": str(temporary),
        "ASSISTANT_MAX_SECONDS": f"{seconds:g}",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, __file__, "--child", str(folder), str(data)]
    process = subprocess.Popen(
        command, env=environment, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    watch = Watch(process.pid)
    watch.start()
    faults = []
    try:
        said, complained = process.communicate(timeout=LEEWAY * seconds * len(files))
    except subprocess.TimeoutExpired:
        process.kill()
        said, complained = process.communicate()
        faults.append(f"the batch hangs after {said.splitlines()[-1:]}")
    watch.done.set()
    events = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    faults += _faults(files, folder, events, process.returncode, complained)
    faults += [f"left behind: {path.name}" for path in temporary.iterdir() if path.name not in USUAL]
    slow = [(event["seconds"], event["file"]) for event in events if "seconds" in event]
    faults += [f"took {took:.0f} s: {name}" for took, name in slow if took > LEEWAY * seconds]
    if watch.most["reading"] > MEMORY:
        faults.append(f"reading took {watch.most['reading']} bytes")
    return {"events": events, "faults": faults, "memory": watch.most, "slow": slow}


def _faults(files: list[tuple[str, bytes]], folder: Path, events: list[Any], status: int, complained: str) -> list[str]:
    faults = []
    if status or "Traceback" in complained:
        faults.append(f"status {status}: {complained.strip()[-600:]}")
    if [event["headline"] for event in events if event["stage"] == "asked"] != [HEADLINE]:
        faults.append("the sound report does not answer")
    read = [event["path"] for event in events if event["stage"] in ("added", "reused")]
    refused = [event for event in events if event["stage"] == "refused"]
    for event in refused:
        line = event["says"]
        if (
            "\n" in line
            or not line.startswith(event["path"])
            or not any("\u4e00" <= c <= "\u9fff" for c in line.rpartition(":")[2])
        ):
            faults.append(f"no clear line: {line!r}")
    told = [*read, *(event["path"] for event in refused)]
    faults += [
        f"neither read nor named: {name}"
        for name, _ in files
        if not any(path.startswith(str(folder / name)) for path in told)
    ]
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=30.0, help="what one file may take")
    parser.add_argument("--without-old", action="store_true", help="no files that LibreOffice would convert")
    parser.add_argument("--without-heavy", action="store_true", help="no files of many megabytes")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the files of faulty batches are kept")
    parser.add_argument("--child", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(*options.child)
        return 0
    begun, maker = time.monotonic(), Maker(options.seed, not options.without_old, not options.without_heavy)
    outcomes, reasons, kinds, memory = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    slow: list[tuple[float, str]] = []
    faults: list[str] = []
    for first in range(0, options.files, BATCH):
        files = []
        for number in range(first, min(first + BATCH, options.files)):
            name, content = maker.next()
            kinds[Path(name).suffix] += 1
            files.append((f"{number:04d}-{name}", content))
        with tempfile.TemporaryDirectory() as home:
            batch = run_batch(files, Path(home), options.seconds)
            if batch["faults"] and options.keep:
                shutil.copytree(Path(home) / "in", options.keep / f"{first:04d}", dirs_exist_ok=True)
        outcomes.update(event["stage"] for event in batch["events"] if event["stage"] in ("added", "reused", "refused"))
        reasons.update(event["reason"] for event in batch["events"] if event["stage"] == "refused")
        memory |= batch["memory"]
        slow = sorted([*slow, *batch["slow"]], reverse=True)[:10]
        faults += batch["faults"]
        print(
            first + len(files),
            f"{time.monotonic() - begun:.0f}s",
            *batch["faults"],
            sep="\n  ",
            file=sys.stderr,
            flush=True,
        )
    summary = {
        "files": dict(sorted(kinds.items())),
        "outcomes": dict(outcomes),
        "refused_for": dict(reasons.most_common()),
        "most_memory_mb": {kind: round(used / 1e6) for kind, used in memory.items()},
        "slowest_seconds": [[round(took, 1), name] for took, name in slow],
        "minutes": round((time.monotonic() - begun) / 60, 1),
        "seed": options.seed,
        "faults": faults,
    }
    print(json.dumps(summary, ensure_ascii=False, indent=1))
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
