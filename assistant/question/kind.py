"""What a question asks for: the kind of answer, and for figures the unit and whether a change is meant."""

import functools
import re
from dataclasses import dataclass

from assistant.data_files import read_rows, read_words
from assistant.types import Asked
from index.text import asked_units, is_word, known_units
from index.types import FigureKind

_ROOM = "assistant.question"
_UNITS = "|".join(map(re.escape, asked_units()))
_SCALE = "(?:万亿|千亿|百亿|亿|千万|百万|万|千|百)"
# 多少千瓦时 asks for 千瓦时, not for thousands: a scale is read only where no unit begins with it
_HOW_MANY = re.compile(rf"(?:多少|(?<!哪)几(?!乎)|若干)(?:(?P<scale>{_SCALE}??)(?P<unit>{_UNITS})|(?P<bare>{_SCALE}?))")
_PERCENT = re.compile(
    r"百分之(?:多少|几)|几成|多大(?:比例|比重)|多高(?:的)?比例|几个百分点|多少个?百分点|多少%|占(?:了|到|比)?[^，。多几]{0,14}(?:的)?(?:多少|几)[？?。\s]*$"
)
_DEGREE = re.compile(r"多(?:大|高|长|快|重|远|深)")
_RANK = re.compile(r"第几|排名?(?:第)?(?:几|多少)|什么名次|名次|排名|位次|几等")
_DURATION = re.compile(r"多久|多长时间|几年|多少年|多少天|几天|几个月")
_FROM_TO = re.compile(
    r"(?:从|由)(?:多少|几|原来)[^，。]*?(?:到|至|成|为)(?:了)?(?:多少|几)|(?:从|由)(?:几|多少)[^，。]*(?:变|减|增|降|升)"
)
_YESNO = re.compile(
    r"吗[？?！!。]*$|是否|有没有|是不是|有无|能否|能不能|会不会|可否|对吗|对不对|[^什怎这那多要]么[？?]$"
)
_HOW = re.compile(
    r"怎么|怎样|如何|为什么|为何|为啥|咋|原因|怎么样|什么(?:措施|举措|办法|做法|方式|途径|支持|帮助|保障)|哪些(?:措施|举措|办法|做法|支持|帮助|保障|方式)"
)
_SECTION = re.compile(
    r"(?:做|开展|推进|进行|干|完成)(?:了|过)?(?:哪些|什么|啥)(?:具体|主要|重点)?(?:工作|事|动作|事情)?[？?。]*$"
    r"|(?:存在|还有|面临|有)(?:着)?(?:哪些|什么|啥)(?:主要|突出)?(?:问题|不足|困难|短板|挑战|差距)[？?。]*$"
    r"|(?:哪些|什么)(?:主要|具体|重点)?(?:工作|成效|成绩|进展|成果|任务|部署|安排|要求|打算)|情况(?:如何|怎样|怎么样)?[？?。]*$|(?:怎么样|如何)[？?。]*$"
)
_WHICH = re.compile(
    rf"(?:哪(?P<plural>些|几|[0-9一二两三四五六七八九十]+)?(?P<measure>{_UNITS}|里|儿)?(?P<noun>[\u4e00-\u9fff]{{0,6}})?)|什么(?P<what>[\u4e00-\u9fff]{{0,6}})|(?P<who>谁)|啥(?P<slang>[\u4e00-\u9fff]{{0,6}})|何(?P<formal>[种人时地])"
)
_FIGURE_NOUN = re.compile(
    r"(?:人数|数量|次数|个数|家数|户数|件数|金额|总额|总量|总值|总数|比例|占比|比重|百分比|增速|增幅|增长率|降幅|名次|排名|规模|产量|面积|产值|收入|支出|价格|指数|里程|容量|[^效频草]率|金牌|银牌|铜牌|人次|数|额|目标|增长|学位|点位|强度|浓度|寿命)"
    r"(?:是|为|有|呢|情况|目标|增长)?[？?。\s]*$"
)
_CHANGE = re.compile(
    r"(?:增长|提升|提高|增加|上升|上涨|下降|减少|降低|回落|压减|扩大|缩小|[增减降升涨])(?:了|幅)?(?:多少|几|百分之)|(?:比|较)[^，。]{0,12}(?:多|少|高|低|快|慢)(?:了|出)?(?:多少|几)|增速|增幅|增长率|降幅|涨幅|增长目标|提高幅度|百分点|同比|变化|增长(?:预期)?(?:目标)?$"
    r"|(?:增长|下降|提升|提高|减少|降低)(?:了|到底)?(?:百分之|几成|多)|增长(?:是|为)?多少|(?:较|比)(?:上年|去年|上一年|同期)"
)


