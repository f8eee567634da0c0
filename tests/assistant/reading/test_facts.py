"""Facts rule a figure out whatever a judge would say of it; nothing else does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.evidence import find_hits, gather
from assistant.question import understand
from assistant.reading import shipped_reader
from assistant.reading.propose import propose_figures
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build

TEXT = """2024年青石县教育工作总结

一、竞赛与检查
县代表队在省运动会上获金牌6枚、银牌9枚。另一支队伍夺得4金3银。
组织消防、燃气等专项检查9轮。高考成绩600分以上16人。

二、队伍建设
招聘教师156人，选派教师赴云岭县支教12人。农民收入增速比城镇居民快2.8个百分点。
2023年招聘教师140人。

三、其他
上半年接待来访410批，全年接待来访870批。全年接待游客48万人次，端午假期接待5.2万人次。每千名学生有校医1.4人。全县有校医33人。
发病率为3.2%，比上年下降0.6个百分点。结对学校由8对增加到13对。全省培训园长640名。本县参训园长9名。
石塘小学占地41亩，其余校舍另计。青坪小学占地56亩。甲型流感报告77例。交通事故死亡2人。
65岁以上老人3.1万人。总体达标率61.5%，其中小学生70.2%。累计改造危房930户，当年改造150户。
年度计划栽树500亩，实际栽树430亩。检测食品88批。
体质监测优秀率为15.2%、良好率41.6%（分别比上年提高1.3个和2.4个百分点）。公办养老院由9家减少到6家。专任教师减少到2300人。执业医师2150人（不含乡村医生）。药品产值占全市药品产值的17.3%。

