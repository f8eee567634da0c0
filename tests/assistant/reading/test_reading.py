"""From proposals to readings in order: what is proposed, which windows are read, what of them is the answer."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from evidence import asking, reading, report, sentence, sentences

from assistant.evidence import Candidate
from assistant.question import understand
from assistant.reading import Reader, Reading, shown
from assistant.reading.encoder import WindowScores, _words
from assistant.reading.encoding import LONGEST, LONGEST_QUESTION, Encoded, encode
from assistant.reading.features import (
    COMPARED,
    JOINED,
    NAMES,
    PASSAGE,
    figure_features,
    joined_features,
    passage_features,
    undoubted,
)
from assistant.reading.judge import Weights
from assistant.reading.propose import propose_figures
from assistant.reading.read_windows import (
    PASSAGES,
    WINDOWS,
    WindowReading,
    asked_text,
    figure_windows,
    read_figure_windows,
    read_passages,
)
from assistant.reading.sentences import SentenceFit
from assistant.reading.trust import shipped_bounds
from assistant.reading.window import BEFORE, Window, windows_of
from assistant.types import Asked, Question, Term
from index.text import Span


def proposed(typed: str, words: str) -> list[str]:
    read = sentence(words)
    return [read.indexed.report.text[slice(*r.span)] for r in propose_figures(understand(typed, (), ()), [read])]


@pytest.mark.parametrize(
    ("typed", "words", "spans"),
    [
        ("幼儿园从几所增加到几所？", "幼儿园由38所增加到43所。", ["38所", "43所", "38所增加到43所"]),
        ("幼儿园多了几所？", "幼儿园由38所增加到43所。", ["38所", "38所增加到43所"]),
        ("现在有几所幼儿园？", "幼儿园由38所增加到43所。", ["43所"]),
        ("参训多少人？", "参训156人、结业31人。", ["156人", "31人"]),
    ],
)
def test_every_figure_is_proposed_and_the_stretch_of_a_change(typed: str, words: str, spans: list[str]) -> None:
    assert proposed(typed, words) == spans


def test_a_reading_is_weighed_by_where_its_change_ended() -> None:
    both = reading(sentence("幼儿园由38所增加到43所。"), "38所", "43所", unit_fits=0.4)
    assert both.figure.text == "43所"
    assert both.signal("unit_fits") == 0.4
    with pytest.raises(ValueError):
        both.signal("nothing")


# --- windows


def test_a_question_is_read_with_what_it_goes_on_from() -> None:
    question = asking("教师")
    assert asked_text(question) == "教师"
    assert asked_text(replace(question, context="交流轮岗")) == "交流轮岗 教师"
    english = replace(question, language="en", text="teachers", plain="教师")
    assert asked_text(english) == "teachers"


def many(count: int) -> list[Reading]:
    body = "\n".join(f"第{n}校教师{n}人。" for n in range(101, 101 + count))
    return [reading(c, c.figures[-1].text) for c in sentences(report(body))]


def test_the_best_windows_are_read_and_no_more_than_so_many() -> None:
    readings = many(WINDOWS + 3)
    first = np.linspace(0.1, 0.9, len(readings)).astype(np.float32)
    windows = figure_windows(readings, first)
    assert [w.readings for w in windows] == [(n,) for n in range(len(readings) - 1, len(readings) - 1 - WINDOWS, -1)]


def test_figures_of_one_sentence_share_its_window_and_those_of_two_do_not() -> None:
    one, two = sentences(report("教师156人、校长9人。\n园长31人。"))
    readings = [reading(one, "156人"), reading(two, "31人"), reading(one, "9人")]
    windows = figure_windows(readings, np.asarray([0.2, 0.9, 0.5], np.float32))
    assert [w.readings for w in windows] == [(1,), (2, 0)]
    texts = [w.window.text for w in windows]
    assert texts[0].endswith("园长31人。")
    assert texts[1].endswith("教师156人、校长9人。")


def test_a_stretch_longer_than_any_window_is_not_read() -> None:
    long = sentence(f"幼儿园由38所，{'校' * 120}，增加到43所。")
    whole = replace(reading(long, "38所"), span=(long.sentence.start, long.sentence.end))
    assert figure_windows([whole], np.asarray([0.9], np.float32)) == []


class Scripted:
    """Stands in for the encoder: scores grow with the place in the text; counts what it is shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, int]] = []

    def read(self, question: str, windows: Sequence[tuple[Window, Sequence[Span]]]) -> list[WindowScores]:
        self.shown += [(question, len(spans)) for _, spans in windows]
        return [
            WindowScores(float(w.start), tuple(float(s) for s, _ in spans), (w.start, w.start + 2))
            for w, spans in windows
        ]


