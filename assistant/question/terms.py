"""The words that evidence has to meet: each with its weight, its variants, and whether it must be met."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.data_files import read_lines, read_pairs, read_words
from assistant.question.answer_type import Ask
from assistant.question.head import head_of
from assistant.question.lexicon import LIGHT, NARROWER, SYNONYM, WEAK, tells_apart, variants_of, weight_of
from assistant.question.patterns import ROOM, patterns
from assistant.question.units import group_of_noun
from assistant.types import Asked, Question, Term
from index.structure import aid_to, looks_like_place
from index.text import find_figures, fold, is_word, words
from index.types import FigureKind

_PATTERNS = patterns("terms")
PER = read_words(ROOM, "per.txt")  # a figure said without the word is another one
_PART = 2  # characters of the words that compounds are split into
NOUN, NUMBER, HEAD = 0.5, 1.5, 1.6  # weights beside a plain word's 1.0


@functools.cache
def _members() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return the endings of the names that a class of things has (学校: 小学, 中学 …), as variants of its word."""
    return {
        name: tuple((ending, NARROWER) for ending in endings.split())
        for name, endings in read_pairs(ROOM, "members.tsv")
    }


@functools.cache
def _beside_country() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return how a rank within the country is said, and what is compared with it, as variants of 全国."""
    return {use: tuple((word, SYNONYM) for word in words.split()) for use, words in read_pairs(ROOM, "country.tsv")}


@functools.cache
def _frames() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line) for line in read_lines(ROOM, "frames.txt"))


def weighed_terms(rest: str, ask: Ask) -> tuple[Term, ...]:
    """Weigh the words of a question; the word that names what is asked for is its head."""
    folded = fold(rest)
    terms, bare = _numbers_in(folded)
    head, governed = head_of(folded, ask), _governed_by(folded, ask)
    for word in _words_of(bare, ask):
        weight = _weight_here(word, ask, governed)
        if weight == 0 or word in terms or word == ask.unit:
            continue
        is_head = bool(head) and word in head and weight >= 1.0
        of_class = ask.asked in (Asked.LIST, Asked.WHO_WHAT) and word in ask.noun
        terms[word] = Term(
            word,
            weight * (HEAD if is_head else 1.0),
            variants_of(word)
            + (_members().get(word, ()) if of_class else ())
            + (((aid_to()[word], NARROWER),) if word in aid_to() else ())
            + _said_of_country(word, folded, ask),
            head=is_head,
            strict=_is_strict(word) and weight > WEAK and not (ask.group == "rank" and _is_country(word)),
        )
    if terms and not any(term.head for term in terms.values()) and head:
        for word in words(head):
            if word in terms:
                terms[word] = replace(terms[word], head=True, weight=max(0.8, terms[word].weight))
    return tuple(terms.values())


def _numbers_in(folded: str) -> tuple[dict[str, Term], str]:
    """Return the numbers that a question gives, as terms, and the question without its quantities."""
    numbers = [figure for figure in find_figures(folded) if not _PATTERNS["open_figure"].search(figure.text)]
    terms: dict[str, Term] = {}
    bare = folded
    for figure in reversed(numbers):
        bare = bare[: figure.start] + " " + bare[figure.end :]
        counts = figure.kind is not FigureKind.TIME
        terms[figure.text] = Term(figure.text, NUMBER if counts else WEAK, number=figure.value, strict=counts)
    for number in re.findall(r"(?<![a-z0-9.])[0-9]{3,}(?![a-z0-9.])", bare):
        terms[number] = Term(number, NUMBER, strict=True)
    return terms, bare


def _words_of(bare: str, ask: Ask) -> Iterator[str]:
    """Yield the words of a question but for those that only ask, compounds in their parts."""
    if ask.unit:
        bare = _with_unit("counted", ask.unit).sub(r"\1 ", bare)
    for frame in _frames():
        bare = frame.sub(" ", bare)
    for whole in _with_places(words(bare)):
        for known in _split_unknown(_without_aspect(whole)):
            yield from _parts(known)


def _weight_here(word: str, ask: Ask, governed: str) -> float:
    """Return what a word weighs in this question; `governed` ends with the verb whose object is counted."""
    weight = weight_of(word)
    if ask.noun and ask.asked is not Asked.FIGURE and word in ask.noun:
        # 哪些部门: what is asked for is of this class, the evidence names its members
        weight = min(weight, NOUN)
    if governed.endswith(word) and not _is_strict(word):
        # 砍掉了多少个专业: what was done to them is said in many ways, what was counted is not
        weight = min(weight, LIGHT)
    return weight


@functools.lru_cache(maxsize=256)
def _with_unit(name: str, unit: str) -> re.Pattern[str]:
    """Return a pattern that goes on with a unit."""
    return re.compile(_PATTERNS[name].pattern + re.escape(unit))


def _is_country(word: str) -> bool:
    return _PATTERNS["country"].fullmatch(word) is not None


def _is_function(character: str) -> bool:
    return _PATTERNS["function"].match(character) is not None


def _said_of_country(word: str, folded: str, ask: Ask) -> tuple[tuple[str, float], ...]:
    """Return how what is said of the country may be said in the evidence."""
    if not _is_country(word):
        return ()
    ranked = _beside_country()["rank"] if ask.group == "rank" else ()
    return ranked + (_beside_country()["than"] if _PATTERNS["beside_country"].search(folded) else ())


def _governed_by(folded: str, ask: Ask) -> str:
    """Return the words up to the verb whose object the figure counts (…培养 of 培养了多少名教师); "" without one."""
    found = _with_unit("governs", ask.unit).search(folded)
    if found is None or ask.asked is not Asked.FIGURE or not _PATTERNS["governed"].match(folded, found.end()):
        return ""
    return folded[: found.start()]


def _without_aspect(word: str) -> str:
    """Take the particle off a verb that jieba keeps it with: 发了 → 发."""
    return _PATTERNS["aspect"].sub("", word) if len(word) == _PART else word


def _split_unknown(word: str) -> tuple[str, ...]:
    """Split what jieba joined by guessing, where an end is a function word: 会开 is 会 and 开, 获得省 is 获得 and 省."""
    if word.isascii() or is_word(word) or looks_like_place(word) or not _PART <= len(word) <= _PART + 1:
        return (word,)
    if len(word) == _PART:
        return tuple(word) if _is_function(word[0]) or _is_function(word[1]) else (word,)
    if _is_function(word[-1]) and is_word(word[:-1]):
        return (word[:-1], word[-1])
    return (word[0], word[1:]) if _is_function(word[0]) and is_word(word[1:]) else (word,)


def _with_places(listed: Sequence[str]) -> list[str]:
    """Put a place's name together that the tokenizer cut before its last character: 清江 + 区."""
    joined: list[str] = []
    for word in listed:
        if (
            joined
            and _PATTERNS["place_ends"].fullmatch(word)
            and len(joined[-1]) > 1
            and looks_like_place(joined[-1] + word)
        ):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _parts(word: str) -> tuple[str, ...]:
    """Split a compound of two two-character words (学校食堂), so that evidence has to meet both.

    数 after a noun (金牌数) and a function word that was kept with an unknown word (生有) are taken off.
    """
    if len(word) > _PART and _PATTERNS["number_of"].search(word) and is_word(word[:-1]):
        return (word[:-1],)
    if len(word) == _PART and _PATTERNS["guessed"].search(word) and not is_word(word):
        return (word[:-1],)
    if len(word) != 2 * _PART or not re.fullmatch(r"[\u4e00-\u9fff]+", word) or variants_of(word) or _is_strict(word):
        return (word,)
    halves = (word[:_PART], word[_PART:])
    return halves if all(map(is_word, halves)) else (word,)


def _is_strict(word: str) -> bool:
    """Tell whether evidence must mention `word`: a place by the form of its name, or a word that excludes others."""
    numbered = _PATTERNS["numbered"].fullmatch(word)
    sexed = len(word) > 1 and _PATTERNS["sexed"].match(word) is not None and is_word(word[1:])
    return sexed or tells_apart(word) or looks_like_place(word) or numbered is not None or word in PER


def asks_for_all(question: Question) -> bool:
    """Tell whether a question asks how many people or places there are in all (全区有多少名教师？).

    Only a figure that speaks of nothing else can answer that: 2名教师获奖 does not.
    """
    if any(term.soft for term in question.terms):
        return False  # an earlier turn says which
    full = [term for term in question.terms if term.weight >= LIGHT]
    if len(full) == 2 and [group_of_noun(term.text) for term in full] == ["place", "person"]:
        full = full[1:]  # 学校有多少名厨师: of that place
    if len(full) != 1 or question.change:
        return False  # a verb says which as well: 检查了多少家机构
    group = group_of_noun(full[0].text)
    return group in ("person", "place") and question.group in ("", group)
