"""Terms for the lexical index: jieba's words (search mode), single characters and pairs of neighbours.

Measured on Chinese reading sets, characters and pairs beside the words are worth more on paraphrased questions than
any other change. This is the only module that imports jieba; building and asking both use it.
"""

import contextlib
import functools
import logging
import os
import re
import stat
import tempfile
from pathlib import Path

import jieba

from index.text.folding import fold

jieba.setLogLevel(logging.CRITICAL)  # a cache that cannot be written costs half a second of the next start
_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+(?:\.[0-9]+)?")
_FIRM = 3000  # frequency that makes jieba keep a word of the field whole
SETTINGS = "jieba-search+characters+pairs/1"


def _cache_folder() -> str:
    """Return where jieba keeps its dictionary ready to load: a folder that nobody else can write, else none.

    jieba takes what stands there for its dictionary, unseen; in /tmp itself that may be anybody's.
    """
    folder = Path(tempfile.gettempdir()) / f"report-assistant-{os.getuid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077:
            return str(folder)
    return os.devnull


jieba.dt.tmp_dir = _cache_folder()
jieba.dt.cache_file = f"jieba-{jieba.__version__}.cache"


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
    """Return the words of a question, or of what is compared with one, in order and without punctuation."""
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        found += [run] if run[0].isascii() else _asking().lcut(run)
    return tuple(found)


def is_word(text: str) -> bool:
    """Tell whether jieba's dictionary, with the words added, knows `text` as a word."""
    return bool(_asking().FREQ.get(text))


def frequency(text: str) -> int:
    """Return how often jieba's dictionary counts `text`; 0 for a word that it does not know."""
    jieba.initialize()
    return int(jieba.dt.FREQ.get(text) or 0)


@functools.cache
def _asking() -> jieba.Tokenizer:
    """Return the tokenizer for questions: its added words must not change how reports are indexed."""
    jieba.initialize()
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = dict(jieba.dt.FREQ), jieba.dt.total
    tokenizer.initialized = True
    return tokenizer


def add_words(words_to_add: list[str]) -> None:
    """Keep these words whole in questions."""
    for word in words_to_add:
        _asking().add_word(word, max(_FIRM, frequency(word)))
    words.cache_clear()
