"""Question sets as tables: what people keep in Excel is taken as it is, and what is no set gets one clear message."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.evaluation import BadCases, read_cases


def excel(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_two_columns_of_excel(tmp_path: Path) -> None:
    path = excel(
        tmp_path / "题集.xlsx",
        ("问题", "正确答案", "备注"),
        ("交流轮岗的教师有多少人？", "365人", "张"),
        (None, None, None),
        ("优良率是多少？", "85% | 八成五", None),
        ("谁是局长？", "王一川", None),
        ("2021年交流教师有多少人？", None, "没有写"),
    )
    cases = read_cases(path)
    assert [case.question for case in cases] == [
        "交流轮岗的教师有多少人？",
        "优良率是多少？",
        "谁是局长？",
        "2021年交流教师有多少人？",
    ]
    assert [case.kind for case in cases] == ["figure", "figure", "text", "unanswerable"]
    assert cases[1].gold == (("85%", "八成五"),)
    assert cases[3].gold == ()


def test_a_number_typed_into_a_cell_is_an_answer(tmp_path: Path) -> None:
    cases = read_cases(excel(tmp_path / "a.xlsx", ("金牌多少块", 107)))
    assert cases[0].gold == (("107",),)


def test_a_cell_that_is_far_too_long_is_told(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text(f"问题,答案\n{'长' * 140_000},1人\n", "utf-8")
    with pytest.raises(BadCases):
        read_cases(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_comma_separated_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "set.csv"
    path.write_bytes("问题,答案\n“双减”后关了几家？,12家\n".encode(encoding))
    assert [(case.question, case.gold) for case in read_cases(path)] == [("“双减”后关了几家？", (("12家",),))]


def test_what_is_no_table_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no archive")
    with pytest.raises(BadCases, match="no Excel file"):
        read_cases(broken)
    with pytest.raises(BadCases, match="no questions"):
        read_cases(excel(tmp_path / "empty.xlsx", ("问题", "答案")))
    with pytest.raises(BadCases, match="asks nothing"):
        read_cases(excel(tmp_path / "people.xlsx", ("姓名", "电话"), ("张三", "123"), ("李四", "456")))
    with pytest.raises(BadCases, match="first column") as raised:
        read_cases(excel(tmp_path / "shifted.xlsx", ("", "365人")))
    assert raised.value.line == 1
    with pytest.raises(BadCases):
        read_cases(tmp_path / "not there.csv")
