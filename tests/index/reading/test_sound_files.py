"""Small sound files of the kinds that offices make: every value with its name, sign and unit; what is left out is named."""

from collections.abc import Callable
from pathlib import Path

import corpus
import packages
import pytest
from corpus import saved
from packages import p, text_cell
from reportlab.pdfgen.canvas import Canvas

from index.reading import read_report
from index.reading.number_formats import shown
from index.types import Report

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def table(*rows: list[str]) -> str:
    return (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{p(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def word(body: str) -> bytes:
    return packages.document(p("2024年柳溪区教育统计") + body)


def drawn(lines: list[tuple[float, float, str]], rules: tuple[float, ...] = ()) -> bytes:
    def draw(canvas: Canvas) -> None:
        corpus.pdf_lines(canvas, lines, 11)
        for y in rules:
            canvas.line(72, 842 - y, 520, 842 - y)

    return corpus.pdf(draw)


def across(y: float, left: tuple[float, ...], cells: tuple[str, ...]) -> list[tuple[float, float, str]]:
    return [(x, y, cell) for x, cell in zip(left, cells, strict=True) if cell]


def cells(*row: str | int | float) -> str:
    return "<row>" + "".join(text_cell(c) if isinstance(c, str) else f"<c><v>{c}</v></c>" for c in row) + "</row>"


STYLED = "<style>@media print{p{display:none}} .draft, #old{display:none}</style>"
SYMBOL = '<w:r><w:sym w:font="Symbol" w:char="F02D"/></w:r>'
TWO_LINES = [
    *across(107, (80, 280, 400), ("项目名称", "金额（万元）", "学生（人）")),
    *across(130, (80, 280, 400), ("农村义务教育学校", "", "")),
    *across(137, (80, 290, 410), ("", "1260.5", "8600")),
    *across(144, (80, 280, 400), ("薄弱环节改善", "", "")),
    *across(171, (80, 290, 410), ("扩容补助", "540.0", "2100")),
    *across(198, (80, 290, 410), ("校园安全", "320.8", "15400")),
]
TWO_LEVELS = [
    (80.0, 115.0, "学校"),
    *across(105, (230, 400), ("文科", "理科")),
    *across(125, (190, 270, 350, 440), ("报考（人）", "上线（人）", "报考（人）", "上线（人）")),
    *across(150, (80, 205, 285, 365, 455), ("松岭一中", "310", "285", "520", "498")),
    *across(170, (80, 205, 285, 365, 455), ("松岭二中", "260", "201", "410", "333")),
]
UNIT_ABOVE = [
    (200.0, 80.0, "柳溪区教师情况通报"),
    (72.0, 120.0, "单位：人"),
    *across(150, (80, 250, 350), ("学校", "高级教师", "一级教师")),
    *across(175, (80, 260, 360), ("第一实验小学", "18", "46")),
    *across(195, (80, 260, 360), ("第二实验小学", "15", "40")),
]
# a file, the lines it has to give, and what may stand nowhere
SOUND: dict[str, tuple[str, Callable[[], bytes], list[str], list[str]]] = {
    "a minus of a symbol font": (
        "a.docx",
        lambda: word(f"<w:p><w:r><w:t>招生增长</w:t></w:r>{SYMBOL}<w:r><w:t>3.2%。</w:t></w:r></w:p>"),
        ["招生增长-3.2%。"],
        [],
    ),
    "a table that goes on keeps its unit": (
        "a.docx",
        lambda: word(
            p("单位：万元")
            + table(["学校", "支出"], ["一小", "82"], ["二小", "61"])
            + p("续表")
            + table(["学校", "支出"], ["三小", "45"], ["四小", "39"])
        ),
        ["一小支出82万元。", "三小支出45万元。"],
        [],
    ),
    "planned and actual are told apart": (
        "a.docx",
        lambda: word(table(["学校", "计划（人）", "实际（人）"], ["一中", "800", "812"])),
        ["一中计划800人，一中实际812人。"],
        [],
    ),
    "falls in brackets and arrows": (
        "a.docx",
        lambda: word(
            table(
                ["项目", "金额（万元）", "比上年增减（%）"],
                ["税收", "5210", "3.2"],
                ["非税", "860", "(4.1)"],
                ["调入", "320", "↓1.8"],
            )
        ),
        [
            "税收金额5210万元，税收比上年增减3.2%。",
            "非税金额860万元，非税比上年增减-4.1%。",
            "调入金额320万元，调入比上年增减-1.8%。",
        ],
        [],
    ),
    "brackets of other columns are no signs": (
        "a.docx",
        lambda: word(table(["项目", "教师（人）"], ["一小", "41"], ["二小", "38"], ["三小", "(12)"])),
        ["三小教师（人）：(12)。"],
        ["-12"],
    ),
    "names made of digits": (
        "a.csv",
        "学校代码,学校,联系电话,学生（人）\n3301001,一小,057128800,1080\n3301002,二小,057128801,960\n".encode,
        ["二小学校代码：3301002，二小联系电话：057128801，二小学生960人。"],
        [],
    ),
    "a quotation mark without its pair": (
        "a.csv",
        '项目,投资（万元）,学位（个）\n"城关扩建,1260,540\n河东新建,3400,1080\n"南岭,改造",860,270\n'.encode,
        [
            "城关扩建投资1260万元，城关扩建学位540个。",
            "河东新建投资3400万元，河东新建学位1080个。",
            "南岭,改造投资860万元，南岭,改造学位270个。",
        ],
        [],
    ),
    "a cell of several lines stays whole": (
        "a.csv",
        '项目,投资（万元）,说明\n扩建,1260,"含食堂\n,操场"\n新建,3400,\n'.encode,
        ["新建投资3400万元。"],
        ["”"],
    ),
    "what a page's styles hide": (
        "a.html",
        f"<html><head>{STYLED}</head><body><p>新建幼儿园6所。</p><p class='x draft'>表彰教师77名。</p><p id=old>撤并15所。</p><p>培训教师3200人次。</p></body></html>".encode,
        ["新建幼儿园6所。", "培训教师3200人次。"],
        ["77", "15所"],
    ),
    "a page that scripts would show": (
        "a.html",
        f"<html><head>{STYLED}</head><body><div class='draft'><p>新建幼儿园6所，培训教师3200人次。</p></div><p>简介</p></body></html>".encode,
        ["新建幼儿园6所，培训教师3200人次。"],
        [],
    ),
    "fields of a web form": (
        "a.html",
        "<html><body><p>招聘教师：<input type='text' value='126'>名</p><input type='hidden' value='999'><p>以上由县教育局填报。</p></body></html>".encode,
        ["招聘教师：126名"],
        ["999"],
    ),
    "a name over two lines of a PDF": (
        "a.pdf",
        lambda: drawn(TWO_LINES, (90.0, 113.0, 205.0)),
        [
            "农村义务教育学校薄弱环节改善金额1260.5万元，农村义务教育学校薄弱环节改善学生8600人。",
            "扩容补助金额540.0万元，扩容补助学生2100人。",
        ],
        [],
    ),
    "a head of two levels in a PDF": (
        "a.pdf",
        lambda: drawn(TWO_LEVELS, (90.0, 131.0, 180.0)),
        ["松岭二中文科报考260人，松岭二中文科上线201人，松岭二中理科报考410人，松岭二中理科上线333人。"],
        [],
    ),
    "a unit above a table of a PDF": (
        "a.pdf",
        lambda: drawn(UNIT_ABOVE),
        ["第二实验小学高级教师15人，第二实验小学一级教师40人。"],
        [],
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_every_value_of_a_sound_file_has_its_name_sign_and_unit(tmp_path: Path, name: str) -> None:
    file, make, lines, never = SOUND[name]
    read = read_report(saved(tmp_path, file, make()))
    for line in lines:
        assert line in read.text.split("\n"), read.text
    for words in never:
        assert words not in read.text


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        ("86000", '[>=1000000]0.00,,"百万元";[>=10000]0.0,"千元";0"元"', "86千元"),
        ("860", '[>=1000000]0.00,,"百万元";[>=10000]0.0,"千元";0"元"', "860元"),
        ("96.8", '[<=1]0.0%;0.0"%"', "96.8%"),
        ("0.873", '[<=1]0.0%;0.0"%"', "87.3%"),
        ("960", ";;;", ""),
        ("-2.1", "0.0;[Red]0.0", "-2.1"),
        ("-0.042", "0.0%_);[红色](0.0%)", "-4.2%"),
        ("-12", '"增"0;"减"0;"持平"', "-12"),
        ("0", '"增"0;"减"0;"持平"', "持平"),
        ("-1234.5", '_ "￥"* #,##0.00_ ;_ "￥"* -#,##0.00_ ', "-1234.5元"),
        ("0", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(number: str, form: str, expected: str) -> None:
    assert shown(number, form) == expected


def _warned(read: Report, name: str) -> str:
    return next((code.partition(":")[2] for code in read.warnings if code.partition(":")[0] == name), "")


def test_what_a_workbook_lost_or_does_not_show_is_named(tmp_path: Path) -> None:
    rows = cells("学校", "学生（人）") + "<row><c t='s'><v>7</v></c><c><v>960</v></c></row>"
    rows += (
        f"<row>{text_cell('二小')}<c s='1'><v>1080</v></c></row><row>{text_cell('三小')}<c s='9'><v>730</v></c></row>"
    )
    read = read_report(saved(tmp_path, "a.xlsx", packages.workbook(rows, ";;;")))
    assert _warned(read, "lost_cells") == "表!A2、表!B4"
    assert _warned(read, "hidden_words") == "表!B3"
    assert "1080" not in read.text


def test_a_sheet_that_is_listed_and_missing_is_named(tmp_path: Path) -> None:
    content = packages.workbook(cells("学校", "学生（人）") + cells("一小", 960), hidden=cells("底稿"))
    content = corpus.changed_part(content, "xl/workbook.xml", b' state="hidden" r:id="r2"', b' r:id="r9"')
    assert _warned(read_report(saved(tmp_path, "a.xlsx", content)), "lost_sheet") == "底稿"


def test_a_page_whose_rules_cannot_be_made_out_keeps_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> object:
        raise TypeError

    monkeypatch.setattr("pdfplumber.page.Page.find_tables", fails)
    read = read_report(saved(tmp_path, "a.pdf", corpus.pdf_table()))
    assert "28450" in read.text
    assert _warned(read, "ruled_tables") == "1"


def test_a_sign_that_nobody_knows_is_named(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:t>增长</w:t><w:sym w:font="Marlett" w:char="F099"/><w:t>3%。</w:t></w:r></w:p>'
    assert _warned(read_report(saved(tmp_path, "a.docx", word(body))), "sign_lost") == "增长"
