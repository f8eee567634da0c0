"""Quantities in every form they are written in: the value that was written is the value that is read.

Numbers in characters are printed by another program (cn2an), so that no mistake of ours can confirm itself.
"""

import itertools
import time
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.text import find_figures
from index.types import Direction, Figure, FigureKind

_WIDE = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")


def only(text: str) -> Figure:
    figures = find_figures(text)
    assert len(figures) == 1, (text, figures)
    return figures[0]


def plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


def in_scale(number: int, power: int) -> str:
    return plain(Decimal(number) / 10**power)


def mixed(number: int) -> str:
    """Print with 亿 and 万 between digits: 10亿3000万5600."""
    high, rest = divmod(number, 10**8)
    middle, low = divmod(rest, 10**4)
    return "".join(
        [f"{high}亿" if high else "", f"{middle}万" if middle else "", str(low) if low >= 100 or number < 10**4 else ""]
    )


def keeps_all(number: int) -> bool:
    """Tell whether `mixed` prints all of a number."""
    return number < 10**4 or number % 10**4 == 0 or number % 10**4 >= 100


# Each form: how a whole number is written before 元
FORMS = {
    "digits": str,
    "commas": lambda n: grouped(n, ","),
    "wide": lambda n: str(n).translate(_WIDE),
    "wide commas": lambda n: grouped(n, ",").translate(_WIDE),
    "blanks": lambda n: grouped(n, " "),
    "hard blanks": lambda n: grouped(n, "\xa0"),
    "thin blanks": lambda n: grouped(n, "\u2009"),
    "thousands": lambda n: f"{in_scale(n, 3)}千",
    "myriads": lambda n: f"{in_scale(n, 4)}万",
    "millions": lambda n: f"{in_scale(n, 6)}百万",
    "hundred millions": lambda n: f"{in_scale(n, 8)}亿",
    "billions": lambda n: f"{in_scale(n, 12)}万亿",
    "wide myriads": lambda n: f"{in_scale(n, 4)}万".translate(_WIDE),
    "blank before the scale": lambda n: f"{in_scale(n, 4)} 万",
    "characters": cn2an.an2cn,
    "characters, ordinary zero": lambda n: cn2an.an2cn(n).replace("零", "〇"),
    "capitals": lambda n: cn2an.an2cn(n, "up"),
    "old capitals": lambda n: cn2an.an2cn(n, "up").replace("万", "萬").replace("亿", "億").replace("贰", "貳"),
    "about": lambda n: f"约{n}",
    "a note": lambda n: f"{n}[3]",
    "a raised note": lambda n: f"{n}²",
    "a circled note": lambda n: f"{n}①",
    "more than": lambda n: f"{n}余",
}


@pytest.mark.parametrize("form", FORMS)
@given(number=st.one_of(st.integers(2, 99_999), st.integers(10_000, 10**11)))
@settings(max_examples=60)
def test_a_whole_number_reads_back_in_every_form(form: str, number: int) -> None:
    figure = only(f"投入资金{FORMS[form](number)}元。")
    assert (figure.value, figure.unit) == (number, "元")


@given(st.integers(1, 10**12).filter(keeps_all))
def test_terms_of_falling_scale_are_one_number(number: int) -> None:
    assert only(f"投入资金{mixed(number)}元。").value == number


@given(st.integers(11, 999_999))
def test_two_may_be_written_as_a_pair(number: int) -> None:
    written = cn2an.an2cn(number).replace("二百", "两百").replace("二千", "两千").replace("二万", "两万")
    assert only(f"受益群众{written}人。").value == number


# How a signed rate is written: its text, and what it says as a percentage
RATES = {
    "hyphen": lambda v: f"-{v}%",
    "wide hyphen": lambda v: f"－{v}％",
    "minus": lambda v: f"−{v}%",
    "en dash": lambda v: f"–{v}%",
    "in a word": lambda v: f"负{v}%",
    "words": lambda v: f"负百分之{v}",
    "a fall": lambda v: f"下降{v}%",
    "a reduction": lambda v: f"减少{v}%",
    "negative growth": lambda v: f"负增长{v}%",
    "growth with a sign": lambda v: f"增长-{v}%",
    "a fall of points": lambda v: f"回落{v}个百分点",
    "wide digits": lambda v: f"下降{v}%".translate(_WIDE),
}


