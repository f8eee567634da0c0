"""English questions through a bilingual glossary of the field (data/english.tsv): words in, Chinese words out."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.data_files import read_rows, read_words
from assistant.question.dictionary import chinese_for

_ROOM = "assistant.question"
_QUANTITIES = (
    "rate|percentage|proportion|share|number|amount|ratio|target|growth|total|value|size|output|income|revenue"
)


# how many international sports events | did …: the words before one of these are what is counted
_ENDS_COUNTED = frozenset(
    word
    for line in (
        "did do does was were is are has have had will would can could",
        "in at on by for from to that who which with of and during under",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class Translated:
    """A question in Chinese, the words without translation, and other words that some of its words may stand for."""

    plain: str
    unknown: tuple[str, ...]
    alternatives: Mapping[str, tuple[str, ...]]


@functools.cache
def _glossary() -> dict[str, str]:
    return {english.lower(): chinese for english, chinese in read_rows(_ROOM, "english.tsv")}


@functools.cache
def _ignored() -> frozenset[str]:
    return read_words(_ROOM, "english_ignored.txt")


def _singular(word: str) -> str:
    for ending, base in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word[: -len(ending)] + base
    return word


def _forms(word: str) -> list[str]:
    forms = [word, _singular(word)]
    if word.endswith("es") and len(word) > 4:
        forms.append(word[:-2])  # buses
    for ending, bases in (("ing", ("", "e")), ("ed", ("", "e")), ("er", ("",))):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            forms += [stem + base for base in bases]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return forms


def translate(text: str, names: Mapping[str, str] = MappingProxyType({})) -> Translated:
    """Turn an English question into the Chinese question it stands for, word by word.

    The longest entry of the glossary wins. Words that the glossary does not know are returned as unknown: evidence
    cannot meet them, so a question that hangs on them is refused. `names` gives further words, such as the regions of
    the reports in Pinyin.
    """
    tokens = re.findall(r"[a-z0-9][a-z0-9.&+'-]*|%|[\u4e00-\u9fff]+", text.lower())
    tokens = [token.rstrip(".'").removesuffix("'s") for token in tokens]
    chinese: list[str] = []
    unknown: list[str] = []
    alternatives: dict[str, tuple[str, ...]] = {}
    counted: list[str] = []
    counting = False
    position = 0
    while position < len(tokens):
        entry, width = _longest(tokens, position)
        token = tokens[position]
        if tokens[max(0, position - 2) : position] == ["how", "many"]:
            counting = True
        elif token in _ENDS_COUNTED:
            counting = False
        word: str | None = None
        if entry is not None:
            word, *others = entry.split("/")
            alternatives[word] = tuple(others)
            word = None if word == "-" else word
        elif re.fullmatch(r"(?:19|20)[0-9]{2}", token):
            word = token + "年"
        elif token[0].isdigit() or "\u4e00" <= token[0] <= "\u9fff":
            word = token
        elif token in names or _singular(token) in names:
            word = names.get(token) or names[_singular(token)]
        elif token not in _ignored() and _singular(token) not in _ignored():
            general, width = _in_dictionary(tokens, position)
            if general:
                word, *others = general
                alternatives[word] = tuple(others)
            elif not _is_verb_form(token):
                unknown.append(token)
        if word is not None:
            (counted if counting else chinese).append(word)
        position += width
    return Translated(_arranged(text.lower(), chinese, "".join(counted)), tuple(unknown), alternatives)


def _is_verb_form(token: str) -> bool:
    """Tell a past form (passed, offered): like the light verbs of Chinese, it does not say which figure is meant."""
    return len(token) > 4 and token.endswith("ed")


def _longest(tokens: list[str], position: int) -> tuple[str | None, int]:
    """Return the longest entry that begins at `position` and its width in words; (None, 1) without one."""
    glossary = _glossary()
    for width in range(min(6, len(tokens) - position), 0, -1):
        run = tokens[position : position + width]
        for last in _forms(run[-1]):
            found = glossary.get(" ".join([*run[:-1], last]))
            if found is not None:
                return found, width
        found = glossary.get(" ".join(_singular(token) for token in run))
        if found is not None:
            return found, width
    return None, 1


def _in_dictionary(tokens: list[str], position: int) -> tuple[tuple[str, ...], int]:
    """Return the Chinese words of the longest phrase at `position` that the general dictionary has."""
    for width in range(min(3, len(tokens) - position), 0, -1):
        run = tokens[position : position + width]
        for last in dict.fromkeys(_forms(run[-1])):
            found = chinese_for(" ".join([*run[:-1], last]))
            if found:
                return found, width
    return (), 1


_MEASURES = re.compile(
    r"(?:率|比例|占比|增速|增长|目标|收入|支出|总值|增加值|总额|产量|面积|强度|浓度|寿命|名次|资金|经费|助学金|损失|投资)$"
)


def _arranged(english: str, chinese: list[str], counted: str) -> str:
    """Put the question word where Chinese puts it, so that one parser serves both languages."""
    if counted:
        return f"{' '.join(chinese)} 有多少{counted}"
    measures = [word for word in chinese if _MEASURES.search(word)]
    body = " ".join([*(word for word in chinese if word not in measures), *measures])
    if re.search(r"\bhow many\b", english):
        return f"{body} 有多少"
    if re.search(r"\bhow much\b", english):
        return (
            f"{body} 多少钱"
            if not any(word.endswith(("率", "增速", "增长", "提升", "下降")) for word in chinese)
            else f"{body} 是多少"
        )
    if re.search(r"\bwhat (?:percent|percentage|proportion|share)\b", english):
        return f"{body} 占百分之多少"
    if re.search(rf"\b(?:what|give|tell)\b.*\b(?:{_QUANTITIES})\b", english):
        return f"{body} 是多少"
    if re.search(r"\bhow (?:long|old)\b", english):
        return f"{body} 多久"
    if re.search(r"\bhow\b|\bwhy\b", english):
        return f"如何 {body}"
    if re.search(r"\bwhich\b|\bwhat\b|\bwho\b|\blist\b|\bname\b", english):
        return f"哪些 {body}"
    if re.match(r"\s*(?:is|are|was|were|did|does|do|has|have|had)\b", english):
        return f"{body} 吗？"
    return body


@functools.lru_cache(maxsize=256)
def in_pinyin(name: str) -> str:
    """Return a Chinese name in Pinyin without tones, as English texts write it."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name))
