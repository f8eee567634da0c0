"""What is told of a topic: which sentences, which figures, under which names; nothing twice and nothing half."""

import pytest
from evidence import asking, report, sentence, sentences

from assistant.answering.figures_table import as_csv, as_table, as_xlsx, figure_rows, matching
from assistant.answering.key_figures import answer_key_figures
from assistant.answering.labels import indicator_of
from assistant.answering.summary import answer_summary
from assistant.evidence import Candidate, Told
from assistant.types import Asked, Question, Scope, Status
from index.types import IndexedReport, Tense


def told(candidates: list[Candidate], under: bool = True) -> list[Told]:
    return [Told(candidate, candidate.sentence.start, under) for candidate in candidates]


def rows(body: str, question: Question | None = None, begin: int = 0) -> list[tuple[str, str | None]]:
    said = [Told(c, c.sentence.start + begin, True) for c in sentences(report(body))]
    answer = answer_key_figures(question or asking("教师", asked=Asked.KEY_FIGURES), said)
    return [(row.label, row.headline) for row in answer.table]


def test_every_figure_of_a_topic_with_what_it_counts() -> None:
    assert rows("全年招聘教师300人，培训教师1200人次。学区制覆盖率61.3%。") == [
        ("招聘教师", "300人"),
        ("培训教师", "1200人次"),
        ("学区制覆盖率", "61.3%"),
    ]


def test_the_end_of_a_change_is_told_with_where_it_began_and_only_once() -> None:
    assert rows("幼儿园由38所增加到43所，小学由9所减少到7所。") == [
        ("幼儿园", "38所增加到43所"),
        ("小学", "9所减少到7所"),
    ]


def test_lengths_of_time_and_figures_without_a_name_are_no_rows() -> None:
    assert rows("服务期限5年。") == []
    assert rows("2023年300人。") == []


def test_figures_before_the_clause_that_names_the_topic_are_not_of_it() -> None:
    assert rows("修建道路12公里，招聘教师300人。", begin=len("修建道路12公里，")) == [("招聘教师", "300人")]


def test_rows_are_of_the_year_that_is_asked_for() -> None:
    body = "招聘教师300人。\n2023年招聘教师280人。\n2021年至2023年培训教师1200人次。"
    asked = asking("教师", asked=Asked.KEY_FIGURES, scope=Scope(years=(2023,)))
    assert [value for _, value in rows(body, asked)] == ["280人", "1200人次"]
    now = asking("教师", asked=Asked.KEY_FIGURES, scope=Scope(years=(2024,)))
    assert [value for _, value in rows(body, now)] == ["300人"]


def test_a_figure_that_is_no_row_does_not_end_its_sentence() -> None:
    assert rows("服务5年，招聘教师300人。") == [("招聘教师", "300人")]
    asked = asking("教师", asked=Asked.KEY_FIGURES, scope=Scope(years=(2023,)))
    assert [value for _, value in rows("2022年招聘教师280人，2023年招聘教师290人。", asked)] == ["290人"]
    assert rows("2023年300人，招聘教师290人。")[-1][1] == "290人"


def test_only_what_a_sentence_plans_is_a_goal() -> None:
    said = told(sentences(report("招聘教师300人。\n\n二、2025年计划\n2025年计划招聘教师320人。")))
    answer = answer_key_figures(asking("教师", asked=Asked.KEY_FIGURES), said)
    assert [figure.goal for figure in answer.figures] == [False, True]


def test_sixty_rows_are_listed_and_each_names_its_sentence() -> None:
    body = "\n".join(f"第{n}学区招聘教师{n}人。" for n in range(101, 163))
    said = told(sentences(report(body)))
    answer = answer_key_figures(asking("教师", asked=Asked.KEY_FIGURES, topic="教师"), said)
    assert len(answer.table) == len(answer.citations) == 60
    assert answer.headline == "教师：60 项数据"
    lines = answer.text.split("\n")
    assert lines[0] == "据《2024年青石县教育工作总结》，共有 62 项数据，列出前 60 项，每一项后附有原文。"
    assert lines[1].endswith("：101人[1]")
    assert lines[60].endswith("：160人[60]")


