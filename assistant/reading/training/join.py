"""Trains the judges over signals and encoder: gathers readings of written questions, fits trees, writes them as ONNX.

    python -m assistant.reading.training.join --questions FOLDER... --out assistant/reading/model [--keep work/gathered.pkl]

The judge over signals learns from the reports the encoder learned from, the joined one and the one for answers in
words from the reports that neither saw. Printed is the measure over those, a fifth of the reports held out at a time.
"""

import argparse
import json
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.reading.encoder import Encoder
from assistant.reading.features import JOINED, NAMES, PASSAGE
from assistant.reading.judge import SignalJudge, Trees
from assistant.reading.odds import log_odds
from assistant.reading.training.examples import FIGURE_KINDS
from assistant.reading.training.gathering import Gathered, Rows, gather_all, gather_cases
from assistant.reading.verdict import VERDICT

FOLDS = 5
# few columns on purpose: what neither part has seen is a few hundred questions (docs/evaluation.md)
FIGURES_BY = (
    "span",
    "span:to_best",
    "span:share",
    "whole",
    "whole:to_best",
    "judged",
    "judged:to_best",
    "words_met",
    "words_near",
    "unit_fits",
    "unit_known",
    "search_score",
)
WORDS_BY = ("whole", "whole:to_best", "whole:share", "fit", "fit:to_best", "coverage", "search_score")
SHARES = ("span:share", "judged", "whole:share")
# what is known to speak for or against a reading must not be learned the other way round from few examples
KNOWN_SIGNS = {
    "words_near": 1,
    "words_near:to_best": 1,
    "words_met": 1,
    "head_near": 1,
    "unit_fits": 1,
    "rules": 1,
    "rules:to_best": 1,
    "doubts": -1,
    "doubts:to_least": -1,
    "strict_missing": -1,
    "rival_words": -1,
}
FEW_TREES = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 40,
    "lambda_l2": 8.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "seed": 7,
    "verbose": -1,
    "num_threads": 2,
    "deterministic": True,
    "monotone_constraints": [KNOWN_SIGNS.get(name, 0) for name in NAMES],
}


def fit(rows: Rows, right: npt.NDArray[np.bool_], trees: int) -> lightgbm.Booster:
    return lightgbm.train(FEW_TREES, lightgbm.Dataset(rows, right.astype(np.float32)), trees)


def write(model: lightgbm.Booster, width: int, path: Path) -> None:
    converted = convert_lightgbm(model, initial_types=[("features", FloatTensorType([None, width]))], zipmap=False)
    path.write_bytes(converted.SerializeToString())


@dataclass
class Fitted:
    """A logistic model over some columns, each brought to the same spread for fitting."""

    columns: list[str]
    model: Any

    def __call__(self, rows: Rows, names: Sequence[str]) -> Rows:
        given: Rows = self.model.predict_proba(_chosen(rows, self.columns, names))[:, 1].astype(np.float32)
        return given

    def write(self, path: Path) -> None:
        scaler, logistic = self.model[0], self.model[1]
        weights = logistic.coef_[0] / scaler.scale_
        bias = float(logistic.intercept_[0] - (weights * scaler.mean_).sum())
        named = {name: round(float(weight), 6) for name, weight in zip(self.columns, weights, strict=True)}
        fields = {"weights": named, "bias": round(bias, 6), "shares": [name for name in self.columns if name in SHARES]}
        path.write_text(json.dumps(fields, indent=1) + "\n", "utf-8")


def fit_weights(rows: Rows, right: npt.NDArray[np.bool_], columns: list[str], names: Sequence[str]) -> Fitted:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2000))
    return Fitted(columns, model.fit(_chosen(rows, columns, names), right))


def _chosen(rows: Rows, columns: Sequence[str], names: Sequence[str]) -> Rows:
    chosen = rows[:, [names.index(name) for name in columns]].copy()
    for number, name in enumerate(columns):
        if name in SHARES:
            chosen[:, number] = log_odds(chosen[:, number])
    return chosen


def crossed(gathered: Sequence[Gathered], passages: bool) -> dict[int, Rows]:
    """Return the probabilities of each question's rows by trees that saw none of its report."""
    reports = sorted({g.report for g in gathered})
    given: dict[int, Rows] = {}
    for first in range(FOLDS):
        out = set(reports[first::FOLDS])
        rows, right = stacked([g for g in gathered if g.report not in out], passages)
        columns, names = (WORDS_BY, PASSAGE) if passages else (FIGURES_BY, JOINED)
        model = fit_weights(rows, right, list(columns), names)
        for g in gathered:
            own = g.passages if passages else g.figures
            if g.report in out:
                given[id(g)] = model(own, names) if len(own) else np.zeros(0, np.float32)
    return given


