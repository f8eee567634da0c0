"""Prints retrieval scores on XQuAD-zh: BM25 with plain jieba words, our lexical index, vectors, and the fusion.

Run: python tests/benchmarks/retrieval.py PATH/xquad_zh.json
"""

import json
import sys
import tempfile
from pathlib import Path

import jieba
import numpy as np

from assistant.evidence.search import DENSE_WEIGHT
from index.search import LexicalIndex, load_embedder
from index.text import sentence_spans, terms


def ranks(scores: np.ndarray, gold: list[int]) -> np.ndarray:
    order = np.argsort(-scores, axis=1, kind="stable")
    return np.array([int(np.where(order[row] == answer)[0][0]) for row, answer in enumerate(gold)])


def line(name: str, scores: np.ndarray, gold: list[int]) -> str:
    found = ranks(scores, gold)
    values = ((found < 1).mean(), (found < 5).mean(), (found < 10).mean(), (1 / (found + 1) * (found < 10)).mean())
    return f"{name:<28}" + "".join(f"{100 * value:8.1f}" for value in values)


def bm25(texts: list[list[str]], questions: list[list[str]], k1: float = 1.2, b: float = 0.75) -> np.ndarray:
    """Robertson's BM25 over given terms, a row a question."""
    vocabulary = {term: number for number, term in enumerate(dict.fromkeys(t for text in texts for t in text))}
    counts = np.zeros((len(texts), len(vocabulary)), dtype=np.float32)
    for row, text in enumerate(texts):
        for term in text:
            counts[row, vocabulary[term]] += 1
    lengths = counts.sum(axis=1, keepdims=True)
    seen = (counts > 0).sum(axis=0)
    idf = np.log(1 + (len(texts) - seen + 0.5) / (seen + 0.5))
    weights = counts * (k1 + 1) / (counts + k1 * (1 - b + b * lengths / lengths.mean())) * idf
    scores = np.zeros((len(questions), len(texts)), dtype=np.float32)
    for row, question in enumerate(questions):
        for term in question:
            if term in vocabulary:
                scores[row] += weights[:, vocabulary[term]]
    return scores


def main() -> None:
    articles = json.loads(Path(sys.argv[1]).read_text("utf-8"))["data"]
    texts: list[str] = []
    questions: list[str] = []
    gold: list[int] = []
    for paragraph in (paragraph for article in articles for paragraph in article["paragraphs"]):
        context = paragraph["context"]
        spans = sentence_spans(context)
        first = len(texts)
        texts += [context[start:end] for start, end in spans]
        for asked in paragraph["qas"]:
            place = asked["answers"][0]["answer_start"]
            inside = [number for number, (start, end) in enumerate(spans) if start <= place < end]
            questions.append(asked["question"])
            gold.append(first + (inside[0] if inside else 0))
    embedder = load_embedder()
    vectors = embedder.embed_passages(texts)
    dense = np.concatenate([embedder.embed_question(question) for question in questions]) @ vectors.T
    plain = bm25([jieba.lcut(text) for text in texts], [jieba.lcut(question) for question in questions])
    with tempfile.TemporaryDirectory() as folder:
        rows = ((number, 0, " ".join(terms(text)), "") for number, text in enumerate(texts))
        index = LexicalIndex.build(Path(folder), rows)
        lexical = np.zeros_like(dense)
        for row, question in enumerate(questions):
            for sentence, score in index.search([(question, 1.0)], len(texts)):
                lexical[row, sentence] = score
    fused = lexical / np.maximum(lexical.max(axis=1, keepdims=True), 1e-9) + DENSE_WEIGHT * dense
    print(f"{len(questions)} questions, {len(texts)} sentences; %  recall@1  @5  @10  MRR@10")
    print(line("BM25, jieba words", plain, gold))
    print(line("our lexical index", lexical, gold))
    print(line("vectors alone", dense, gold))
    print(line("fused, as the program does", fused, gold))


if __name__ == "__main__":
    main()
