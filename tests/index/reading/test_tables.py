"""Tables are read with the name of the row, the name of the column and the unit beside every value."""

from decimal import Decimal
from pathlib import Path

import corpus
import pytest
from corpus import saved
from hypothesis import given
from hypothesis import strategies as st

from index.reading import read_report, table_paragraphs
from index.structure import analyse_report, dump_report, load_report
from index.text import find_figures

Rows = list[list[str]]


def lines_of(rows: Rows, unit: str = "") -> list[str]:
    return [row.text for row in table_paragraphs(rows, 0, unit) if row.text]


TABLES: dict[str, tuple[Rows, str, list[str]]] = {
    "unit column": (
        [
            ["指标", "计量单位", "2021年", "比上年增长（%）"],
            ["煤炭产量", "万吨", "56.1", "2.3"],
            ["公路里程", "公里", "812", ""],
        ],
        "",
        ["2021年煤炭产量56.1万吨，煤炭产量比上年增长2.3%。", "2021年公路里程812公里。"],
    ),
    "unit in the row's name": ([["指标", "2020年"], ["图书（万册）", "7.5"]], "", ["2020年图书7.5万册。"]),
    "unit for each pupil": (
        [["区", "小学", "初中"], ["东区", "850", "1050"]],
        "元/生",
        ["东区小学850元/生，东区初中1050元/生。"],
    ),
    "unit behind a stroke": ([["学校", "学生/人"], ["甲校", "88"]], "", ["甲校学生88人。"]),
    "unit behind a comma": ([["指标", "2020年"], ["产业增加值，亿元", "21.7"]], "", ["2020年产业增加值21.7亿元。"]),
    "unit in brackets of another form": (
        [["指标", "2020年"], ["营业收入〔万元〕", "35"]],
        "",
        ["2020年营业收入35万元。"],
    ),
    "unit in a row of headings of its own": (
        [["镇", "产值", "人口"], ["", "万元", "人"], ["甲镇", "5", "9"]],
        "",
        ["甲镇产值5万元，甲镇人口9人。"],
    ),
    "two units in the caption": (
        [["县", "人口", "城镇化率"], ["甲县", "42.6", "66.1"]],
        "万人、%",
        ["甲县人口42.6万人，甲县城镇化率66.1%。"],
    ),
    "as many units as columns": (
        [["镇", "学校", "教师"], ["甲镇", "3", "90"]],
        "所、人",
        ["甲镇学校3所，甲镇教师90人。"],
    ),
    "a rate does not take the amounts' unit": (
        [["项目", "收入", "增速"], ["甲", "5", "3.2"]],
        "万元",
        ["甲收入5万元，甲增速为3.2。"],
    ),
    "no unit at all": ([["学校", "班级数"], ["甲校", "24"]], "", ["甲校班级数为24。"]),
    "the reporting office is no unit": (
        [["填报单位：甲局", ""], ["镇", "学校"], ["甲镇", "3"]],
        "",
        ["填报单位：甲局", "甲镇学校为3。"],
    ),
    "an upper heading covers its columns": (
        [
            ["学段", "公办", "", "民办", ""],
            ["", "学校（所）", "学生（人）", "学校（所）", "学生（人）"],
            ["小学", "4", "900", "1", "60"],
        ],
        "",
        ["小学公办学校4所，小学公办学生900人，小学民办学校1所，小学民办学生60人。"],
    ),
    "section rows": (
        [["项目", "金额（元）"], ["一、城镇", ""], ["收入", "9"], ["支出", "7"], ["二、农村", ""], ["收入", "5"]],
        "",
        ["一、城镇", "城镇收入金额9元。", "城镇支出金额7元。", "二、农村", "农村收入金额5元。"],
    ),
    "parts of which one name occurs twice": (
        [["类别", "人数（人）"], ["教师", "90"], ["其中：女", "60"], ["学生", "800"], ["其中：女", "390"]],
        "",
        ["教师人数90人。", "教师其中女人数60人。", "学生人数800人。", "学生其中女人数390人。"],
    ),
    "years down": (
        [["年份", "学校（所）"], ["2019", "61"], ["2020", "65"]],
        "",
        ["2019年学校61所。", "2020年学校65所。"],
    ),
    "blanks and dashes": (
        [["校", "经费（万元）", "人数（人）"], ["甲校", "", "7"], ["乙校", "—", "…"]],
        "",
        ["甲校人数7人。", "乙校"],
    ),
    "serial numbers": (
        [["序号", "项目", "投资（万元）"], ["1", "甲路", "30"], ["2", "乙路", "50"]],
        "",
        ["甲路投资30万元。", "乙路投资50万元。"],
    ),
    "a note below and a title above": (
        [["甲区学校（单位：所）", "", ""], ["学段", "公办", "民办"], ["小学", "8①", "1"], ["注：①含教学点2个", "", ""]],
        "",
        ["甲区学校（单位：所）", "小学公办8所，小学民办1所。", "注：①含教学点2个"],
    ),
    "side by side": (
        [["镇", "学校（所）", "", "村", "户（户）"], ["甲镇", "3", "", "丙村", "90"], ["乙镇", "4", "", "丁村", "70"]],
        "",
        ["甲镇学校3所。", "乙镇学校4所。", "丙村户90户。", "丁村户70户。"],
    ),
    "set in two columns": (
        [["校", "人数", "校", "人数"], ["甲", "4", "乙", "5"], ["丙", "6", "丁", "7"]],
        "人",
        ["甲人数4人。", "丙人数6人。", "乙人数5人。", "丁人数7人。"],
    ),
    "new headings below values": (
        [["镇", "学校（所）"], ["甲镇", "3"], ["镇", "教师（人）", "骨干（人）"], ["甲镇", "90", "8"]],
        "",
        ["甲镇学校3所。", "甲镇教师90人，甲镇骨干8人。"],
    ),
    "a head repeated on the next page": (
        [["镇", "学校（所）"], ["甲镇", "3"], ["镇", "学校（所）"], ["乙镇", "4"]],
        "",
        ["甲镇学校3所。", "乙镇学校4所。"],
    ),
    "a first name left blank below": (
        [["学段", "性质", "学校（所）"], ["小学", "公办", "8"], ["", "民办", "1"]],
        "",
        ["小学公办学校8所。", "小学民办学校1所。"],
    ),
    "thousands by blanks": ([["校", "面积（平方米）"], ["甲校", "12 400"]], "", ["甲校面积12400平方米。"]),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_value_has_its_row_column_and_unit(name: str) -> None:
    rows, unit, lines = TABLES[name]
    assert lines_of(rows, unit) == lines


_NAMES = st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=4)


