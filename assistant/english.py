"""English questions through a bilingual glossary of the field (data/english.tsv): words in, Chinese words out."""

import functools
import re
from dataclasses import dataclass

from assistant.lexicon import read_lines, read_rows

_QUANTITIES = (
    "rate|percentage|proportion|share|number|amount|ratio|target|growth|total|value|size|output|income|revenue"
)


@dataclass(frozen=True, slots=True)
class Translated:
    plain: str
    unknown: tuple[str, ...]


@functools.cache
def _glossary() -> dict[str, str]:
    return {english.lower(): chinese for english, chinese in read_rows("english.tsv")}


@functools.cache
def _ignored() -> frozenset[str]:
    return frozenset(word for line in read_lines("english_ignored.txt") for word in line.split())


def _singular(word: str) -> str:
    for ending, base in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word[: -len(ending)] + base
    return word


def _forms(word: str) -> list[str]:
    forms = [word, _singular(word)]
    for ending, bases in (("ing", ("", "e")), ("ed", ("", "e")), ("er", ("",))):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            forms += [stem + base for base in bases]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return forms


def translate(text: str) -> Translated:
    """Turn an English question into the Chinese question it stands for, word by word.

    The longest entry of the glossary wins. Words that the glossary does not know are returned as unknown: evidence
    cannot meet them, so a question that hangs on them is refused.
    """
    tokens = re.findall(r"[a-z0-9][a-z0-9.&+'-]*|%|[\u4e00-\u9fff]+", text.lower())
    tokens = [token.rstrip(".'").removesuffix("'s") for token in tokens]
    glossary = _glossary()
    chinese: list[str] = []
    unknown: list[str] = []
    position = 0
    while position < len(tokens):
        for width in range(min(6, len(tokens) - position), 0, -1):
            run = tokens[position : position + width]
            found = next(
                (glossary[key] for last in _forms(run[-1]) if (key := " ".join([*run[:-1], last])) in glossary),
                None,
            )
            if found is None and width > 1:
                key = " ".join(_singular(token) for token in run)
                found = glossary.get(key)
            if found is not None:
                if found != "-":
                    chinese.append(found)
                position += width
                break
        else:
            token = tokens[position]
            if re.fullmatch(r"(?:19|20)[0-9]{2}", token):
                chinese.append(token + "年")
            elif token[0].isdigit() or "\u4e00" <= token[0] <= "\u9fff":
                chinese.append(token)
            elif token not in _ignored() and _singular(token) not in _ignored():
                unknown.append(token)
            position += 1
    return Translated(_arranged(text.lower(), chinese), tuple(unknown))


def _arranged(english: str, chinese: list[str]) -> str:
    """Put the question word where Chinese puts it, so that one parser serves both languages."""
    body = " ".join(chinese)
    if re.search(r"\bhow many\b", english):
        counted = re.search(r"\bhow many\s+([a-z-]+)", english)
        return f"{body} 多少" if not counted else f"{body} 有多少"
    if re.search(
        rf"\bhow much\b|\bwhat (?:was|is|were|are)? ?(?:the )?.*\b(?:{_QUANTITIES})\b",
        english,
    ):
        return f"{body} 是多少"
    if re.search(r"\bwhat (?:percent|percentage|proportion|share)\b", english):
        return f"{body} 占百分之多少"
    if re.search(r"\bhow (?:long|old)\b", english):
        return f"{body} 多久"
    if re.search(r"\bhow\b|\bwhy\b", english):
        return f"如何 {body}"
    if re.search(r"\bwhich\b|\bwhat\b|\bwho\b|\blist\b|\bname\b", english):
        return f"哪些 {body}"
    if re.match(r"\s*(?:is|are|was|were|did|does|do|has|have|had)\b", english):
        return f"{body} 吗？"
    return body