def test_each_reading_gets_its_own_score_and_the_number_of_its_window() -> None:
    one, two = sentences(report("教师156人、校长9人。\n园长31人。"))
    readings = [reading(one, "156人"), reading(two, "31人"), reading(one, "9人")]
    windows = figure_windows(readings, np.asarray([0.2, 0.9, 0.5], np.float32))
    encoder = Scripted()
    read = read_figure_windows(encoder, asking("教师"), readings, windows, 4)  # type: ignore[arg-type]
    assert encoder.shown == [("教师", 1), ("教师", 2)]
    assert read == {
        1: WindowReading(readings[1].span[0], two.sentence.start, 4),
        2: WindowReading(readings[2].span[0], one.sentence.start, 5),
        0: WindowReading(readings[0].span[0], one.sentence.start, 5),
    }


def test_of_sentences_only_the_first_windows_are_read() -> None:
    candidates = sentences(report("\n".join(f"第{n}校通过结对提高水平。" for n in range(101, 121))))
    read = read_passages(Scripted(), asking("教师"), candidates)  # type: ignore[arg-type]
    assert [number for number, _ in read] == list(range(PASSAGES))
    assert [score.whole for _, score in read] == [c.sentence.start for c in candidates[:PASSAGES]]


def test_a_window_tells_when_and_where_and_what_stood_before() -> None:
    body = f"2021年至2023年校长到岗，{'园' * 40}。参训156人。"
    first, second = sentences(report(body, section="一、培训"))
    shown_first, shown_second = (next(windows_of(c.indexed, c.position)) for c in (first, second))
    title = "2024年青石县教育工"
    assert shown_first.text.startswith(f"2021-2023年｜{title}作｜一、培训｜")
    assert shown_first.text.endswith(f"｜{first.words}")
    assert shown_second.text.split("｜")[0].endswith("年")
    before = shown_second.text.split("｜")[3]
    assert before == first.words[-BEFORE:]
    goal = next(c for c in sentences(report("2025年计划招聘32人。", section="一、2025年计划")))
    assert next(windows_of(goal.indexed, goal.position)).text.startswith("2025年计划｜")


# --- tokens


class Characters:
    """Stands in for the tokenizer: a token a character."""

    class _Row:
        def __init__(self, text: str) -> None:
            self.ids = [ord(c) for c in text]
            self.offsets = [(n, n + 1) for n in range(len(text))]

    def encode(self, text: str, add_special_tokens: bool) -> "Characters._Row":
        assert not add_special_tokens
        return self._Row(text)

    def encode_batch(self, texts: Sequence[str], add_special_tokens: bool) -> "list[Characters._Row]":
        return [self.encode(text, add_special_tokens) for text in texts]


def encoded(question: str, text: str, own: int) -> Encoded:
    return encode(Characters(), question, [(text, own)])[0]  # type: ignore[arg-type]


def test_a_row_is_the_question_then_the_window_each_closed() -> None:
    row = encoded("问", "头｜文字", 2)
    assert row.ids == [0, ord("问"), 2, *map(ord, "头｜文字"), 2]
    assert row.types == [0, 0, 0, 0, 0, 1, 1, 0]  # the window's own words
    assert row.asked == 3
    assert row.offsets == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_a_question_or_window_that_is_too_long_is_cut_at_its_end() -> None:
    row = encoded("问" * 100, "文" * 300, 0)
    assert row.asked == LONGEST_QUESTION
    assert len(row.ids) == len(row.types) == LONGEST
    assert row.ids[-1] == row.ids[row.asked - 1] == 2