@given(
    st.lists(_NAMES, min_size=1, max_size=4, unique=True),
    st.lists(_NAMES, min_size=1, max_size=4, unique=True),
    st.data(),
)
def test_the_place_of_a_cell_is_that_of_its_value(rows: list[str], columns: list[str], data: st.DataObject) -> None:
    values = [[str(data.draw(st.integers(3000, 99999))) for _ in columns] for _ in rows]
    head = ["名称", *(f"{column}（人）" for column in columns)]
    table = [head, *([name, *cells] for name, cells in zip(rows, values, strict=True))]
    found = {}
    for line in table_paragraphs(table, 0):
        figures = {(f.start, f.end): f.value for f in find_figures(line.text)}
        for cell in line.values:
            assert figures[cell.start, cell.end] == Decimal(line.cells[cell.column])
            assert line.text[cell.start : cell.end] == line.cells[cell.column] + cell.unit
            found[cell.name, cell.heading] = line.cells[cell.column]
    wanted = {(row, head[c + 1]): values[r][c] for r, row in enumerate(rows) for c in range(len(columns))}
    assert found == wanted


def test_cells_keep_their_places_in_the_stored_report(tmp_path: Path) -> None:
    report = read_report(saved(tmp_path, "a.docx", corpus.word(corpus.word_table)))
    table = report.tables[0]
    told = {(c.name, c.heading): report.text[c.start : c.end] for c in table.cells}
    assert told["小学", "学校数（所）"] == "31所"
    assert all(table.rows[c.row][c.column] in report.text[c.start : c.end] for c in table.cells)
    indexed = analyse_report(report)
    assert load_report(report.text, dump_report(indexed)).report == report


