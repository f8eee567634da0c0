"""The stretch of a clause that each figure belongs to, and the values that 分别 deals out to the things listed."""

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.data_files import either
from index.text.changes import verbs_of_change
from index.text.sentences import Span
from index.types import Figure, FigureKind, Role

_CONNECTIVE = re.compile(r"、|以及|及其|和|与|及|并|；|或")
_BARE_JOINS = ("、", "和", "及", "与", "，")
_LONGEST_LEAD = 12  # characters that say what the values of a row behind another row count
_MOST_LISTED = 12  # figures side by side that things before them are told by, without a 分别
_MOST_DEALT = 200  # figures of one clause; a longer one is no sentence, and each 分别 looks at all of them
_SHARED_OUT = re.compile(r"分别|依次|各为|(?<![部十充身成])分(?:获(?!得)|列|居|占)")
_LIST_MARK = re.compile(r"、|以及|和|与|及")
_GOES_ON = re.compile(r"[\s，,]*(?:(?:同比|环比|[较比](?:上年|去年|上一年|前一年)(?:同期)?)[\s，,]*)?")
_IS = re.compile("[为是有达]")
_FIRST = re.compile(r"[-+]?[0-9]")
_AMOUNTS = (FigureKind.COUNT, FigureKind.MEASURE, FigureKind.MONEY)
_AGES = ("岁", "周岁")
_OF_TIME = re.compile(r"(?:上年|去年|上一年|同期|(?:19|20)[0-9]{2}年|全年|上半年|[一二三四]季度)[^，。；]{0,4}")


@dataclass(frozen=True, slots=True)
class Before:
    """What a sentence says before one of its clauses: the clause right before it, and the figures of the clauses up to
    there that follow one another.
    """

    clause: Span = (0, 0)
    figures: Sequence[Figure] = ()


def with_owners(
    folded: str, figures: Sequence[Figure], clause: Span, brackets: Sequence[Span], before: Before | None = None
) -> list[Figure]:
    """Return the figures of a clause, each with its stretch.

    `brackets` are the pairs of round brackets in the clause, `before` what its sentence says before it.
    """
    if not figures:
        return []
    inside = [next((span for span in brackets if span[0] < f.start and f.end <= span[1]), None) for f in figures]
    plain = [figure for figure, span in zip(figures, inside, strict=True) if span is None]
    listed = _listed_before(folded, clause, before or Before())
    owned = {figure.start: figure for figure in _dealt(folded, plain, clause, listed=listed)}
    for start, figure in owned.items():
        after = next((span for span in brackets if figure.end <= span[0] < figure.owner_end), None)
        if after is not None and any(span == after for span in inside):
            owned[start] = replace(figure, owner_end=max(figure.end, after[0]))
    for span in dict.fromkeys(span for span in inside if span is not None):
        among = [figure for figure, other in zip(figures, inside, strict=True) if other == span]
        hosts = [owned[figure.start] for figure in plain if figure.end <= span[0]]
        host = hosts[-1] if hosts else None
        for figure in _dealt(folded, among, (span[0] + 1, span[1] - 1), hosts):
            owned[figure.start] = _hosted(folded, figure, host, span)
    return [owned[figure.start] for figure in figures]


def _hosted(folded: str, figure: Figure, host: Figure | None, span: Span) -> Figure:
    """Mark a figure in brackets; one that only names another time (上年0.18%) belongs to what stands before them."""
    figure = replace(figure, bracketed=True)
    lead = folded[span[0] + 1 : figure.start]
    if host is None:
        return figure
    if not lead.strip() or _OF_TIME.fullmatch(lead):
        return replace(figure, owner_start=host.owner_start, owner_end=span[1])
    if figure.item is None and figure.is_change and not host.is_change and only_moves(lead):
        # 甲镇、乙镇分别到位1.2亿元（增长12%）和0.8亿元（下降6%）
        end = span[1] if host.item is None else host.owner_end
        return replace(figure, owner_start=host.owner_start, owner_end=end, item=host.item, items=host.items)
    return figure


@functools.cache
def _moves() -> re.Pattern[str]:
    return re.compile(rf"{_GOES_ON.pattern}(?:{either(verbs_of_change())})?(?:了|约)?")


def only_moves(lead: str) -> bool:
    """Tell whether words only say which way something moved, and since when: 同比增长."""
    return _moves().fullmatch(lead) is not None


