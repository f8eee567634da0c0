"""Sources of an invented report, and a scripted server in the place of a model."""

from collections.abc import Callable, Iterator

import pytest
from scripted_model import Scripted, scripted_model

from assistant.answering.citations import quote
from assistant.model import Source, source_of
from index.structure import analyse_report
from index.types import Heading, Report

LINES = (
    "2024年柳溪区教育工作总结",
    "全年招聘教师126名，交流轮岗教师365名，其中骨干教师57名。",
    "新建学校3所，新增学位约2160个，完成投资1.8亿元，同比增长6.1%。",
    "学生近视率为46.2%，比上年下降0.8个百分点；优良率为58.6%，比上年提高3.9个百分点。",
    "柳溪一中获评“省级特色高中”，周岚任校长，3月12日授牌。",
    "上半年接待家长1.2万人次，全年未发生安全责任事故。",
)


@pytest.fixture
def sources() -> tuple[Source, ...]:
    """The sentences of the report, numbered from 1 on: staff, building, health (two), names, time."""
    text = "\n".join(LINES)
    report = Report("a" * 64, "a.txt", LINES[0], 2024, "柳溪区", text, (Heading(1, LINES[0], 0, len(LINES[0])),))
    indexed = analyse_report(report)
    found = []
    for position, sentence in enumerate(indexed.sentences):
        passage = indexed.passages[indexed.passage_of[position]]
        citation = quote(indexed, passage, (sentence.start, sentence.end))
        if citation.quote != LINES[0]:
            found.append(source_of(len(found) + 1, citation, indexed))
    return tuple(found)


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted_model() as script:
        yield script


@pytest.fixture
def verdict(sources: tuple[Source, ...]) -> Callable[[str], str | None]:
    """Return what is wrong with a sentence over the sources; None where nothing is."""
    from assistant.model import check

    return lambda sentence: check(sentence, sources).fault
