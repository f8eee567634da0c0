"""Structure: numbered sentences, lines broken at a fixed width, several reports in one file, periods."""

from pathlib import Path

import pytest

from index.reading import read_report
from index.structure import (
    analyse_report,
    joined_lines,
    kind_of_report,
    outline_of,
    period_of_words,
    several_reports,
    years_told,
)
from index.structure.outline import Paragraph
from index.structure.periods import period_of_heading
from index.types import Period, Tense


def titles(lines: list[str]) -> list[str]:
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    return [heading.title for heading in outline_of([Paragraph(line) for line in lines], starts)]


def test_numbered_sentences_with_figures_are_text() -> None:
    lines = [
        "实事办理情况",
        "一、办理情况",
        "（一）新建口袋公园14个；",
        "（二）改造老旧小区9个。",
        "1. 4条公交线路延长；",
        "① 为260名老人安装扶手。",
        "二、下一步打算",
        "（一）办好三件大事",
    ]
    assert titles(lines) == ["一、办理情况", "二、下一步打算", "（一）办好三件大事"]


def broken(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


@pytest.mark.parametrize("width", [24, 27, 30, 33])
def test_lines_broken_at_a_width_are_paragraphs_again(width: int) -> None:
    first = (
        "全年接待游客1234.5万人次，实现旅游收入96.21亿元，新建步道48.6公里，改造驿站132处，发放补助资金5678万元，培训从业人员"
        + "2460人次。"
    )
    second = "全区新增城镇就业18246人，帮扶困难人员就业3125人，组织招聘活动164场，提供岗位52380个，开展技能培训9876人次，发放创业贷款2.35亿元。"
    lines = ["一、文旅", *broken(first, width), "二、就业", *broken(second, width)]
    assert [line for line in joined_lines(lines) if line] == ["一、文旅", first, "二、就业", second]


def test_narrow_lines_broken_inside_numbers_are_paragraphs_again() -> None:
    lines = [
        "一年来，机动车保有量达到28674",
        "0辆，其中新能源汽车4136辆，占1",
        "4.43%。驾驶人1900人，增加13",
        "20人，其中女性610人。",
    ]
    assert joined_lines(lines) == ["".join(lines)]


def test_whole_paragraphs_stay_apart() -> None:
    lines = [
        "某区2023年工作总结",
        "发布单位：某区办公室",
        "",
        "一、总体情况",
        "全年新建驿站12个。",
        "（一）强化统筹",
        "完成改造9处。",
    ]
    assert joined_lines(lines) == lines


TWO = """柳塘区2021年园林工作总结

一、建设
2021年，全区新建公园6个。改造绿道18公里。
二、管护
管护面积320公顷。

柳塘区2022年园林工作总结

一、建设
2022年，全区新建公园9个。改造绿道25公里。
二、管护
管护面积345公顷。
"""


def test_two_reports_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "园林总结合订.txt"
    path.write_text(TWO, "utf-8")
    whole = read_report(path)
    first, second = several_reports(whole)
    assert [(report.title, report.year) for report in (first, second)] == [
        ("柳塘区2021年园林工作总结", 2021),
        ("柳塘区2022年园林工作总结", 2022),
    ]
    assert first.id == whole.id != second.id
    for report in (first, second):
        assert [heading.title for heading in report.headings] == ["一、建设", "二、管护"]
        for heading in report.headings:
            assert report.text[heading.start : heading.end] == heading.title
    assert "345公顷" in second.text
    assert "345公顷" not in first.text


def test_two_reports_with_numbered_titles(tmp_path: Path) -> None:
    text = TWO.replace("柳塘区2021年", "一、柳塘区2021年").replace("柳塘区2022年", "二、柳塘区2022年")
    text = text.replace("\n一、建设", "\n（一）建设").replace("\n二、管护", "\n（二）管护")
    path = tmp_path / "汇编.txt"
    path.write_text("园林总结汇编\n" + text, "utf-8")
    first, second = several_reports(read_report(path))
    assert (first.year, second.title, second.year) == (2021, "柳塘区2022年园林工作总结", 2022)
    assert "345公顷" in second.text
    assert "345公顷" not in first.text


def test_numbered_years_of_one_report_make_no_further_report(tmp_path: Path) -> None:
    text = "园林局近两年工作总结\n一、2021年工作情况\n新建公园6个。改造绿道18公里。\n二、2022年工作情况\n新建公园9个。改造绿道25公里。"
    path = tmp_path / "总结.txt"
    path.write_text(text, "utf-8")
    assert len(several_reports(read_report(path))) == 1


def test_a_list_of_titles_and_a_plan_make_no_further_report(tmp_path: Path) -> None:
    text = "目录\n柳塘区2021年园林工作总结\n柳塘区2022年园林工作总结\n\n柳塘区2022年园林工作总结\n全年新建公园9个。\n\n柳塘区2023年园林工作计划\n新建公园4个。改造绿道8公里。"
    path = tmp_path / "总结.txt"
    path.write_text(text, "utf-8")
    assert len(several_reports(read_report(path))) == 1


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("二〇二二年，全区新建公园9个。", Period(2022, 2022)),
        ("2021—2023年，全区累计投入4.6亿元。", Period(2021, 2023)),
        ("2020年以来，累计改造小区31个。", Period(2020, 2023)),
        ("“十三五”以来建成学校18所。", Period(2016, 2023)),
        ("产值是2012年的3.1倍。", None),
        ("与2015年相比，面积增加3公顷。", None),
        ("投资由上年的增长6.5%转为下降2.4%。", None),
    ],
)
def test_periods(text: str, period: Period | None) -> None:
    assert period_of_words(text, 2023, "summary") == period


