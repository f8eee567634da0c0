"""What the words around a figure say of it: compared with what, of which whole, for each of what, planned or done."""

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from index.data_files import either, read_pairs, read_rows, read_words
from index.types import Aim, Basis, Direction, Extent, Figure, FigureKind

_ROOM = "index.text"

_LAST_YEAR = "(?:上年|去年|上一年|前一年)(?:同期)?"
_YEAR_BEFORE = re.compile(rf"同比|(?:(?<![同环])比|较|与|同|高于|低于|快于|慢于|超过|增速比|是|为|相当于){_LAST_YEAR}")
_MONTH_BEFORE = re.compile(r"环比|(?:(?<![同环])比|较)上(?:个)?[月季]")
_NAMED_YEAR = re.compile(
    r"(?:(?<![同环])比|[较与同是为]|相当于|快于|高于|低于|超过)((?:19|20)[0-9]{2}年(?:末|底|同期)?)"
)
_SHARE_OF = re.compile(r"占(?!比)到?([^占，。；、]{1,24}?)的?(?:比重|比例|份额|比)?(?:为|达到?|约|近|超过?|的)*$")
_EACH = re.compile(
    r"各(?:自|新[建增]|增加|获|有|建|设|完成|实现|为)?|(?<![平人户亩生校班年月日地师])均(?![匀衡])|都(?:是|为)"
)
_STRONG = ("实际", "已建成", "已完成", "已")
_SAME_FOR_ALL = 12
_LISTS = tuple("、和与及")


@functools.cache
def _against_pattern() -> re.Pattern[str]:
    ends = either(word for word, _, _ in read_rows(_ROOM, "directions.tsv", 3))
    return re.compile(
        r"(?:(?<![同环])比|较|与|同(?!比)|高于|低于|快于|慢于|高出|超过)([\u4e00-\u9fff0-9]{1,14}?)"
        rf"(?:相比|基?本?持平|翻|前移|后移|净|{ends}|的|$)"
    )


@functools.cache
def _every() -> re.Pattern[str]:
    return re.compile(rf"(?:每[0-9]*[十百千万亿]*(?:{either(read_words(_ROOM, 'every.txt'))}))+")


@functools.cache
def _extents() -> tuple[re.Pattern[str], dict[str, Extent]]:
    known = {word: Extent(extent) for word, extent in read_pairs(_ROOM, "extents.tsv")}
    return re.compile(either(known)), known


@functools.cache
def _aims() -> tuple[re.Pattern[str], dict[str, Aim]]:
    known = {word: Aim(aim) for word, aim in read_pairs(_ROOM, "aims.tsv")}
    return re.compile(either(known)), known


@functools.cache
def _wider() -> re.Pattern[str]:
    return re.compile(either(read_words(_ROOM, "wider_places.txt")))


@functools.cache
def _per() -> re.Pattern[str]:
    return re.compile(f"(?:{either(read_words(_ROOM, 'per.txt'))})(?![衡匀])")  # 学校均衡发展


@functools.cache
def _months() -> tuple[re.Pattern[str], dict[str, tuple[int, int]]]:
    known = {word: (int(first), int(last)) for word, first, last in read_rows(_ROOM, "months.tsv", 3)}
    span = r"(?P<first>[0-9]{1,2})月?(?:-|—{1,2}|~|至|到)(?P<last>[0-9]{1,2})月|(?<![0-9])(?P<only>[0-9]{1,2})月份?(?![0-9])"
    return re.compile(f"(?<![比较])(?:{either(known)}|{span})"), known


def with_marks(folded: str, figures: Sequence[Figure], clause_start: int) -> list[Figure]:
    """Return the figures of a clause with what the words before each of them say; joined ones share it."""
    marked: list[Figure] = []
    for position, figure in enumerate(figures):
        begin = figures[position - 1].end if position else clause_start
        lead = folded[begin : figure.start].rstrip()
        if marked and len(lead) <= 1 and lead in ("、", "和", "及", "与", "，"):
            marked.append(_shared(figure, marked[-1]))
        else:
            marked.append(_marked(folded, figure, lead, clause_start, marked))
    return marked


def with_base_of_level(figures: Sequence[Figure], before: Figure | None) -> list[Figure]:
    """Return the figures of a clause that says how the value before it moved, with what that one is given for each of.

    生均经费1.34万元，比上年增加620元: 620元 for each pupil.
    """
    first = figures[0] if figures else None
    if before is None or not before.per or first is None or first.per or first.kind is not before.kind:
        return list(figures)
    moved = first.is_change and first.kind in (FigureKind.MONEY, FigureKind.COUNT, FigureKind.MEASURE)
    return [replace(first, per=before.per), *figures[1:]] if moved else list(figures)


