"""Every quantity of a text: where it stands, its value, its unit, and the stretch of the clause it belongs to.

What is left out on purpose: dates, ordinals that count nothing (第十八届), numbers inside titles and quoted names
(“2148”策略), model numbers (5G, C919) and "一" before a general measure word (一个, 一批).
"""

import functools
import itertools
import re
from dataclasses import replace

from index.text.folding import fold
from index.text.numerals import CHINESE_DIGITS, value_of
from index.text.sentences import clause_spans
from index.text.units import han_units as han_unit_names
from index.text.units import known_units
from index.types import Figure, FigureKind, Role

_BEFORE = "不少于|不低于|不超过|不高于|不足|超过|突破|大约|接近|至少|超|约|近|逾"
_AFTER = "以上|左右|以内|以下|上下"
_LOOSE = "余|多|来"
_SCALE = "万亿|千亿|百亿|亿|千万|百万|十万|万|千|百"
_ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
# no numeral is longer; a bound keeps the time of a line of nothing but numerals in proportion to its length
_HAN = f"[{CHINESE_DIGITS}]{{1,20}}(?:点[{CHINESE_DIGITS}]{{1,20}})?"
# "一" counts something only before these: 新建一所学校
_ONE_UNITS = {"所", "座", "家", "名", "间", "期"}
_MEDALS = {"金", "银", "铜"}
_DASH = "(?:-|—|——|~|至|到)"


# 两位数, 三次产业, 三期工程, 附件2 名词解释: what follows makes another word of the unit
_PARTS_OF_WORDS = {
    "位": "数",
    "次": "产业|全会|会议|分配|党代会",
    "名": "词|片|牌",
    "期": "工程|项目|建设|启动|扩|改造|投产",
}


def _not_before(unit: str) -> str:
    """Return a lookahead for what may not follow a unit that also begins other words."""
    if unit == "分":
        return "(?![之别为布类批散校院部工享级层子公局组社红期段队赛场设管])"
    if unit in _PARTS_OF_WORDS:
        return f"(?!{_PARTS_OF_WORDS[unit]})"
    return "(?![a-z])" if unit.isascii() and unit.isalpha() else ""


@functools.cache
def _pattern() -> re.Pattern[str]:
    names = sorted(set(known_units()) - _MEDALS, key=len, reverse=True)
    # 3金5银 counts medals, 3金属 does not; 7000p is computing power, 3pm is not
    units = "|".join(re.escape(name) + _not_before(name) for name in names)
    units += f"|[{''.join(sorted(_MEDALS))}](?=[0-9、，。；和])"
    han_units = "|".join(name + _not_before(name) for name in sorted(han_unit_names(), key=len, reverse=True))
    return re.compile(
        rf"(?P<rank>(?:第|前)(?P<place>[0-9]+|[{CHINESE_DIGITS}]+)(?:(?P<place_unit>名|位)|强|(?=[，。、；）,;]|$)))"
        rf"|百分之(?P<hundredths>{_HAN}|{_ARABIC})"
        rf"|(?P<denominator>[{CHINESE_DIGITS}]+)分之(?P<numerator>[{CHINESE_DIGITS}]+)"
        rf"|(?P<before>{_BEFORE})?\s?(?:"
        rf"(?:(?P<low>{_ARABIC})\s?(?P<low_scale>{_SCALE})?(?P<low_unit>%)?{_DASH})?"
        rf"(?P<number>{_ARABIC})\s?(?P<loose>{_LOOSE}|几)?(?P<scale>{_SCALE})?(?P<loose2>{_LOOSE})?\s?"
        rf"(?:(?P<unit>{units})|(?P<bare>(?=[，。；、）,;]|$)))"
        rf"|(?P<han>{_HAN})(?P<han_loose>{_LOOSE})?(?P<han_scale>万亿|亿|万)?(?P<han_unit>{han_units})"
        rf"|(?P<tenths>[一二两三四五六七八九])成(?=[，。、；的以左多，]|$)"
        rf")(?P<after>{_AFTER})?"
    )


_QUOTED = re.compile(r"“[^”]{1,16}”|《[^》]*》|‘[^’]{1,16}’|「[^」]{1,16}」")
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-—~至、和](?:19|20)?[0-9]{2,4})?(?:学年度?|年度?)(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
    r"|[0-9]{1,2}月(?:[0-9]{1,2}日)?(?![份])|[0-9]{1,2}月份"
    r"|(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}"
    r"|[一二三四五六七八九十]+月[一二三四五六七八九十]+日|[0-9]{1,2}[:：][0-9]{2}"
)
_CHANGE = re.compile(
    r"(?:增长|提升|提高|增加|上升|上涨|下降|减少|降低|回落|压减|缩减|下调|上调|扩大|缩小|收窄|压降|累计下降|[增减降升涨])(?:了|幅)?$"
)
_COMPARED = re.compile(r"[较比][^，。]{1,10}(?:多|少|高|低|快|慢|净增|多出|高出)(?:了|出)?$")  # 比上年多出41人
_TARGET = re.compile(r"(?:至|到|为|成)了?$")
_ORIGIN = re.compile(r"(?:由|从|自)[^由从，]*$")
_CONNECTIVE = re.compile(r"、|以及|及其|和|与|及|并|；|或")
_BARE_JOINS = ("、", "和", "及", "与", "，")
_SHARED_OUT = re.compile(r"分别")