_UNKNOWN_MEASURE = re.compile(
    r"([\u4e00-\u9fff])(?<![人钱呢啊了吧呀水粮书树路桥电油气煤床车楼奖课饭药碳盐肉菜鱼猪牛羊地林草花])[？?。\s]*$"
)
# 多少 before these asks for whatever the verb before it measures: 增长多少左右
_VERB_FOLLOWS = re.compile(r"左右|以上|以下|到|呢|了|才|就|钱|来着|比|较|算|[降升增减提变扩缩涨跌占]")
COUNTED = "counted"  # things of a kind that the list of nouns does not know


@functools.cache
def _noun_groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((group, tuple(endings.split())) for group, endings in read_rows(_ROOM, "noun_groups.tsv"))


@functools.cache
def _not_units() -> frozenset[str]:
    return read_words(_ROOM, "not_units.txt")


@dataclass(frozen=True, slots=True)
class Ask:
    asked: Asked
    unit: str = ""
    group: str = ""
    change: bool = False
    noun: str = ""  # the class of thing a which-question names: 哪些幼儿园 → 幼儿园


def read_ask(plain: str, folded: str) -> Ask:
    """Classify a question in Simplified Chinese; `folded` is its folded form."""
    change = bool(_CHANGE.search(folded))
    if _FROM_TO.search(folded):
        return Ask(Asked.FROM_TO, *_unit(folded), change=False)
    if _YESNO.search(folded) and not re.search(r"多少|(?<!哪)几[^乎个]", folded):
        return Ask(Asked.YESNO)
    if _PERCENT.search(folded):
        return Ask(Asked.FIGURE, "%", "percent", change or "百分点" in folded)
    if _RANK.search(folded) and not re.search(r"多少|哪", folded):
        return Ask(Asked.FIGURE, "", "rank")
    if _DURATION.search(folded):
        return Ask(Asked.FIGURE, "", "duration")
    many = list(_HOW_MANY.finditer(folded))
    if many and not re.fullmatch(r".*几乎.*", folded):
        unit, group = _unit(folded)
        return Ask(Asked.FIGURE, unit, group, change)
    if _DEGREE.search(folded):
        return Ask(Asked.FIGURE, "", group_of_noun(_DEGREE.sub("", folded)), change)
    if _SECTION.search(folded) and not re.search(r"哪[些几个所家位]|谁", _SECTION.sub("", folded)):
        return Ask(Asked.SECTION)
    if _HOW.search(folded):
        return Ask(Asked.HOW_WHY)
    which = _WHICH.search(folded)
    if which:
        noun = which["noun"] or which["what"] or which["slang"] or ""
        if which["measure"] and is_word(which["measure"] + noun[:1]):
            noun = which["measure"] + noun  # 哪些部门: not 部 as a measure word
        plural = which["plural"] is not None
        return Ask(Asked.LIST if plural else Asked.WHO_WHAT, noun=_first_noun(noun))
    if _FIGURE_NOUN.search(folded):
        stripped = re.sub(r"[？?。\s]+$|(?:是|为|有|呢)[？?。\s]*$", "", folded)
        return Ask(Asked.FIGURE, "", group_of_noun(stripped), change)
    return Ask(Asked.TOPIC, change=change)


def _first_noun(text: str) -> str:
    """Cut the noun after a which-word at the verb or particle that follows it."""
    return re.split(
        r"被|是|在|获|参|有|为|的|得|投|建|开|完|荣|入|来|去|与|和|了|成|联合|进行|负责|一起|共同", text, maxsplit=1
    )[0]


