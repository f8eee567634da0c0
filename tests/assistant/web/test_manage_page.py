"""The pages 报告管理 and 阅读: what is read is shown, changes run beside the page, nothing from a report renders."""

import shutil
from pathlib import Path

import corpus
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.access import LOCAL
from assistant.collection.jobs import Jobs, shared_jobs
from assistant.collection.uploads import keep_upload, safe_name
from assistant.service.in_service import Service, shared_service
from assistant.web.reading_view import outline_html, report_html
from index.errors import Busy, CannotWrite, NothingToIndex
from index.reading import read_report
from index.search import StaticEmbedder
from index.snapshot import Built, Correction, Listener, Store, build, load_corrections, read_manifest
from index.structure import analyse_report

APP = str(Path(__file__).resolve().parents[3] / "app.py")


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_data: Path) -> Service:
    shutil.copytree(sample_data, tmp_path / "data")
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    shared_service.cache_clear()
    shared_jobs.cache_clear()
    st.cache_data.clear()
    return shared_service()


def open_page(name: str) -> AppTest:
    source = (
        "import streamlit as st\nfrom assistant.web.frame import open_frame\n"
        "from assistant.web.navigation import pages\nlanguage = open_frame()\n"
        f"from assistant.web.{name} import {name}_page\nst.navigation(pages(language), position='hidden')\n{name}_page()\n"
    )
    return AppTest.from_string(source, default_timeout=60)


def shown(page: AppTest) -> str:
    parts = [element.proto.body for element in page.get("html") if "<style>" not in element.proto.body]
    parts += [element.value for element in (*page.text, *page.warning, *page.error)]
    return "\n".join(parts)


def button(page: AppTest, label: str) -> object:
    return next(found for found in page.button if found.label == label)


def titles(service: Service) -> list[str]:
    return [entry.title for entry in read_manifest(service.store.current()).reports]


def run_to_the_end(page: AppTest, service: Service) -> None:
    shared_jobs().wait()
    page.run()
    assert not page.exception


def test_files_handed_in_are_read_and_bad_ones_named(service: Service) -> None:
    page = open_page("manage").run()
    assert not page.exception
    files = [("2024年柳溪区教育工作总结.docx", corpus.word(), ""), ("坏.pdf", b"%PDF nothing", "")]
    page.file_uploader[0].upload(*files[0]).upload(*files[1]).run()
    button(page, "编入").click().run()  # type: ignore[attr-defined]
    run_to_the_end(page, service)
    assert "2024年柳溪区教育工作总结" in titles(service)
    assert "坏.pdf: 文件已损坏" in shown(page)
    assert "读入 1 份报告，1 个文件读不了" in shown(page)
    assert "现有 2 份报告" in shown(page)
    button(page, "知道了").click().run()  # type: ignore[attr-defined]
    assert "现有 2 份报告" not in shown(page)


def test_correcting_and_removing(service: Service, embedder: StaticEmbedder, tmp_path: Path) -> None:
    build([corpus.saved(tmp_path, "b.docx", corpus.word())], service.store, embedder)
    page = open_page("manage").run()
    page.text_input[1].set_value("20x4")
    button(page, "保存").click().run()  # type: ignore[attr-defined]
    assert "年份为四位数字" in shown(page)
    page.text_input[0].set_value("更正后的标题")
    page.text_input[1].set_value("2021")
    button(page, "保存").click().run()  # type: ignore[attr-defined]
    run_to_the_end(page, service)
    assert "更正后的标题" in titles(service)
    page.run()
    assert load_corrections(service.store.folder).popitem()[1] == Correction("更正后的标题", 2021)  # and no other field
    page.text_input[1].set_value("")  # as it was read
    button(page, "保存").click().run()  # type: ignore[attr-defined]
    run_to_the_end(page, service)
    assert load_corrections(service.store.folder).popitem()[1] == Correction("更正后的标题")
    assert {entry.year for entry in service.entries(LOCAL)} == {2022, 2024}  # 2022 is the sample
    page.run()
    button(page, "移除").click().run()  # type: ignore[attr-defined]
    assert "确定移除《更正后的标题》吗" in shown(page)
    button(page, "确定移除").click().run()  # type: ignore[attr-defined]
    run_to_the_end(page, service)
    assert titles(service) == [corpus.TITLE]


def test_an_answer_that_would_be_lost_is_shown_and_decided_on(
    service: Service, embedder: StaticEmbedder, tmp_path: Path
) -> None:
    path = corpus.saved(tmp_path, "b.txt", corpus.plain("utf-8"))
    build([path], service.store, embedder, fresh=True)
    case = '{"id": "1", "kind": "figure", "question": "招聘教师多少名？", "gold": [["126名"]], "quote": ["126"]}'
    (service.store.folder / "golden.jsonl").write_text(case + "\n", "utf-8")
    page = open_page("manage").run()
    changed = corpus.plain("utf-8").decode().replace("126名", "129名").encode()
    page.file_uploader[0].upload("c.txt", changed, "").run()
    button(page, "编入").click().run()  # type: ignore[attr-defined]
    run_to_the_end(page, service)
    assert "答案将变化" in shown(page)
    assert page.dataframe[0].value.iloc[0].tolist() == ["招聘教师多少名？", "126名", "129名"]
    assert "126名" in service.assistant(LOCAL).snapshot.report(0).report.text
    button(page, "仍然投入使用").click().run()  # type: ignore[attr-defined]
    run_to_the_end(page, service)
    assert "129名" in service.assistant(LOCAL).snapshot.report(0).report.text