def find_figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """Return the figures of `text[start:end]` in order; each figure lies inside one clause."""
    end = len(text) if end is None else end
    folded = fold(text[start:end])
    hidden: set[int] = set()
    for found in _QUOTED.finditer(folded):
        hidden.update(range(*found.span()))
    for found in _DATE.finditer(folded):
        hidden.update(range(*found.span()))
    figures: list[Figure] = []
    for clause_start, clause_end in clause_spans(folded):
        in_clause = [
            figure
            for found in _pattern().finditer(folded, clause_start, clause_end)
            if (figure := _figure(folded, found, hidden)) is not None
        ]
        figures += _owned(folded, _with_roles(folded, in_clause, clause_start), clause_start, clause_end)
    return [
        replace(
            figure,
            start=figure.start + start,
            end=figure.end + start,
            owner_start=figure.owner_start + start,
            owner_end=figure.owner_end + start,
            text=text[figure.start + start : figure.end + start],
        )
        for figure in figures
    ]


def _figure(folded: str, found: re.Match[str], hidden: set[int]) -> Figure | None:
    start, end = found.span()
    if found["rank"]:
        place = value_of(found["place"])
        if start in hidden or place is None or (not found["place_unit"] and not _is_place(folded, found)):
            return None
        return Figure(start, end, "", place, found["place_unit"] or "", FigureKind.RANK)
    if found["hundredths"]:
        value = value_of(found["hundredths"])
        return None if value is None else Figure(start, end, "", value, "%", FigureKind.PERCENT)
    if found["denominator"]:
        below, above = value_of(found["denominator"]), value_of(found["numerator"])
        if not below or above is None or start in hidden:
            return None
        return Figure(start, end, "", above / below * 100, "", FigureKind.PERCENT)
    qualifier = (found["before"] or "") + (found["after"] or "")
    if found["tenths"]:
        digit = value_of(found["tenths"])
        if digit is None or found.start("tenths") in hidden:
            return None
        return Figure(start, end, "", digit * 10, "成", FigureKind.PERCENT, qualifier=qualifier)
    if found["han"]:
        return _han_figure(folded, found, hidden, qualifier)
    return _arabic_figure(folded, found, hidden, qualifier)


def _is_place(folded: str, found: re.Match[str]) -> bool:
    """Tell a rank (总量居全国第2) from an ordinal (第一，…) where no 名 or 位 follows."""
    before = folded[max(0, found.start() - 6) : found.start()]
    return found["rank"].endswith("强") or bool(re.search(r"[居列获排名位全国省市]{2}|[居列获排、]$", before))


def _han_figure(folded: str, found: re.Match[str], hidden: set[int], qualifier: str) -> Figure | None:
    number, unit = found["han"], found["han_unit"]
    start = found.start("han")
    if start in hidden or folded[start - 1 : start] == "第":
        return None
    if number in ("一", "千", "百", "万", "零") and not (number == "一" and unit in _ONE_UNITS):
        return None
    if (
        number == "一"
        and unit in ("期", "名", "家")
        and not re.search(
            r"(?:建|办|增|设|聘|招|选|派|有|成|立|开|共)$|(?:建成|新增|增加|举办)", folded[max(0, start - 4) : start]
        )
    ):
        return None
    if unit == "年" and (number[-1] in "零〇" or len(number) == 4):
        return None
    if unit in ("个", "次", "年", "人", "大", "项", "家") and folded[found.end() : found.end() + 1] in "性体":
        return None
    value = value_of(number + (found["han_scale"] or ""))
    if value is None:
        return None
    known = known_units()[unit]
    return Figure(
        found.start(),
        found.end(),
        "",
        value,
        unit,
        known.kind,
        qualifier=(found["han_loose"] or "") + qualifier,
    )