def stacked(gathered: Sequence[Gathered], passages: bool) -> tuple[Rows, npt.NDArray[np.bool_]]:
    kept = [g for g in gathered if len(g.passages if passages else g.figures)]
    return (
        np.concatenate([g.passages if passages else g.figures for g in kept]),
        np.concatenate([g.telling if passages else g.right for g in kept]),
    )


def report_curve(title: str, gathered: Sequence[Gathered], given: dict[int, Rows], passages: bool) -> None:
    """Print, a threshold a line, how many are shown rightly, wrongly and refused."""
    print(title)
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        right = wrong = answerable = refused = near = 0
        for g in gathered:
            chances = given[id(g)]
            best = int(chances.argmax()) if len(chances) else -1
            shown = best >= 0 and chances[best] >= threshold
            good = shown and bool((g.telling if passages else g.right)[best])
            if g.kind == "unanswerable":
                near += 1
                refused += not shown
            else:
                answerable += 1
                right += good
                wrong += shown and not good
        print(
            f"  p >= {threshold}: right {right / max(1, answerable):.1%} of {answerable}, wrong {wrong / max(1, answerable):.1%},"
            f" near misses refused {refused / max(1, near):.1%} of {near}"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--cases", type=Path, help="a folder of graded questions with their reports, for the joined judges"
    )
    parser.add_argument("--gathered", type=Path, help="use what an earlier run kept")
    parser.add_argument("--signals", action="store_true", help="train the judge over signals anew")
    parser.add_argument("--keep", type=Path, help="keep what was gathered here")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.signals:
        learned = [
            g for g in gather_all(given.questions, None, None, held=False) if g.kind in (*FIGURE_KINDS, "unanswerable")
        ]
        rows, right = stacked(learned, False)
        print(f"signals: {len(learned)} questions, {len(rows)} readings")
        write(fit(rows, right, 220), len(NAMES), given.out / "signals.onnx")
    if given.gathered:
        fit_joined(pickle.loads(given.gathered.read_bytes()), given.out)
        return
    judge = SignalJudge(Trees(given.out / "signals.onnx"))
    encoder = Encoder(given.out)
    held = list(gather_all(given.questions, judge, encoder, held=True))
    if given.cases:
        held += gather_cases(given.cases, judge, encoder)
    if given.keep:
        given.keep.write_bytes(pickle.dumps(held))
    fit_joined(held, given.out)


def fit_joined(held: Sequence[Gathered], out: Path) -> None:
    """Fit the joined judges on what neither part has seen, print their measure and write them."""
    figures = [g for g in held if g.kind in (*FIGURE_KINDS, "unanswerable")]
    single = [g for g in figures if g.kind in ("figure", "change")]
    print(
        f"right figure among the proposals {np.mean([g.possible for g in single]):.1%}, in the windows read {np.mean([g.right.any() for g in single]):.1%} of {len(single)}"
    )
    curve = [g for g in figures if g.kind != "figures"]
    report_curve("joined, figures", curve, crossed(figures, False), False)
    report_curve("signals alone", curve, {id(g): g.figures[:, JOINED.index("judged")] for g in curve}, False)
    report_curve("encoder alone", curve, {id(g): g.figures[:, JOINED.index("span:share")] for g in curve}, False)
    words = [
        g
        for g in held
        if g.kind not in FIGURE_KINDS and (g.kind != "unanswerable" or g.asked not in ("figure", "from_to"))
    ]
    report_curve("joined, sentences", words, crossed(words, True), True)
    fit_verdicts([g for g in held if len(g.verdicts)], out)
    fit_weights(*stacked(figures, False), list(FIGURES_BY), JOINED).write(out / "joined.json")
    fit_weights(*stacked(words, True), list(WORDS_BY), PASSAGE).write(out / "passages.json")


def fit_verdicts(asked: Sequence[Gathered], out: Path) -> None:
    """Fit what weighs yes against no, print how often it is right where it is so sure, and write it."""
    if not asked:
        return
    rows = np.concatenate([g.verdicts for g in asked])
    yes = np.concatenate([np.full(len(g.verdicts), g.holds) for g in asked])
    reports = sorted({g.report for g in asked})
    told: list[tuple[float, bool]] = []
    for first in range(FOLDS):
        outside = set(reports[first::FOLDS])
        kept = np.concatenate([np.full(len(g.verdicts), g.report not in outside) for g in asked])
        model = fit_weights(rows[kept], yes[kept], list(VERDICT), VERDICT)
        told += [(float(model(g.verdicts, VERDICT).mean()), g.holds) for g in asked if g.report in outside]
    print(f"verdicts of {len(told)} questions")
    for least in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
        sure = [(chance >= 0.5) is holds for chance, holds in told if max(chance, 1 - chance) >= least]
        print(f"  p >= {least}: told {len(sure) / len(told):.1%}, of these right {np.mean(sure or [False]):.1%}")
    fit_weights(rows, yes, list(VERDICT), VERDICT).write(out / "verdicts.json")


if __name__ == "__main__":
    main()
