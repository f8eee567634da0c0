"""Parts of a yuan behind an amount, steps below one scale, hyphens as signs, and the raised marks of notes."""

from decimal import Decimal

import pytest

from index.text import find_figures, without_notes


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("合计柒佰陆拾伍万肆仟叁佰贰拾壹元伍角", "柒佰陆拾伍万肆仟叁佰贰拾壹元伍角", "7654321.5"),
        ("支出捌仟零陆元肆角伍分整", "捌仟零陆元肆角伍分整", "8006.45"),
        ("手续费拾元零伍分", "拾元零伍分", "10.05"),
        ("每斤3元5角", "3元5角", "3.5"),
        ("票价2元5分钟一班", "2元", "2"),
        ("最大捐款贰佰万圆整", "贰佰万圆整", "2000000"),
        ("规模达2万3千亿元", "2万3千亿元", "2300000000000"),
        ("零售额9亿8千3百万元", "9亿8千3百万元", "983000000"),
        ("平均三十九岁半", "三十九岁半", "39.5"),
        ("投资1万1千5百亿元", "1万1千5百亿元", "1150000000000"),
        ("撬动资本1千零50亿元", "1千零50亿元", "105000000000"),
        ("投入3千5百万元", "3千5百万元", "35000000"),
        ("增速为‑1.7%", "‑1.7%", "-1.7"),
        ("温度不得低于26℃", "不得低于26℃", "26"),
        ("能耗178.4千克标准煤", "178.4千克标准煤", "178.4"),
        ("查验邮轮27艘次", "27艘次", "27"),
    ],
)
def test_amounts_are_read_whole(text: str, written: str, value: str) -> None:
    first = find_figures(text)[0]
    assert (first.text, first.value) == (written, Decimal(value))


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("612.8¹万人次", "612.8万人次"),
        ("4260⑤张", "4260张"),
        ("8650[6]万元", "8650万元"),
        ("72km²", "72km²"),
        ("1.2×10³吨", "1.2×10³吨"),
    ],
)
def test_the_marks_of_notes_are_no_digits(written: str, clean: str) -> None:
    assert without_notes(written) == clean
