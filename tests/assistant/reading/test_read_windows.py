"""Which windows the encoder reads, and what they tell of where a sentence stands."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from evidence import asking, reading, report, sentence, sentences

from assistant.reading import Reading
from assistant.reading.encoder import WindowScores
from assistant.reading.read_windows import (
    LEADING,
    PASSAGES,
    WINDOWS,
    WORTH,
    WindowReading,
    asked_texts,
    figure_windows,
    read_figure_windows,
    read_passages,
)
from assistant.reading.window import BEFORE, Window, windows_of
from index.text import Span


def test_a_question_is_read_with_what_it_goes_on_from() -> None:
    question = asking("教师")
    assert asked_texts(question) == ["教师"]
    assert asked_texts(replace(question, context="交流轮岗")) == ["交流轮岗 教师"]
    english = replace(question, language="en", text="teachers", plain="教师")
    assert asked_texts(english) == ["teachers", "教师"]


def many(count: int) -> list[Reading]:
    body = "\n".join(f"第{n}校教师{n}人。" for n in range(101, 101 + count))
    return [reading(c, c.figures[-1].text) for c in sentences(report(body))]


def test_the_best_windows_are_read_and_no_more_than_so_many() -> None:
    readings = many(WINDOWS + 3)
    first = np.linspace(0.1, 0.9, len(readings)).astype(np.float32)
    windows = figure_windows(readings, first)
    assert [w.readings for w in windows] == [(n,) for n in range(len(readings) - 1, len(readings) - 1 - WINDOWS, -1)]


def test_windows_that_the_signals_rule_out_are_not_read_but_the_first_always_are() -> None:
    readings = many(5)
    hopeless = figure_windows(readings, np.linspace(WORTH / 9, WORTH / 2, 5, dtype=np.float32))
    assert [w.readings for w in hopeless] == [(4,), (3,)]
    one = np.asarray([WORTH / 2, WORTH, WORTH / 3, 2 * WORTH, 3 * WORTH], np.float32)
    assert [w.readings for w in figure_windows(readings, one)] == [(4,), (3,), (1,)]


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


def test_only_the_likeliest_windows_are_read_once_more_without_the_year_and_their_scores_are_the_mean() -> None:
    class Doubting(Scripted):
        """Scores the second form of the question ten lower."""

        def read(self, question: str, windows: Sequence[tuple[Window, Sequence[Span]]]) -> list[WindowScores]:
            scores = super().read(question, windows)
            return scores if "2024" in question else [replace(s, spans=tuple(x - 10 for x in s.spans)) for s in scores]

    found = sentences(report("\n".join(f"第{n}批教师{n}人。" for n in range(11, 16))))
    readings = [reading(candidate, f"{n}人") for n, candidate in enumerate(found, 11)]
    windows = figure_windows(readings, np.linspace(0.9, 0.1, len(readings), dtype=np.float32))
    encoder = Doubting()
    asked = replace(asking("教师"), plain="2024年教师多少人")
    asked = replace(asked, scope=replace(asked.scope, years=(2024,)))
    read = read_figure_windows(encoder, asked, readings, windows)  # type: ignore[arg-type]
    assert len(encoder.shown) == len(windows) + LEADING
    places = [r.span[0] for r in readings]
    assert [read[n].span for n in range(len(readings))] == [*places[:-LEADING], *(p - 5 for p in places[-LEADING:])]


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
