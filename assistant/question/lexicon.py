"""Word lists of the field, read from data/: synonyms, weak words, words that exclude one another."""

import functools
import re
from dataclasses import dataclass

from assistant.data_files import read_lines, read_pairs, read_rows, read_words
from index.text import below

_ROOM = "assistant.question"
SYNONYM = 0.92  # how well a synonym stands for a word
# weights of a weak word, a light verb and a single character beside a plain word's 1.0
WEAK, LIGHT, CHARACTER = 0.25, 0.45, 0.45
LONGEST_WORD = 4  # characters
NARROWER = 0.85  # how well a word does that serves in one direction only


@functools.cache
def _synonyms() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for line in read_lines(_ROOM, "synonyms.txt"):
        mutual, _, narrower = line.partition(">")
        words = mutual.lower().split()
        for word in words:
            row = table.setdefault(word, {})
            for other in words:
                if other != word:
                    row[other] = max(row.get(other, 0.0), SYNONYM)
        for word in words[:1] if narrower else ():
            row = table.setdefault(word, {})
            for other in narrower.lower().split():
                row[other] = max(row.get(other, 0.0), NARROWER)
    return table


def variants_of(word: str) -> tuple[tuple[str, float], ...]:
    """Return the words that may stand for `word` with how well each does, the best first.

    A loss tells what the profit was (亏损 for 利润); whoever shows it shows its word.
    """
    row = {**_synonyms().get(word.lower(), {}), **dict.fromkeys(below(word), SYNONYM)}
    return tuple(sorted(row.items(), key=lambda pair: (-pair[1], pair[0])))


def known_words() -> list[str]:
    """Return the words of the synonym list for the tokenizer to keep whole; longer entries are compounds of several."""
    words = set(_synonyms())
    for row in _synonyms().values():
        words |= set(row)
    for compounds in _opaque().values():
        words |= set(compounds)
    return sorted(word for word in words if 1 < len(word) <= LONGEST_WORD)


@functools.cache
def weak_words() -> frozenset[str]:
    """Return the words that say next to nothing of what is asked: 年, 等, 左右."""
    return read_words(_ROOM, "weak.txt")


@functools.cache
def light_words() -> frozenset[str]:
    """Return the words that evidence may say in many other ways."""
    return read_words(_ROOM, "light.txt")


@functools.cache
def _exclusive() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in read_lines(_ROOM, "exclusive.txt"):
        words = line.removeprefix("~").split()
        for word in words:
            table.setdefault(word, set()).update(other for other in words if other != word)
    return {word: frozenset(others) for word, others in table.items()}


@functools.cache
def _told_apart() -> frozenset[str]:
    lines = (line for line in read_lines(_ROOM, "exclusive.txt") if not line.startswith("~"))
    return frozenset(word for line in lines for word in line.split())


def tells_apart(word: str) -> bool:
    """Tell whether evidence has to mention `word`, since it tells one thing from others of its kind."""
    return word in _told_apart()


def excluded_by(word: str) -> frozenset[str]:
    """Return the words that cannot hold of the same thing as `word`."""
    return _exclusive().get(word, frozenset())


def kinds_in(text: str) -> frozenset[str]:
    """Return the words of `text` that exclude one another with others of their kind."""
    return frozenset(word for word in _exclusive() if word in text)


@dataclass(frozen=True, slots=True)
class Pair:
    """A word for two things (城乡), and the names of each of them; the first name stands for it."""

    word: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@functools.cache
def pairs() -> tuple[Pair, ...]:
    """Return the words whose two values 分别 deals out in a fixed order."""
    rows = read_rows(_ROOM, "pairs.tsv", 3)
    return tuple(Pair(word, tuple(first.split()), tuple(second.split())) for word, first, second in rows)


@functools.cache
def guards() -> tuple[str, ...]:
    """Return the words that say something is kept from happening (预防)."""
    return tuple(sorted(read_words(_ROOM, "against.txt")))


@functools.cache
def arithmetic_words() -> frozenset[str]:
    """Return the words that ask for arithmetic over several values."""
    return read_words(_ROOM, "arithmetic.txt")


def weight_of(word: str) -> float:
    """Return how much a word's absence from the evidence counts: 0 for particles, 1 for a noun."""
    if word in weak_words():
        return 0.0 if len(word) == 1 else WEAK
    if word in light_words():
        return LIGHT if len(word) > 1 else WEAK
    if len(word) == 1:
        return CHARACTER if "\u4e00" <= word <= "\u9fff" else 0.0
    return 1.0


@functools.cache
def _opaque() -> dict[str, tuple[str, ...]]:
    return {word: tuple(compounds.split()) for word, compounds in read_pairs(_ROOM, "opaque.txt")}


def compounds_hiding(word: str) -> tuple[str, ...]:
    """Return the longer words that contain `word` and mean something else."""
    return _opaque().get(word, ())


@functools.cache
def _settings() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple((re.compile(title), frozenset(words.split())) for title, words in read_pairs(_ROOM, "settings.tsv"))


@functools.cache
def setting_of(title: str) -> frozenset[str]:
    """Return the words that whatever stands in a report of this title is about: 校园 in one on education."""
    return frozenset(word for pattern, words in _settings() if pattern.search(title) for word in words)