@pytest.mark.parametrize("form", RATES)
@given(st.decimals("0.1", "99.9", places=1))
@settings(max_examples=40)
def test_a_fall_is_a_fall_however_it_is_written(form: str, value: Decimal) -> None:
    text = f"全年出口同比{RATES[form](value)}。"
    figure = only(text)
    assert figure.signed == -value
    assert figure.direction is Direction.FALL
    assert figure.text == text[figure.start : figure.end]
    if figure.value < 0:
        assert figure.text[0] in "-－−–负"


@given(st.decimals("0.1", "99.9", places=1))
def test_a_rise_is_a_rise(value: Decimal) -> None:
    for written in (f"增长{value}%", f"提高{value}个百分点", f"+{value}%"):
        figure = only(f"全年出口同比{written}。")
        assert (figure.signed, figure.direction) == (value, Direction.RISE)


@pytest.mark.parametrize(
    ("text", "shown", "value", "upper", "unit"),
    [
        ("走访群众两三百户", "两三百户", "200", "300", "户"),
        ("植树十七八棵", "十七八棵", "17", "18", "棵"),
        ("帮扶几十户", "几十户", "20", "90", "户"),
        ("邀请十几人次", "十几人次", "11", "19", "人次"),
        ("惠及数百名老人", "数百名", "200", "900", "名"),
        ("上千名群众参加", "上千名", "1000", None, "名"),
        ("百余所学校参加", "百余所", "100", None, "所"),
        ("清运垃圾3万余吨", "3万余吨", "30000", None, "吨"),
        ("服务企业300多家", "300多家", "300", None, "家"),
        ("年底前完成30余万亩", "30余万亩", "300000", None, "亩"),
        ("工期两年半", "两年半", "2.5", None, "年"),
        ("平均39岁半", "39岁半", "39.5", None, "岁"),
        ("合同期5年半以上", "5年半以上", "5.5", None, "年"),
        ("用时2小时半。", "2小时半", "2.5", None, "小时"),
        ("3天半价优惠", "3天", "3", None, "天"),
        ("为上年的1.5倍半", "1.5倍", "1.5", None, "倍"),
        ("用时2.5小时半", "2.5小时", "2.5", None, "小时"),
        ("办理时间一个半小时", "一个半小时", "1.5", None, "小时"),
        ("改造历时三个半月", "三个半月", "3.5", None, "个月"),
        ("压缩到半天", "半天", "0.5", None, "天"),
        ("占七成五", "七成五", "75", None, "成"),
        ("超过一半的村", "超过一半", "50", None, ""),
        ("占千分之三", "千分之三", "3", None, "‰"),
        ("占全国1/4以上", "1/4以上", "25", None, ""),
        ("死亡率9.5/10万", "9.5/10万", "9.5", None, "/10万"),
        ("补助标准80元/人·月", "80元/人·月", "80", None, "元"),
        ("作业时长20～40分钟", "20～40分钟", "20", "40", "分钟"),
        ("种植3-5万亩", "3-5万亩", "30000", "50000", "亩"),
        ("比例5%至8%", "5%至8%", "5", "8", "%"),
        ("产值翻两番", "翻两番", "2", None, "番"),
        ("产值增长近三倍", "近三倍", "3", None, "倍"),
        ("发生事故零起", "零起", "0", None, "起"),
        ("最低气温零下7.5℃", "零下7.5℃", "-7.5", None, "℃"),
        ("过九成学校开了课", "过九成", "90", None, "成"),
        ("通过九成学校的验收", "九成", "90", None, "成"),
        ("约七八成的农户参加", "约七八成", "70", "80", "成"),
        ("有三成多的农户参加", "三成多", "30", None, "成"),
        ("产值增加了1倍多", "1倍多", "1", None, "倍"),
        ("产值翻了一番多", "翻了一番多", "1", None, "番"),
        ("筹集资金5千多万元", "5千多万元", "50000000", None, "元"),
        ("总产值1万多亿元", "1万多亿元", "1000000000000", None, "元"),
        ("装机容量3万多千瓦", "3万多千瓦", "30000", None, "千瓦"),
        ("财政投入3个多亿", "3个多亿", "300000000", None, ""),
        ("引进3个亿元项目", "3个", "3", None, "个"),
        ("改造历时3个多月", "3个多月", "3", None, "个月"),
        ("合格率提高6点5个百分点", "6点5个百分点", "6.5", None, "个百分点"),
        ("合格率提高零点五个百分点", "零点五个百分点", "0.5", None, "个百分点"),
        ("8点30分开会，到会12人", "12人", "12", None, "人"),
        ("零五年建校，有教室12间", "12间", "12", None, "间"),
        ("价格与上年持平", "持平", "0", None, ""),
    ],
)
def test_other_forms(text: str, shown: str, value: str, upper: str | None, unit: str) -> None:
    figure = only(text)
    assert (figure.text, figure.value, figure.unit) == (shown, Decimal(value), unit)
    assert figure.upper == (None if upper is None else Decimal(upper))