def test_tables_that_only_their_titles_tell_apart(tmp_path: Path) -> None:
    def twice(document: corpus.Document) -> None:
        for place, beds in (("城区", "26"), ("郊区", "18")):
            document.add_paragraph(f"表{beds[0]} {place}医院情况表（单位：张）")
            table = document.add_table(rows=2, cols=3)
            for column, (head, cell) in enumerate((("类别", "综合"), ("床位", beds), ("病房", beds + "0"))):
                table.cell(0, column).text, table.cell(1, column).text = head, cell

    report = read_report(saved(tmp_path, "a.docx", corpus.word(twice)))
    assert "城区医院综合床位26张，城区医院综合病房260张。" in report.text
    assert "郊区医院综合床位18张，郊区医院综合病房180张。" in report.text
    assert [report.text[c.start : c.end] for t in report.tables for c in t.cells] == ["26张", "260张", "18张", "180张"]


@pytest.mark.parametrize("gap", ["\t", "    ", "　　"])
def test_aligned_columns_of_plain_text_are_a_table(tmp_path: Path, gap: str) -> None:
    rows = [["镇街", "学校（所）", "学生（人）"], ["甲镇", "3", "900"], ["乙街道", "12", "4100"]]
    text = "2020年甲区学校情况\n" + "\n".join(gap.join(row) for row in rows) + "\n以上数据由各镇报送。\n"
    report = read_report(saved(tmp_path, "a.txt", text.encode()))
    assert "乙街道学校12所，乙街道学生4100人。" in report.text
    assert "以上数据由各镇报送。" in report.text


def test_a_table_of_strokes_and_a_three_line_table(tmp_path: Path) -> None:
    text = "2020年甲区学校情况\n┌──┬──┐\n│镇│学校（所）│\n├──┼──┤\n│甲镇│3│\n│乙镇│4│\n└──┴──┘\n"
    assert "乙镇学校4所。" in read_report(saved(tmp_path, "a.txt", text.encode())).text

    def draw(canvas: corpus.Canvas) -> None:
        corpus.pdf_lines(canvas, [(180, 90, corpus.TITLE), (72, 130, "表1 各学段规模")])
        for row, cells in enumerate(corpus.ROWS):
            corpus.pdf_lines(canvas, [(80 + 130 * c, 170 + 24 * row, cell) for c, cell in enumerate(cells)])

    report = read_report(saved(tmp_path, "a.pdf", corpus.pdf(draw)))
    assert "小学学校数31所，小学在校生28450人。" in report.text


def test_a_table_over_two_pages_keeps_its_headings(tmp_path: Path) -> None:
    def draw(canvas: corpus.Canvas) -> None:
        for page, rows in enumerate(([corpus.ROWS[0], corpus.ROWS[1]], [corpus.ROWS[2], ["高中", "5", "6100"]])):
            if not page:
                corpus.pdf_lines(canvas, [(180, 90, corpus.TITLE)])
            top = 150 if not page else 60
            for row in range(3):
                canvas.line(72, corpus.A4[1] - top - 30 * row, 372, corpus.A4[1] - top - 30 * row)
            for column in range(4):
                canvas.line(72 + 100 * column, corpus.A4[1] - top, 72 + 100 * column, corpus.A4[1] - top - 60)
            for row, cells in enumerate(rows):
                corpus.pdf_lines(canvas, [(80 + 100 * c, top + 20 + 30 * row, cell) for c, cell in enumerate(cells)])
            canvas.showPage()

    report = read_report(saved(tmp_path, "a.pdf", corpus.pdf(draw)))
    assert "高中学校数5所，高中在校生6100人。" in report.text
    assert report.page_at(report.text.index("高中")) == 2


