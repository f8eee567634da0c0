"""Finds the windows that the reader would read for each written question: what the encoder has to tell the answer from.

    python -m assistant.reading.training.mining --questions FOLDER... --judge assistant/reading/model --out work/mined.json

Windows that share most characters with a question are easily told from its answer where staff use words of their own;
those that search and signals put first are not. Each report is asked alone.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.evidence import find_hits, gather
from assistant.question import UnusableQuestion, understand
from assistant.reading.judge import SignalJudge, Trees
from assistant.reading.propose import propose_figures
from assistant.reading.read_windows import figure_windows
from assistant.reading.sentences import read_sentences
from assistant.reading.training.examples import FIGURE_KINDS, read_questions
from assistant.reading.window import windows_of
from index.search import load_embedder
from index.snapshot import Snapshot, Store, build

KEPT = 8  # windows of a question


def mined_windows(
    snapshot: Snapshot, embedder: Any, judge: SignalJudge, fields: dict[str, Any]
) -> list[tuple[int, int]]:
    """Return the report offsets of the windows that are read for a question, the likeliest first."""
    question = understand(fields["question"], snapshot.entries, ())
    candidates = gather(snapshot, find_hits(snapshot, embedder, question))
    if fields["kind"] in (*FIGURE_KINDS, "unanswerable"):
        readings = propose_figures(question, candidates)
        if readings:
            found = [one.window for one in figure_windows(readings, judge.score(question, readings))]
            return [(window.start, window.end) for window in found[:KEPT]]
    sentences = [fit.candidate for fit in read_sentences(question, candidates)[:KEPT]]
    windows = [window for c in sentences for window in windows_of(c.indexed, c.position)]
    return [(window.start, window.end) for window in windows[:KEPT]]


def mine(folders: Sequence[Path], judge: SignalJudge) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """Yield report, question and its windows."""
    embedder = load_embedder()
    for folder in folders:
        for path, asked in read_questions(folder):
            with tempfile.TemporaryDirectory() as place:
                store = Store(Path(place))
                build([path], store, embedder, lambda progress: None)
                snapshot = Snapshot.open(store.current())
                for fields in asked:
                    try:
                        yield path.name, fields["question"], mined_windows(snapshot, embedder, judge, fields)
                    except UnusableQuestion:
                        continue


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--judge", type=Path, required=True, help="the folder with signals.onnx")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    judge = SignalJudge(Trees(given.judge / "signals.onnx"))
    found = {f"{report}\n{question}": windows for report, question, windows in mine(given.questions, judge)}
    given.out.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    print(f"{len(found)} questions")


if __name__ == "__main__":
    main()
