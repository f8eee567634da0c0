"""What the encoder reads of a sentence: all of it, at true places, short enough."""

import itertools
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.window import BEFORE, HEADING, LONGEST, TITLE, windows_of
from index.reading import read_report
from index.structure import analyse_report
from index.types import Report

YEARS = 24  # characters of the years, the word for a plan, and what stands between the parts
WORDS = st.sampled_from(
    ["全区", "教师", "365人", "，", "。", "；", "、", "其中骨干", "12.5%", "增长", "（一）", "到2025年", "\n", "学校\n"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=120).map("".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_windows_hold_all_of_a_sentence_at_true_places(body: str) -> None:
    title = "2024年青石县教育工作总结"
    text = f"{title}\n\n一、队伍建设\n{body}"
    indexed = analyse_report(Report("0" * 64, "a.txt", title, 2024, None, text))
    for position, sentence in enumerate(indexed.sentences):
        windows = list(windows_of(indexed, position))
        assert windows[0].start == sentence.start
        assert windows[-1].end == sentence.end
        assert all(before.end == after.start for before, after in itertools.pairwise(windows))
        for window in windows:
            first, end = window.place((window.start, window.end))
            assert window.text[first:end] == text[window.start : window.end].replace("\n", " ")
            assert window.end - window.start <= LONGEST
            assert len(window.text) <= LONGEST + BEFORE + TITLE + HEADING + YEARS


def test_every_row_of_a_table_is_read_with_its_caption() -> None:
    title = "2024年青石县教育工作总结"
    table = "表2 分乡镇小学情况\n\n| 乡镇 | 在校生 | 教师 |\n| --- | --- | --- |\n| 柳洼镇 | 1200 | 96 |\n| 石佛乡 | 840 | 71 |\n"
    indexed = analyse_report(read_report(Path(f"{title}.md"), f"# {title}\n\n## 一、小学\n\n{table}".encode()))
    rows = [n for n, s in enumerate(indexed.sentences) if indexed.report.tables[0].start <= s.start]
    assert len(rows) == 2
    for row in rows:
        assert indexed.words_of(indexed.sentences[indexed.before(row) or 0]) == "表2 分乡镇小学情况"
        assert "｜表2 分乡镇小学情况｜" in next(windows_of(indexed, row)).text
