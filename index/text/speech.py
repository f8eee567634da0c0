"""Whether words read as the name of a thing, by the parts of speech of jieba's tagger."""

import functools
from typing import Any

_NAMES = ("n", "vn", "an", "j", "l", "i", "eng")  # what a name ends with: nouns, verbs and adjectives used as ones
_NEVER_FIRST = ("d", "c", "p", "u", "y", "f", "r", "m", "q")  # adverbs, particles, pronouns … are no beginning
_ENDINGS = ("率", "数", "量", "额", "值", "园", "班")
_SHORTEST = 3  # characters
_VERBS = ("v", "d", "ad", "vd", "p", "i")  # where what is said of a thing begins; vn is a noun made of a verb
_BEFORE_VERB = ("a", "d", "c")  # … with a single character of these before it: 全 覆盖
_EVERY = ("全部", "均", "都", "已", "也")  # of a thing, before what is said of it


@functools.cache
def _tagger() -> Any:
    """Return the tagger of parts of speech, whose tables take half a second to load: who only reads files has no use for it."""
    import jieba.posseg

    jieba.initialize()
    return jieba.posseg


def warm_up() -> None:
    """Load jieba's dictionary and tagger now rather than at the first text."""
    _tagger()


@functools.lru_cache(maxsize=1024)
def reads_as_name(text: str) -> bool:
    """Tell whether `text` can be asked about as it stands: 应急演练, 开展应急演练; not 逐级建立, 类社团, 我区中小学."""
    tagged = [(pair.word, pair.flag) for pair in _tagger().lcut(text)]
    if len(text) < _SHORTEST or not tagged:
        return False
    first, last = tagged[0], tagged[-1]
    flags = [flag for _, flag in tagged]
    if "r" in flags or flags.count("v") > 1 or first[1].startswith(_NEVER_FIRST):
        return False
    # a single character at either end is a piece of a word that was cut, but for the 率 of 普惠率
    whole = len(first[0]) > 1 and (len(last[0]) > 1 or last[0] in _ENDINGS)
    return whole and (last[1].startswith(_NAMES) or last[0] in _ENDINGS)


@functools.lru_cache(maxsize=4096)
def thing_and_said(text: str) -> tuple[str, str]:
    """Return the thing that a clause begins with and what it says of it: 学校, 获评区级文明校园; both "" where it is no such clause."""
    tagged = [(pair.word, pair.flag) for pair in _tagger().lcut(text)]
    verb = next((n for n, (_, flag) in enumerate(tagged) if n and flag in _VERBS), 0)
    while verb > 1 and (tagged[verb - 1][0] in _EVERY or _is_particle(*tagged[verb - 1])):
        verb -= 1
    flags = "".join("v" if flag == "v" else "n" if flag.startswith("n") else "x" for _, flag in tagged[verb:])
    if not verb or not tagged[verb - 1][1].startswith((*_NAMES, "s", "z")) or flags in ("vnv", "vvv"):
        return "", ""  # 创优 赋能项目完成: the name itself has a verb in it
    said = "".join(word for word, _ in tagged[verb:])
    for word in _EVERY:
        said = said.removeprefix(word)
    return "".join(word for word, _ in tagged[:verb]), said


def _is_particle(word: str, flag: str) -> bool:
    return len(word) == 1 and flag in _BEFORE_VERB