@pytest.mark.parametrize(
    ("span", "tokens"), [((0, 1), (3, 4)), ((2, 4), (5, 7)), ((3, 3), (6, 7)), ((2, 3), (5, 6)), ((0, 4), (3, 7))]
)
def test_a_span_is_found_among_the_tokens_and_back(span: Span, tokens: Span) -> None:
    row = encoded("问", "头｜文字", 2)
    assert row.tokens_of(span) == tokens
    if span[0] < span[1]:
        assert row.span_of(*tokens) == span


def test_a_span_beyond_what_was_read_is_its_last_token() -> None:
    row = encoded("问" * 100, "文" * 300, 0)
    top = len(row.ids) - 1
    assert row.tokens_of((298, 300)) == (top - 1, top)
    assert row.tokens_of((0, 300)) == (row.asked, top)


def test_the_answer_in_words_lies_within_the_windows_own_words() -> None:
    text = "头｜教师跟岗"
    row = encoded("问", text, 2)
    window = Window(text, 10, 14, -8)
    edges = np.zeros((len(row.ids), 2), np.float32)
    edges[3:5] = 9.0  # what stands before is likelier, but is not the window's own
    edges[6, 0], edges[7, 1] = 2.0, 2.0
    assert _words(edges, window, row) == (11, 13)
    edges[8, 1] = 3.0
    assert _words(edges, window, row) == (11, 14)
    edges[8, 0] = 5.0
    assert _words(edges, window, row) == (13, 14)
    assert _words(edges, window, row, longest=1) == (13, 14)
    edges[8] = 0.0
    assert _words(edges, window, row, longest=1) in {(11, 12), (12, 13)}


# --- features


def column(rows: object, names: Sequence[str], name: str) -> list[float]:
    return [round(float(v), 4) for v in rows[:, names.index(name)]]  # type: ignore[index]


def test_features_tell_each_signal_and_how_far_it_is_from_the_best() -> None:
    read = sentence("教师156人、校长9人、园长由3人增加到31人。")
    readings = [
        reading(read, "156人", words_near=0.4, search_score=0.2, unit_fits=1.0),
        reading(read, "9人", words_near=0.9, search_score=0.2, unit_fits=1.0),
        reading(read, "3人", "31人", words_near=0.9, search_score=0.7, unit_fits=0.0),
    ]
    rows = figure_features(readings)
    assert rows.shape == (3, len(NAMES))
    assert rows.dtype == np.float32
    assert column(rows, NAMES, "words_near") == [0.4, 0.9, 0.9]
    assert column(rows, NAMES, "words_near:to_best") == [-0.5, 0.0, 0.0]
    assert column(rows, NAMES, "unit_fits:to_best") == [0.0, 0.0, -1.0]
    assert column(rows, NAMES, "words_near:rank") == [2.0, 0.0, 1.0]
    assert column(rows, NAMES, "search_score:rank") == [1.0, 2.0, 0.0]
    assert column(rows, NAMES, "is_pair") == [0.0, 0.0, 1.0]
    assert column(rows, NAMES, "readings") == [3.0, 3.0, 3.0]
    # data/rules.toml: words_near 1, search_score 0.08, unit_fits 0.35
    assert column(rows, NAMES, "rules") == [0.766, 1.266, 0.956]
    assert column(rows, NAMES, "rules:to_best") == [-0.5, 0.0, -0.31]
    assert column(rows, NAMES, "rules:rank") == [2.0, 0.0, 1.0]
    assert set(COMPARED) <= set(NAMES)
    assert figure_features([]).shape == (0, len(NAMES))


def test_what_is_below_zero_counts_by_its_own_weight_and_doubts_are_counted() -> None:
    read = sentence("教师156人、校长9人。")
    sure = {"words_met": 0.9, "head_near": 0.9, "unit_fits": 1.0, "words_near": 1.0}
    readings = [
        reading(read, "156人", **sure, period_fits=-1.0),
        reading(read, "9人", **(sure | {"words_met": 0.5, "rival_words": 1.0})),
    ]
    rows = figure_features(readings)
    assert column(rows, NAMES, "rules") == [pytest.approx(1.265, abs=1e-3), pytest.approx(1.215, abs=1e-3)]
    assert column(rows, NAMES, "doubts") == [0.0, 2.0]
    assert column(rows, NAMES, "doubts:to_least") == [0.0, 2.0]


