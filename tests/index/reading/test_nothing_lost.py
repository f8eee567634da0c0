"""What stands in a file is read, or the report says what was left out and where."""

from importlib.util import find_spec
from pathlib import Path

import corpus
import packages
import pytest
from corpus import TITLE, saved
from packages import p, text_cell

from assistant.messages import explain_warning
from index.reading import read_report
from index.types import Report

HEADING = "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>"


def word(folder: Path, body: str, targets: dict[str, tuple[str, str]] | None = None, **more: str | bytes) -> Report:
    parts = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in more.items()}
    head = p(TITLE) + p("一、总体情况", HEADING)
    return read_report(saved(folder, "a.docx", packages.document(head + body, targets, parts)))


def warned(report: Report, name: str) -> str:
    """What the report says of one kind of loss, in Chinese."""
    return next((explain_warning(code, "zh") for code in report.warnings if code.split(":")[0] == name), "")


SAID: dict[str, tuple[str, list[str]]] = {
    "an equation in a sentence": (
        "<w:p><w:r><w:t>水量为</w:t></w:r><m:oMath><m:r><m:t>2.7</m:t></m:r></m:oMath><w:r><w:t>亿立方米。</w:t></w:r></w:p>",
        ["水量为2.7亿立方米。"],
    ),
    "a fraction": (
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>甲</m:t></m:r></m:num><m:den><m:r><m:t>乙</m:t></m:r></m:den></m:f></m:oMath></w:p>",
        ["甲/乙"],
    ),
    "an insertion": (
        f"<w:p><w:ins><w:r><w:t>新建3所。</w:t></w:r></w:ins></w:p><w:ins>{p('改建5所。')}</w:ins>",
        ["新建3所。", "改建5所。"],
    ),
    "a content control": (f"<w:sdt><w:sdtContent>{p('培训7场。')}</w:sdtContent></w:sdt>", ["培训7场。"]),
    "a control around a cell": (
        f"<w:tbl><w:tr><w:tc>{p('校')}</w:tc><w:tc>{p('人数（人）')}</w:tc></w:tr><w:tr><w:sdt><w:sdtContent><w:tc>{p('甲校')}</w:tc>"
        f"</w:sdtContent></w:sdt><w:tc>{p('88')}</w:tc></w:tr></w:tbl>",
        ["甲校人数88人。"],
    ),
    "a table in a cell": (
        f"<w:tbl><w:tr><w:tc>{p('段')}</w:tc><w:tc>{p('构成')}</w:tc></w:tr><w:tr><w:tc>{p('小学')}</w:tc><w:tc><w:tbl>"
        f"<w:tr><w:tc>{p('岗位')}</w:tc><w:tc>{p('人数（人）')}</w:tc></w:tr><w:tr><w:tc>{p('教辅')}</w:tc><w:tc>{p('186')}</w:tc></w:tr>"
        f"</w:tbl>{p('')}</w:tc></w:tr></w:tbl>",
        ["小学教辅人数186人。"],
    ),
    "a row that begins later": (
        f"<w:tbl><w:tr><w:tc>{p('月')}</w:tc><w:tc>{p('开工（个）')}</w:tc><w:tc>{p('竣工（个）')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p('一月')}</w:tc><w:tc>{p('21')}</w:tc><w:tc>{p('4')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc>{p('36')}</w:tc><w:tc>{p('9')}</w:tc></w:tr></w:tbl>",
        ["一月开工21个，一月竣工4个。", "开工36个，竣工9个。"],
    ),
    "a raised mark of a note": (
        "<w:p><w:r><w:t>产值532.6</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>"
        "<w:r><w:t>亿元，面积86km</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>",
        ["产值532.6亿元，面积86km²"],
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_what_word_shows_is_read(tmp_path: Path, name: str) -> None:
    body, lines = SAID[name]
    report = word(tmp_path, body)
    assert set(lines) <= set(report.text.split("\n"))


LEFT_OUT: dict[str, tuple[str, str]] = {
    "hidden words": (p("内部数据9981人。", run="<w:rPr><w:vanish/></w:rPr>"), "隐藏文字没有读取（一、总体情况）"),
    "deleted words": (
        "<w:p><w:del><w:r><w:delText>原为9981人。</w:delText></w:r></w:del></w:p>",
        "已删除、划掉的文字没有读取（一、总体情况）",
    ),
    "a placeholder": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("9981") + "</w:sdtContent></w:sdt>",
        "",
    ),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_word_hides_stays_out_and_is_mentioned(tmp_path: Path, name: str) -> None:
    body, words = LEFT_OUT[name]
    report = word(tmp_path, body + p("共12人。"))
    assert "9981" not in report.text
    said = [explain_warning(code, "zh") for code in report.warnings]
    assert said == ([words] if words else [])
    assert "9981" not in "".join(said)


CHART = (
    f"<c:chartSpace {packages.SPACES}><c:chart><c:title><a:t>产值（亿元）</a:t></c:title><c:plotArea><c:ser>"
    "<c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>产值</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    "<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>甲镇</c:v></c:pt></c:strCache></c:strRef></c:cat>"
    "<c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>6.31</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
    "</c:plotArea></c:chart></c:chartSpace>"
)
DIAGRAM = (
    f"<dgm:dataModel {packages.SPACES}><dgm:pt><a:p><a:r><a:t>建成食堂57家</a:t></a:r></a:p></dgm:pt></dgm:dataModel>"
)


def test_parts_of_their_own_are_read(tmp_path: Path) -> None:
    sheet = corpus.sheet([["镇", "学生（人）"], ["甲镇", 2310]])
    page = "<html><body><p>新招聘教师367名。</p></body></html>"
    body = (
        "<w:p><w:r><w:drawing><c:chart r:id='c'/></w:drawing></w:r></w:p><w:p><w:r><w:drawing><dgm:relIds r:dm='d'/></w:drawing></w:r></w:p>"
        "<w:p><w:r><w:object><o:OLEObject r:id='s'/></w:object></w:r></w:p><w:altChunk r:id='h'/>"
    )
    targets = {
        "c": ("chart", "charts/c.xml"),
        "d": ("diagramData", "d.xml"),
        "s": ("package", "s.xlsx"),
        "h": ("aFChunk", "h.htm"),
        "f": ("footer", "f.xml"),
    }
    parts: dict[str, str | bytes] = {
        "word/charts/c.xml": CHART,
        "word/d.xml": DIAGRAM,
        "word/s.xlsx": sheet,
        "word/h.htm": page.encode(),
        "word/f.xml": f"<w:ftr {packages.SPACES}>{p('另有民办学生0.7万人。')}{p('— 3 —')}</w:ftr>",
    }
    report = read_report(saved(tmp_path, "a.docx", packages.document(p(TITLE) + body, targets, parts)))
    lines = report.text.split("\n")
    for line in (
        "甲镇产值6.31亿元。",
        "建成食堂57家",
        "甲镇学生2310人。",
        "新招聘教师367名。",
        "另有民办学生0.7万人。",
    ):
        assert line in lines
    assert "— 3 —" not in lines


def test_parts_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:drawing><c:chart r:id='c'/></w:drawing></w:r></w:p><w:p><w:r><w:object><o:OLEObject r:id='s'/></w:object></w:r></w:p>"
        "<w:p><w:r><w:drawing><wp:extent cx='4000000' cy='3000000'/><a:blip r:embed='i'/></w:drawing></w:r></w:p>"
        "<w:p><w:r><w:drawing><a:blip r:embed='lost'/></w:drawing></w:r></w:p>"
    )
    targets = {"c": ("chart", "c.xml"), "s": ("oleObject", "s.bin"), "i": ("image", "i.png"), "lost": ("image", "NULL")}
    more: dict[str, str | bytes] = {
        "word/i.png": b"png",
        "word/s.bin": b"\x01\x02",
        "word/c.xml": f"<c:chartSpace {packages.SPACES}/>",
    }
    head = p(TITLE) + p("一、总体情况", HEADING)
    report = read_report(saved(tmp_path, "a.docx", packages.document(head + body, targets, more)))
    for name in ("chart", "embedded", "picture", "lost_picture"):
        assert "一、总体情况" in warned(report, name)
        assert "一、总体情况" in next(explain_warning(c, "en") for c in report.warnings if c.startswith(name))


def test_automatic_numbers_do_not_run_into_figures(tmp_path: Path) -> None:
    numbering = (
        f"<w:numbering {packages.SPACES}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='%1'/></w:lvl></w:abstractNum><w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='5'/></w:numPr></w:pPr>"
    more: dict[str, str | bytes] = {"word/numbering.xml": numbering}
    content = packages.document(
        p(TITLE) + p("3200名教师参加培训，", numbered) + p("96%的学校达标。", numbered), None, more
    )
    text = read_report(saved(tmp_path, "a.docx", content)).text
    assert "1. 3200名" in text
    assert "2. 96%" in text


def test_sheets_show_what_their_formats_show(tmp_path: Path) -> None:
    rows = (
        f"<row r='1'>{text_cell('指标')}{text_cell('数值')}</row>"
        f"<row r='2'>{text_cell('人口')}<c s='1'><v>325400</v></c></row>"
        f"<row r='3'>{text_cell('覆盖率')}<c s='2'><v>43.7</v></c></row>"
        f"<row r='4'>{text_cell('增速')}<c s='3'><v>-0.062</v></c></row>"
        f"<row r='5'>{text_cell('收入')}<c s='4'><v>12834567890.12</v></c></row>"
        f"<row r='6'>{text_cell('合计')}<c><f>SUM(B2:B5)</f></c></row>"
        f"<row r='7' hidden='1'>{text_cell('旧数')}<c><v>9981</v></c></row>"
    )
    formats = "0!.0,&quot;万人&quot;|0.0&quot;%&quot;|0.0%|#,##0.00"
    content = packages.workbook(rows, formats, f"<row>{text_cell('草稿')}<c><v>9981</v></c></row>")
    report = read_report(saved(tmp_path, "2020年甲区情况.xlsx", content))
    for line in ("人口32.54万人。", "覆盖率43.7%。", "增速-6.2%。", "收入为12834567890.12。"):
        assert line in report.text
    assert "9981" not in report.text
    assert "底稿" in warned(report, "hidden_sheet")
    assert "7" in warned(report, "hidden_rows")
    assert "表!B6" in warned(report, "formula")


def test_pdfs_name_the_pages_they_cannot_read(tmp_path: Path) -> None:
    if find_spec("rapidocr_onnxruntime"):
        pytest.skip("recognition is installed, so a scan is read")

    def draw(canvas: corpus.Canvas) -> None:
        corpus.pdf_lines(canvas, [(96, 90, TITLE), (96, 120, "一、队伍"), (96, 150, "招聘教师126名。")])
        canvas.showPage()
        canvas.drawInlineImage(corpus.grey_image(), 0, 0, 590, 840)
        canvas.showPage()

    report = read_report(saved(tmp_path, "a.pdf", corpus.pdf(draw)))
    assert warned(report, "scanned_pages") == "扫描页没有文字，没有读取（第 2 页）"


def test_what_was_typed_into_a_form_is_read(tmp_path: Path) -> None:
    def draw(canvas: corpus.Canvas) -> None:
        corpus.pdf_lines(canvas, [(96, 90, "2020 school form"), (96, 130, "schools:"), (220, 130, "in all")])
        canvas.acroForm.textfield(name="n", value="137", x=150, y=corpus.A4[1] - 135, width=50, height=14)

    assert "137" in read_report(saved(tmp_path, "a.pdf", corpus.pdf(draw))).text


def test_radicals_of_fonts_are_letters(tmp_path: Path) -> None:
    text = f"{TITLE}\n全区⼈⼝36.4万⼈，⽤⽔8650万⽴⽅⽶。\n"
    assert "全区人口36.4万人，用水8650万立方米。" in read_report(saved(tmp_path, "a.txt", text.encode())).text


def test_web_pages_and_markdown_leave_out_what_they_hide(tmp_path: Path) -> None:
    page = (
        f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>新增学位<span style='display: none'>9981</span>"
        "52<b>60</b>个，<del>9981</del>面积7km<sup>2</sup>，出生率6.5‰<sup>[1]</sup>。</p><p hidden>9981家</p></body></html>"
    )
    report = read_report(saved(tmp_path, "a.html", page.encode()))
    assert "新增学位5260个，面积7km²，出生率6.5‰[1]。" in report.text
    assert "9981" not in report.text
    assert warned(report, "hidden_words")
    text = f"---\ntitle: 甲\nreads: 9981\n---\n# {TITLE}\n\n评选~~9981~~ **26**4户[^1]。<!-- 9981 -->\n\n[^1]: 其中31户。\n"
    report = read_report(saved(tmp_path, "a.md", text.encode()))
    assert "264户[1]。" in report.text
    assert "[1] 其中31户。" in report.text
    assert "9981" not in report.text
