"""From written questions to what the encoder learns from: windows with spans, and which of them answer.

A question's windows are the one that holds its answer and those that the reader would read for it, where they have been
looked up (mining.py), or that are most like the question; the spans of a
window are its figures and its from–to pairs. A near miss has windows and no span that answers. Of some questions the
windows with the answer are taken away, once more: a report that does not say, as many as there are questions.
"""

import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant.reading.window import Window, windows_of
from index.reading import read_report
from index.structure import analyse_report
from index.text import Span
from index.types import IndexedReport, Report, Role

HARD = 5  # windows beside the one that answers
TAKEN_AWAY = 3  # one question in so many is shown without its answer as well
FIGURE_KINDS = ("figure", "figures", "change")
YES = "是"
# by report and question, a line each: the offsets of the windows that the reader would read (mining.py)
Mined = Mapping[str, Sequence[Span]]
_NONE_MINED: Mined = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Row:
    """A window of a question: its text, the spans in it and which of them answer.

    `answers` tells whether the window answers at all; `words` is the answer's span where it is no figure; `says` whether
    it says yes or no to a question of whether.
    """

    text: str
    main: tuple[int, int]
    spans: tuple[tuple[int, int], ...]
    right: tuple[bool, ...]
    answers: bool
    words: tuple[int, int] | None = None
    says: bool | None = None


@dataclass(frozen=True, slots=True)
class Example:
    question: str
    group: str  # the report, by which sets are split
    kind: str
    style: str
    rows: tuple[Row, ...]


def read_questions(folder: Path) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Yield each report below `folder` with the questions written over it."""
    by_report: dict[Path, list[dict[str, Any]]] = {}
    for path in sorted(folder.rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            if not line.strip():
                continue
            fields = json.loads(line)
            if "question" in fields and "report" in fields:
                by_report.setdefault(path.parent / fields["report"], []).append(fields)
    yield from sorted(by_report.items())


def read_parts(folder: Path) -> Iterator[tuple[IndexedReport, list[dict[str, Any]]]]:
    """Yield what is known of each report whose sentences stand one by one in `ctx-*.jsonl`, with its questions."""
    sentences = {
        fields["id"]: fields
        for path in sorted(folder.glob("ctx-*.jsonl"))
        for fields in map(json.loads, path.read_text("utf-8").splitlines())
    }
    asked: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("q-*.jsonl")):
        for fields in map(json.loads, path.read_text("utf-8").splitlines()):
            context = sentences[fields["ctx"]]
            asked.setdefault(context["report"], []).append({**fields, "sentence": context["sentence"]})
    for title, questions in sorted(asked.items()):
        own = [fields for fields in sentences.values() if fields["report"] == title]
        text = "\n".join(fields["sentence"] for fields in own)
        report = Report(title, title, title, own[0]["year"], own[0]["region"], text)
        yield analyse_report(report), questions


def examples_of(
    report: Path, questions: Sequence[dict[str, Any]], seed: int = 0, mined: Mined = _NONE_MINED
) -> list[Example]:
    """Return the examples of the questions over one report; a question whose evidence is not found is left out."""
    return examples_over(analyse_report(read_report(report)), questions, report.name, seed, mined)


def examples_over(
    indexed: IndexedReport,
    questions: Sequence[dict[str, Any]],
    group: str,
    seed: int = 0,
    mined: Mined = _NONE_MINED,
) -> list[Example]:
    """Return the examples of the questions over one report; `mined` holds the windows the reader would read for them."""
    windows = [window for position in range(len(indexed.sentences)) for window in windows_of(indexed, position)]
    grams = [_grams(window.text) for window in windows]
    by_place = {(window.start, window.end): window for window in windows}
    spans = _spans(indexed)
    chance = random.Random(f"{group}{seed}")
    made = []
    for fields in questions:
        gold = gold_spans(indexed.report.text, fields)
        if gold is None:
            continue
        near = _nearest(fields["question"], windows, grams, chance)
        read = [by_place[place] for place in mined.get(f"{group}\n{fields['question']}", ()) if place in by_place]
        near = read[: HARD - 1] + [window for window in near if window not in read] if read else near
        holding = [w for w in windows if any(w.start <= start and end <= w.end for start, end in gold)]
        chosen = holding[:2] + [w for w in near if w not in holding][:HARD]
        figures = fields["kind"] in FIGURE_KINDS
        rows = tuple(_row(window, gold, spans, figures, fields) for window in chosen)
        if fields["kind"] != "unanswerable" and not any(row.answers for row in rows):
            continue
        chance.shuffle(list(rows))
        made.append(Example(fields["question"], group, fields["kind"], fields.get("style", ""), rows))
        if figures and chance.randrange(TAKEN_AWAY) == 0:
            values = [indexed.report.text[start:end] for start, end in gold]
            left = [w for w in near if w not in holding and not any(value in w.text for value in values)]
            without = tuple(_row(window, [], spans, True, fields) for window in left[: HARD + 1])
            if any(row.spans for row in without):
                made.append(Example(fields["question"], group, "unanswerable", "taken away", without))
    return made


def gold_spans(text: str, fields: dict[str, Any]) -> list[tuple[int, int]] | None:
    """Return where the answer stands in the report; [] for a near miss, None where it is not found.

    A change that is worked out from two ends is the stretch from the one to the other.
    """
    if fields["kind"] == "unanswerable" or fields.get("answer") is None:
        return []
    sentence = find_loosely(text, fields["sentence"])
    if sentence is None:
        return None
    if fields["kind"] == "yesno":
        return [sentence]
    answers = [fields["answer"]] if isinstance(fields["answer"], str) else list(fields["answer"])
    found = []
    begin = sentence[0]
    for answer in answers:
        place = find_loosely(text, answer, begin, sentence[1]) or find_loosely(text, answer, sentence[0], sentence[1])
        if place is None:
            return None
        found.append(place)
        begin = place[1]
    if fields.get("derived") and len(found) > 1:
        return [(found[0][0], found[-1][1])]
    return found


def find_loosely(text: str, wanted: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Find `wanted` with any white space between its characters; None where it does not stand in `text[start:end]`."""
    pattern = r"\s*".join(re.escape(c) for c in wanted if not c.isspace())
    found = re.compile(pattern).search(text, start, len(text) if end is None else end)
    return found.span() if found else None