@pytest.mark.parametrize(
    ("title", "heading", "tense"),
    [
        ("2023年柳塘区政府工作报告", "一、2023年工作回顾", Tense.RESULT),  # named after the year that it tells of
        ("2023年柳塘区政府工作报告", "一、2022年工作回顾", Tense.RESULT),
        ("2023年柳塘区政府工作报告", "二、2023年工作安排", Tense.GOAL),
        ("2023年柳塘区政府工作报告", "二、2023年", Tense.GOAL),
        ("2023年柳塘区政府工作报告", "二、重点工作", Tense.GOAL),
        ("2023年柳塘区教育工作总结", "二、重点工作", None),
        ("2023年柳塘区教育工作总结", "三、主要举措", None),
        ("2023年柳塘区教育工作总结", "四、学前教育三年行动计划", None),
        ("2023年柳塘区卫生工作总结", "五、计划生育", None),
        ("2023年柳塘区教育工作总结", "六、下一步计划", Tense.GOAL),
    ],
)
def test_a_heading_tells_what_was_done_from_what_is_planned(title: str, heading: str, tense: Tense | None) -> None:
    assert period_of_heading(heading, 2023, kind_of_report(title))[1] is tense


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2023年柳塘区政府工作报告", "address"),
        ("2023年上半年工作小结和下半年安排", "summary"),
        ("2016年卫生和计划生育事业发展统计简报", "summary"),
        ("柳塘区2023年计划生育工作", "summary"),
        ("2023年教育工作要点", "plan"),
        ("◆要点", "summary"),
        ("柳塘区2024年投资计划", "plan"),
    ],
)
def test_a_title_says_whether_a_report_plans(title: str, kind: str) -> None:
    assert kind_of_report(title) == kind


def test_a_figure_knows_its_own_year(tmp_path: Path) -> None:
    path = tmp_path / "柳塘区2023年教育工作总结.txt"
    path.write_text(
        "柳塘区2023年教育工作总结\n\n初中辍学率0.09%（上年0.15%）。投资由上年的增长6.5%转为下降2.4%。", "utf-8"
    )
    indexed = analyse_report(read_report(path))
    found = {figure.text: figure.period for row in indexed.figures for figure in row}
    last = Period(2022, 2022)
    assert found == {"0.09%": None, "0.15%": last, "6.5%": last, "2.4%": None}