def _arabic_figure(folded: str, found: re.Match[str], hidden: set[int], qualifier: str) -> Figure | None:
    first = found.start("low") if found["low"] else found.start("number")
    if first in hidden or found.start("number") in hidden:
        return None
    before, after = folded[max(0, first - 1) : first], folded[found.end() : found.end() + 1]
    unit = found["unit"] or ""
    if before in "+-—" and before and re.match(r"[0-9a-z]", folded[max(0, first - 2) : first - 1] or " "):
        return None
    if before.isascii() and before.isalpha() and not (found["scale"] or unit in ("%", "元")):
        return None
    if before == "第" or (before == "/" and not unit):
        return None
    if not unit:
        # A number without a unit is a figure only where something is said to be it: 指数达到108.5，
        lead = folded[max(0, first - 3) : first]
        if not (found["scale"] or re.search(r"[为达是至到]$", lead)) or after.isalnum():
            return None
    scale = found["scale"] or ""
    value = value_of(found["number"] + scale)
    if value is None:
        return None
    known = known_units().get(unit)
    kind = known.kind if known else FigureKind.COUNT
    if kind is FigureKind.TIME and unit == "年" and found["number"].isdigit() and len(found["number"]) == 4:
        return None
    upper = None
    if found["low"]:
        low = value_of(found["low"] + (found["low_scale"] or scale))
        if low is not None and low < value:
            value, upper = low, value
    return Figure(
        found.start(),
        found.end(),
        "",
        value,
        unit,
        kind,
        qualifier=(found["loose"] or found["loose2"] or "") + qualifier,
        upper=upper,
    )


def _with_roles(folded: str, figures: list[Figure], clause_start: int) -> list[Figure]:
    """Tell levels from changes, and the two ends of "from … to …"."""
    roled: list[Figure] = []
    for position, figure in enumerate(figures):
        begin = figures[position - 1].end if position else clause_start
        lead = folded[begin : figure.start]
        role = Role.LEVEL
        if (
            position
            and _TARGET.search(lead)
            and _ORIGIN.search(
                folded[figures[position - 2].end if position > 1 else clause_start : figures[position - 1].start]
            )
        ):
            roled[-1] = replace(roled[-1], role=Role.FROM)
            role = Role.TO
        elif (
            figure.kind is FigureKind.POINTS
            or _COMPARED.search(lead)
            or (
                _CHANGE.search(lead)
                and (
                    figure.kind is FigureKind.PERCENT
                    or re.search(r"[较比]|同比|环比", folded[clause_start : figure.start])
                )
            )
        ):
            role = Role.CHANGE
        elif position and lead in _BARE_JOINS:
            role = roled[-1].role  # 分别增长4.1%、6%
        roled.append(replace(figure, role=role))
    return roled


def _owned(folded: str, figures: list[Figure], clause_start: int, clause_end: int) -> list[Figure]:
    """Give each figure its stretch: the text around it, cut at the connective between two figures."""
    if not figures:
        return []
    shared = _shared_out(folded, figures, clause_start)
    if shared:
        return shared
    edges_left, edges_right = [clause_start], []
    for figure, following in itertools.pairwise(figures):
        between = folded[figure.end : following.start]
        cuts = list(_CONNECTIVE.finditer(between))
        if between in _BARE_JOINS:
            # 增长4.1%、6%: nothing but a comma between them, so the words around belong to both
            edges_right.append(following.start)
            edges_left.append(edges_left[-1])
        elif cuts and figure.role is not Role.FROM:
            # "金牌107块、银牌58块" is cut before 银牌; "58名党员发展和200名…" after 发展
            cut = cuts[0] if not between[: cuts[0].start()] else cuts[-1]
            edges_right.append(figure.end + cut.start())
            edges_left.append(figure.end + cut.end())
        else:
            edges_right.append(following.start)
            edges_left.append(figure.end)
    edges_right.append(clause_end)
    owned = []
    for figure, left, right in zip(figures, edges_left, edges_right, strict=True):
        begin = clause_start if figure.role is Role.TO else left
        owned.append(replace(figure, owner_start=begin, owner_end=right))
    return owned


def _shared_out(folded: str, figures: list[Figure], clause_start: int) -> list[Figure] | None:
    """Give "A、B分别为1和2" its pairs: the n-th figure belongs to the n-th thing listed before 分别."""
    shared = _SHARED_OUT.search(folded, clause_start, figures[-1].start)
    if not shared:
        return None
    after = [figure for figure in figures if figure.start >= shared.end()]
    listed = folded[clause_start : shared.start()]
    edges = [clause_start]
    edges += [clause_start + cut.end() for cut in re.finditer(r"、|以及|和|与|及", listed)]
    edges.append(shared.start())
    if len(edges) - 1 != len(after) or len(after) < 2:
        return None
    before = [
        replace(figure, owner_start=clause_start, owner_end=shared.start())
        for figure in figures
        if figure.start < shared.end()
    ]
    return before + [
        # the verb stands before the first value and holds for all
        replace(figure, owner_start=left, owner_end=right, role=after[0].role)
        for figure, left, right in zip(after, edges, edges[1:], strict=False)
    ]
