"""Many reports that look alike: whose figure, which year, comparisons, computed figures, the table of figures."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.answering.arithmetic import Operands, compute, usable
from assistant.answering.assistant import Assistant
from assistant.answering.figures_table import COLUMNS, as_csv, as_table, as_xlsx, figure_rows, matching
from assistant.command.cli import main
from assistant.types import AnswerFigure, Operation, Status
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build

REVIEW = """{year}年{place}政府工作报告

一、{last}年工作回顾
地区生产总值增长{growth}%，城镇新增就业{jobs}万人，粮食产量{grain}万吨。
二、{year}年主要目标
今年主要预期目标是：地区生产总值增长{aim}%左右，城镇新增就业{aim_jobs}万人以上。
"""
PLACES = {
    "江苏省": (5.8, 130, 380, 5, 120),
    "浙江省": (5.5, 116, 64, 5.5, 100),
    "山东省": (5.7, 123, 570, 5, 110),
    "西藏自治区": (6.3, 5.2, 11, 7, 5),
}


def written(folder: Path, year: int, shift: int = 0) -> None:
    for place, (growth, jobs, grain, aim, aim_jobs) in PLACES.items():
        grown = round(growth - 0.1 * shift, 1)
        text = REVIEW.format(
            year=year,
            last=year - 1,
            place=place,
            growth=grown,
            jobs=jobs + shift,
            grain=grain + 2 * shift,
            aim=aim,
            aim_jobs=aim_jobs,
        )
        (folder / f"{year}年{place}政府工作报告.txt").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Path:
    folder: Path = tmp_path_factory.mktemp("many")
    written(folder, 2025)
    written(folder, 2026, 3)
    build([folder], Store(folder / "data"), embedder)
    return folder / "data"


@pytest.fixture(scope="module")
def shelf(data: Path, embedder: StaticEmbedder) -> Assistant:
    return Assistant(Snapshot.open(Store(data).current(), embedder.name), embedder)


@pytest.mark.parametrize(
    ("question", "headline", "report"),
    [
        ("江苏2024年地区生产总值增长多少？", "5.8%", "2025年江苏省政府工作报告"),
        ("江苏2025年地区生产总值增长多少？", "5.5%", "2026年江苏省政府工作报告"),
        ("江苏2026年地区生产总值增长目标是多少？", "5%左右", "2026年江苏省政府工作报告"),
        ("浙江省2025年城镇新增就业目标多少万人？", "100万人以上", "2025年浙江省政府工作报告"),
        ("山东2025年粮食产量多少？", "576万吨", "2026年山东省政府工作报告"),
    ],
)
def test_the_right_region_year_and_part(shelf: Assistant, question: str, headline: str, report: str) -> None:
    answer = shelf.ask(question)
    assert answer.headline == headline
    assert answer.citations[0].report == report


def test_all_regions_with_their_sources(shelf: Assistant) -> None:
    answer = shelf.ask("各省2026年地区生产总值增长目标是多少？")
    assert [(row.label, row.headline) for row in answer.table] == [
        ("浙江", "5.5%左右"),
        ("江苏", "5%左右"),
        ("山东", "5%左右"),
        ("西藏", "7%左右"),
    ] or {row.label: row.headline for row in answer.table} == {
        "江苏": "5%左右",
        "浙江": "5.5%左右",
        "山东": "5%左右",
        "西藏": "7%左右",
    }
    for row in answer.table:
        assert row.citation is not None
        assert row.region is not None
        assert row.citation.report == f"2026年{row.region}政府工作报告"
        assert row.headline is not None
        assert row.headline in row.citation.quote


def test_who_is_first(shelf: Assistant) -> None:
    assert (shelf.ask("哪个省2026年GDP增长目标最高？").headline or "").startswith("西藏")


def test_who_keeps_a_bound(shelf: Assistant) -> None:
    answer = shelf.ask("2025年城镇新增就业超过120万人的省份有哪些？")
    assert {row.label for row in answer.table} == {"江苏", "山东"}


def test_what_is_missing_is_shown_as_missing(shelf: Assistant) -> None:
    answer = shelf.ask("江苏和浙江2023年粮食产量分别是多少？")
    assert answer.status is Status.NOT_FOUND
    answer = shelf.ask("江苏2023年和2025年粮食产量分别是多少？")
    assert [row.headline for row in answer.table] == [None, "386万吨"]
    assert "没有找到" in (answer.headline or "")


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("江苏和浙江2025年粮食产量相差多少？", "316万吨", "386万吨 − 70万吨 = 316万吨"),
        ("浙江2025年粮食产量比2024年增加了多少？", "增加6万吨", "70万吨 − 64万吨 = 6万吨"),
        ("江苏2025年粮食产量比2024年增长了百分之几？", "1.58%", "(386万吨 − 380万吨) ÷ 380万吨 = 1.58%"),
        ("江苏和山东2025年粮食产量合计多少？", "962万吨", "386万吨 + 576万吨 = 962万吨"),
        ("江苏和山东2025年粮食产量平均是多少？", "481万吨", "(386万吨 + 576万吨) ÷ 2 = 481万吨"),
        ("江苏和西藏2025年GDP增速相差多少？", "0.5个百分点", "6.0% − 5.5% = 0.5个百分点"),
    ],
)
def test_computed_figures_show_their_operands(shelf: Assistant, question: str, value: str, formula: str) -> None:
    answer = shelf.ask(question)
    assert (answer.headline or "").startswith(value)
    assert answer.computed == formula
    assert "由报告数据计算" in answer.text
    assert len(answer.citations) == 2


def test_nothing_is_computed_from_what_does_not_match() -> None:
    exact = AnswerFigure("5", "%", "5%")
    assert usable([exact, AnswerFigure("4", "%", "4%")])
    assert not usable([exact, AnswerFigure("4", "人", "4人")])
    assert not usable([exact, AnswerFigure("4", "%", "4%左右")])
    assert not usable([exact, AnswerFigure("4-5", "%", "4%-5%")])
    assert compute(Operation.SUM, Operands((exact, exact), False, "zh")) is None  # shares of different wholes


def test_other_reports_are_offered(shelf: Assistant) -> None:
    answer = shelf.ask("城镇新增就业多少万人？")
    assert answer.others
    assert len({row.label for row in answer.others}) == len(answer.others)
    assert answer.citations[0].report not in {row.label for row in answer.others}
    assert shelf.ask("江苏2025年城镇新增就业多少万人？").others == ()


def test_a_goal_is_called_a_goal(shelf: Assistant) -> None:
    answer = shelf.ask("江苏2026年城镇新增就业多少万人？")
    assert answer.headline == "120万人以上"
    assert "不是完成数" in answer.text
    assert answer.figures[0].goal


def test_two_reports_that_contradict_are_both_shown(tmp_path: Path, embedder: StaticEmbedder) -> None:
    body = "一、2024年工作\n2024年全区招聘教师{n}名。\n"
    for number, name in ((120, "工作总结"), (126, "工作报告")):
        path = tmp_path / f"2024年柳溪区教育{name}.txt"
        path.write_text(f"2024年柳溪区教育{name}\n{body.format(n=number)}", "utf-8")
    build(sorted(tmp_path.glob("*.txt")), Store(tmp_path / "d"), embedder)
    assistant = Assistant(Snapshot.open(Store(tmp_path / "d").current()), embedder)
    answer = assistant.ask("2024年柳溪区招聘教师多少名？")
    assert {citation.report for citation in answer.citations} == {
        "2024年柳溪区教育工作总结",
        "2024年柳溪区教育工作报告",
    }
    assert "给出的数值不同" in answer.text


def test_every_figure_in_one_table(shelf: Assistant) -> None:
    rows = list(figure_rows(shelf.snapshot))
    found = matching(rows, "城镇新增就业", ["江苏省"], [2025])
    assert {(row.indicator, row.text, row.goal) for row in found if row.indicator == "城镇新增就业"} == {
        ("城镇新增就业", "133万人", False),
        ("城镇新增就业", "120万人以上", True),
    }
    for row in rows:
        number = next(n for n, entry in enumerate(shelf.snapshot.entries) if entry.id == row.report_id)
        assert shelf.snapshot.report(number).report.text[row.start : row.end].strip() == row.text


def test_exports(shelf: Assistant) -> None:
    table = as_table(matching(figure_rows(shelf.snapshot), "粮食产量"), COLUMNS)
    table[0]["quote"] = "=1+1"
    book = load_workbook(io.BytesIO(as_xlsx(table, "数据")))
    cells = list(book.worksheets[0].values)
    assert cells[0] == COLUMNS
    assert len(cells) == len(table) + 1
    assert "'=1+1" in cells[1]
    assert as_csv(table).decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)


def test_the_figures_command(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["figures", "粮食产量", "--data", str(data)]
    assert main([*command, "--year", "2025", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["region"] for row in rows if row["indicator"] == "粮食产量"} == set(PLACES)
    assert main([*command, "--export", str(tmp_path / "f.csv")]) == 0
    assert (tmp_path / "f.csv").read_text("utf-8-sig").startswith("indicator")
    assert main([*command, "--reports", "海南"]) == 1
    assert main([*command, "--export", str(tmp_path / "none" / "f.csv")]) == 1
