"""What a table does not say is refused, though the cell beside it would fit: an empty cell, a row left out, another's name."""

import corpus
import packages
import pytest
from corpus import saved
from packages import p

from assistant.answering.assistant import Assistant
from assistant.types import Status
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build


def _word(title: str, rows: list[list[str]], below: str = "", marks: dict[int, str] | None = None) -> bytes:
    written = ""
    for number, row in enumerate(rows):
        properties = f"<w:trPr>{marks[number]}</w:trPr>" if marks and number in marks else ""
        written += f"<w:tr>{properties}{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>"
    return packages.document(p(title) + f"<w:tbl>{written}</w:tbl>" + (p(below) if below else ""))


def _kindergartens() -> bytes:
    rows = [["幼儿园", "性质", "班数（个）", "幼儿（人）", "比上年增减（%）"]]
    rows += [
        ["蓝天园", "公办", "12", "356", "-4.2"],
        ["小星园", "民办", "9", "241", "+6.5"],
        ["春芽园", "公办", "15", "440", "—"],
    ]
    return _word("青禾区2023年幼儿园情况", rows, "注：幼儿数含托班38人。")


def _schools() -> bytes:
    rows = [
        ["项目", "投资（万元）", "学位（个）"],
        ["第一小学", "3200", "1080"],
        ["第二小学", "2800", "900"],
        ["第三小学", "4100", "1350"],
    ]
    return _word("云溪县2024年学校建设情况", rows, marks={2: '<w:del w:id="1" w:author="a"/>'})


def _sums() -> bytes:
    rows: list[list[object]] = [
        ["学校", "男教师（人）", "女教师（人）", "合计（人）"],
        ["东河小学", 21, 46, 67],
        ["南坪小学", 15, 30, "=B3+C3"],
    ]
    return corpus.sheet(rows, "青禾区2024年教师统计")


def _funds() -> bytes:
    rows = ["单位：万元", "学校,基本支出,项目支出", "城关小学,820.5,156.0", "南岭小学,,77.2"]
    return "\n".join(["松岭县2024年经费统计", *rows]).encode("gb18030")


def _years() -> bytes:
    rows = [
        "指标,2022年,2023年,比上年±",
        "在校学生（人）,32480,33105,625",
        "专任教师（人）,2195,2188,-7",
        "图书（册）,88100,—,—",
    ]
    return "\n".join(["柳坪县2023年教育主要指标", *rows]).encode("gb18030")


def _down() -> bytes:
    rows = ["年份,小学招生（人）,初中招生（人）", "2021,4385,3402", "2022,4266,3518", "2023,4051,-"]
    return "\n".join(["白石县2023年招生情况", *rows]).encode("gb18030")


FILES = {
    "幼儿园.docx": _kindergartens,
    "建设.docx": _schools,
    "教师.xlsx": _sums,
    "经费.csv": _funds,
    "指标.csv": _years,
    "招生.csv": _down,
}


@pytest.fixture(scope="module")
def tabled(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Assistant:
    folder = tmp_path_factory.mktemp("tables")
    paths = [saved(folder, name, make()) for name, make in FILES.items()]
    built = build(paths, Store(folder / "data"), embedder)
    assert not built.failures
    return Assistant(Snapshot.open(Store(folder / "data").current()), embedder)


@pytest.mark.parametrize(
    ("question", "headline"),
    [
        ("青禾区蓝天园幼儿比上年增减多少？", "-4.2%"),
        ("青禾区小星园有多少个班？", "9个"),
        ("青禾区春芽园幼儿有多少人？", "440人"),
        ("云溪县第三小学投资多少万元？", "4100万元"),
        ("青禾区东河小学教师合计多少人？", "67人"),
        ("松岭县城关小学项目支出多少？", "156.0万元"),
        ("柳坪县在校学生比上年增加多少人？", "625人"),  # the table's own column
        ("柳坪县2023年专任教师比上年减少多少人？", "-7人"),
        ("柳坪县有多少名在校学生？", "33105人"),  # not the year before
        ("柳坪县2023年图书比上年增加多少册？", None),
        ("白石县2023年小学招生比上年增加多少人？", "减少215人"),  # worked out
        ("白石县2023年初中招生比上年增加多少人？", None),
        ("白石县小学招生比上年减少多少人？", "减少215人"),  # of the latest report's year
        ("白石县小学招生2023年比2022年增加多少？", "减少215人"),  # of whatever unit the two are
        ("白石县2021年到2023年小学招生减少多少人？", "减少334人"),
        ("柳坪县2021年到2023年在校学生增加多少人？", None),  # 625 is the last year's
        ("青禾区春芽园幼儿比上年增减多少？", None),  # a dash stands there, beside the other nurseries' changes
        ("云溪县第二小学投资多少万元？", None),  # the row was deleted; other schools are numbered like it
        ("青禾区南坪小学教师合计多少人？", None),  # a formula without a stored result, beside men and women
        ("松岭县南岭小学基本支出多少？", None),  # an empty cell before another sum of money
    ],
)
def test_a_cell_answers_and_an_empty_one_does_not(tabled: Assistant, question: str, headline: str | None) -> None:
    answer = tabled.ask(question)
    if headline is None:
        assert answer.status is Status.NOT_FOUND, answer.headline
    else:
        assert answer.headline is not None
        assert headline in answer.headline


def test_a_change_worked_out_shows_both_operands(tabled: Assistant) -> None:
    answer = tabled.ask("白石县2023年小学招生比上年增加多少人？")
    assert answer.computed == "4266人 − 4051人 = 215人"
    assert answer.computed in answer.text
    assert {figure.text for figure in answer.figures} == {"4051人", "4266人"}
