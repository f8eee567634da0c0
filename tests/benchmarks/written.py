"""Whole answers over written questions, each report alone: right, wrong and refused by kind, and of those called sure.

    python tests/benchmarks/written.py assistant/reading/training/measured

Questions for several values are right where the headline has all of them in the order asked; for a change, its amount or
both ends; for words, where the quote has them; yes or no by the first word, and counted apart where the report's words
are told without one.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from assistant.answering.assistant import Assistant
from assistant.evaluation.grading import holds
from assistant.question import UnusableQuestion
from assistant.reading.training.examples import FIGURE_KINDS, find_loosely, read_questions
from assistant.types import Answer, Confidence, Status
from index.search import load_embedder
from index.snapshot import Snapshot, Store, build


def outcome_of(fields: dict[str, Any], answer: Answer | None) -> str:
    """Return "right", "wrong", "refused", "order" (all values, in another order) or "told" (no yes or no)."""
    shown = answer is not None and answer.status is Status.ANSWERED
    if fields["kind"] == "unanswerable":
        return "wrong" if shown else "right"
    if answer is None or not shown:
        return "refused"
    headline = answer.headline or ""
    wanted = fields["answer"] if isinstance(fields["answer"], list) else [fields["answer"]]
    quotes = "".join(citation.quote for citation in answer.citations)
    if fields["kind"] == "yesno":
        yes, no = headline.startswith(("是", "Yes")), headline.startswith(("否", "No"))
        if yes or no:
            return "right" if yes is (fields["answer"] == "是") else "wrong"
        return "told" if find_loosely(quotes, fields["sentence"][:14]) else "wrong"
    if fields["kind"] not in FIGURE_KINDS:
        return "right" if all(find_loosely(quotes, words[:12]) for words in wanted) else "wrong"
    if fields.get("derived") and holds(headline, fields["derived"]):
        return "right"
    if not all(holds(headline, value) for value in wanted):
        return "wrong"
    places = [headline.find(value) for value in wanted]
    return "order" if fields["kind"] == "figures" and places != sorted(places) else "right"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="reports (*.txt) with the questions over each (*.jsonl)")
    embedder = load_embedder()
    kinds: dict[str, Counter[str]] = {}
    sure: Counter[str] = Counter()
    for path, asked in read_questions(parser.parse_args().folder):
        with tempfile.TemporaryDirectory() as place:
            build([path], Store(Path(place)), embedder)
            assistant = Assistant(Snapshot.open(Store(Path(place)).current()), embedder)
            for fields in asked:
                try:
                    answer: Answer | None = assistant.ask(fields["question"])
                except UnusableQuestion:
                    answer = None
                outcome = outcome_of(fields, answer)
                kinds.setdefault(fields["kind"], Counter())[outcome] += 1
                if answer is not None and answer.status is Status.ANSWERED and answer.confidence is Confidence.HIGH:
                    sure[outcome] += 1
    for kind, outcomes in sorted(kinds.items()):
        print(f"{kind:14}", dict(outcomes))
    answerable = sum((outcomes for kind, outcomes in kinds.items() if kind != "unanswerable"), Counter[str]())
    print("answerable    ", dict(answerable), "of", answerable.total())
    print("called sure   ", dict(sure))


if __name__ == "__main__":
    main()