def years_of(tmp_path: Path, title: str, lines: str) -> dict[str, tuple[int, str]]:
    """Return the last year and the tense of every sentence of a report, by its first four characters."""
    file = tmp_path / f"{title}.txt"
    file.write_text(f"{title}\n\n{lines}\n", "utf-8")
    indexed = analyse_report(read_report(file))
    said = ((indexed.words_of(s)[:4], s) for s in indexed.sentences)
    return {words: (s.period.last if s.period else 0, s.tense.value) for words, s in said if s.tense}


@pytest.mark.parametrize(
    ("text", "shown", "year"),
    [
        ("线路86条，去年是81条。", "86条", 2023),
        ("线路86条，去年是81条。", "81条", 2022),
        ("事故为零，去年1起。", "1起", 2022),
        ("生均9.7平方米，2015年为7.1平方米。", "9.7平方米", 2023),
        ("生均9.7平方米，2015年为7.1平方米。", "7.1平方米", 2015),
        ("资助1273万元（2022年：1189万元），资助8640人次。", "1189万元", 2022),
        ("资助1273万元（2022年：1189万元），资助8640人次。", "8640人次", 2023),
        ("投入915万元，较上年的1080万元减少15.3%。", "1080万元", 2022),
        ("支出6840万元，上年同期为6515万元。", "6515万元", 2022),
        ("占比由去年的62%提高到81%。", "62%", 2022),
        ("占比由去年的62%提高到81%。", "81%", 2023),
        ("去年新建3所，今年新建5所。", "3所", 2022),
        ("现有教师365人（2022年底）。", "365人", 2022),
    ],
)
def test_a_year_dates_what_stands_behind_it(tmp_path: Path, text: str, shown: str, year: int) -> None:
    path = tmp_path / "总结.txt"
    # another year in a line of its own says nothing of the lines after it
    path.write_text(f"柳塘区2023年工作总结\n\n新建5所（2022年：3所）。\n{text}\n", "utf-8")
    indexed = analyse_report(read_report(path))
    sentence, figures = indexed.sentences[-1], indexed.figures[-1]
    figure = next(figure for figure in figures if figure.text == shown)
    assert (figure.period or sentence.period) == Period(year, year)


def test_a_report_of_several_years_is_the_last_ones(tmp_path: Path) -> None:
    path = tmp_path / "数据.txt"
    path.write_text("柳塘区2021—2023年工作数据情况\n\n新建5所。\n", "utf-8")
    assert read_report(path).year == 2023


def test_a_year_said_by_the_way_does_not_date_what_follows(tmp_path: Path) -> None:
    told = years_of(
        tmp_path,
        "苇塘县房管局2023年工作总结",
        "一、产权\n2010年前的旧案11件办结9件。办理登记3200件。\n2022年收费410万元，2023年收费520万元。\n发放补贴86万元。\n"
        "二、维修\n2021年，维修电梯12部。更换水管3公里。",
    )
    assert (told["办理登记"], told["发放补贴"]) == ((2023, "result"), (2023, "result"))
    assert told["更换水管"] == (2021, "result")  # 2021年，… opens what follows


def test_the_year_looked_back_on_is_the_summarys_own(tmp_path: Path) -> None:
    lines = "壹、过去一年的工作\n一年来，办理案件1200件。\n贰、下一年工作\n招聘教师20名。"
    summary = years_of(tmp_path, "苇塘县2023年工作总结", lines)
    assert (summary["一年来，"], summary["招聘教师"]) == ((2023, "result"), (2024, "goal"))
    address = years_of(tmp_path, "2023年苇塘县政府工作报告", lines.partition("\n贰")[0])
    assert address["一年来，"] == (2022, "result")


def test_a_number_before_a_year_is_a_headings_own(tmp_path: Path) -> None:
    told = years_of(
        tmp_path, "苇塘县2023年工作总结", "1. 整治与巡查\n查处违建12处。\n2. 2024年怎么干\n新装探头1600个。"
    )
    assert (told["查处违建"], told["新装探头"]) == ((2023, "result"), (2024, "goal"))


def test_a_school_year_has_two_years() -> None:
    assert years_told("青坪中学2022—2023学年度工作总结", 2022) == (2022, 2023)
    assert years_told("青坪中学2022学年工作总结", 2022) == (2022,)
    assert years_told("青坪中学工作总结", None) == ()
