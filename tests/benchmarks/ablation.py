"""Silences each signal and each veto of fact in turn and prints which answers change: one line each, most telling first.

Run: python tests/benchmarks/ablation.py [QUESTIONS.jsonl REPORT… [-- QUESTIONS.jsonl REPORT…]…]

Without arguments the sample's and the invented reports' own question sets are asked. Only questions for one figure are
looked at: for these the judges decide alone. A silenced signal has one value everywhere, its mean over all readings; a
silenced veto rules nothing out. The encoder reads every window once, whatever is silenced.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from assistant.evaluation.grading import Case, holds, read_cases
from assistant.evidence import Candidate, find_hits, gather
from assistant.question import owners_of, parts_of, understand
from assistant.reading import Reading, facts, propose, shipped_bounds, shown
from assistant.reading.encoder import Encoder, WindowScores, model_folder
from assistant.reading.features import JOINED
from assistant.reading.judge import JoinedJudge, SignalJudge, Trees, Weights
from assistant.reading.reader import Reader
from assistant.reading.signals import FIGURE_NAMES
from assistant.reading.window import Window
from assistant.types import Asked, Question
from index.samples import sample_folder
from index.search import load_embedder
from index.snapshot import Snapshot, Store, build
from index.text import Span

CASES = Path(__file__).resolve().parents[1] / "cases"
INVENTED = {"qinghe": "清河区", "baisha": "白沙县", "jiangpan": "江畔区", "xiling": "西岭市", "songtai": "松台区"}


class Remembering(Encoder):
    """An encoder that reads a window and its spans once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._read: dict[tuple[str, str, tuple[Span, ...]], WindowScores] = {}

    def read(self, question: str, windows: Sequence[tuple[Window, Sequence[Span]]]) -> list[WindowScores]:
        keys = [(question, window.text, tuple(spans)) for window, spans in windows]
        fresh = [n for n, key in enumerate(keys) if key not in self._read]
        if fresh:
            for n, scores in zip(fresh, super().read(question, [windows[n] for n in fresh]), strict=True):
                self._read[keys[n]] = scores
        return [self._read[key] for key in keys]


@dataclass(frozen=True, slots=True)
class Asking:
    case: Case
    question: Question
    candidates: list[Candidate]
    readings: list[Reading]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is shown for a question, "" for nothing, and whether that is right; a near miss is right when refused."""

    shown: str
    right: bool


def askings(questions: Path, reports: Sequence[Path], folder: Path) -> Iterator[Asking]:
    embedder = load_embedder()
    build(list(reports), Store(folder), embedder)
    snapshot = Snapshot.open(Store(folder).current())
    for case in read_cases(questions):
        question = understand(case.question, snapshot.entries, case.history)
        single = not parts_of(question, snapshot.entries) and len(owners_of(question, snapshot.entries)) == 1
        if case.kind in ("figure", "unanswerable") and question.asked is Asked.FIGURE and single:
            candidates = gather(snapshot, find_hits(snapshot, embedder, question))
            yield Asking(case, question, candidates, propose.propose_figures(question, candidates))


def outcome(asking: Asking, readings: Sequence[Reading]) -> Outcome:
    trusted = shown(list(readings), shipped_bounds().figure)
    if not trusted:
        return Outcome("", asking.case.kind == "unanswerable")
    text = trusted[0].candidate.indexed.report.text[slice(*trusted[0].span)]
    met = all(any(holds(text, wanted) for wanted in group) for group in asking.case.gold)
    return Outcome(text, met and asking.case.kind != "unanswerable")


def line_of(name: str, before: Sequence[Outcome], after: Sequence[Outcome]) -> tuple[int, str]:
    pairs = [(b, a) for b, a in zip(before, after, strict=True) if b.shown != a.shown]
    lost, gained = (sum(b.right and not a.right for b, a in p) for p in (pairs, [(a, b) for b, a in pairs]))
    wrong = sum(bool(a.shown) and not a.right for _, a in pairs) - sum(bool(b.shown) and not b.right for b, _ in pairs)
    return len(pairs), f"| {name} | {len(pairs)} | {lost} | {gained} | {wrong:+d} |"


def main(arguments: Sequence[str]) -> None:
    encoder = Remembering(model_folder())
    judge = JoinedJudge(
        SignalJudge(Trees(model_folder() / "signals.onnx")), encoder, Weights(model_folder() / "joined.json", JOINED)
    )
    reader = Reader(judge, encoder)
    with tempfile.TemporaryDirectory() as work, sample_folder() as sample:
        sets = list(_sets(arguments, sample))
        asked = [
            a for n, (questions, reports) in enumerate(sets) for a in askings(questions, reports, Path(work, str(n)))
        ]
        before = [outcome(a, reader.judged(a.question, a.readings)) for a in tqdm(asked, desc="as it is")]
        print(f"{len(asked)} questions, {sum(o.right for o in before)} right\n")
        rows = [
            line_of(name, before, _silenced(reader, asked, silence))
            for name, silence in tqdm([*_signals(asked), *_vetoes()])
        ]
    print("| silenced | answers that change | right lost | right gained | wrong |\n| --- | --- | --- | --- | --- |")
    for _, line in sorted(rows, key=lambda row: -row[0]):
        print(line)


Silence = Callable[[], AbstractContextManager[Callable[[Asking], list[Reading]]]]


def _silenced(reader: Reader, asked: Sequence[Asking], silence: Silence) -> list[Outcome]:
    with silence() as readings_of:
        return [outcome(a, reader.judged(a.question, readings_of(a))) for a in asked]


def _signals(asked: Sequence[Asking]) -> Iterator[tuple[str, Silence]]:
    every = [reading.signals for asking in asked for reading in asking.readings]
    for column, name in enumerate(FIGURE_NAMES):
        mean = sum(signals[column] for signals in every) / len(every)

        @contextmanager
        def silence(column: int = column, mean: float = mean) -> Iterator[Callable[[Asking], list[Reading]]]:
            yield lambda asking: [replace(r, signals=_muted(r.signals, column, mean)) for r in asking.readings]

        yield name, silence


def _muted(signals: tuple[float, ...], column: int, value: float) -> tuple[float, ...]:
    return (*signals[:column], value, *signals[column + 1 :])


def _vetoes() -> Iterator[tuple[str, Silence]]:
    for veto in (*facts.VETOES, *facts.LATE):

        @contextmanager
        def silence(veto: facts.Veto = veto) -> Iterator[Callable[[Asking], list[Reading]]]:
            kept, late = facts.VETOES, facts.LATE
            facts.VETOES = tuple(v for v in kept if v is not veto)
            facts.LATE = tuple(v for v in late if v is not veto)
            try:
                yield lambda asking: propose.propose_figures(asking.question, asking.candidates)
            finally:
                facts.VETOES, facts.LATE = kept, late

        yield veto.__name__, silence


def _sets(arguments: Sequence[str], sample: Path) -> Iterator[tuple[Path, list[Path]]]:
    if not arguments:
        yield CASES / "sample.jsonl", [sample]
        for name, report in INVENTED.items():
            yield CASES / f"{name}.jsonl", sorted((CASES / "reports").glob(f"{report}*"))
        return
    given = list(arguments)
    while given:
        end = given.index("--") if "--" in given else len(given)
        questions, *reports = map(Path, given[:end])
        yield questions, reports
        given = given[end + 1 :]


if __name__ == "__main__":
    main(sys.argv[1:])
