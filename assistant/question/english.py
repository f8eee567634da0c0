"""English questions through a bilingual glossary of the field (data/english.tsv): words in, Chinese words out."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.data_files import read_pairs, read_words
from assistant.question.dictionary import chinese_for
from assistant.question.patterns import ROOM, asking, patterns

_PATTERNS = patterns("english")
_GRADES = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Translated:
    """A question in Chinese, the words without translation, and other words that some of its words may stand for."""

    plain: str
    unknown: tuple[str, ...]
    alternatives: Mapping[str, tuple[str, ...]]


@functools.cache
def _glossary() -> dict[str, str]:
    return {english.lower(): chinese for english, chinese in read_pairs(ROOM, "english.tsv")}


@functools.cache
def _ignored() -> frozenset[str]:
    return read_words(ROOM, "english_ignored.txt")


@functools.cache
def _ends_counted() -> frozenset[str]:
    return read_words(ROOM, "ends_counted.txt")


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
    tokens = _PATTERNS["tokens"].findall(_with_grades(_PATTERNS["in_units"].sub(" ", text.lower())))
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
        elif token in _ends_counted():
            counting = False
        word: str | None = None
        if entry is not None:
            word, *others = entry.split("/")
            alternatives[word] = tuple(others)
            word = None if word == "-" else word
        elif _PATTERNS["year"].fullmatch(token):
            word = asking("in_year", year=token)
        elif token[0].isdigit() or _PATTERNS["chinese"].match(token):
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


def _with_grades(english: str) -> str:
    """Write grade 5 and 5th grade as 五年级: a school's grades are told apart by their number."""
    return _PATTERNS["grade"].sub(lambda found: f"{_GRADES[int(found['before'] or found['after'])]}年级", english)


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


# the first that an English question meets says how it is asked in Chinese
_FORMS = (
    ("how_many", "how_many"),
    ("what_share", "what_share"),
    ("quantity", "how_large"),
    ("how_long", "how_long"),
    ("how", "how"),
    ("which", "which"),
    ("whether", "whether"),
)


def _arranged(english: str, chinese: list[str], counted: str) -> str:
    """Put the question word where Chinese puts it, so that one parser serves both languages."""
    if _PATTERNS["from_to"].search(english):
        return asking("from_to", words=" ".join([*chinese, counted]).strip())
    if counted:
        return asking("how_many_of", words=" ".join(chinese), counted=counted)
    measures = [word for word in chinese if _PATTERNS["measures"].search(word)]
    words = " ".join([*(word for word in chinese if word not in measures), *measures])
    if _PATTERNS["how_much"].search(english) and not _PATTERNS["how_many"].search(english):
        money = not any(_PATTERNS["not_money"].search(word) for word in chinese)
        return asking("how_much_money" if money else "how_large", words=words)
    form = next((form for name, form in _FORMS if _PATTERNS[name].search(english)), None)
    return words if form is None else asking(form, words=words)


@functools.lru_cache(maxsize=256)
def in_pinyin(name: str) -> str:
    """Return a Chinese name in Pinyin without tones, as English texts write it."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name))