def _listed_before(folded: str, clause: Span, before: Before) -> list[list[Span]]:
    """Return what the clauses before may have listed, where this one only goes on about it; the surest list first.

    Things that 分别 has dealt values out to once (比上年分别增长2%和3%; 投资分别为…), things named without values
    (前三位的是甲、乙和丙，分别为…), and the last values in one unit, each with its own words (甲1元，乙2元，分别增长…).
    """
    mark = _SHARED_OUT.search(folded, *clause)
    if mark is None:
        return _gone_on_about(folded, clause, before)
    goes_on = _GOES_ON.fullmatch(folded, clause[0], mark.start()) is not None
    if not goes_on and (_LIST_MARK.search(folded, clause[0], mark.start()) or not _IS.match(folded, mark.end())):
        return []
    last = before.clause
    figures = [figure for figure in before.figures if last[0] <= figure.start < last[1]]
    dealt = [(figure.owner_start, figure.owner_end) for figure in figures if figure.item is not None]
    if not goes_on:
        return [dealt] if dealt else []
    begin = max([last[0], *(figure.end for figure in figures)])
    named = _things(folded, begin, last[1] - 1)
    found = [dealt] if dealt else []
    if len(named) > 1:
        found.append(named)
    return [*found, *_valued(folded, before.figures)]


def _gone_on_about(folded: str, clause: Span, before: Before) -> list[list[Span]]:
    """Return what the clause before may have listed, where this one says how it moved without 分别: …，增长8.1%、下降1.3%."""
    first = _FIRST.search(folded, *clause)
    if first is None or not before.figures:
        return []
    lead = folded[clause[0] : first.start()]
    last = [figure for figure in before.figures if before.clause[0] <= figure.start < before.clause[1]]
    dealt = [(figure.owner_start, figure.owner_end) for figure in last if figure.item is not None]
    if dealt and len(dealt) == len(last):
        # 分别新增学位180个、240个，招聘教师12名、15名: what it tells of them next has no list of its own
        return [dealt] if len(lead) <= _LONGEST_LEAD and _LIST_MARK.search(lead) is None else []
    return _valued(folded, before.figures) if only_moves(lead) else []


def _valued(folded: str, figures: Sequence[Figure]) -> list[list[Span]]:
    """Return the stretches of the last two, three … figures in one unit, as long as none of them is a change or a place.

    Of several units, only all of them together are, each in a clause of its own: 肉牛2.1万头，家禽416万羽. An age by which people are told
    (5岁以下儿童) is part of a name.
    """
    figures = [figure for figure in figures if not (figure.unit in _AGES and figure.text[-1] in "上下内")]
    levels = not any(f.is_change or f.bracketed or f.item is not None or f.kind not in _AMOUNTS for f in figures)
    apart = all(set(folded[left.end : right.start]) & set("，,") for left, right in itertools.pairwise(figures))
    alike = list(
        itertools.takewhile(
            lambda figure: (
                figure.unit == figures[-1].unit
                and not (figure.is_change or figure.bracketed)
                and figure.kind not in (FigureKind.RANK, FigureKind.TIME, FigureKind.POINTS)
                and figure.item is None
            ),
            reversed(figures),
        )
    )[::-1]
    spans = [(figure.owner_start, figure.owner_end) for figure in alike]
    if any(left[1] > right[0] for left, right in itertools.pairwise(spans)):
        spans = []  # they share their words
    every = [(figure.owner_start, figure.owner_end) for figure in figures] if levels and apart else []
    if any(left[1] > right[0] for left, right in itertools.pairwise(every)):
        every = []
    return [*(spans[-count:] for count in range(2, len(spans) + 1)), *([every] if every else [])]