def test_a_reading_is_undoubted_where_it_is_the_best_and_as_plain_as_the_reports_words() -> None:
    read = sentence("教师156人、校长9人。")
    sure = {"words_met": 0.9, "head_near": 0.9, "unit_fits": 1.0}

    def plain(*near: float, **more: float) -> list[bool]:
        texts = ("156人", "9人")
        return undoubted([reading(read, t, **(sure | more), words_near=n) for t, n in zip(texts, near, strict=False)])

    assert plain(1.0, 0.9) == [True, False]
    assert plain(1.0, 1.0) == [True, True]
    assert plain(0.2) == [False]  # nobody said it plainly
    assert plain(1.0, head_near=0.5) == [False]  # the word asked for stands elsewhere
    assert undoubted([]) == []


def test_joined_features_add_what_was_judged_and_read_in_the_order_of_the_readings() -> None:
    read = sentence("教师156人、校长9人、园长31人。")
    readings = [reading(read, text) for text in ("156人", "9人", "31人")]
    first = np.asarray([0.2, 0.9, 0.5], np.float32)
    said = {2: WindowReading(1.0, -1.0, 0), 0: WindowReading(3.0, 2.0, 1)}
    rows = joined_features(readings, first, said)
    assert rows.shape == (2, len(JOINED))
    assert column(rows, JOINED, "judged") == [0.2, 0.5]
    assert column(rows, JOINED, "judged:to_best") == [-0.3, 0.0]
    assert column(rows, JOINED, "judged:rank") == [1.0, 0.0]
    assert column(rows, JOINED, "span") == [3.0, 1.0]
    assert column(rows, JOINED, "span:to_best") == [0.0, -2.0]
    assert column(rows, JOINED, "span:rank") == [0.0, 1.0]
    assert column(rows, JOINED, "whole") == [2.0, -1.0]
    assert column(rows, JOINED, "whole:to_best") == [0.0, -3.0]
    assert column(rows, JOINED, "window") == [1.0, 0.0]
    assert column(rows, JOINED, "window:spans") == [1.0, 1.0]
    odds = np.exp([3.0, 1.0])
    assert column(rows, JOINED, "span:share") == pytest.approx(list(odds / (1 + odds.sum())), abs=1e-4)
    assert joined_features(readings, first, {}).shape == (0, len(JOINED))
    low = joined_features(readings, first, {0: WindowReading(-2.0, 0.0, 0)})
    assert column(low, JOINED, "span:share") == [pytest.approx(np.exp(-2.0) / (1 + np.exp(-2.0)), abs=1e-4)]


def test_features_of_sentences_are_told_by_window() -> None:
    one, two = sentences(report("教师156人。\n校长9人。"), (0.8, 0.3))
    fits = [
        SentenceFit(one, 0.9, 1.0, ()),
        SentenceFit(two, 0.4, 0.5, (Term("厨师", 1.6, strict=True),)),
    ]
    read = [(0, WindowScores(2.0, (), None)), (1, WindowScores(3.0, (), None)), (1, WindowScores(-1.0, (), None))]
    rows = passage_features(asking("教师", asked=Asked.LIST), fits, read)
    assert column(rows, PASSAGE, "fit") == [0.9, 0.4, 0.4]
    assert column(rows, PASSAGE, "fit:to_best") == [0.0, -0.5, -0.5]
    assert column(rows, PASSAGE, "coverage:to_best") == [0.0, -0.5, -0.5]
    assert column(rows, PASSAGE, "search_score") == column(rows, PASSAGE, "search_cosine") == [0.8, 0.3, 0.3]
    assert column(rows, PASSAGE, "strict_missing") == [0.0, 1.0, 1.0]
    assert column(rows, PASSAGE, "place") == [0.0, 1.0, 1.0]
    assert column(rows, PASSAGE, "whole:to_best") == [-1.0, 0.0, -4.0]
    assert column(rows, PASSAGE, "whole:rank") == [1.0, 0.0, 2.0]
    assert column(rows, PASSAGE, "windows") == [3.0, 3.0, 3.0]
    assert column(rows, PASSAGE, "asked:list") == [1.0, 1.0, 1.0]
    assert column(rows, PASSAGE, "asked:how_why") == [0.0, 0.0, 0.0]
    odds = np.exp([2.0, 3.0, -1.0])
    assert column(rows, PASSAGE, "whole:share") == pytest.approx(list(odds / (1 + odds.sum())), abs=1e-4)
    low = passage_features(asking("教师"), fits, [(0, WindowScores(-2.0, (), None))])
    assert column(low, PASSAGE, "whole:share") == [pytest.approx(np.exp(-2.0) / (1 + np.exp(-2.0)), abs=1e-4)]
    assert passage_features(asking("教师"), fits, []).shape == (0, len(PASSAGE))