| 机构 | 个数 | 床位（张） |
|---|---|---|
| 医院 | 18 | 6420 |
| 卫生院 | 5 | 210 |
"""
Proposed = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Proposed:
    folder: Path = tmp_path_factory.mktemp("facts")
    report = folder / "2024年青石县教育工作总结.txt"
    report.write_text(TEXT, "utf-8")
    build([report], Store(folder / "d"), embedder)
    snapshot = Snapshot.open(Store(folder / "d").current())

    def figures_for(text: str) -> list[str]:
        question = understand(text, snapshot.entries, ())
        readings = propose_figures(question, gather(snapshot, find_hits(snapshot, embedder, question)))
        return [r.candidate.indexed.report.text[slice(*r.span)] for r in readings]

    return figures_for


@pytest.mark.parametrize(
    ("question", "kept", "ruled_out"),
    [
        ("省运动会拿了多少银牌？", "9枚", "6枚"),  # a word that excludes the one asked for
        ("体质监测良好率提高了多少个百分点？", "2.4个百分点", "1.3个"),  # another thing of the list
        ("体质监测优秀率提高了多少个百分点？", "1.3个", "2.4个百分点"),
        ("全县有多少名专任教师？", "2300人", "140人"),  # all of them, however they came to be so many
        ("得了几块银牌？", "3银", "4金"),  # the unit says it
        ("高考600分以上的有多少人？", "16人", ""),
        ("招聘教师多少人？", "156人", ""),
        ("去云岭县支教的教师多少人？", "12人", "16人"),  # the paragraph before does not speak of that place
        ("2023年招聘教师多少人？", "140人", "156人"),
        ("农民收入增速比城里人快几个点？", "2.8个百分点", ""),  # the others are what is compared with
        ("上半年接待来访多少批？", "410批", "870批"),  # another part of the year
        ("全年接待游客多少人次？", "48万人次", "5.2万人次"),  # counted in a holiday
        ("一共有多少名校医？", "33人", "1.4人"),  # nobody counts 1.4 of them
        ("每千名学生有几名校医？", "1.4人", "33人"),
        ("发病率降了几个点？", "0.6个百分点", "3.2%"),  # the level
        ("发病率是多少？", "3.2%", "0.6个百分点"),  # how far it moved
        ("结对学校多了几对？", "8对增加到13对", "13对"),  # where it ended
        ("全省培训了多少名园长？", "640名", "9名"),  # a wider place
        ("石塘小学占地多少亩？", "41亩", ""),
        ("流感死了几个人？", "2人", "77例"),  # the cases are not the dead
        ("老人有多少？", "3.1万人", "65岁以上"),
        ("2024年改造危房多少户？", "150户", "930户"),  # the sum of many years
        ("计划栽树多少亩？", "500亩", "430亩"),
        ("实际栽树多少亩？", "430亩", "500亩"),
        ("现在有几家公办养老院？", "6家", "9家"),  # where the change began
        ("公办养老院原来有几家？", "9家", ""),
        ("公办养老院五年前有几家？", "9家", ""),
        ("执业医师有多少人？", "2150人", ""),
        ("不含乡村医生的执业医师有多少人？", "2150人", ""),
        ("药品产值占全市多少？", "17.3%", ""),
        ("卫生院有几个？", "5", "18"),
    ],
)
def test_a_fact_rules_out_the_neighbour(proposed: Proposed, question: str, kept: str, ruled_out: str) -> None:
    figures = proposed(question)
    assert kept in figures
    assert ruled_out not in figures


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("白石县招聘教师多少人？", {"156人", "140人"}),  # shares a character with the report's own county
        ("高考700分以上的有多少人？", {"16人", "600分以上"}),
        ("省运动会拿了多少铜牌？", {"6枚", "9枚", "4金", "3银"}),
        ("乡村医生有多少人？", {"2150人"}),  # only left out
        ("药品产值占全省的比重是多少？", {"17.3%"}),  # of another whole
        ("诊所有几个？", {"18", "5"}),  # no row of the table
    ],
)
def test_what_the_report_does_not_say_has_no_figure(proposed: Proposed, question: str, never: set[str]) -> None:
    assert not never & set(proposed(question))


def test_what_is_counted_together_is_no_answer_for_one_of_them(proposed: Proposed) -> None:
    assert "9轮" not in proposed("消防检查开展了多少轮？")
    assert "9轮" in proposed("消防、燃气检查开展了多少轮？")


def late(text: str, asked: str, tmp_path: Path, embedder: StaticEmbedder) -> list[str]:
    """Return the figures that stay after all were judged beside one another."""
    report = tmp_path / "2023年青石县工作总结.txt"
    report.write_text(f"2023年青石县工作总结\n\n一、情况\n\n{text}\n", "utf-8")
    build([report], Store(tmp_path / "d"), embedder)
    snapshot = Snapshot.open(Store(tmp_path / "d").current())
    question = understand(asked, snapshot.entries, ())
    readings = shipped_reader().figures(question, gather(snapshot, find_hits(snapshot, embedder, question)))
    return [r.candidate.indexed.report.text[slice(*r.span)] for r in readings]


@pytest.mark.parametrize(
    ("text", "question", "kept", "ruled_out"),
    [
        ("出口额居全省第3位，增速居全省第1位。", "出口额增速居全省第几位？", "第1位", ""),
        ("工业产值总量居全市第5位。", "工业产值增速居全市第几位？", "", "第5位"),  # by total, not by growth
        ("获得金牌107枚，列全市第4名。", "金牌数是多少？", "107枚", "第4名"),
        ("整改率提高到99.2%，持证率提高2.6个百分点。", "持证率是多少？", "", "99.2%"),  # it has a value of its own
        ("整改率提高到99.2%，持证率提高2.6个百分点。", "整改率是多少？", "99.2%", ""),
    ],
)
def test_what_is_ruled_out_after_judging(
    text: str, question: str, kept: str, ruled_out: str, tmp_path: Path, embedder: StaticEmbedder
) -> None:
    figures = late(text, question, tmp_path, embedder)
    assert not kept or kept in figures
    assert ruled_out not in figures