@pytest.mark.parametrize(
    ("text", "terms"),
    [("师生比为1：14.2。", ("1", "14.2")), ("三次产业结构为6.1:40.2:53.7。", ("6.1", "40.2", "53.7"))],
)
def test_a_ratio_keeps_its_terms(text: str, terms: tuple[str, ...]) -> None:
    figure = only(text)
    assert (figure.kind, figure.ratio) == (FigureKind.RATIO, tuple(map(Decimal, terms)))


@pytest.mark.parametrize(
    "text",
    [
        "服务时间为8:30至17:30。",
        "按照〔2021〕36号文件执行",
        "依据第四十二条规定",
        "热线电话0311-85556677。",
        "手机号码13812345678。",
        "二〇二一年十二月",
        "2021—2023年",
        "1—9月",
        "5月12日至18日",
        "九年级、九年一贯制学校",
        "第三小学、三中、二十一中学",
        "三会一课、千家万户、八项规定",
        "4K演播室、3D打印、C919、CO2",
        "为群众减负、完成千米冲刺、保持平稳",
        "签约亿元项目",
        "版本3.2.1。",
        "统一标准、唯一途径",
        "表2　分街镇在校生情况",
        "见表3 人均收入，另见附件2。",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert find_figures(text) == []


@pytest.mark.parametrize("text", ["每10万人口拥有医师", "每百名学生拥有", "每3年一次"])
def test_what_a_rate_is_for_is_no_figure_itself(text: str) -> None:
    assert find_figures(text) == []


CHARACTERS = st.text(
    alphabet="零〇○一二两三四五六七八九十百千万亿廿卅半几数壹贰叁佰仟0123456789０１２,，.．:：/%％‰-－−–—~负第前约近余多来成分之过翻番持平"
    "个所人名元年月日时天点增长下降到至由从比各均为分别其中（）()[]①²《》“”、和与 \t\n每占达aZ",
    max_size=60,
)


@given(CHARACTERS)
@settings(max_examples=600)
def test_nothing_makes_it_stumble(text: str) -> None:
    figures = find_figures(text)
    for figure in figures:
        assert text[figure.start : figure.end] == figure.text
        assert figure.text == figure.text.strip()
        assert 0 <= figure.owner_start <= figure.owner_end <= len(text)
        assert figure.value.is_finite()
    assert all(left.end <= right.start for left, right in itertools.pairwise(figures))


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "三",
        "百",
        ",234",
        " 234",
        "12、",
        "（3所",
        "1:3",
        "小学、初中分别为3所、5所、",
        "负",
        "—",
        "2023年1月至",
        "每",
        "“",
    ],
)
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        started = time.process_time()
        find_figures((piece * length)[:length])
        return time.process_time() - started

    seconds(2_000)
    short, long = seconds(20_000), seconds(80_000)
    assert long < 12 * short + 0.5


def test_a_number_that_typesetting_split_is_one() -> None:
    assert [(f.value, f.unit) for f in find_figures("生产总值完成 36.5 9亿元。")] == [(Decimal(3659000000), "元")]
    assert [f.value for f in find_figures("面积4.5 12所学校")] == [Decimal(12)]