# --- the reader


class ByNear:
    """Judges by one signal alone."""

    def score(self, question: Question, readings: Sequence[Reading]) -> object:
        return np.asarray([min(0.99, r.signal("words_near")) for r in readings], np.float32)


def test_readings_come_with_the_likeliest_first_and_without_what_is_ruled_out_late() -> None:
    one = sentence("整改率提高到99.2%，持证率提高2.6个百分点。")
    reader = Reader(ByNear())  # type: ignore[arg-type]
    question = understand("持证率提高多少？", (), ())
    readings = [reading(one, "99.2%", words_near=0.9), reading(one, "2.6个百分点", words_near=0.3)]
    assert [r.figure.text for r in reader.judged(question, readings)] == ["2.6个百分点"]
    other = sentence("教师156人、校长9人、园长31人。")
    three = [reading(other, t, words_near=n) for t, n in (("156人", 0.2), ("9人", 0.8), ("31人", 0.8))]
    assert [r.figure.text for r in reader.judged(asking("教师"), three)] == ["9人", "31人", "156人"]
    assert [round(r.probability, 2) for r in reader.judged(asking("教师"), three)] == [0.8, 0.8, 0.2]
    assert not reader.learned


def words_of(
    question: Question, candidates: list[Candidate], span: str | None, whole: dict[str, float] | None = None
) -> list[Reading]:
    """Read with an encoder that points at `span` where a window has it; likely by `whole` or alike."""

    class Points:
        def read(self, asked: str, windows: Sequence[tuple[Window, Sequence[Span]]]) -> list[WindowScores]:
            made = []
            for window, _ in windows:
                text = candidates[0].indexed.report.text
                at = text.find(span, window.start, window.end) if span else -1
                score = next((v for k, v in (whole or {}).items() if k in text[window.start : window.end]), 0.0)
                made.append(WindowScores(score, (), None if at < 0 else (at, at + len(span or ""))))
            return made

    return Reader(ByNear(), Points(), WHOLE).words(question, candidates)  # type: ignore[arg-type]


class Whole:
    """Weighs the encoder's word on the window alone."""

    def __call__(self, features: object) -> object:
        return 1 / (1 + np.exp(-features[:, PASSAGE.index("whole")]))  # type: ignore[index]


WHOLE = Whole()


@pytest.mark.parametrize(
    ("asked", "words", "pointed", "answer"),
    [
        (Asked.HOW_WHY, "通过结对，教师跟岗，水平提高。", "师跟", "教师跟岗，"),  # whole clauses tell how
        (Asked.HOW_WHY, "通过结对，教师跟岗，水平提高。", "对，教师", "通过结对，教师跟岗，"),
        (Asked.HOW_WHY, "通过结对，教师跟岗，水平提高。", "教师跟岗，水", "教师跟岗，水平提高。"),
        (Asked.WHO_WHAT, "培训于6月16日启动。", "6月", "6月16日"),
        (Asked.WHO_WHAT, "教师参加甲校跟岗。", "甲校", "甲校"),
        (Asked.LIST, "评选名师、骨干、新秀。", "骨干", "名师、骨干、新秀"),
        (Asked.LIST, "评选名师、骨干、新秀，通过结对提高。", "通过结对", "通过结对"),  # points beside the list
        (Asked.LIST, "评选名师、骨干、新秀。", None, "名师、骨干、新秀"),
        (Asked.WHO_WHAT, "教师评选“好老师”。", None, "“好老师”"),
        (Asked.HOW_WHY, "改造食堂，教师跟岗，绿化校园。", None, "教师跟岗，"),
    ],
)
def test_the_stretch_that_answers_in_words(asked: Asked, words: str, pointed: str | None, answer: str) -> None:
    read = sentence(words)
    found = words_of(asking("教师", asked=asked), [read], pointed)
    assert [read.indexed.report.text[slice(*r.span)] for r in found] == [answer]


