"""Text pairs that mean the same, made from running text without any labels.

Five kinds: two crops of one sentence, neighbouring sentences, a sentence and the rest of its paragraph (inverse
cloze, Lee et al. 2019), the lead of a text and its body, and a clause whose number is replaced by a question word
against its sentence. The last is the one closest to what users type.
"""

import random
import re
from collections.abc import Iterator, Sequence

SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
CLAUSE = re.compile(r"[^，；：,;:。！？]+")
NUMBER = re.compile(r"[0-9][0-9.,]*[%％]?(?:余|多)?[万亿]?")
WEIGHTS = {"crop": 2, "neighbour": 3, "cloze": 3, "lead": 1, "question": 4}
FILLERS = ("共", "达到", "达", "为", "了", "完成", "实现", "累计", "总共")


def sentences_of(text: str) -> list[str]:
    """Split running text roughly into sentences of 8 to 200 characters."""
    return [sentence for found in SENTENCE.findall(text) if 8 <= len(sentence := found.strip()) <= 200]


def pseudo_question(sentence: str, rng: random.Random) -> str | None:
    """Turn one clause that holds a number into the question for it; None where no clause does."""
    clauses = [clause for clause in CLAUSE.findall(sentence) if NUMBER.search(clause)]
    if not clauses:
        return None
    clause = rng.choice(clauses)
    found = rng.choice(list(NUMBER.finditer(clause)))
    word = "多少" if len(found.group()) > 1 or rng.random() < 0.6 else "几"
    asked = clause[: found.start()] + word + clause[found.end() :]
    if rng.random() < 0.4:
        filler = rng.choice(FILLERS)
        asked = asked.replace(filler, "")
    if rng.random() < 0.3:  # keyword style: the words around the number alone
        asked = asked.replace(word, " ")
    return asked if len(asked) >= 5 else None


def crop(sentence: str, rng: random.Random) -> str:
    width = rng.randint(max(6, len(sentence) // 3), max(7, len(sentence) * 2 // 3))
    start = rng.randint(0, max(0, len(sentence) - width))
    return sentence[start : start + width]


def pairs_of(sentences: Sequence[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield one pair for about each sentence of a text, kinds drawn by `WEIGHTS`."""
    kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
    for position, sentence in enumerate(sentences):
        kind = rng.choices(kinds, weights)[0]
        if kind == "crop" and len(sentence) >= 20:
            yield crop(sentence, rng), crop(sentence, rng)
        elif kind == "neighbour" and position + 1 < len(sentences):
            yield sentence, sentences[position + 1]
        elif kind == "cloze" and len(sentences) >= 3:
            around = [*sentences[max(0, position - 2) : position], *sentences[position + 1 :][:2]]
            yield sentence, "".join(around)
        elif kind == "lead" and position >= 2:
            yield sentences[0], "".join(sentences[position : position + 3])
        elif kind == "question":
            question = pseudo_question(sentence, rng)
            if question is not None:
                yield question, sentence
