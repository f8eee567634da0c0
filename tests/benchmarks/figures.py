"""Prints how fast figures are found, beside jieba's time over the same text. Run: python tests/benchmarks/figures.py FILE…

Takes report files or folders; the sample report without any. Both run in one process, one after the other, three times,
and the best of each counts. A line of a million characters is timed as well. Nothing is asserted: machines differ.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from index.reading import find_sources, read_report
from index.samples import sample_folder
from index.text import find_figures, sentence_spans, warm_up

LONG = 1_000_000


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main(paths: list[Path]) -> None:
    warm_up()
    with sample_folder() as folder:
        sources, _ = find_sources(paths or [folder])
        texts = [read_report(source.path).text for source in sources]
    sentences = [(text, span) for text in texts for span in sentence_spans(text)]
    count = sum(len(find_figures(text, *span)) for text, span in sentences)
    figures = min(seconds(lambda: [find_figures(text, *span) for text, span in sentences]) for _ in range(3))
    words = min(seconds(lambda: [jieba.lcut(text[slice(*span)]) for text, span in sentences]) for _ in range(3))
    line = "".join("".join(texts).split())
    line = (line * (LONG // len(line) + 1))[:LONG]
    measured = {
        "reports": len(texts),
        "characters": sum(map(len, texts)),
        "figures": count,
        "figures_s": round(figures, 2),
        "figures_a_second": round(count / figures),
        "jieba_s": round(words, 2),
        "of_jieba": round(figures / words, 2),
        "a_line_of_a_million_s": round(seconds(lambda: find_figures(line)), 1),
    }
    print(json.dumps(measured, ensure_ascii=False))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
