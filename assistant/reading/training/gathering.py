"""What the shipped judges' parts say of the written questions: a row of features for each reading, and which answer."""

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.evidence import Candidate, find_hits, gather
from assistant.question import UnusableQuestion, understand
from assistant.reading.encoder import Encoder
from assistant.reading.features import PASSAGE, figure_features, joined_features, passage_features
from assistant.reading.judge import SignalJudge
from assistant.reading.propose import propose_figures
from assistant.reading.read_windows import figure_windows, read_figure_windows, read_passages
from assistant.reading.sentences import read_sentences
from assistant.reading.training.examples import FIGURE_KINDS, YES, find_loosely, gold_spans, read_questions, same_place
from assistant.reading.training.train import is_held_back
from assistant.reading.verdict import VERDICT, verdict_features
from assistant.types import Question
from index.search import load_embedder
from index.snapshot import Snapshot, Store, build
from index.text import Span, fold
from index.types import IndexedReport

Rows = npt.NDArray[np.float32]


@dataclass
class Gathered:
    """A question with the rows of its readings and passages, and which of them answer."""

    report: str
    question: str
    kind: str
    style: str
    asked: str
    figures: Rows
    right: npt.NDArray[np.bool_]
    possible: bool  # whether a right figure was among the proposals
    passages: Rows
    telling: npt.NDArray[np.bool_]
    verdicts: Rows  # of the windows that answer a question of whether
    holds: bool  # whether what it asks is so


def gather_all(
    folders: Sequence[Path], judge: SignalJudge | None, encoder: Encoder | None, held: bool
) -> Iterator[Gathered]:
    """Yield the questions over every report, each report alone; without a judge, with the rows of the signals."""
    embedder = load_embedder()
    for folder in folders:
        for path, asked in read_questions(folder):
            if is_held_back(path.name) is not held:
                continue
            with tempfile.TemporaryDirectory() as place:
                store = Store(Path(place))
                build([path], store, embedder, lambda progress: None)
                snapshot = Snapshot.open(store.current())
                yield from _over(snapshot, embedder, path.name, asked, judge, encoder)


def gather_cases(folder: Path, judge: SignalJudge, encoder: Encoder) -> Iterator[Gathered]:
    """Yield the graded questions over the invented reports that lie beside them, in `folder/reports`, each alone."""
    embedder = load_embedder()
    reports = {path.stem: path for path in (folder / "reports").iterdir()}
    by_report: dict[Path, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        asked = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        sources = {source for fields in asked for source in fields.get("source") or ()}
        if len(sources) == 1 and sources <= set(reports):
            by_report[reports[sources.pop()]] = [fields for fields in asked if not fields.get("history")]
    for path, asked in by_report.items():
        with tempfile.TemporaryDirectory() as place:
            store = Store(Path(place))
            build([path], store, embedder, lambda progress: None)
            snapshot = Snapshot.open(store.current())
            yield from _over(snapshot, embedder, path.name, asked, judge, encoder)


def _gold_of_case(indexed: IndexedReport, fields: dict[str, Any]) -> list[tuple[int, int]] | None:
    """Return where a graded question's answer stands: the figures of its quote that meet it, else the quote."""
    if fields["kind"] == "unanswerable":
        return []
    quote = find_loosely(indexed.report.text, fields["quote"][0])
    if quote is None or fields["kind"] not in FIGURE_KINDS:
        return None if quote is None else [quote]
    text = indexed.report.text
    met = [
        (figure.start, figure.end)
        for row in indexed.figures
        for figure in row
        if figure.start < quote[1] and quote[0] < figure.end
        if any(_says(text[figure.start : figure.end], wanted) for wanted in fields["gold"][0])
    ]
    return met or None


def _says(text: str, wanted: str) -> bool:
    """Tell whether `wanted` stands in `text`, a number only as a whole one."""
    bare = fold(text).replace(" ", "").replace(",", "")
    return (
        re.search(rf"(?<![0-9.]){re.escape(fold(wanted).replace(' ', '').replace(',', ''))}(?!\.?[0-9])", bare)
        is not None
    )


def _over(
    snapshot: Snapshot,
    embedder: Any,
    name: str,
    asked: Sequence[dict[str, Any]],
    judge: SignalJudge | None,
    encoder: Encoder | None,
) -> Iterator[Gathered]:
    indexed = snapshot.report(0)
    for fields in asked:
        gold = _gold_of_case(indexed, fields) if "gold" in fields else gold_spans(indexed.report.text, fields)
        if gold is None:
            continue
        try:
            question = understand(fields["question"], snapshot.entries, ())
        except UnusableQuestion:
            continue
        candidates = gather(snapshot, find_hits(snapshot, embedder, question))
        yield _judged(name, fields, question, candidates, gold, judge, encoder)


def _judged(
    name: str,
    fields: dict[str, Any],
    question: Question,
    candidates: Sequence[Candidate],
    gold: Sequence[Span],
    judge: SignalJudge | None,
    encoder: Encoder | None,
) -> Gathered:
    readings = propose_figures(question, candidates)
    right = np.asarray([any(same_place(r.span, g) for g in gold) for r in readings], bool)
    possible = bool(right.any())
    rows, passages, telling = figure_features(readings), np.zeros((0, len(PASSAGE)), np.float32), np.zeros(0, bool)
    verdicts: list[tuple[float, ...]] = []
    if judge is not None and encoder is not None:
        first = judge.score(question, readings)
        read = read_figure_windows(encoder, question, readings, figure_windows(readings, first))
        rows, right = joined_features(readings, first, read), right[sorted(read)]
        sentences = read_sentences(question, candidates)
        told = read_passages(encoder, question, [s.candidate for s in sentences])
        passages = passage_features(question, sentences, told)
        telling = np.asarray([any(_holds(sentences[n].candidate.sentence, g) for g in gold) for n, _ in told], bool)
        if fields["kind"] == "yesno":
            verdicts = [
                verdict_features(question, sentences[n].candidate, score.verdict)
                for (n, score), tells in zip(told, telling, strict=True)
                if tells
            ]
    return Gathered(
        name,
        fields["question"],
        fields["kind"],
        fields.get("style", ""),
        question.asked.value,
        rows,
        right,
        possible,
        passages,
        telling,
        np.asarray(verdicts, np.float32).reshape(-1, len(VERDICT)),
        fields.get("answer") == YES,
    )


def _holds(sentence: Any, gold: tuple[int, int]) -> bool:
    return bool(sentence.start <= gold[0] < sentence.end)
