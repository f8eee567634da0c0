"""Terms for the lexical index: jieba's words (search mode), single characters and pairs of neighbours.

Measured on Chinese reading sets, characters and pairs beside the words are worth more on paraphrased questions than
any other change. This is the only module that imports jieba; building and asking both use it.
"""

import functools
import logging
import re

import jieba

from index.folding import fold

jieba.setLogLevel(logging.ERROR)
_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+(?:\.[0-9]+)?")
_FIRM = 3000  # frequency that makes jieba keep a word of the field whole
SETTINGS = "jieba-search+characters+pairs/1"


def terms(text: str) -> list[str]:
    """Return the index terms of `text`, repeated as often as they occur."""
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        if run[0].isascii():
            found.append(run)
            continue
        found += [word for word in jieba.lcut_for_search(run) if len(word) > 1]
        found += run
        found += [run[offset : offset + 2] for offset in range(len(run) - 1)]
    return found


@functools.lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order, without punctuation."""
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        found += [run] if run[0].isascii() else jieba.lcut(run)
    return tuple(found)


def is_word(text: str) -> bool:
    """Tell whether jieba's dictionary knows `text` as a word."""
    jieba.initialize()
    return bool(jieba.dt.FREQ.get(text))


def frequency(text: str) -> int:
    """Return how often jieba's dictionary counts `text`; 0 for a word that it does not know."""
    jieba.initialize()
    return int(jieba.dt.FREQ.get(text) or 0)


def add_words(words_to_add: list[str]) -> None:
    """Make jieba keep these words whole."""
    jieba.initialize()
    for word in words_to_add:
        jieba.add_word(word, max(_FIRM, jieba.dt.FREQ.get(word) or 0))


def warm_up() -> None:
    """Load jieba's dictionary now rather than at the first text."""
    jieba.initialize()
