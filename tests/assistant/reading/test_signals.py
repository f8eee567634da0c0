"""The judges learned from these very values: a signal that says something else needs them trained again.

`signals.json` holds, for questions over one report, what every signal says of every figure that was proposed, and the rows of
features made of them. `python tests/assistant/reading/test_signals.py` writes it anew; read the difference before keeping it.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.evidence import find_hits, gather
from assistant.question import understand
from assistant.reading.encoder import WindowScores
from assistant.reading.features import JOINED, figure_features, joined_features, passage_features, undoubted
from assistant.reading.propose import Reading, propose_figures
from assistant.reading.read_windows import WindowReading
from assistant.reading.sentences import read_sentences
from assistant.reading.signals import FIGURE_NAMES
from index.search import Embedder, load_embedder
from index.snapshot import Snapshot, Store, build

KEPT = Path(__file__).with_name("signals.json")
TITLE = "2024年青石县工作总结"
TEXT = f"""{TITLE}

一、学校与教师
全县有小学46所、初中18所，在校学生5.2万人，其中女生2.4万人，城镇学生占61.3%。招聘教师156人，比上年多21人；人均培训72学时。
幼儿园由38所增加到43所，公办园占比由52%提高到56.5%，高于全市平均水平3.1个百分点。2023年招聘教师135人。
交流教师210余人，占应交流教师的18%，居全市第2位。师生比1:13.5。班主任津贴每月400元。消防、燃气等检查9轮。

二、竞赛
获金牌6枚、银牌9枚。合唱、舞蹈分获一等奖4个和2个。语文、数学抽测优良率分别为81.2%和77.9%。

三、经费
投入1.3亿元，其中县级8600万元，新建校舍2.1万平方米，累计12.4万平方米。全年受理来信320件，剩余12件未办结。
上半年接待来访41批。截至10月，发放助学金930万元，惠及学生1.1万人次，下降2.4%。

四、2025年计划
2025年计划招聘教师180人，不少于3轮检查，普惠率达到90%以上。
"""
QUESTIONS = (
    "小学有多少所？",
    "初中学校数",
    "在校学生多少人？",
    "女生占比是多少？",
    "城镇学生占几成？",
    "招聘教师多少人？",
    "招聘教师比上年多多少人？",
    "2023年招聘教师多少人？",
    "2025年计划招聘多少名教师？",
    "人均培训多少学时？",
    "幼儿园多了几所？",
    "幼儿园从几所增加到几所？",
    "公办园占比提高了几个百分点？",
    "公办园占比是多少？",
    "比全市平均高多少？",
    "交流教师有多少人？",
    "交流教师在全市排第几？",
    "师生比是几比几？",
    "班主任每个月补多少钱？",
    "消防检查几轮？",
    "银牌几枚？",
    "舞蹈拿了几个一等奖？",
    "数学优良率是多少？",
    "县里投入了多少万元？",
    "新建校舍多少平方米？",
    "累计校舍多少平方米？",
    "还有多少件来信没办？",
    "上半年来访多少批？",
    "助学金发了多少钱？",
    "普惠率目标是多少？",
)


def seen(folder: Path, embedder: Embedder) -> list[dict[str, Any]]:
    """Return, a question, its readings with their signals, and features made of them with scores of a scripted encoder."""
    report = folder / f"{TITLE}.txt"
    report.write_text(TEXT, "utf-8")
    build([report], Store(folder / "d"), embedder)
    snapshot = Snapshot.open(Store(folder / "d").current())
    found = []
    for asked in QUESTIONS:
        question = understand(asked, snapshot.entries, ())
        candidates = gather(snapshot, find_hits(snapshot, embedder, question))
        readings = propose_figures(question, candidates)
        sentences = read_sentences(question, candidates)
        told = [(n, WindowScores(0.4 * n - 1.0, (), None)) for n in range(len(sentences))]
        found.append(
            {
                "question": asked,
                "readings": [_signals(reading) for reading in readings],
                "undoubted": [number for number, plain in enumerate(undoubted(readings)) if plain],
                "features": _sums(figure_features(readings)),
                "joined": _sums(_joined(readings)),
                "passages": _sums(passage_features(question, sentences, told)),
            }
        )
    return found


def _signals(reading: Reading) -> dict[str, Any]:
    text = reading.candidate.indexed.report.text[slice(*reading.span)]
    said = zip(FIGURE_NAMES, reading.signals, strict=True)
    # vectors differ in their last digits from machine to machine
    return {"figure": text, **{n: round(float(v), 2 if n == "search_cosine" else 3) for n, v in said if v}}


def _joined(readings: list[Reading]) -> Any:
    first = np.linspace(0.1, 0.9, len(readings)).astype(np.float32)
    read = {n: WindowReading(0.5 * n - 1.0, 0.3 * n, n // 2) for n in range(min(5, len(readings)))}
    return joined_features(readings, first, read) if readings else np.zeros((0, len(JOINED)))


def _sums(rows: Any) -> list[float]:
    """Return each column's sum, weighed by the row so that rows cannot change places unnoticed."""
    weights = np.arange(1, len(rows) + 1, dtype=np.float64)
    return [round(float(value), 3) for value in weights @ np.asarray(rows, np.float64)] if len(rows) else []


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> dict[str, dict[str, Any]]:
    return {row["question"]: row for row in seen(tmp_path_factory.mktemp("signals"), embedder)}


@pytest.mark.parametrize(
    "kept", json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else [], ids=lambda row: row["question"]
)
def test_signals_say_what_the_judges_learned_from(kept: dict[str, Any], now: dict[str, dict[str, Any]]) -> None:
    today = now[kept["question"]]
    assert [said["figure"] for said in today["readings"]] == [said["figure"] for said in kept["readings"]]
    for said, once in zip(today["readings"], kept["readings"], strict=True):
        numbers = {name: value for name, value in said.items() if name != "figure"}
        assert numbers == pytest.approx({n: v for n, v in once.items() if n != "figure"}, abs=0.006), once["figure"]
    assert today["undoubted"] == kept["undoubted"]
    for name in ("features", "joined", "passages"):
        assert today[name] == pytest.approx(kept[name], abs=0.01), name


def test_every_question_is_kept() -> None:
    assert [row["question"] for row in json.loads(KEPT.read_text("utf-8"))] == list(QUESTIONS)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        rows = seen(Path(place), load_embedder())
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    KEPT.write_text(f"[\n{lines}\n]\n", "utf-8")
    print(f"{len(rows)} questions", file=sys.stderr)
