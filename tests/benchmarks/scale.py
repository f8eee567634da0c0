"""Builds a synthetic collection and prints what it costs: build rate, memory, disk, each stage of a question, and how
kinds of FAISS index compare on its vectors.

Run: python tests/benchmarks/scale.py SENTENCES [FOLDER]
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import faiss
import numpy as np

from assistant.answering.assistant import Assistant
from assistant.evidence.candidates import gather
from assistant.evidence.search import find_hits
from assistant.question.followup import understand
from assistant.reading import shipped_reader
from index.search import load_embedder
from index.snapshot import Progress, Snapshot, Store, build

PER_REPORT = 500
PLACES = "东南西北中安平和顺宁清江河湖海山林泉石松柏青白金玉"
SUBJECTS = [
    "教师",
    "学校",
    "幼儿园",
    "学生",
    "校舍",
    "经费",
    "课程",
    "项目",
    "企业",
    "道路",
    "水库",
    "医院",
    "社区",
    "岗位",
    "基地",
    "平台",
    "图书馆",
    "实验室",
    "党员",
    "志愿者",
]
VERBS = [
    "新建",
    "改造",
    "招聘",
    "培训",
    "表彰",
    "投入",
    "检查",
    "引进",
    "资助",
    "建成",
    "整改",
    "完成",
    "开展",
    "组织",
    "认定",
    "发放",
    "新增",
    "评选",
    "交流",
    "举办",
]
KINDS = [
    "省级",
    "市级",
    "区级",
    "公办",
    "民办",
    "农村",
    "城市",
    "义务教育",
    "职业教育",
    "学前教育",
    "高中",
    "特殊教育",
    "数字",
    "绿色",
    "重点",
    "示范",
]
UNITS = ["名", "所", "个", "项", "万元", "次", "人次", "家", "处", "亿元"]


def reports(folder: Path, sentences: int) -> Iterator[Path]:
    chance = random.Random(1)
    for number in range(sentences // PER_REPORT):
        place = "".join(chance.choices(PLACES, k=2))
        year = 2010 + number % 16
        lines = [f"{year}年{place}{number}区工作报告"]
        for section in range(10):
            lines.append(f"{'一二三四五六七八九十'[section]}、{chance.choice(KINDS)}工作")
            body = []
            for _ in range(PER_REPORT // 10 - 1):
                kind, verb, subject = chance.choice(KINDS), chance.choice(VERBS), chance.choice(SUBJECTS)
                body.append(f"{verb}{kind}{subject}{chance.randrange(2, 9999)}{chance.choice(UNITS)}。")
            lines += ["".join(body[at : at + 7]) for at in range(0, len(body), 7)]
        path = folder / f"{number}.txt"
        path.write_text("\n".join(lines), "utf-8")
        yield path


def percentiles(times: list[float]) -> str:
    p50, p95 = np.percentile(times, [50, 95])
    return f"p50 {1000 * p50:.1f} ms, p95 {1000 * p95:.1f} ms"


def main() -> None:
    sentences = int(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp())
    source = folder / "source"
    source.mkdir(parents=True, exist_ok=True)
    paths = list(reports(source, sentences))
    embedder = load_embedder()
    store = Store(folder / "data")
    begun = time.perf_counter()

    def listen(progress: Progress) -> None:
        if progress.stage in ("write", "publish") or (progress.stage == "added" and progress.done % 200 == 0):
            print(
                f"  {progress.stage} {progress.done}/{progress.total} {time.perf_counter() - begun:.0f} s", flush=True
            )

    build(paths, store, embedder, listen)
    took = time.perf_counter() - begun
    snapshot = Snapshot.open(store.current(), embedder.name)
    size = sum(path.stat().st_size for path in store.current().rglob("*") if path.is_file())
    parts = {
        kind: sum(p.stat().st_size for p in store.current().rglob(kind) if p.is_file())
        for kind in ("*.faiss", "lexical/*")
    }
    print(f"{len(snapshot):,} sentences in {took:.0f} s, {len(snapshot) / took:,.0f} a second")
    print(f"disk {size / 1e6:,.0f} MB, of which vectors and terms {[round(v / 1e6) for v in parts.values()]} MB")
    print(f"memory of the build {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB")
    begun = time.perf_counter()
    assistant = Assistant(Snapshot.open(store.current(), embedder.name), embedder)
    print(f"opening, verified: {time.perf_counter() - begun:.1f} s")
    chance = random.Random(2)
    questions = []
    for _ in range(120):
        kind, verb, subject = chance.choice(KINDS), chance.choice(VERBS), chance.choice(SUBJECTS)
        questions.append(f"{chance.randrange(2010, 2026)}年{verb}{kind}{subject}有多少？")
    stages: dict[str, list[float]] = {"parse": [], "search": [], "gather": [], "read": [], "whole": []}
    for question in questions:
        marks = [time.perf_counter()]
        parsed = understand(question, assistant.snapshot.entries, ())
        marks.append(time.perf_counter())
        hits = find_hits(assistant.snapshot, embedder, parsed)
        marks.append(time.perf_counter())
        candidates = gather(assistant.snapshot, hits)
        marks.append(time.perf_counter())
        shipped_reader().figures(parsed, candidates)
        marks.append(time.perf_counter())
        assistant.ask(question)
        marks.append(time.perf_counter())
        for name, start, end in zip(stages, marks, marks[1:], strict=False):
            stages[name].append(end - start)
    for name, times in stages.items():
        print(f"  {name:<7} {percentiles(times[10:])}")
    _kinds(np.asarray(snapshot.dense.vectors(list(range(len(snapshot))))), embedder, questions)


def _kinds(vectors: np.ndarray, embedder: object, questions: list[str]) -> None:
    """Compare kinds of index: build time, time a question, and how many of the exact first ten each finds."""
    asked = np.concatenate([embedder.embed_question(question) for question in questions])  # type: ignore[attr-defined]
    width = vectors.shape[1]
    exact = faiss.IndexFlatIP(width)
    exact.add(vectors)
    _, truth = exact.search(asked, 10)
    lists = max(64, int(4 * len(vectors) ** 0.5))
    made = {
        "flat": exact,
        "IVF": faiss.IndexIVFFlat(faiss.IndexFlatIP(width), width, lists, faiss.METRIC_INNER_PRODUCT),
        "HNSW": faiss.IndexHNSWFlat(width, 16, faiss.METRIC_INNER_PRODUCT),
    }
    for name, index in made.items():
        begun = time.perf_counter()
        if name == "IVF":
            index.train(vectors[:: max(1, len(vectors) // 100_000)])
            index.nprobe = 32
        if name != "flat":
            index.add(vectors)
        took = time.perf_counter() - begun
        times, found = [], 0
        for row, vector in enumerate(asked):
            begun = time.perf_counter()
            _, ids = index.search(vector[None], 10)
            times.append(time.perf_counter() - begun)
            found += len(set(ids[0]) & set(truth[row]))
        print(
            f"  {name:<5} built in {took:.0f} s, {percentiles(times)}, recall@10 {found / (10 * len(asked)):.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