def _shared(figure: Figure, before: Figure) -> Figure:
    return replace(
        figure,
        basis=before.basis,
        against=before.against,
        per=figure.per or before.per,
        extent=before.extent,
        aim=before.aim,
        place=before.place,
        each=before.each,
    )


def _marked(folded: str, figure: Figure, lead: str, clause_start: int, earlier: Sequence[Figure]) -> Figure:
    basis, against = _compared(lead, figure)
    extent = _extent(lead)
    if extent is Extent.PLAIN and earlier and earlier[-1].extent is Extent.PART and lead[:1] in _LISTS:
        extent = Extent.PART  # 其中硕士185人、博士12人
    place = [found.group() for found in _wider().finditer(lead)]
    share = _SHARE_OF.search(lead) if figure.kind is FigureKind.PERCENT else None
    aims = [found.group() for found in _aims()[0].finditer(lead)]
    every = list(_every().finditer(lead)) or list(_per().finditer(lead))
    return replace(
        figure,
        basis=basis,
        against=against,
        extent=extent,
        place="" if basis is Basis.PLACE or share or not place else place[-1],
        share_of=share[1] if share else "",
        per=figure.per or (every[-1].group() if every else _carried_on(figure, lead, earlier)),
        aim=_aim(aims),
        each=bool(_EACH.search(lead[-_SAME_FOR_ALL:])),
    )


def _carried_on(figure: Figure, lead: str, earlier: Sequence[Figure]) -> str:
    """Return what the value before in a list is given for each of, where this one can only be such a one as well: 189.2台
    of 每百户拥有汽车61.5辆、空调189.2台. Nobody counts a fifth of a thing.
    """
    counted = figure.kind is FigureKind.COUNT and figure.value % 1 != 0 and not figure.is_change
    return earlier[-1].per if counted and earlier and lead[:1] in _LISTS and earlier[-1].value % 1 != 0 else ""


def _aim(words: Sequence[str]) -> Aim:
    """Tell planned from done: 计划完成 is a plan, 实际 after it is not."""
    known = _aims()[1]
    strong = max((at for at, word in enumerate(words) if word in _STRONG), default=-1)
    planned = max((at for at, word in enumerate(words) if known[word] is Aim.PLANNED), default=-1)
    return Aim.NONE if not words else Aim.PLANNED if planned > strong else Aim.DONE


def with_wholes(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a sentence; each part knows the figure before it that it is a part of."""
    known: list[Figure] = []
    for figure in figures:
        whole = None
        if figure.extent is Extent.PART:
            whole = next(
                (f.start for f in reversed(known) if f.extent is not Extent.PART and f.kind is figure.kind), None
            )
        known.append(replace(figure, part_of=whole) if whole is not None else figure)
    return known


def _compared(lead: str, figure: Figure) -> tuple[Basis, str]:
    if _MONTH_BEFORE.search(lead):
        return Basis.MONTH, _against(lead)
    named = list(_NAMED_YEAR.finditer(lead))
    if named and (figure.is_change or figure.unit in ("倍", "番", "%")):
        return Basis.BASE, named[-1][1]
    if _YEAR_BEFORE.search(lead):
        return Basis.YEAR, _against(lead)
    against = _against(lead)
    if against and (figure.is_change or figure.direction is not Direction.NONE) and _wider().search(against):
        return Basis.PLACE, against
    return Basis.NONE, ""


def _against(lead: str) -> str:
    found = list(_against_pattern().finditer(lead))
    return found[-1][1] if found else ""


def _extent(lead: str) -> Extent:
    pattern, known = _extents()
    found = [known[match.group()] for match in pattern.finditer(lead)]
    return (
        Extent.PART if Extent.PART in found and found[-1] is not Extent.ADDED else found[-1] if found else Extent.PLAIN
    )


def with_months(folded: str, figures: Sequence[Figure], start: int, end: int) -> list[Figure]:
    """Return the figures of the sentence `[start, end)`, each with the part of a year that was named last before it."""
    mentions = [
        (found.end(), months) for found in _months()[0].finditer(folded, start, end) if (months := _read(found))
    ]
    dated: list[Figure] = []
    for figure in figures:
        months = next((months for at, months in reversed(mentions) if at <= figure.start), None)
        dated.append(replace(figure, months=months) if months else figure)
    return dated


def _read(found: re.Match[str]) -> tuple[int, int] | None:
    if found["first"]:
        months = int(found["first"]), int(found["last"])
    elif found["only"]:
        months = int(found["only"]), int(found["only"])
    else:
        return _months()[1][found.group()]
    return months if 1 <= months[0] <= months[1] <= 12 else None
