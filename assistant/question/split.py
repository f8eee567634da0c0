"""Splits a question that asks several things at once into questions that ask one each."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question.followup import taken_over, understand
from assistant.question.scope import find_scope
from assistant.types import Asked, Question
from index.snapshot import Entry
from index.text import asked_units

_UNITS = "|".join(map(re.escape, asked_units()))
_JOIN = r"(?:、|和|与|及|以及)"
_ASK = rf"(?:多少|几)(?:万亿|亿|万)?(?:{_UNITS})?"
_APART = re.compile(
    rf"^(?P<items>.+?)(?:分别|各自|各)(?P<verb>是|有|为|达到?|增长|下降|占|招收?|提升|提高)?了?(?P<ask>{_ASK}|百分之几|几成)?(?P<rest>[^？?]*)[？?]*$"
)
_TOGETHER = re.compile(rf"^(?P<items>[^，,？?]+?)(?P<verb>是|有|为|达到?)?(?P<ask>{_ASK})[？?]*$")
_COUNTED = re.compile(rf"^(?P<lead>.*?)(?P<ask>{_ASK})(?P<items>[\u4e00-\u9fff]+(?:{_JOIN}[\u4e00-\u9fff]+)+?)[？?]*$")
_SAME_KIND = re.compile(
    r"(?:率|比例|占比|金牌|银牌|铜牌|牌|人数|数量|金额|收入|支出|总值|增加值|总额|投资|面积|产量|增速|增幅)$"
)
_OTHERS = 0.3  # how much the words of the other parts weigh in one


def parts_of(question: Question, entries: Sequence[Entry]) -> tuple[tuple[str, Question], ...]:
    """Return what a question asks, each as a question with the words that name it; () where it asks one thing.

    A part takes over the scope, and softly the words of the others: 招聘教师多少名、其中硕士多少名.
    """
    if question.language != "zh" or question.asked not in (Asked.FIGURE, Asked.FROM_TO):
        return ()
    asks = split_asks(question.plain)
    if len(asks) == 1:
        return ()
    parts = []
    for position, ask in enumerate(asks):
        part = understand(ask, entries, ())
        others = understand("".join(asks[:position] + asks[position + 1 :]), entries, ())
        own = {term.text for term in part.terms}
        soft = tuple(
            replace(term, weight=_OTHERS * term.weight, head=False, soft=True)
            for term in others.terms
            if term.text not in own
        )
        scope = taken_over(part.scope, question.scope, entries)
        part = replace(part, terms=part.terms + soft, scope=scope, language=question.language)
        parts.append((_label(find_scope(ask, entries)[1]), part))
    return tuple(parts)


def _label(ask: str) -> str:
    """Name a part of a question by its words before the question word."""
    bare = re.sub(r"(?:分别|一共|总共|共)?(?:是|有|为|达到?|发了?|占)?(?:多少|几|百分之).*$", "", ask).strip(" ，,的")
    tail = re.sub(r"^.*(?:多少|几)[^\s]{0,2}", "", ask).strip(" ？?")
    return bare or tail


def split_asks(plain: str) -> list[str]:
    """Return the questions that `plain` asks, in order; one element where it asks one thing."""
    apart = _APART.match(plain)
    if apart:
        items = _items(apart["items"])
        if len(items) > 1:
            own = apart["ask"] or re.search(_ASK + "|百分之几|几成", apart["rest"])
            asked = (apart["verb"] or "" if apart["rest"] else apart["verb"] or "是") + (apart["ask"] or "")
            asked += apart["rest"] if own else "多少" + apart["rest"]
            return [item + asked for item in items]
    counted = _COUNTED.match(plain)
    if counted:
        items = [item for item in re.split(_JOIN, counted["items"]) if item]
        if len(items) > 1 and len({item[-1] for item in items}) == 1 and _SAME_KIND.search(items[0]):
            return [counted["lead"] + counted["ask"] + item for item in items]
    counts = re.split(rf"(?:、|以及|(?<!惠)及|和)(?={_ASK})", plain)
    if len(counts) > 1 and re.search(_ASK, counts[0]) and not re.search("[，,；;]", plain):
        first = re.match(rf"(.*?)(?={_ASK})", counts[0])
        lead = first[1] if first else ""
        return [counts[0], *(lead + count for count in counts[1:])]
    together = _TOGETHER.match(plain)
    if together:
        items = _items(together["items"])
        if len(items) > 1 and all(_SAME_KIND.search(item) for item in items):
            return [item + (together["verb"] or "是") + together["ask"] for item in items]
    parts = [part for part in re.split(r"[，,；;？?]", plain) if part.strip()]
    asking = [part for part in parts if re.search(r"多少|几(?!乎)|哪|什么|百分之", part)]
    if len(asking) > 1 and sum(bool(re.search(r"多少|几(?!乎)|百分之", part)) for part in asking) > 1:
        lead = "".join(part for part in parts if part not in asking)
        return [f"{lead} {part}".strip() for part in asking]
    return [plain]


def _items(text: str) -> list[str]:
    """Split a list of things, giving each the words before the first that belong to all of them."""
    items = [item.strip() for item in re.split(_JOIN, text) if item.strip()]
    if len(items) < 2 or any(len(item) > 24 for item in items[1:]):
        return [text]
    shared = re.match(r"^(.*(?:的|年|中|里|，|,))(?=.{2,}$)", items[0])
    lead = shared[1] if shared else ""
    tail = re.search(r"的.{2,}$", items[-1])
    if tail and not any("的" in item for item in items[:-1]):
        # 小学和初中的净入学率: what follows 的 is asked of every one
        return [*(item + tail.group() for item in items[:-1]), items[-1]]
    return [items[0], *(item if item.startswith(lead) else lead + item for item in items[1:])]