def test_two_figures_of_one_sentence_share_its_quote_with_both_marked() -> None:
    said = told(sentences(report("招聘教师300人，培训教师1200人次。\n普惠率91.5%。")))
    answer = answer_key_figures(asking("教师", asked=Asked.KEY_FIGURES), said)
    marks = [[c.quote[slice(*mark)] for mark in c.marks] for c in answer.citations]
    assert marks == [["300人", "1200人次"], ["91.5%"]]
    assert answer.text.endswith("[2]")
    assert answer.headline == "2024年青石县教育工作总结：3 项数据"  # named after the report where no topic is


def test_rows_of_one_name_are_told_apart_or_left_out() -> None:
    body = "组织检查8轮。\n新建学校3所。\n新建学校5所。\n视力筛查对5万名学生做了2次。"
    answer = answer_key_figures(asking("检查", asked=Asked.KEY_FIGURES), told(sentences(report(body))))
    assert [(row.label, row.headline) for row in answer.table] == [
        ("组织检查", "8轮"),
        ("视力筛查（名）", "5万名"),
        ("视力筛查（次）", "2次"),
    ]


def test_a_topic_without_figures_is_refused_with_what_was_found() -> None:
    answer = answer_key_figures(asking("教师"), told(sentences(report("加强教师队伍建设。"))))
    assert answer.status is Status.NOT_FOUND
    assert [c.quote for c in answer.nearest] == ["加强教师队伍建设。"]


def points(
    indexed: IndexedReport, under: bool = True, question: Question | None = None, late: tuple[int, ...] = ()
) -> list[str]:
    said = [Told(c, c.sentence.start + (n in late), under) for n, c in enumerate(sentences(indexed))]
    answer = answer_summary(question or asking("教师", asked=Asked.SUMMARY), said)
    return [citation.quote for citation in answer.citations]


def test_sentences_too_short_too_long_or_cut_off_are_no_points() -> None:
    shortest, longest = "校" * 11 + "。", "校" * 159 + "。"
    body = f"{shortest}\n{'校' * 10}。\n{longest}\n{'校' * 160}。\n{'园' * 20}"
    assert points(report(body)) == [shortest, longest]


def test_nothing_that_can_be_told_is_refused() -> None:
    answer = answer_summary(asking("教师", asked=Asked.SUMMARY), told(sentences(report("太短。"))))
    assert answer.status is Status.NOT_FOUND
    assert [c.quote for c in answer.nearest] == ["太短。"]


def test_six_points_the_ones_with_figures_in_the_order_of_the_report() -> None:
    words = [f"第{n}学区深入推进教师队伍建设工作。" for n in "甲乙丙丁"]
    figures = [f"第{n}学区招聘教师{k}人并完成培训。" for k, n in enumerate("戊己庚辛壬", 31)]
    body = "\n".join([words[0], figures[0], words[1], *figures[1:4], words[2], figures[4], words[3]])
    assert points(report(body), under=False) == figures
    # too few telling ones: others fill up to six
    few = "\n".join([words[0], figures[0], words[1], figures[1], words[2]])
    assert points(report(few), under=False) == [words[0], figures[0], words[1], figures[1], words[2]]


def test_more_than_three_figures_tell_no_more_than_three() -> None:
    many = "招聘教师31人、校长32人、园长33人、医生34人、保安35人。"
    three = "招聘骨干教师31人、名师32人、教研员33人参加轮岗。"
    both = [f"第{n}学区{words}" for n in "一二三四" for words in (three, many)]
    assert points(report("\n".join(both))) == both[:6]


def test_one_of_every_paragraph_comes_before_a_second_one() -> None:
    full = "".join(f"第{n}学区招聘教师{k}人、校长{k}人。" for k, n in enumerate("一二三四五六", 31))
    other = "各学区培训教师1200人次。"
    assert points(report(f"{full}\n{other}"))[-1] == other