@pytest.mark.parametrize(("angle", "turned"), [(90, 0), (-90, 0), (180, 0), (90, 90), (0, 180), (-90, 270)])
def test_a_page_written_or_turned_sideways(tmp_path: Path, angle: int, turned: int) -> None:
    def draw(canvas: corpus.Canvas) -> None:
        canvas.setPageRotation(turned)
        canvas.translate(300, 420)
        canvas.rotate(angle)
        canvas.setFont("STSong-Light", 12)
        for n, line in enumerate(corpus.LINES):
            canvas.drawString(-200, 100 - 24 * n, line)

    assert corpus.LINES[2] in read_report(saved(tmp_path, "a.pdf", corpus.pdf(draw))).text


def test_spans_and_layout_of_web_pages(tmp_path: Path) -> None:
    page = (
        "<html><head><title>2020年甲县工作总结</title></head><body><table><tr><td><table><tr><td>首页</td></tr></table></td>"
        "<td><p>2020年，全县修路12公里<br>，植树300亩。</p><table border=1><tr><td rowspan=2>乡</td><td colspan=2>产量（吨）</td>"
        "</tr><tr><td>麦</td><td>稻</td></tr><tr><td>甲乡</td><td>64</td><td>71</td></tr></table></td></tr></table></body></html>"
    )
    text = read_report(saved(tmp_path, "a.html", page.encode())).text
    assert "2020年，全县修路12公里，植树300亩。" in text
    assert "甲乡产量麦64吨，甲乡产量稻71吨。" in text


def test_a_value_cut_from_its_unit_by_the_layout_is_one(tmp_path: Path) -> None:
    page = "<html><body><p>2020年，完成投资18.6亿<br>元，开通公交线路12<br>条。</p></body></html>"
    assert "完成投资18.6亿元，开通公交线路12条。" in read_report(saved(tmp_path, "a.html", page.encode())).text


def test_the_unit_of_several_is_that_which_counts_the_columns_thing(tmp_path: Path) -> None:
    path = tmp_path / "情况.md"
    path.write_text(
        "# 情况\n\n单位：所、人\n\n| 学段 | 学校数 | 在校学生 | 专任教师 |\n| --- | --- | --- | --- |\n| 初中 | 19 | 1,275 | 102 |\n",
        "utf-8",
    )
    assert "初中学校数19所，初中在校学生1275人，初中专任教师102人。" in read_report(path).text


def test_lists_inside_lists_name_what_they_stand_below(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>2020年甲县工作总结</h1><ul><li>东区<ul><li>仓库<ul><li>灭火器：64具</li></ul></li></ul></li>"
        "<li>西区<ul><li>灭火器：58具</li></ul></li></ul></body></html>"
    )
    text = read_report(saved(tmp_path, "a.html", page.encode())).text
    assert "东区仓库灭火器：64具" in text
    assert "西区灭火器：58具" in text


def test_rows_over_all_columns_name_a_section_and_are_no_row_of_values(tmp_path: Path) -> None:
    page = (
        "<html><body><h1>2020年甲县司法统计</h1><table><tr><th>指标</th><th>单位</th><th>数值</th></tr>"
        "<tr><td colspan=3>（一）公证</td></tr><tr><td>机构数</td><td>个</td><td>2</td></tr>"
        "<tr><td colspan=3>（二）律师</td></tr><tr><td>机构数</td><td>个</td><td>11</td></tr></table></body></html>"
    )
    text = read_report(saved(tmp_path, "a.html", page.encode())).text
    assert "公证机构数2个。" in text
    assert "律师机构数11个。" in text
    assert "数值：" not in text


def test_marks_of_markdown_leave_the_figures_whole(tmp_path: Path) -> None:
    words = "# 2020年甲县工作总结\n\n举办培训 **3****8** 期，展演 ==88== 场。\n\n```\n展演999场\n```\n"
    report = read_report(saved(tmp_path, "a.md", words.encode()))
    assert "举办培训 38 期，展演 88 场。" in report.text
    assert "999" not in report.text
    assert any(warning.startswith("code") for warning in report.warnings)
