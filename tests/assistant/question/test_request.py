"""What asks for no single answer: small talk, and what is put together out of many sentences; all else stays a question."""

import pytest

from assistant.question.followup import understand
from assistant.question.parse import parse
from assistant.types import COMPOSED, Asked, Talk


@pytest.mark.parametrize(
    ("typed", "talk"),
    [
        ("你好", Talk.GREETING),
        ("您好！", Talk.GREETING),
        ("早上好", Talk.GREETING),
        ("hello", Talk.GREETING),
        ("謝謝您", Talk.THANKS),
        ("好的，谢谢，再见", Talk.THANKS),
        ("thanks a lot!", Talk.THANKS),
        ("你能做什么？", Talk.ABILITIES),
        ("怎么用", Talk.ABILITIES),
        ("what can you do?", Talk.ABILITIES),
        ("这个回答不对", Talk.COMPLAINT),
        ("答非所问！", Talk.COMPLAINT),
        ("什么破系统，一问三不知", Talk.COMPLAINT),
        ("真是一问三不知", Talk.COMPLAINT),
    ],
)
def test_small_talk(typed: str, talk: Talk) -> None:
    question = parse(typed, [])
    assert (question.asked, question.talk) == (Asked.TALK, talk)


def test_one_english_word_is_english_only_where_it_is_all() -> None:
    assert parse("hello", []).language == "en"
    assert parse("GDP多少", []).language == "zh"


@pytest.mark.parametrize(
    ("typed", "asked", "topic"),
    [
        ("义务教育有哪些数据？", Asked.KEY_FIGURES, "义务教育"),
        ("学前教育的主要指标", Asked.KEY_FIGURES, "学前教育"),
        ("用表格列出队伍建设的关键数据", Asked.KEY_FIGURES, "队伍建设"),
        ("把学前教育的数据整理成表格", Asked.KEY_FIGURES, "学前教育"),
        ("您好，麻烦列出校园安全的数据，谢谢", Asked.KEY_FIGURES, "校园安全"),
        ("總結一下隊伍建設", Asked.SUMMARY, "队伍建设"),
        ("队伍建设部分讲了什么", Asked.SUMMARY, "队伍建设"),
        ("这份报告主要讲了什么？", Asked.SUMMARY, ""),
        ("写一段关于课后服务的材料", Asked.DRAFT, "课后服务"),
        ("帮我起草一份校园安全的汇报", Asked.DRAFT, "校园安全"),
    ],
)
def test_what_is_put_together(typed: str, asked: Asked, topic: str) -> None:
    question = parse(typed, [])
    assert (question.asked, question.topic) == (asked, topic)


@pytest.mark.parametrize(
    ("typed", "asked", "topic", "characters", "at_most"),
    [
        ("写一段关于校园安全的材料，200字左右", Asked.DRAFT, "校园安全", 200, False),
        ("写一段300字以内的校园安全材料", Asked.DRAFT, "校园安全", 300, True),
        ("写200字关于课后服务的文字", Asked.DRAFT, "课后服务", 200, False),
        ("用一百字概括学前教育", Asked.SUMMARY, "学前教育", 100, False),
        ("把队伍建设情况总结成200字", Asked.SUMMARY, "队伍建设", 200, False),
        ("总结一下队伍建设，不超过150字", Asked.SUMMARY, "队伍建设", 150, True),
        ("write a paragraph of about 200 characters on teacher training", Asked.DRAFT, "教师培训", 200, False),
    ],
)
def test_how_long_it_is_to_be(typed: str, asked: Asked, topic: str, characters: int, at_most: bool) -> None:
    question = parse(typed, [])
    assert question.length is not None
    assert (question.asked, question.topic) == (asked, topic)
    assert (question.length.characters, question.length.at_most) == (characters, at_most)


def test_a_number_of_characters_asked_about_is_no_length() -> None:
    assert parse("认识200字的学生有多少人？", []).length is None


def test_an_english_request_is_for_chinese_words() -> None:
    question = parse("summarize teacher training", [])
    assert question.asked is Asked.SUMMARY
    assert question.topic == "教师培训"


@pytest.mark.parametrize(
    "typed",
    [
        "你好，交流轮岗的教师有多少人？",
        "总结会议开了几次",
        "统计数据造假案件有多少件",
        "主要经济指标增长多少",
        "哪些指标超额完成了",
        "未完成计划的指标有哪些？",
        "宣传了哪些内容",
        "存在哪些问题",
        "安全生产工作汇报",
        "写了多少篇信息",
        "轮岗 人数",
    ],
)
def test_a_question_stays_a_question(typed: str) -> None:
    assert parse(typed, []).asked not in {*COMPOSED, Asked.TALK}


def test_small_talk_leaves_no_trace_in_what_is_asked_next() -> None:
    first = "交流轮岗的教师有多少人？"
    plain = understand("其中骨干教师占多少？", [], (first,))
    after_thanks = understand("其中骨干教师占多少？", [], (first, "谢谢"))
    assert after_thanks.terms == plain.terms
    assert after_thanks.scope == plain.scope


def test_a_request_for_a_whole_report_is_not_about_the_question_before() -> None:
    assert understand("总结这份报告", [], ("交流轮岗的教师有多少人？",)).terms == ()