def _dealt(
    folded: str,
    figures: Sequence[Figure],
    clause: Span,
    before: Sequence[Figure] = (),
    listed: Sequence[Sequence[Span]] = (),
) -> list[Figure]:
    """Give "A、B分别为1和2" its pairs, one 分别 after the other; figures without one get the stretch around them."""
    if not figures:
        return []
    start, end = clause
    marks = list(_SHARED_OUT.finditer(folded, start, figures[-1].start))
    if not marks and 1 < len(figures) <= _MOST_LISTED and (row := _row_of(folded, figures, clause, listed)):
        return [
            replace(figure, owner_start=left, owner_end=right, item=number, items=len(row))
            for number, (figure, (left, right)) in enumerate(zip(figures, row, strict=True))
        ]
    if not marks or len(figures) > _MOST_DEALT:
        return _owned(folded, figures, start, end)
    first = [figure for figure in figures if figure.start < marks[0].end()]
    owned = _owned(folded, first, start, marks[0].start()) if first else []
    for position, mark in enumerate(marks):
        limit = marks[position + 1].start() if position + 1 < len(marks) else end
        after = [figure for figure in figures if mark.end() <= figure.start < limit]
        # 婴儿、5岁以下儿童死亡率分别…: an age is a word of the thing
        begin = max(
            [start, *(figure.end for figure in figures if figure.end <= mark.start() and figure.unit not in _AGES)]
        )
        things = _things(folded, begin, mark.start())
        if len(things) != len(after):
            # 春和街道、秋实街道: 和 may be part of a name
            bare = _things(folded, begin, mark.start(), "、")
            things = bare if len(bare) == len(after) else things
        if len(things) != len(after):
            # 东片、西片、南片、北片四个养护站分别…: how many they are is said of them all
            told = [figure for figure in figures if figure.end <= mark.start() and figure.value != len(after)]
            whole = _things(folded, max([start, *(figure.end for figure in told)]), mark.start())
            things = whole if len(whole) == len(after) else things
        if len(things) != len(after):
            things = next((list(spans) for spans in listed if len(spans) == len(after)), things)
        if len(things) != len(after) and len(before) >= len(after) > 1:
            # A15%、B41%（分别提高1个和2个百分点）
            things = [(figure.owner_start, figure.owner_end) for figure in before[-len(after) :]]
        if len(after) < 2 or len(things) != len(after):
            owned += _owned(folded, after, begin, limit)
            continue
        listed = [things]
        owned += [
            replace(_moved_as(after[0], figure), owner_start=left, owner_end=right, item=number, items=len(after))
            for number, (figure, (left, right)) in enumerate(zip(after, things, strict=True))
        ]
    return owned


def _row_of(
    folded: str, figures: Sequence[Figure], clause: Span, listed: Sequence[Sequence[Span]]
) -> Sequence[Span] | None:
    """Return the things that figures side by side belong to one by one without a 分别: 甲镇、乙镇补贴412万元、386万元."""
    gaps = (folded[left.end : right.start].strip() for left, right in itertools.pairwise(figures))
    if not all(gap and gap[0] in _BARE_JOINS and only_moves(gap[1:].removeprefix("同比")) for gap in gaps):
        return None
    if len({(figure.unit, figure.kind) for figure in figures}) > 1 or figures[0].kind is FigureKind.RANK:
        return None
    known = next((spans for spans in listed if len(spans) == len(figures)), None)
    if known is not None:
        return known
    begin, first = clause[0], figures[0].start
    things = _things(folded, begin, first, "、")
    if len(things) == len(figures) - 1 and _LIST_MARK.search(folded, things[-1][0], first):
        things = _things(folded, begin, first)  # 甲、乙和丙
    return things if len(things) == len(figures) else None


def _moved_as(first: Figure, figure: Figure) -> Figure:
    """Let the verb before the first value hold for one that has none of its own: 分别增长12%、下降3%."""
    if figure.verb:
        return figure
    direction = first.direction if figure.value >= 0 else figure.direction
    return replace(figure, role=first.role, direction=direction, is_change=first.is_change, verb=first.verb)


def _things(folded: str, start: int, end: int, marks: str = "") -> list[Span]:
    """Return the things listed in `[start, end)`, which 、 and 和 separate, or `marks` alone."""
    edges = [start]
    for cut in (re.compile(f"[{marks}]") if marks else _LIST_MARK).finditer(folded, start, end):
        edges += [cut.start(), cut.end()]
    edges.append(end)
    return [(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True) if right > left]


def _owned(folded: str, figures: Sequence[Figure], clause_start: int, clause_end: int) -> list[Figure]:
    """Give each figure its stretch: the text around it, cut at the connective between two figures."""
    if not figures:
        return []
    edges_left, edges_right = [clause_start], []
    for figure, following in itertools.pairwise(figures):
        between = folded[figure.end : following.start].rstrip()
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
        owned.append(replace(figure, owner_start=min(begin, figure.start), owner_end=max(right, figure.end)))
    return owned
