"""Reading files: formats, encodings, outline, metadata, leftovers, and one clear reason where it fails."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import Reason, UnreadableFile
from index.reading import Limits, read_report
from index.structure import Paragraph, describe, outline_of, split_report
from index.types import Report, Tense

BODY = "2023年某某区教育工作总结\n一、学前教育\n1.扩大供给。新增学位300个。\n2.提升质量。培训园长20名。\n二、队伍建设\n招聘教师50名。\n"


def paths_of(report: Report) -> list[tuple[str, ...]]:
    return [passage.section for passage in split_report(report)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_usual_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((BODY * 3).encode(encoding))
    assert read_report(path).text.startswith("2023年某某区教育工作总结\n一、学前教育")


def test_outline_nests_numbered_and_run_in_headings(write: Callable[[str, str], Path]) -> None:
    report = read_report(write("a.txt", BODY))
    assert [(h.level, h.title) for h in report.headings] == [
        (1, "一、学前教育"),
        (2, "1.扩大供给"),
        (2, "2.提升质量"),
        (1, "二、队伍建设"),
    ]
    assert ("一、学前教育", "2.提升质量") in paths_of(report)
    assert ("二、队伍建设",) in paths_of(report)


def test_brackets_and_circles_nest_below() -> None:
    lines = ["第一章 总则", "一、目标", "（一）总体", "1.近期", "（1）试点", "①先行校", "第二章 分则"]
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    headings = outline_of([Paragraph(line) for line in lines], starts)
    assert [heading.level for heading in headings] == [1, 2, 3, 4, 5, 6, 1]


def test_a_decimal_or_an_enumeration_is_no_heading() -> None:
    lines = ["总结", "1.5亿元投入使用。", "一、二、三等奖各有归属，共30人。", "3.14是个数"]
    starts = [0, 3, 20, 60]
    assert outline_of([Paragraph(line) for line in lines], starts) == ()


def test_title_year_and_region() -> None:
    described = describe(["政府工作报告", "——2026年1月27日在会议上"], "2026年贵州省政府工作报告.txt")
    assert (described.title, described.year, described.region) == ("2026年贵州省政府工作报告", 2026, "贵州省")
    assert describe(["天津市东丽区教育局2022年工作总结"], "总结.txt").region == "天津市东丽区"
    assert describe(["2022-2023学年度第一学期工作总结"], "a.txt").year == 2022
    assert describe(["2025年宁夏政府工作报告"], "a.docx").region == "宁夏回族自治区"


def test_web_residue_is_kept_out(write: Callable[[str, str], Path]) -> None:
    page = (
        "下载\n打印\n【字体：\n大\n中\n小\n】\n首页\n>\n"
        + BODY
        + "扫一扫在手机打开当前页\n相关报道：\n别的新闻标题一则\n"
    )
    text = read_report(write("a.txt", page)).text
    assert text.startswith("2023年某某区教育工作总结")
    assert "扫一扫" not in text
    assert "别的新闻" not in text


def test_word_leftovers_are_removed_and_lines_joined(write: Callable[[str, str], Path]) -> None:
    text = (
        "某某区工作总结\n[bookmark: _GoBack]1.思想引领。学校组织学习活动，覆盖全部中小学和幼儿园，\n参加教师200名。\n"
    )
    stored = read_report(write("a.txt", text)).text
    assert "bookmark" not in stored
    assert "幼儿园，参加教师200名。" in stored


def docx_file(path: Path, build: Callable[[docx.document.Document], None]) -> Path:
    document = docx.Document()
    build(document)
    document.save(str(path))
    return path


def test_docx_headings_tables_and_order(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("2024年某某县教育工作总结")
        document.add_heading("经费投入", level=1)
        document.add_paragraph("投入2.5亿元。")
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "小学", "30所"
        document.add_paragraph("表后文字。")

    report = read_report(docx_file(tmp_path / "a.docx", build))
    assert report.text == "2024年某某县教育工作总结\n经费投入\n投入2.5亿元。\n小学30所。\n表后文字。"
    assert [(h.level, h.title) for h in report.headings] == [(1, "经费投入")]


def test_docx_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("某某县教育工作总结")
        paragraph = document.add_paragraph("招聘教师")
        for tag, inner, words in (("w:del", "w:delText", "30名"), ("w:ins", "w:t", "50名")):
            change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
            text.text = words
            run.append(text)
            change.append(run)
            paragraph._p.append(change)

    assert read_report(docx_file(tmp_path / "a.docx", build)).text.endswith("招聘教师50名")


def test_docx_automatic_numbering_is_written_out(tmp_path: Path) -> None:
    def build(document: docx.document.Document) -> None:
        numbering = document.part.numbering_part.element
        abstract, level = OxmlElement("w:abstractNum"), OxmlElement("w:lvl")
        abstract.set(qn("w:abstractNumId"), "77")
        level.set(qn("w:ilvl"), "0")
        for tag, value in (("w:start", "1"), ("w:numFmt", "chineseCountingThousand"), ("w:lvlText", "%1、")):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            level.append(element)
        abstract.append(level)
        numbering.insert(0, abstract)
        num, target = OxmlElement("w:num"), OxmlElement("w:abstractNumId")
        num.set(qn("w:numId"), "77")
        target.set(qn("w:val"), "77")
        num.append(target)
        numbering.append(num)
        document.add_paragraph("某某县教育工作总结")
        for words in ("党建工作", "教学工作"):
            properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = 77

    report = read_report(docx_file(tmp_path / "a.docx", build))
    assert [heading.title for heading in report.headings] == ["一、党建工作", "二、教学工作"]


def test_markdown_keeps_levels_and_drops_markup(write: Callable[[str, str], Path]) -> None:
    text = "# 2024年某某区工作总结\n\n## 师资\n\n招聘**教师**50名。\n\n| 学段 | 数 |\n|---|---|\n| 小学 | 30所 |\n"
    report = read_report(write("a.md", text))
    assert "招聘教师50名。" in report.text
    assert "小学30所。" in report.text
    assert [(h.level, h.title) for h in report.headings] == [(1, "师资")]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", Reason.EMPTY),
        ("a.txt", b"  \n \n", Reason.EMPTY),
        ("a.txt", b"---\n***\n", Reason.NO_TEXT),
        ("a.txt", bytes(range(256)) * 20, Reason.ENCODING),
        ("a.docx", b"this is no archive", Reason.FORMAT),
        ("a.docx", b"PK\x05\x06" + bytes(18), Reason.BROKEN),
        ("a.exe", b"MZ", Reason.FORMAT),
    ],
)
def test_bad_files_are_refused_with_a_reason(tmp_path: Path, name: str, content: bytes, reason: Reason) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        read_report(path)
    assert refused.value.reason is reason


def test_a_missing_file_and_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile) as missing:
        read_report(tmp_path / "none.txt")
    assert missing.value.reason is Reason.MISSING
    monkeypatch.setattr("index.reading.package.limits", lambda: Limits(unpacked=100))
    path = docx_file(tmp_path / "a.docx", lambda document: None)
    with pytest.raises(UnreadableFile) as bomb:
        read_report(path)
    assert bomb.value.reason is Reason.TOO_LARGE


@settings(deadline=None)  # a container of old Office goes to LibreOffice
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for suffix in (".txt", ".md", ".docx"):
        path = folder / f"a{suffix}"
        path.write_bytes(content)
        try:
            report = read_report(path)
        except UnreadableFile:
            continue
        for passage in split_report(report):
            assert report.text[passage.start : passage.end].strip()


@given(
    st.lists(
        st.sampled_from(
            ["一、党建", "1.学习。开会3次。", "（一）招生", "招生300人；毕业200人。", "“甲。乙”", "2.5亿元"]
        ),
        min_size=1,
    )
)
def test_passages_and_headings_are_cut_from_the_stored_text(lines: list[str]) -> None:
    text = "\n".join(["某某区工作总结", *lines])
    starts = [0]
    for line in ["某某区工作总结", *lines][:-1]:
        starts.append(starts[-1] + len(line) + 1)
    headings = outline_of([Paragraph(line) for line in ["某某区工作总结", *lines]], starts)
    report = Report("0" * 64, "a.txt", "某某区工作总结", 2023, None, text, headings)
    assert all(text[h.start : h.end] == h.title for h in headings)
    passages = split_report(report)
    for passage in passages:
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
    covered = {offset for p in passages for offset in range(p.start, p.end)}
    covered |= {offset for h in headings for offset in range(h.start, h.end)}
    lost = [text[n] for n in range(len(text)) if n not in covered and text[n] not in "\n。；：. "]
    assert lost == []


def test_periods_of_a_government_report() -> None:
    text = "2025年某省政府工作报告\n一、2024年工作回顾\n新增就业30万人。五年来，建成公路100公里。\n二、2025年工作安排\n新增就业28万人以上。\n"
    lines = text.strip().split("\n")
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    report = Report(
        "0" * 64, "a.txt", lines[0], 2025, None, "\n".join(lines), outline_of([Paragraph(x) for x in lines], starts)
    )
    sentences = [sentence for passage in split_report(report) for sentence in passage.sentences]
    told = {(report.text[s.start : s.end], s.tense, s.period and (s.period.first, s.period.last)) for s in sentences}
    assert ("新增就业30万人。", Tense.RESULT, (2024, 2024)) in told
    assert ("五年来，建成公路100公里。", Tense.RESULT, (2020, 2024)) in told
    assert ("新增就业28万人以上。", Tense.GOAL, (2025, 2025)) in told


def test_a_yearly_report_turns_to_its_goals_where_it_announces_them(write: Callable[[str, str], Path]) -> None:
    """The headings of this one name no year: the sentence with the expected goals is where the review ends."""
    text = """2025年临海省政府工作报告

一、凝心聚力，发展再上新台阶
一年来，新增就业30万人。顺利完成全年主要目标任务。
（一）重点任务扎实推进
建成公路100公里。

二、锚定目标，续写新的篇章
今年经济社会发展的主要预期目标是：经济增长5%左右。
（一）民生上取得新成效
新增学位2万个。
"""
    report = read_report(write("2025年临海省政府工作报告.txt", text))
    sentences = [s for passage in split_report(report) for s in passage.sentences]
    told = {(report.text[s.start : s.end], s.tense, s.period and s.period.single) for s in sentences}
    assert ("顺利完成全年主要目标任务。", Tense.RESULT, 2024) in told
    assert ("建成公路100公里。", Tense.RESULT, 2024) in told
    assert ("新增学位2万个。", Tense.GOAL, 2025) in told
