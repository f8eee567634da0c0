"""The embedder's vocabulary and its tokenizer, a unigram language model over words and single characters.

jieba finds the words of the corpus; a `tokenizers` Unigram model then segments by the same criterion as jieba's
own dynamic programme (the most probable path), so the saved model needs neither jieba nor torch to split text.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import jieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "[UNK]"
LONGEST_WORD = 4  # longer words are names of one place or programme: their parts generalise better


def count_words(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Count in how many texts each word occurs, and how often each character does."""
    words: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for text in texts:
        words.update({word for word in jieba.cut_for_search(text) if 2 <= len(word) <= LONGEST_WORD})
        characters.update(text)
    return words, characters


def is_chinese(word: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in word)


def build_tokenizer(words: Counter[str], characters: Counter[str], size: int, min_texts: int) -> Tokenizer:
    """Build the Unigram tokenizer with at most `size` pieces.

    Text is put into NFKC and lower case, every digit becomes 0 (a figure's value carries no meaning for
    similarity, its shape does), and everything but Chinese characters, letters and digits separates.
    """
    pieces: dict[str, float] = {}
    for character, count in characters.most_common():
        lowered = character.lower()
        if count >= 3 and (is_chinese(lowered) or (lowered.isascii() and lowered.isalpha())):
            pieces[lowered] = pieces.get(lowered, 0) + 0.02 * count
        if len(pieces) >= 7000:
            break
    for width in range(1, 7):
        pieces["0" * width] = 1000.0
    for word, count in words.most_common():
        if len(pieces) >= size - 1:
            break
        lowered = word.lower()
        if count < min_texts:
            break
        if is_chinese(lowered) or (lowered.isascii() and lowered.isalpha()):
            pieces[lowered] = pieces.get(lowered, 0) + count
    total = sum(pieces.values())
    scored: list[tuple[str, float]] = [(UNKNOWN, -30.0)]
    scored += [(piece, math.log(count / total)) for piece, count in pieces.items()]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex("[0-9]"), "0"),
            normalizers.Replace(Regex(r"[^\p{Han}a-z0-9]+"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def encode_all(tokenizer: Tokenizer, texts: Sequence[str], batch: int = 20_000) -> list[list[int]]:
    """Return the piece numbers of each text, without unknown pieces."""
    encoded: list[list[int]] = []
    for start in range(0, len(texts), batch):
        for encoding in tokenizer.encode_batch_fast(list(texts[start : start + batch]), add_special_tokens=False):
            encoded.append([piece for piece in encoding.ids if piece != 0])
    return encoded