def test_the_sentence_whose_window_is_likeliest_comes_first_by_its_best_window() -> None:
    one, two = sentences(report("教师跟岗。\n教师结对。"))
    found = words_of(asking("教师", asked=Asked.HOW_WHY), [one, two], None, {"结对": 2.0, "跟岗": 1.0})
    assert [r.candidate for r in found] == [two, one]
    assert found[0].probability == pytest.approx(1 / (1 + np.exp(-2.0)))
    assert words_of(asking("教师", asked=Asked.HOW_WHY), [], None) == []
    long = sentence(f"教师跟岗，{'校' * 120}，结对提高。")
    best = words_of(asking("教师", asked=Asked.HOW_WHY), [long], "结对", {"结对": 2.0, "跟岗": 1.0})
    assert [long.indexed.report.text[slice(*r.span)] for r in best] == ["结对提高。"]
    assert best[0].probability == pytest.approx(1 / (1 + np.exp(-2.0)))


def test_without_an_encoder_sentences_are_as_likely_as_their_words_fit() -> None:
    one, two = sentences(report("教师跟岗。\n食堂改造。"), (1.0, 0.0))
    found = Reader(ByNear()).words(asking("教师", "跟岗", asked=Asked.HOW_WHY), [one, two])  # type: ignore[arg-type]
    assert [r.candidate for r in found] == [one, two]
    assert found[0].probability == 1.0
    assert found[1].probability < 0.4


# --- trust at its edges


def test_what_is_just_likely_enough_is_shown() -> None:
    read = sentence("教师156人、校长9人。")
    bounds = shipped_bounds()

    def one(probability: float, plain: bool) -> Reading:
        return reading(read, "156人", probability=probability, undoubted=plain)

    assert shown([one(bounds.figure, False)], bounds.figure)
    assert shown([one(bounds.undoubted, True)], bounds.figure)
    assert not shown([one(bounds.undoubted - 0.001, True)], bounds.figure)
    second = reading(read, "9人", probability=0.07, undoubted=False)
    assert shown([one(bounds.lead * 0.07 + 0.001, True), second], bounds.figure)
    assert not shown([one(bounds.lead * 0.07 - 0.01, True), second], bounds.figure)
    rival = reading(read, "9人", probability=0.24, undoubted=False)
    assert shown([one(bounds.beaten, True), rival], bounds.figure)
    # only the first needs less
    assert len(shown([one(0.9, True), one(0.4, True)], bounds.figure)) == 1


def test_a_cell_of_a_table_needs_less_than_a_sentence() -> None:
    table = "各类机构如下：\n\n| 机构 | 个数 |\n|---|---|\n| 医院 | 18 |\n| 卫生院 | 5 |\n"
    cell = next(c for c in sentences(report(table)) if any(f.text == "18" for f in c.figures))
    bounds = shipped_bounds()
    low = (bounds.cell + bounds.undoubted) / 2
    assert shown([reading(cell, "18", probability=low)], bounds.figure)
    assert not shown([reading(sentence("医院18个。"), "18个", probability=low)], bounds.figure)
    assert not shown([reading(cell, "18", probability=bounds.cell - 0.001)], bounds.figure)


def test_weights_keep_shares_within_what_a_float_holds(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"weights": {"a": 1.0}, "bias": 0.0, "shares": ["a"]}))
    made = Weights(path, ("a",))(np.asarray([[0.0], [1.0], [0.5]], np.float32))
    assert made == pytest.approx([1e-4, 1 - 1e-4, 0.5], abs=1e-5)