def _spans(indexed: IndexedReport) -> list[tuple[int, int]]:
    """Return the figures of a report and its from–to pairs."""
    spans = []
    for row in indexed.figures:
        spans += [(figure.start, figure.end) for figure in row]
        spans += [
            (first.start, second.end)
            for first, second in itertools.pairwise(row)
            if second.role is Role.TO and first.role is Role.FROM
        ]
    return spans


def _row(
    window: Window, gold: list[tuple[int, int]], spans: list[tuple[int, int]], figures: bool, fields: dict[str, Any]
) -> Row:
    inside = [(start, end) for start, end in gold if window.start <= start and end <= window.end]
    main = window.place((window.start, window.end))
    if not figures:
        offered = [s for s in spans if window.start <= s[0] and s[1] <= window.end] if not gold else []
        words = window.place(inside[0]) if inside and fields["kind"] in ("who_what", "how_why") else None
        if inside and fields["kind"] == "list":
            words = window.place((inside[0][0], inside[-1][1]))
        return Row(
            window.text,
            main,
            tuple(window.place(s) for s in offered),
            (False,) * len(offered),
            bool(inside),
            words,
            fields["answer"] == YES if inside and fields["kind"] == "yesno" else None,
        )
    offered = [s for s in spans if window.start <= s[0] and s[1] <= window.end]
    right = [any(same_place(span, answer) for answer in inside) for span in offered]
    for answer in inside:
        if not any(same_place(span, answer) for span in offered):
            offered.append(answer)
            right.append(True)
    return Row(window.text, main, tuple(window.place(s) for s in offered), tuple(right), bool(inside))


def same_place(span: tuple[int, int], answer: tuple[int, int]) -> bool:
    """Tell whether a span is the answer: they share most of their characters."""
    shared = min(span[1], answer[1]) - max(span[0], answer[0])
    return shared > 0 and shared >= 0.6 * max(span[1] - span[0], answer[1] - answer[0])


def _grams(text: str) -> Counter[str]:
    bare = re.sub(r"\W", "", text)
    return Counter(bare[n : n + 2] for n in range(len(bare) - 1)) + Counter(bare)


def _nearest(
    question: str, windows: Sequence[Window], grams: Sequence[Counter[str]], chance: random.Random
) -> list[Window]:
    """Return windows that share most with the question, with some others among them."""
    asked = _grams(question)
    scored = sorted(
        range(len(windows)),
        key=lambda n: (
            -sum(min(count, grams[n][gram]) for gram, count in asked.items()) / (8 + len(windows[n].text)) ** 0.4
        ),
    )
    best = [windows[n] for n in scored[: HARD + 1]]
    others = [windows[n] for n in scored[HARD + 1 :]]
    if others:
        # one of the nearest gives way to any other, so that the encoder also sees what is plainly no answer
        best.insert(HARD - 1, chance.choice(others))
    return best