def test_the_last_report_stays(service: Service) -> None:
    page = open_page("manage").run()
    button(page, "移除").click().run()  # type: ignore[attr-defined]
    button(page, "确定移除").click().run()  # type: ignore[attr-defined]
    run_to_the_end(page, service)
    assert "不能移除最后一份报告" in shown(page)


def test_reading_a_report(service: Service) -> None:
    page = open_page("read").run()
    assert not page.exception
    assert '<b class="ra-figure">365人</b>' in shown(page)
    assert 'href="#h' in shown(page)
    entry = read_manifest(service.store.current()).reports[0]
    text = service.assistant(LOCAL).snapshot.report(0).report.text
    start = text.index("365人")
    page.query_params["report"] = entry.id
    page.query_params["start"], page.query_params["end"] = str(start - 4), str(start + 4)
    page.run()
    assert '<mark id="quote">' in shown(page)
    page.query_params["report"] = "gone"
    page.run()
    assert "已被移除" in shown(page)


def test_a_table_is_shown_as_a_table_and_markup_as_text(tmp_path: Path) -> None:
    lines = [*corpus.LINES, "<script>alert(1)</script>表彰教师<b>9</b>名。"]
    path = corpus.saved(tmp_path, "a.docx", corpus.word(corpus.word_table, lines))
    indexed = analyse_report(read_report(path))
    line = "小学学校数31所，小学在校生28450人。"
    start = indexed.report.text.index(line)
    html = report_html(indexed, (start, start + len(line)))
    assert "<th>学校数（所）</th>" in html
    assert '<tr class="quoted" id="quote"><td>小学</td><td>31</td>' in html
    assert line not in html
    assert "<script" not in html
    assert "<b>9" not in html
    assert "一、教师队伍" in outline_html(indexed)


def test_one_job_at_a_time_and_what_goes_wrong_is_kept() -> None:
    jobs = Jobs()

    def fail(listen: Listener, cancelled: object) -> Built:
        raise NothingToIndex

    def busy(listen: Listener, cancelled: object) -> Built:
        with pytest.raises(Busy):
            jobs.start("second", fail)
        raise NothingToIndex

    job = jobs.start("first", busy)
    jobs.wait()
    assert isinstance(job.error, NothingToIndex)
    assert not job.running
    jobs.forget()
    assert jobs.job is None


def test_uploads_are_kept_whole_and_inside(tmp_path: Path) -> None:
    path = keep_upload(tmp_path, "../../etc/报告.txt", b"x")
    assert path.read_bytes() == b"x"
    assert path.name == "报告.txt"
    assert tmp_path in path.parents
    assert keep_upload(tmp_path, "报告.txt", b"y") != path
    assert safe_name("a" * 300 + ".docx").endswith(".docx")
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite):
        keep_upload(tmp_path / "file", "a.txt", b"x")


def test_a_snapshot_in_use_goes_on_while_another_is_built(service: Service, tmp_path: Path) -> None:
    before = service.assistant(LOCAL)
    path = corpus.saved(tmp_path, "b.txt", corpus.plain("utf-8"))
    build([path], Store(service.store.folder), service.embedder)
    assert before.ask("交流轮岗的教师有多少人？").headline == "365人"
    assert service.assistant(LOCAL).ask("柳溪区招聘教师多少名？").headline == "126名"


def test_going_back_is_asked_about_first(service: Service, embedder: StaticEmbedder, tmp_path: Path) -> None:
    before = titles(service)
    build([corpus.saved(tmp_path, "b.docx", corpus.word())], service.store, embedder)
    added = titles(service)
    page = open_page("manage").run()
    button(page, "退回上一个索引").click().run()  # type: ignore[attr-defined]
    assert "确定退回上一个索引吗" in shown(page)
    button(page, "取消").click().run()  # type: ignore[attr-defined]
    assert titles(service) == added
    button(page, "退回上一个索引").click().run()  # type: ignore[attr-defined]
    button(page, "确定退回").click().run()  # type: ignore[attr-defined]
    assert titles(service) == before
    assert "已退回上一个索引，现有 1 份报告" in shown(page)
    assert not page.exception


def test_a_table_of_questions_is_run(service: Service) -> None:
    page = open_page("assess").run()
    rows = "问题,答案\n交流轮岗的教师有多少人？,365人\n2021年交流教师有多少人？,\n金牌多少块？,9块\n"
    page.file_uploader[0].upload("题集.csv", rows.encode("gb18030"), "").run()
    button(page, "运行：题集.csv").click().run()  # type: ignore[attr-defined]
    assert not page.exception
    assert [metric.value for metric in page.metric] == ["66.7%", "1", "0"]
    assert "金牌多少块？" in shown(page)
    assert "9块" in shown(page)