def test_one_of_every_chapter_of_a_whole_report_comes_before_a_second_one() -> None:
    strong = "\n".join(f"第{n}学区招聘教师{k}人、校长{k}人。" for k, n in enumerate("一二三四五六", 31))
    weak = [f"{name}招聘教师41人并完成培训。" for name in ("小学", "初中", "高中")]
    chapters = "\n\n".join(f"{mark}、{words[:2]}教育\n{words}" for mark, words in zip("二三四", weak, strict=True))
    shown = points(report(f"{strong}\n\n{chapters}", section="一、学前教育"))
    assert len(shown) == 6
    assert shown[3:] == weak


def test_plans_are_no_points_unless_plans_are_asked_for() -> None:
    done = "\n".join(f"{n}校扎实推进教师队伍建设。" for n in "甲乙丙丁戊己庚")
    body = f"{done}\n2025年计划招聘教师320人、校长12人。"
    shown = points(report(body))
    assert len(shown) == 6
    assert all("计划" not in point for point in shown)
    asked = asking("教师", asked=Asked.SUMMARY, scope=Scope(tense=Tense.GOAL))
    assert any("计划" in point for point in points(report(body), question=asked))


def test_points_stand_on_lines_and_a_paragraph_on_one_each_with_its_number() -> None:
    said = told(sentences(report("全县招聘教师300人并完成培训。\n全县培训教师1200人次。")))
    summary = answer_summary(asking("教师", asked=Asked.SUMMARY, topic="教师"), said)
    assert summary.text == "全县招聘教师300人并完成培训。[1]\n全县培训教师1200人次。[2]"
    assert summary.headline == "教师：2 条要点"
    draft = answer_summary(asking("教师", asked=Asked.DRAFT), said)
    assert draft.text == "全县招聘教师300人并完成培训。[1]全县培训教师1200人次。[2]"
    assert draft.headline == "2024年青石县教育工作总结：由 2 句原文组成的段落"


def indicators(words: str) -> list[str]:
    read = sentence(words)
    return [indicator_of(read, figure) for figure in read.figures]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("全年招聘教师300人。", ["招聘教师"]),
        ("招聘300名教师。", ["招聘教师"]),
        ("普惠率达到91.5%，比上年提高2.1个百分点。", ["普惠率", "普惠率·比上年提高"]),
        ("幼儿园43所，其中公办31所。", ["幼儿园", "幼儿园·公办"]),
        ("新增1200家，总量达到1.8万家。", ["新增", "新增·总量"]),
        ("毛入学率从53.4%提高到56.1%。", ["毛入学率", "毛入学率"]),
        ("就业人数增长5%，居全省第2位。", ["就业人数增长", "就业人数增长·全省名次"]),
        ("就业人数5万人、增长5%。", ["就业人数", "就业人数·增长"]),
        ("“双减”工作经费300万元。", ["双减工作经费"]),
        # a noun that begins like a verb or a rank has a subject of its own
        ("零售总额达到180亿元，居民人均可支配收入4.5万元。", ["零售总额", "居民人均可支配收入"]),
        # what follows its figure is named by what is said of it
        ("全区有25所学校获评文明校园。", ["获评文明校园的学校"]),
        ("为3089名职教学生减免学费758万元。", ["职教学生（为其减免学费）", "为职教学生减免学费"]),
        ("录取率68%，98%的毕业生考入高等院校。", ["录取率", "毕业生考入高等院校的比例"]),
        ("比赛活动中8件作品获得全国奖项。", ["比赛活动中获得全国奖项的作品"]),
        # a name ends with a noun, and tells a share, a place and several years from others
        ("应急演练举行162次，专题会议开了2次。", ["应急演练", "专题会议"]),
        ("近视率47.3%，共同富裕项目6个。", ["近视率", "共同富裕项目"]),
        ("仍有9所学校没有运动场。", ["没有运动场的学校"]),
        (
            "轮岗教师428人，占应交流教师的18.6%，其中骨干教师135人。",
            ["轮岗教师", "轮岗教师·占应交流教师的比例", "轮岗教师·骨干教师"],
        ),
        ("交流教师365人，占到符合条件教师的21%。", ["交流教师", "交流教师·占符合条件教师的比例"]),
        ("金牌数列全市第4名。", ["金牌数全市名次"]),
        ("“十三五”期间，共改造薄弱学校19所，新建操场33个。", ["“十三五”期间改造薄弱学校", "“十三五”期间新建操场"]),
        ("新建道路12公里，排水管网30公里。", ["新建道路", "排水管网"]),
        ("就业人数5万人，居全县第2位。", ["就业人数", "就业人数·全县名次"]),
    ],
)
def test_what_a_figure_counts_is_cut_from_the_words_around_it(words: str, names: list[str]) -> None:
    assert indicators(words) == names


