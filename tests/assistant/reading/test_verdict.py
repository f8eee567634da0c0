"""Yes and no rest on a word or a value that settles the claim; what only speaks of the same thing settles nothing."""

from pathlib import Path

import pytest

from assistant.evidence import Candidate
from assistant.question import understand
from assistant.reading import Reading
from assistant.reading.verdict import verdict_of, verdict_on
from assistant.types import Hit
from index.reading import read_report
from index.structure import analyse_report


def candidate(folder: Path, sentence: str) -> Candidate:
    path = folder / "2023年苇塘县工作总结.txt"
    path.write_text(f"2023年苇塘县工作总结\n\n{sentence}\n", "utf-8")
    indexed = analyse_report(read_report(path))
    at = next(n for n, s in enumerate(indexed.sentences) if indexed.words_of(s) == sentence)
    return Candidate(Hit(at, 0, at, 1.0, 1.0, 1.0), indexed, at)


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("门诊费用涨了吗？", "门诊费用162元，下降3.8%。", False),
        ("门诊费用涨了吗？", "门诊费用162元，与上年持平。", False),
        ("门诊费用跌了吗？", "门诊费用162元，下降3.8%。", True),
        ("门诊费用涨了吗？", "门诊费用162元。", None),
        ("公交公司盈利了吗？", "公交公司全年亏损3200万元。", False),
        ("公交公司亏损了吗？", "公交公司实现利润95万元。", False),
        ("公交公司利润增长了吗？", "公交公司亏损减少18%。", None),
        ("城镇化率超过全省平均了吗？", "城镇化率46.7%，仍低于全省平均水平8个百分点。", False),
        ("城镇化率超过全省平均了吗？", "城镇化率66.7%，高于全省平均水平8个百分点。", True),
        ("城镇化率低于全省平均吗？", "城镇化率46.7%，比上年提高1个百分点，低于全省平均水平。", True),
        ("植树任务完成了没有？", "植树430亩，完成植树任务的86%。", False),
        ("植树任务完成了没有？", "植树530亩，完成植树任务的106%。", True),
        ("公办园占比过半了吗？", "公办园占比51.7%，提高6.3个百分点。", True),
        ("公办园占比过半了吗？", "公办园占比48.2%。", False),
        ("满意率在全市排第一吗？", "满意率96.8%，居全市首位。", True),
        ("满意率在全市排第一吗？", "满意率96.8%，居全市第3位。", False),
        ("满意率在全市排第一吗？", "满意率96.8%。", None),
        ("所有小学都配了校医吗？", "小学均配有校医。", True),
        ("成都市的小学配了校医吗？", "成都市小学人均经费950元。", None),
        ("所有小学都配了2名校医吗？", "小学均配有1名校医。", None),  # all of them, but not so many
        # what goes on may speak of something else
        ("所有村是否都建了书屋？", "92个村实现书屋全覆盖，但其中运行良好的占四分之一。", True),
        ("隐患是不是全部整改了？", "排查隐患47处，全部整改。", True),
        ("是不是每个街镇都有保护站？", "12个街镇全部建成未成年人保护站。", True),  # 未成年 leaves nobody out
        ("隐患是不是全部整改了？", "整改隐患41处，尚有6处未整改。", False),
        ("有没有村没有卫生室？", "仍有9个村没有卫生室。", True),
        ("是否还有村没有卫生室？", "卫生室覆盖全部村。", False),
        ("今年有没有发生溺水事故？", "全年未发生溺水事故。", False),
        ("暴雨中有没有人遇难？", "暴雨中转移群众830人，无一人遇难。", False),
        ("有没有教师辞职？", "招聘教师41人。", None),
        ("综合楼封顶了吗？", "综合楼封顶。", True),
        ("综合楼封顶了吗？", "综合楼尚未封顶。", False),
    ],
)
def test_what_a_sentence_says_of_a_claim(tmp_path: Path, question: str, sentence: str, holds: bool | None) -> None:
    verdict = verdict_of(understand(question, (), ()), candidate(tmp_path, sentence))
    assert (verdict.holds if verdict else None) is holds


def test_the_clause_that_says_it_is_quoted(tmp_path: Path) -> None:
    sentence = "门诊费用162元，下降3.8%，药费另计。"
    read = candidate(tmp_path, sentence)
    verdict = verdict_of(understand("门诊费用涨了吗？", (), ()), read)
    assert verdict is not None
    assert read.indexed.report.text[slice(*verdict.span)] == "门诊费用162元，下降3.8%，"


def told(folder: Path, sentence: str, question: str, log_odds: float, sure: bool) -> bool | None:
    read = candidate(folder, sentence)
    reading = Reading(read, (read.sentence.start, read.sentence.end), probability=0.9, verdict=log_odds)
    found = verdict_on(understand(question, (), ()), reading, sure)
    return None if found is None else found.holds


def test_what_the_encoder_made_of_a_sentence_counts_where_it_is_sure_to_answer(tmp_path: Path) -> None:
    silent = ("影子老师由残联派来，工资残联发。", "影子老师的工资是幼儿园出的吗？")
    assert told(tmp_path, *silent, 20.0, sure=True) is True
    assert told(tmp_path, *silent, -20.0, sure=True) is False
    assert told(tmp_path, *silent, 20.0, sure=False) is None
    assert told(tmp_path, *silent, 0.0, sure=True) is None  # no encoder, and no word that settles it


def test_words_that_settle_it_need_no_encoder(tmp_path: Path) -> None:
    assert told(tmp_path, "门诊费用162元，下降3.8%。", "门诊费用涨了吗？", 0.0, sure=False) is False


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("投诉都办结了吗？", "受理投诉47件，办结46件。", False),
        ("投诉都办结了吗？", "受理投诉47件，办结47件。", True),
        ("改造项目都完工了吗？", "实施改造项目14个，投入6200万元，已完工11个。", False),
        ("还有没办结的投诉吗？", "受理投诉47件，办结46件。", True),
        ("投诉都立案了吗？", "受理投诉47件，办结46件。", None),  # of that nothing is told
        ("投诉都办结了吗？", "受理投诉约47件，办结46件。", None),
        ("隐患都整改了吗？", "排查食品隐患40处、消防隐患60处，整改60处。", None),  # of which of them?
        ("投诉都办结了吗？", "受理投诉46件，办结历年投诉47件。", None),
        ("乡镇文化站都建成书屋了吗？", "16个乡镇文化站全部建成书屋，其中“五星书屋”5个。", True),  # 5 of those done
        ("投诉都办结了吗？", "投诉47件全部办结，其中当场办结31件。", True),
    ],
)
def test_two_counts_say_whether_all_is_done(tmp_path: Path, question: str, sentence: str, holds: bool | None) -> None:
    assert told(tmp_path, sentence, question, 0.0, sure=False) is holds


def test_that_nothing_great_happened_does_not_say_that_nothing_did(tmp_path: Path) -> None:
    sentence = "全年未发生重大安全事故。"
    assert told(tmp_path, sentence, "有没有发生安全事故？", -20.0, sure=True) is None
    assert told(tmp_path, sentence, "有没有发生重大安全事故？", -20.0, sure=True) is False
