"""Levels told from changes, rises from falls, and the two ends of "from … to …"."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.data_files import either, read_rows, read_words
from index.text.poles import poles_in
from index.text.sentences import Span
from index.types import Direction, Figure, FigureKind, Role

_ROOM = "index.text"

_WINDOW = 14  # characters before a value in which its verb stands
_COMPARED = re.compile(r"[较比][^，。]{1,10}(?:多|少|高|低|快|慢|净增|多出|高出)(?:了|出)?$")  # 比上年多出41人
# 高出全市平均分14.6分, 低于全国11分; 低于全市的3.1名 is the other's own value
_BESIDE = re.compile(
    r"(?<!不)(?:[高低多少]于|[高超多]出)(?:全[国省市区县]|我国|平均|上年|去年|同期|目标|计划)[^，。0-9]{0,6}(?<!的)$"
)
_ORIGIN = re.compile(r"(?:由|从|自)[^由从，]*$")
_TARGET = re.compile(r"[至到为成]了?$")
_TURNED = re.compile("[至到为成][\u4e00-\u9fff]{0,2}$")  # what stands before 亏损 of 转为亏损64万元
# a time between 至 and the value: 提高至2024年的94元
_TIME_BETWEEN = re.compile(
    r"(?<=[至到为成])(?:(?:19|20)[0-9]{2}年|[今去上本当明]年|目前|现在|[0-9]{1,2}月|年(?=[底末初]))[底末初]?的?$"
)
_COMPARES = re.compile(r"[较比]|同比|环比")
_ENDS = ("至", "到", "为", "达到")
_JOINS = ("、", "和", "及", "与", "，")


@dataclass(frozen=True, slots=True)
class _Words:
    verb: re.Pattern[str]
    noun: re.Pattern[str]
    than: re.Pattern[str]
    turns: re.Pattern[str]
    directions: dict[str, Direction]


@functools.cache
def _words() -> _Words:
    table = read_rows(_ROOM, "directions.tsv", 3)
    verbs, nouns, thans = ([word for word, _, use in table if use == kind] for kind in ("verb", "noun", "than"))
    return _Words(
        re.compile(
            rf"(?P<to>[至到为成])?(?:了)?(?<!新)(?P<verb>{either(verbs)})(?P<done>了|幅)?(?:约|近|超|逾)?(?P<end>[至到为成]|的)?了?$"
        ),
        re.compile(rf"(?P<noun>{either(nouns)})[^，。；、]{{0,8}}$"),
        re.compile(rf"(?P<than>{either(thans)})(?:了|出)?(?P<place>[\u4e00-\u9fff]{{0,10}}?)$"),
        # what stands between both ends where nothing stands before the first: 减少2天（3天压缩至1天）
        re.compile(rf"(?:进一步|大幅|再|已)?(?:{either(verbs)})[至到为]了?"),
        {word: Direction(direction) for word, direction, _ in table},
    )


@functools.cache
def verbs_of_change() -> frozenset[str]:
    """Return the verbs that say that a value rose or fell: 增长, 减少 …"""
    return frozenset(word for word, _, use in read_rows(_ROOM, "directions.tsv", 3) if use == "verb")


@functools.cache
def _either_way() -> re.Pattern[str]:
    return re.compile(f"(?:{either(read_words(_ROOM, 'either_ways.txt'))})[为:：]?$")


def with_changes(
    folded: str, figures: Sequence[Figure], clause_start: int, brackets: Sequence[Span] = ()
) -> list[Figure]:
    """Return the figures of a clause with role, direction and verb; `brackets` are the pairs of round brackets in it."""
    changed: list[Figure] = []
    for position, figure in enumerate(figures):
        begin = figures[position - 1].end if position else clause_start
        lead = _TIME_BETWEEN.sub("", folded[begin : figure.start].rstrip())
        before = changed[-1] if changed else None
        if before is not None and lead in _JOINS:
            # 分别增长4.1%、6%: the verb stands before the first and holds for all
            shared = replace(
                figure,
                role=before.role,
                direction=before.direction,
                verb=before.verb,
                is_change=before.is_change,
            )
            changed.append(_by_sign(shared))
        else:
            figure, is_target = _changed(folded, figure, lead, clause_start)  # noqa: PLW2901
            first = _before(figures, position, brackets)
            if first is not None and is_target:
                origin = folded[figures[first - 1].end if first else clause_start : figures[first].start]
                between = folded[figures[first].end : figure.start].strip()
                # 由4分50秒缩短到2分35秒: 秒 and 分 are no two ends
                alike = figures[first].unit == figure.unit and _words().turns.fullmatch(between)
                if _ORIGIN.search(origin) or alike:
                    changed[first] = replace(changed[first], role=Role.FROM)
                    if not figure.is_change:  # 由增长9.3%转为下降1.5%: what it turned to is a change itself
                        figure = replace(figure, role=Role.TO)  # noqa: PLW2901
            if before is not None and before.is_change and lead in _ENDS and not figure.is_change:
                figure = replace(figure, role=Role.TO)  # noqa: PLW2901 - 近视率回落1.9个百分点至46.7%
            changed.append(_by_sign(figure))
    return changed


def _before(figures: Sequence[Figure], position: int, brackets: Sequence[Span]) -> int | None:
    """Return the place of the figure before the one at `position`, over those in brackets: 从23所（含民办5所）增加到28所."""
    own = _around(figures[position], brackets)
    places = (at for at in range(position - 1, -1, -1) if _around(figures[at], brackets) in (None, own))
    return next(places, None)


def _around(figure: Figure, brackets: Sequence[Span]) -> Span | None:
    return next((span for span in brackets if span[0] < figure.start and figure.end <= span[1]), None)


def _changed(folded: str, figure: Figure, lead: str, clause_start: int) -> tuple[Figure, bool]:
    """Return the figure with what the words right before it say, and whether they call it the end of a change."""
    if figure.kind in (FigureKind.RANK, FigureKind.RATIO):
        return figure, bool(_TARGET.search(lead))
    if figure.unit == "番":
        return replace(figure, direction=Direction.RISE, is_change=True, role=Role.CHANGE), False
    words = _words()
    lead = _without_pole(lead)
    near = lead[-_WINDOW:]
    found = words.verb.search(near)
    target = bool(_TARGET.search(near)) or bool(found and found["to"])
    if figure.kind is FigureKind.PERCENT and not figure.value and not figure.unit:
        return replace(figure, role=Role.CHANGE, is_change=True), False  # 持平
    if _either_way().search(near):
        direction = Direction.RISE if figure.value > 0 else Direction.FALL if figure.value < 0 else Direction.NONE
        return replace(figure, role=Role.CHANGE, is_change=True, direction=direction), False
    noun = words.noun.search(near)
    if noun and found and (found["end"] in ("至", "到", "为", "成") or found.start("verb") < noun.end("noun")):
        found = None  # 降幅收窄至2.6% is a fall of 2.6%
    if found and found["end"] in (None, "的"):
        direction = words.directions[found["verb"]]
        rate = figure.unit == "倍" or figure.kind in (FigureKind.PERCENT, FigureKind.POINTS)
        counted = len(found["verb"]) > 1 and found["done"] == "了"
        is_amount = rate or counted or bool(_COMPARES.search(folded[clause_start : figure.start]))
        role = Role.CHANGE if is_amount else figure.role
        return replace(figure, direction=direction, verb=found["verb"], is_change=True, role=role), target
    if found:
        # 减少到2人: the movement is a fall, the value is where it ended
        figure = replace(figure, direction=words.directions[found["verb"]])
    elif noun:
        rate = figure.kind is FigureKind.PERCENT
        role = Role.CHANGE if rate and near.endswith(noun["noun"]) and near.endswith("幅") else figure.role
        figure = replace(figure, direction=words.directions[noun["noun"]], is_change=rate, role=role)
    compared = _COMPARED.search(lead) or (figure.kind is FigureKind.COUNT and _BESIDE.search(lead))
    than = words.than.search(near) if compared or figure.kind is FigureKind.POINTS else None
    if than:
        figure = replace(figure, direction=words.directions[than["than"]], verb=than["than"], is_change=True)
    if compared or figure.kind is FigureKind.POINTS:
        figure = replace(figure, role=Role.CHANGE, is_change=True)
    return figure, target


def _without_pole(lead: str) -> str:
    """Take the word off the end that puts a value on one side of nothing, where something turned to it: 转为 of 转为亏损."""
    bare = lead.removesuffix("额")
    found = [word for word in poles_in(bare) if bare.endswith(word)]
    return bare[: -len(max(found, key=len))] if found and _TURNED.search(bare[: -len(max(found, key=len))]) else lead


def _by_sign(figure: Figure) -> Figure:
    """Let a written sign say the direction of a change: 增长-2.1% is a fall, a bare -2.1% as well."""
    if figure.value < 0 and (figure.is_change or figure.kind in (FigureKind.PERCENT, FigureKind.POINTS)):
        return replace(figure, direction=Direction.FALL, is_change=True)
    if figure.text.startswith("+") and figure.kind in (FigureKind.PERCENT, FigureKind.POINTS):
        return replace(figure, direction=Direction.RISE, is_change=True)
    return figure
