"""Whether words read as the name of a thing, by the parts of speech of jieba's tagger."""

import functools

import jieba.posseg

from index.text.terms import warm_up

_NAMES = ("n", "vn", "an", "j", "l", "i", "eng")  # what a name ends with: nouns, verbs and adjectives used as ones
_NEVER_FIRST = ("d", "c", "p", "u", "y", "f", "r", "m", "q")  # adverbs, particles, pronouns … are no beginning
_ENDINGS = ("率", "数", "量", "额", "值", "园", "班")
_SHORTEST = 3  # characters


@functools.lru_cache(maxsize=1024)
def reads_as_name(text: str) -> bool:
    """Tell whether `text` can be asked about as it stands: 应急演练, 开展应急演练; not 逐级建立, 类社团, 我区中小学."""
    warm_up()
    tagged = [(pair.word, pair.flag) for pair in jieba.posseg.lcut(text)]
    if len(text) < _SHORTEST or not tagged:
        return False
    first, last = tagged[0], tagged[-1]
    flags = [flag for _, flag in tagged]
    if "r" in flags or flags.count("v") > 1 or first[1].startswith(_NEVER_FIRST):
        return False
    # a single character at either end is a piece of a word that was cut, but for the 率 of 普惠率
    whole = len(first[0]) > 1 and (len(last[0]) > 1 or last[0] in _ENDINGS)
    return whole and (last[1].startswith(_NAMES) or last[0] in _ENDINGS)
