"""Takes a question that asks several things at once apart into questions that ask one each."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question.followup import taken_over, understand
from assistant.question.lexicon import excluded_by, kinds_in, pairs
from assistant.question.patterns import asking, patterns
from assistant.question.scope import find_scope
from assistant.types import Asked, Question
from index.snapshot import Entry
from index.text import is_word

_PATTERNS = patterns("decomposition")
_FEWEST = 2  # things that make several
_LONGEST_ITEM = 24  # characters
_SHORT = 3  # characters of a thing that may lack what the last one of its row has
_OTHERS = 0.3  # how much the words of the other parts weigh in one


def parts_of(question: Question, entries: Sequence[Entry]) -> tuple[tuple[str, Question], ...]:
    """Return what a question asks, each as a question with the words that name it; () where it asks one thing.

    A part takes over the scope, and softly the words of the others: 招聘教师多少名、其中硕士多少名.
    """
    if question.asked not in (Asked.FIGURE, Asked.FROM_TO, Asked.TOPIC):
        return ()
    if question.asked is Asked.FROM_TO and _PATTERNS["then_now"].search(question.plain):
        return ()
    asks = _asks(question)
    if len(asks) < _FEWEST:
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
        leans = not any(term.weight >= 1.0 for term in part.terms) or _PATTERNS["leans"].search(ask)
        context = " ".join(term.text for term in soft) if leans else ""
        part = replace(
            part,
            terms=part.terms + soft,
            context=context,
            scope=scope,
            language=question.language,
            reply=question.reply,
        )
        label = _label(find_scope(ask, entries)[1]) if question.language == "zh" else _english_label(ask)
        parts.append((label, part))
    return tuple(parts)


def addends_of(question: Question, entries: Sequence[Entry]) -> tuple[tuple[str, Question], ...]:
    """Return the things whose sum is asked for, each as a question of its own: 金牌、银牌和铜牌一共多少块; () for none."""
    found = _PATTERNS["summed_last"].match(question.plain) if question.asked is Asked.FIGURE else None
    items = _items(found["items"]) if found and question.language == "zh" else []
    if found is None or len(items) < _FEWEST:
        return ()
    parts = [(item, understand(item + asking("is") + found["ask"], entries, ())) for item in items]
    if any(not part.terms for _, part in parts):
        return ()
    return tuple(
        (
            _label(find_scope(item, entries)[1]),
            replace(part, scope=taken_over(part.scope, question.scope, entries), reply=question.reply),
        )
        for item, part in parts
    )


def _asks(question: Question) -> list[str]:
    if question.language != "zh":
        return _english_asks(question.text)
    return (_keywords(question.plain) or [""]) if question.asked is Asked.TOPIC else split_asks(question.plain)


def keywords_of(question: Question) -> tuple[str, ...]:
    """Return the words of a question that is nothing but words side by side; () for any other.

    Left out are those that only say when, or that a number is asked for (数量).
    """
    words = question.plain.split()
    if _PATTERNS["asks"].search(question.plain) or question.language != "zh" or len(words) < _FEWEST:
        return ()
    said = (_PATTERNS["time"], _PATTERNS["names_number"])
    return tuple(word for word in words if not any(pattern.fullmatch(word) for pattern in said))


def names_one_number(question: Question) -> bool:
    """Tell whether keywords end with the one number that they ask for, which the others say of what: 标准厂房 入驻率."""
    words = question.plain.split()
    pattern = _PATTERNS["names_number"]
    named = [word for word in words if pattern.search(word)]
    return len(words) >= _FEWEST and named == words[-1:] and not pattern.fullmatch(words[-1])


def _label(ask: str) -> str:
    """Name a part of a question by its words before the question word."""
    bare = (
        _PATTERNS["after_name"]
        .sub("", _PATTERNS["of_time"].sub("", _PATTERNS["asking_for"].sub("", ask.strip())))
        .strip(" ，,的")
    )
    return bare or _PATTERNS["before_name"].sub("", ask).strip(" ？?")


def split_asks(plain: str) -> list[str]:
    """Return the questions that `plain` asks, in order; one element where it asks one thing."""
    plain = _asked_last(plain)
    for split in (_halves, _apart, _counted, _counts, _together, _alike, _keywords, _clauses):
        found = split(plain)
        if found is not None:
            return found
    return [plain]


def _english_asks(text: str) -> list[str]:
    """Return what an English question asks: how many A, and how many of them B; what were the A and the B."""
    asks = [ask.strip() for ask in _PATTERNS["english_more"].split(text.strip().rstrip("?")) if ask.strip()]
    if len(asks) >= _FEWEST and all(_PATTERNS["english_asks"].search(ask.lower()) for ask in asks):
        return asks
    pair = _PATTERNS["english_pair"].match(text.lower())
    if pair is None or pair["first"].endswith("before"):  # before and after: the two ends of a change
        return [text]
    return [f"{pair['lead']} the {thing}{pair['rest']}" for thing in (pair["first"], pair["second"])]


def _english_label(ask: str) -> str:
    """Name a part of an English question by its words behind the question word."""
    return _PATTERNS["english_label"].sub("", ask)


def _asked_last(plain: str) -> str:
    """Put what is asked for before the question word: 各多少，口罩和测温枪的库存？ asks 口罩和测温枪的库存各多少."""
    plain = _PATTERNS["numbered_apart"].sub("", plain)
    found = _PATTERNS["asked_first"].match(plain)
    return f"{found['items']}{found['ask']}" if found else plain


def _apart(plain: str) -> list[str] | None:
    """小学和初中招生分别是多少: one verb and one 多少 for all of them, or one more: 进口、出口各多少元，各涨了几成."""
    found = _PATTERNS["apart"].match(plain)
    first, *pieces = _PATTERNS["clauses"].split(found["rest"]) if found else [""]
    more = [piece for piece in pieces if _PATTERNS["asks_number"].search(piece)]
    if found and more:
        each = [_apart(plain[: found.start("rest")] + first)]
        each += [_apart(found["items"] + piece) or [found["items"] + piece] for piece in more]
        return [part for parts in each for part in parts or ()] if each[0] else None
    items = _items(found["items"]) if found else []
    if found is None or len(items) < _FEWEST:
        return None
    verb, ask, rest = found["verb"] or "", found["ask"] or "", found["rest"]
    own = ask or _PATTERNS["own_ask"].search(rest)
    asked = (verb if rest or verb else asking("is")) + ask + (rest if own else asking("how_much") + rest)
    return [item + asked for item in items]


def _halves(plain: str) -> list[str] | None:
    """城乡居民收入分别是多少: both halves of a pair that one word names."""
    found = _PATTERNS["each_own"].search(plain)
    pair = next((pair for pair in pairs() if pair.word in plain), None)
    if found is None or pair is None or plain.count(pair.word) != 1:
        return None
    bare = plain[: found.start()] + plain[found.end() :]
    return [bare.replace(pair.word, names[0]) for names in (pair.first, pair.second)]


def _counted(plain: str) -> list[str] | None:
    """获得多少枚金牌和银牌: things of one kind after one 多少."""
    found = _PATTERNS["counted"].match(plain)
    items = [item for item in _PATTERNS["join"].split(found["items"]) if item] if found else []
    alike = len({item[-1] for item in items}) == 1 and _PATTERNS["same_kind"].search(items[0])
    if found is None or len(items) < _FEWEST or not alike:
        return None
    return [found["lead"] + found["ask"] + item for item in items]


def _counts(plain: str) -> list[str] | None:
    """有多少所小学和多少所初中: a 多少 for each, with the words before the first."""
    counts = _PATTERNS["counts"].split(plain)
    if len(counts) < _FEWEST or not _PATTERNS["ask"].search(counts[0]) or _PATTERNS["stops"].search(plain):
        return None
    first = _PATTERNS["before_ask"].match(counts[0])
    lead = first[1] if first else ""
    return [counts[0], *(lead + count for count in counts[1:])]


def _together(plain: str) -> list[str] | None:
    """招聘人数、培训人数是多少: things of one kind before one 多少."""
    found = _PATTERNS["together"].match(plain)
    items = _items(found["items"]) if found else []
    if found is None or len(items) < _FEWEST or not all(_PATTERNS["same_kind"].search(item) for item in items):
        return None
    if _PATTERNS["summed"].search(plain):
        return None
    return [item + (found["verb"] or asking("is")) + found["ask"] for item in items]


def _keywords(plain: str) -> list[str] | None:
    """监测对象 户数 人数: words that name a number each, with the words that name none before every one of them."""
    words = [word for word in _PATTERNS["between"].split(plain) if word]
    named = [word for word in words if _PATTERNS["names_number"].search(word)]
    if len(words) < _FEWEST or _PATTERNS["asks"].search(plain) or not named:
        return None
    if len(named) >= _FEWEST:
        of_another = _PATTERNS["of_another"].search(" ".join(named))  # 投资 完成率 is one number
        return None if of_another else [" ".join([*(w for w in words if w not in named), word]) for word in named]
    # 博士 硕士 人数: things of one kind beside what is asked of every one
    kinds = [kind for kind in kinds_in(plain) if excluded_by(kind) & kinds_in(plain)]
    alike = [word for word in words if word not in named and any(word.endswith(kind) for kind in kinds)]
    if len(alike) < _FEWEST:
        return None
    rest = [word for word in words if word not in alike and word not in named]
    return [" ".join([*rest, word, named[0]]) for word in alike]


def _alike(plain: str) -> list[str] | None:
    """小学和初中每个学生平均多少平方米: two things that exclude one another, and one number for each of them."""
    kinds = sorted(kinds_in(plain), key=len, reverse=True)
    words = "|".join(map(re.escape, kinds))
    found = re.search(f"({words})(?:{_PATTERNS['join'].pattern})({words})", plain) if len(kinds) >= _FEWEST else None
    if found is None or found[1] == found[2] or _PATTERNS["summed"].search(plain):
        return None
    if not (_PATTERNS["asks_number"].search(plain) and _PATTERNS["of_each"].search(plain)):
        return None
    return [plain[: found.start()] + each + plain[found.end() :] for each in found.groups()]


def _clauses(plain: str) -> list[str] | None:
    """招聘教师多少名，其中硕士多少名: a question each, with the clauses that ask nothing."""
    parts = [part for clause in _PATTERNS["clauses"].split(plain) for part in _listed_asks(clause) if part.strip()]
    asking = [part for part in parts if _PATTERNS["asks"].search(part)]
    if sum(_PATTERNS["asks_number"].search(part) is not None for part in asking) < _FEWEST:
        return None
    lead = "".join(part for part in parts if part not in asking)
    return [f"{lead} {part}".strip() for part in asking]


def _run_together(text: str) -> list[str]:
    """一等奖二等奖, 男的女的, 一二三等奖, 金银铜: things that stand side by side without a word between them."""
    found = _PATTERNS["numbered"].search(text)
    if found:
        return [text[: found.start()] + each + found["of"] + text[found.end() :] for each in found["each"]]
    found = _PATTERNS["metals"].search(text)
    if found:
        metals = found["each"].replace(asking("medal"), "")
        return [text[: found.start()] + each + asking("medal") + text[found.end() :] for each in metals]
    found = _PATTERNS["side_by_side"].search(text)
    return [text[: found.start()] + found[1], text[: found.start()] + found[3]] if found else []


def _listed_asks(clause: str) -> list[str]:
    """招了多少司机、走了多少 and 多少户多少人: what each piece of a clause asks, where every one asks a number."""
    pieces = [piece for piece in _PATTERNS["listed"].split(clause) if piece.strip()]
    row = _PATTERNS["in_a_row"].match(clause) if len(pieces) < _FEWEST else None
    if row is not None:
        ahead = _PATTERNS["leads_on"].search(row["between"]) is not None
        return [row["one"], row["between"] + row["two"]] if ahead else [row["one"] + row["between"], row["two"]]
    return pieces if all(_PATTERNS["asks_number"].search(piece) for piece in pieces) else [clause]


def _items(text: str) -> list[str]:
    """Split a list of things, giving each the words before the first that belong to all of them."""
    items = [item.strip() for item in _PATTERNS["join"].split(text) if item.strip()]
    if len(items) < _FEWEST:
        items = _run_together(text) or items
    if len(items) < _FEWEST or any(len(item) > _LONGEST_ITEM for item in items[1:]):
        return [text]
    shared = _PATTERNS["lead"].match(items[0])
    lead = shared[1] if shared else ""
    if _PATTERNS["of"].search(lead) and _PATTERNS["of"].search(items[-1]):
        return items  # 引进的硕士和培训的医生: each has its own
    tail = _PATTERNS["tail"].search(items[-1])
    if tail and not any(_PATTERNS["of"].search(item) for item in items[:-1]):
        # 小学和初中的净入学率: what follows 的 is asked of every one
        return [*(item + tail.group() for item in items[:-1]), items[-1]]
    short = len(items[0].removeprefix(lead))
    alike = short <= _SHORT and all(len(item) == short for item in items[1:-1]) and len(items[-1]) > short + 1
    if alike and not is_word(items[-1]):
        # 语文、数学合格率: so is what the last one has more than the short ones before it
        items = [*(item + items[-1][short:] for item in items[:-1]), items[-1]]
    return [items[0], *(item if item.startswith(lead) else lead + item for item in items[1:])]