def _unit(folded: str) -> tuple[str, str]:
    """Return the unit a how-many question names and its group; both empty where it names none."""
    for found in _HOW_MANY.finditer(folded):
        unit = found["unit"] or ""
        after = folded[found.end() :]
        if unit and not _is_word_start(unit, after):
            return unit, _group(unit)
        measure = _UNKNOWN_MEASURE.match(after)
        if not unit and measure:
            return measure[1], measure[1]  # a measure word that no list has: only its own figures answer
        noun = re.match(r"[\u4e00-\u9fff]{1,8}", folded[found.start("unit") if unit else found.end() :])
        if noun:
            group = _group_of_leading_noun(noun.group())
            if group:
                return "", group
            if len(noun.group()) > 1 and not _VERB_FOLLOWS.match(noun.group()):
                return "", COUNTED
        before = re.sub(r"(?:比|较)(?:去年|上年|上一年|前一年|同期|上年同期)[^，。]*$", "", folded[: found.start()])
        before = re.sub(r"(?:的|有|是|为|达到?|共|了|大概|大约|一共|总共|分别|各自|各)+$", "", before)
        group = group_of_noun(before)
        if re.search(r"[^收投](?:增长|提升|提高|下降|减少|降低|上升)了?$", before) and not group:
            return "", "percent" if re.search(r"率|占比|比例|总值|gdp|增加值|收入|投资|总额|零售", before) else ""
        return "", group
    return "", ""


def _is_word_start(unit: str, after: str) -> bool:
    """Tell a unit from the first character of a noun: 多少家长 asks for parents, not for 家."""
    return any(unit + after[:width] in _not_units() for width in (1, 2))


def _group(unit: str) -> str:
    known = known_units().get(unit)
    return known.group if known else ""


def group_of_noun(text: str) -> str:
    """Return the group of units that counts what a noun names; "" where that is not known."""
    bare = re.sub(r"(?:的|是|有|为|达到?|共|呢|目标|情况|总|分别|各自|各)+$", "", text.strip())
    if re.search(r"增长$|增速$", bare):
        return "percent"
    counted = re.sub(r"(?:总数|数量|数目|总人数)$", "", bare)
    if counted != bare:
        return group_of_noun(counted) or "thing"
    return next((group for group, endings in _noun_groups() if bare.endswith(endings)), "")


def _group_of_leading_noun(text: str) -> str:
    if text.startswith("钱"):
        return "money"
    noun = re.split(r"[了过着给把被]", text, maxsplit=1)[0]  # 老师做了免费体检: of 老师, not of a 费
    for width in range(min(6, len(noun)), 1, -1):
        group = group_of_noun(noun[:width])
        if group:
            return group
    return "person" if text.startswith("人") else ""


_COMPATIBLE: dict[str, dict[str, float]] = {
    "person": {"person": 1.0, "visits": 0.6, "household": 0.3, "thing": 0.3},
    "visits": {"visits": 1.0, "person": 0.8},
    "household": {"household": 1.0},
    "place": {"place": 1.0, "thing": 0.8, "group": 0.5},
    "medal": {"medal": 1.0, "thing": 1.0},
    "thing": {
        "thing": 1.0,
        "medal": 1.0,
        "place": 0.8,
        "person": 0.8,
        "time": 0.3,
        "group": 0.8,
        "household": 0.6,
        "visits": 0.4,
    },
    "event": {"thing": 1.0, "time": 1.0, "group": 0.8, "place": 0.4},
    "group": {"group": 1.0, "thing": 0.8, "time": 0.5},
    "time": {"time": 1.0, "thing": 0.4, "group": 0.5, "visits": 0.6},
    "percent": {"percent": 1.0, "points": 0.8},
    "points": {"points": 1.0, "percent": 0.6},
    "weight": {"weight": 1.0},
    "duration": {"duration": 1.0, "age": 0.5},
    "age": {"age": 1.0},
    "score": {"score": 1.0},
    "concentration": {"concentration": 1.0},
}


_MAY_LACK_UNIT = {"person", "visits", "thing", "place", "household"}  # 注册用户9.7万
_NOT_COUNTED = {FigureKind.PERCENT, FigureKind.POINTS, FigureKind.MONEY, FigureKind.RANK, FigureKind.TIME}


def compatibility(asked: str, unit: str, kind: FigureKind, group: str) -> float:
    """Return how well a figure of `group` answers a question for the group `asked`, 0 to 1."""
    if not asked:
        return {FigureKind.TIME: 0.6, FigureKind.RANK: 0.5}.get(kind, 1.0)
    if asked == COUNTED:
        return 1.0 if kind not in _NOT_COUNTED and group else 0.0
    if asked == "rank":
        return 1.0 if kind is FigureKind.RANK else 0.0
    if kind is FigureKind.RANK:
        return 0.0
    if not group:
        return 0.5 if kind is FigureKind.COUNT and asked in _MAY_LACK_UNIT else 0.0
    return _COMPATIBLE.get(asked, {asked: 1.0}).get(group, 0.0)