class Shelf:
    """Stands in for a snapshot of these reports."""

    def __init__(self, *reports: IndexedReport) -> None:
        self._reports = reports
        self.entries = [indexed.report for indexed in reports]

    def report(self, number: int) -> IndexedReport:
        return self._reports[number]


def table(body: str, **more: str) -> list[object]:
    return list(figure_rows(Shelf(report(body, **more))))  # type: ignore[arg-type]


def test_the_table_of_all_figures_tells_year_goal_and_place() -> None:
    body = "招聘教师300—320人。\n服务5年。\n九成学生参加。\n2023年招聘教师280人。\n2021年至2023年培训教师1200人次。"
    found = table(body)
    assert [(r.text, r.value, r.unit, r.year, r.goal) for r in found] == [  # type: ignore[attr-defined]
        ("300—320人", "300-320", "人", 2024, False),
        ("九成", "90", "%", 2024, False),
        ("280人", "280", "人", 2023, False),
        ("1200人次", "1200", "人次", None, False),  # of several years
    ]
    assert {r.region for r in found} == {"青石县"}  # type: ignore[attr-defined]
    assert {r.section for r in found} == {"一、基本情况"}  # type: ignore[attr-defined]
    assert [r.goal for r in table("2025年计划招聘教师320人。", section="一、2025年计划")] == [True]  # type: ignore[attr-defined]


def test_rows_are_found_by_all_words_and_by_each_filter() -> None:
    found = table("招聘教师300人。\n2023年培训教师1200人次。")

    def texts(*given: object) -> list[str]:
        return [row.text for row in matching(found, *given)]  # type: ignore[attr-defined, arg-type]

    assert texts() == ["300人", "1200人次"]
    assert texts("教师") == ["300人", "1200人次"]
    assert texts("教师 培训") == ["1200人次"]
    assert texts("校长") == []
    assert texts("", ["青石县"]) == ["300人", "1200人次"]
    assert texts("", ["白石县"]) == []
    assert texts("", [], [2023]) == ["1200人次"]
    assert texts("", [], [], ["人"]) == ["300人"]


def test_a_spreadsheet_gets_numbers_as_numbers_and_ranges_as_none() -> None:
    shown = as_table(table("收入增速为-2.1%。\n招聘教师300—320人。"), list("abcdefghijk"))  # type: ignore[arg-type]
    assert [row["c"] for row in shown] == [-2.1, None]


def test_a_fall_in_a_column_of_numbers_is_below_nought() -> None:
    shown = as_table(table("失业率下降2.1个百分点。\n就业率提高2.1个百分点。"), list("abcdefghijk"))  # type: ignore[arg-type]
    assert [row["c"] for row in shown] == [-2.1, 2.1]


def test_a_value_of_the_year_before_stands_under_that_year() -> None:
    found = table("辍学率0.09%（上年0.15%）。")
    assert [(row.text, row.year) for row in found] == [("0.09%", 2024), ("0.15%", 2023)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("cell", "kept"), [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("-", "-"), ("甲", "甲"), (5, 5)]
)
def test_no_cell_is_run_as_a_formula(cell: object, kept: object) -> None:
    assert as_csv([{"a": cell}]).decode("utf-8-sig").splitlines()[1] == str(kept)


def test_an_empty_table_is_an_empty_file() -> None:
    assert as_csv([]).decode("utf-8-sig") == ""
    assert as_xlsx([], "数据")
