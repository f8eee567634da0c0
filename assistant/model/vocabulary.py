"""Which words a model may add of its own, and whether a text has a word: itself, or one that stands for it either way."""

import functools
import re

from assistant.data_files import read_words
from assistant.evidence import quality_in
from assistant.question import SYNONYM, variants_of, weight_of
from assistant.types import Term
from index.structure import looks_like_place
from index.text import is_word, words

_ROOM = "assistant.model"
_FULL = 1.0  # weight of a word that says something
_HALF = 2  # characters of the words that a compound is taken apart into
_NUMBER = re.compile(r"[0-9.]+")
_DENIALS = ("不", "未", "非", "无")
_RUN = re.compile(r"[\w.]+")


@functools.cache
def _own() -> frozenset[str]:
    return read_words(_ROOM, "own_words.txt")


@functools.cache
def claims() -> frozenset[str]:
    """Return the words that claim so much that a quote has to hold them: 全部, 首次, 最高, 没有."""
    return read_words(_ROOM, "claims.txt")


@functools.cache
def narrowing() -> frozenset[str]:
    """Return the words that narrow what is counted: at a figure of a quote none may be left out."""
    return read_words(_ROOM, "narrowing.txt")


@functools.cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(read_words(_ROOM, "name_endings.txt")))


@functools.cache
def _joining() -> frozenset[str]:
    return read_words(_ROOM, "joining.txt")


def is_joining(word: str) -> bool:
    """Tell whether a word joins two that are counted together: 教师和校医119名."""
    return word in _joining()


@functools.cache
def is_full(word: str) -> bool:
    """Tell whether a word says something that a quote has to say as well; numbers are looked at elsewhere."""
    if _NUMBER.fullmatch(word) or word in _own():
        return False
    return len(word) > 1 and weight_of(word) >= _FULL


@functools.lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of folded text; one that was cut across others is put right: 占|比降|至 is 占比 and 降至."""
    return tuple(word for run in _RUN.findall(text) for word in _put_right(list(words(run))))


def _put_right(listed: list[str]) -> list[str]:
    found: list[str] = []
    for at, word in enumerate(listed):
        if found and found[-1] in _DENIALS:
            found[-1] += word  # 不合格 says something else than 合格
            continue
        before, after = found[-1] if found else "", listed[at + 1] if at + 1 < len(listed) else ""
        if word in _own():
            found.append(word)
        elif (
            len(word) == _HALF and after and len(after) == 1 and weight_of(word[0]) == 0 and _is_known(word[1] + after)
        ):
            listed[at + 1] = word[1] + after  # 会|上收|获
            found.append(word[0])
        elif len(word) == _HALF and before and _is_known(before + word[0]) and _ends_alone(word[1], after):
            found[-1] = before + word[0]
            if after and _is_known(word[1] + after):
                listed[at + 1] = word[1] + after
            else:
                found.append(word[1])
        else:
            found.append(word)
    return found


def without_denial(word: str) -> str:
    """Return what a word denies, where it is one put together with 不, 未, 非, 无 (未发生); itself otherwise."""
    return word[1:] if word.startswith(_DENIALS) and len(word) > _HALF and not is_word(word) else word


def _is_known(word: str) -> bool:
    return is_word(word) or word in _own()


def _ends_alone(character: str, after: str) -> bool:
    """Tell whether the second half of a word makes a word with what follows, or is one that says nothing by itself."""
    return bool(after and _is_known(character + after)) or weight_of(character) == 0 or character in _own()


def full_words(text: str) -> frozenset[str]:
    """Return the words of folded text that say something."""
    return frozenset(word for word in tokens(text) if is_full(word))


def lone_characters(text: str) -> frozenset[str]:
    """Return the characters of folded text that are words by themselves and carry meaning: parts of unknown names."""
    return frozenset(word for word in tokens(text) if len(word) == 1 and weight_of(word) > 0 and word not in _own())


@functools.lru_cache(maxsize=65_536)
def says(text: str, word: str) -> bool:
    """Tell whether folded `text` says `word`: itself, a word that stands for it, or both halves of a compound.

    A name is said by itself alone.
    """
    if word in text:
        return quality_in(Term(word, _FULL), text) > 0
    if is_name(word):
        return False
    variants = tuple((variant, quality) for variant, quality in variants_of(word) if quality >= SYNONYM)
    if any(len(variant) > 1 and quality_in(Term(variant, _FULL), text) >= SYNONYM for variant, _ in variants):
        return True
    halves = _halves(word)
    return bool(halves) and all(says(text, half) for half in halves)


def mentions(text: str, word: str) -> bool:
    """Tell whether folded `text` speaks of `word`, perhaps in short: 学前 for 学前教育, but not 教师 for 骨干教师."""
    return word in text or says(text, word) or any(says(text, half) for half in _halves(word)[:1])


@functools.cache
def is_name(word: str) -> bool:
    """Tell whether a word is a name: of a place, of a school, or unknown to the dictionary."""
    return looks_like_place(word) or word.endswith(_names()) or not (word.isascii() or is_word(word))


def _halves(word: str) -> tuple[str, ...]:
    """Return the two words that a compound of four characters, or of two and 率 or 数, is made of."""
    if len(word) == 2 * _HALF:
        halves = (word[:_HALF], word[_HALF:])
        return halves if all(map(is_word, halves)) else ()
    return ()
