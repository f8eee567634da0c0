"""Asks this program and its peers the same questions over the same reports, and prints one table.

    python tests/benchmarks/peers/run.py CASES.jsonl REPORTS… [--only NAME…] [--python PYTHON] [--json FILE]

Every peer is built in the way its own documentation shows first, with its own usual sizes, and reads the same plain text.
Where it takes an embedder, it takes the one that ships here, by sentence-transformers. Each runs in a process of its own, so
that time and memory are its own. `--python` names an interpreter with the peers in it (they need not stand in this
program's environment: tests/benchmarks/peers/requirements.txt); a peer that is not there is named and left out.

What is measured: whether a passage with the question's evidence is among the first 1, 3, 5; whether the first thing shown holds
the right answer (the first passage of a peer, which is all it shows without a language model; headline and sentence here),
how long that is, how many questions that the reports do not answer are refused, time to build, time a question, memory.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from assistant.evaluation.grading import read_cases
from index.reading import read_report
from index.search import shipped_folder

HERE = Path(__file__).parent
PEERS = ("ours", "langchain", "llamaindex", "haystack", "txtai")
COLUMNS = (
    ("name", "peer", "{}"),
    ("version", "version", "{}"),
    ("passages", "passages", "{:,}"),
    ("first", "evidence @1", "{:.1%}"),
    ("third", "@3", "{:.1%}"),
    ("fifth", "@5", "{:.1%}"),
    ("right", "right answers", "{:.1%}"),
    ("wrong", "wrong shown", "{:.1%}"),
    ("refused", "refused, not said", "{:.1%}"),
    ("characters", "characters shown", "{:.0f}"),
    ("build_s", "build s", "{:.1f}"),
    ("p50_ms", "p50 ms", "{:.1f}"),
    ("p95_ms", "p95 ms", "{:.1f}"),
    ("memory_mb", "memory MB", "{:,.0f}"),
    ("installed_mb", "installed MB", "{:,.0f}"),
)


def texts_of(given: list[Path]) -> list[dict[str, str]]:
    files = [p for path in given for p in (sorted(path.iterdir()) if path.is_dir() else [path]) if p.is_file()]
    return [{"path": str(path.resolve()), "file": path.stem, "text": read_report(path).text} for path in files]


def asked_of(cases: Path) -> list[dict[str, Any]]:
    return [
        {
            "question": case.question,
            "history": case.history,
            "said": case.kind != "unanswerable",
            "gold": case.gold,
            "quote": case.quote,
            "source": case.source,
        }
        for case in read_cases(cases)
    ]


def measured(name: str, python: str, task: Path) -> dict[str, Any]:
    """Run one peer and return what it found, or why it could not."""
    interpreter = sys.executable if name == "ours" else python
    surroundings = {**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    done = subprocess.run(
        [interpreter, str(HERE / "measure.py"), name, str(task)],
        capture_output=True, text=True, env=surroundings, check=False,
    )  # fmt: skip
    if done.returncode:
        return {"name": name, "missing": (done.stderr.strip().splitlines() or ["no reason given"])[-1]}
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {"name": name, **told}


def table(rows: list[dict[str, Any]]) -> str:
    shown = [row for row in rows if "missing" not in row]
    lines = ["| " + " | ".join(head for _, head, _ in COLUMNS) + " |", "|" + " --- |" * len(COLUMNS)]
    for row in shown:
        cells = ("–" if row.get(key) is None else form.format(row[key]) for key, _, form in COLUMNS)
        lines.append("| " + " | ".join(cells) + " |")
    lines += [f"{row['name']}: left out, {row['missing']}" for row in rows if "missing" in row]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--only", nargs="+", choices=PEERS, default=PEERS)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    task = {"model": str(shipped_folder()), "reports": texts_of(given.reports), "asked": asked_of(given.cases)}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "task.json"
        written.write_text(json.dumps(task, ensure_ascii=False), "utf-8")
        for name in given.only:
            print(f"{name} …", file=sys.stderr, flush=True)
            rows.append(measured(name, given.python, written))
    print(table(rows))
    if given.json:
        given.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
