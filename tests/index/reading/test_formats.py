"""Every format an office has is read right, every fault is refused with its reason, in bounded time and memory."""

import functools
import importlib
import os
import re
import shutil
import stat
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import corpus
import pytest
from corpus import LINES, ROWS, TEXT, TITLE, saved
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import Reason, UnreadableFile
from index.reading import Limits, Worker, find_sources, libreoffice, read_report, table_paragraphs
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build
from index.structure import analyse_report
from index.types import Report

BODY = "\n".join(LINES)
MARKDOWN = f"# {TITLE}\n\n## 一、教师队伍\n\n{LINES[2]}\n\n## 二、学校建设\n\n{LINES[4]}\n"
TABLE_LINE = "小学学校数31所，小学在校生28450人。"
GOOD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "utf-8": ("a.txt", lambda: corpus.plain("utf-8")),
    "utf-8 with a mark": ("a.txt", lambda: corpus.plain("utf-8-sig")),
    "gb18030": ("a.txt", lambda: corpus.plain("gb18030")),
    "gbk": ("a.txt", lambda: corpus.plain("gbk")),
    "utf-16 with a mark": ("a.txt", lambda: corpus.plain("utf-16")),
    "utf-16 without": ("a.txt", lambda: corpus.plain("utf-16-le")),
    "windows line ends": ("a.txt", lambda: TEXT.replace("\n", "\r\n").encode()),
    "old mac line ends": ("a.txt", lambda: TEXT.replace("\n", "\r").encode()),
    "empty lines between": ("a.txt", lambda: TEXT.replace("\n", "\n\n\n").encode()),
    "full-width indents": ("a.txt", lambda: TEXT.replace("\n", "\n　　").encode()),
    "zero-width characters": ("a.txt", lambda: TEXT.replace("教师", "教\u200b师").encode()),
    "markdown": ("a.md", MARKDOWN.encode),
    "markdown, long ending": ("a.markdown", MARKDOWN.encode),
    "docx": ("a.docx", corpus.word),
    "docx in capitals": ("A.DOCX", corpus.word),
    "docx with a table": ("a.docx", lambda: corpus.word(corpus.word_table)),
    "docx with a text box": ("a.docx", lambda: corpus.word(corpus.word_text_box)),
    "docx with pages": ("a.docx", lambda: corpus.word(corpus.word_pages)),
    "docx with a footnote": ("a.docx", lambda: corpus.word_footnote(corpus.word(corpus.footnote_reference))),
    "html": ("a.html", corpus.web_page),
    "htm": ("a.htm", corpus.web_page),
    "html in gb2312": ("a.html", lambda: corpus.web_page("gb2312")),
    "html with scripts": ("a.html", lambda: corpus.web_page(script="<script>document.write('招聘教师999名')</script>")),
    "xlsx of lines": ("a.xlsx", lambda: corpus.sheet([[line] for line in LINES])),
    "csv of lines": ("a.csv", lambda: corpus.comma_separated([[line] for line in LINES])),
    "docx called txt": ("a.txt", corpus.word),
    "docx called doc": ("a.doc", corpus.word),
    "docx called pdf": ("a.pdf", corpus.word),
    "html called txt": ("a.txt", corpus.web_page),
    "html called doc": ("a.doc", corpus.web_page),
    "xlsx called docx": ("a.docx", lambda: corpus.sheet([[line] for line in LINES])),
}


@pytest.mark.parametrize("name", GOOD)
def test_the_same_report_in_every_format(tmp_path: Path, name: str) -> None:
    file, make = GOOD[name]
    report = read_report(saved(tmp_path, file, make()))
    for line in LINES:
        assert line in report.text
    assert (report.title, report.year, report.region) == (TITLE, 2024, "柳溪区")
    assert [heading.title for heading in report.headings][:2] == [LINES[1], LINES[3]]
    assert "999" not in report.text
    assert "版权所有" not in report.text
    figures = [figure.text for row in analyse_report(report).figures for figure in row]
    assert {"126名", "214名", "57名", "3所", "2160个", "1.8亿元"} <= set(figures)


BAD: dict[str, tuple[str, Callable[[], bytes], Reason]] = {
    "0 bytes": ("a.txt", bytes, Reason.EMPTY),
    "blanks": ("a.docx", lambda: b"   \n", Reason.EMPTY),
    "marks only": ("a.txt", "——\n***".encode, Reason.NO_TEXT),
    "no encoding": ("a.txt", lambda: bytes(range(256)) * 20, Reason.ENCODING),
    "a program": ("a.exe", lambda: b"MZ\x90", Reason.FORMAT),
    "an image": ("a.png", lambda: b"\x89PNG\r\n\x1a\n", Reason.FORMAT),
    "docx that is text": ("a.docx", lambda: b"this is no archive", Reason.FORMAT),
    "docx cut short": ("a.docx", lambda: corpus.word()[:2000], Reason.FORMAT),
    "docx without its text": ("a.docx", lambda: corpus.zipped({"word/other.xml": b"<x/>"}), Reason.BROKEN),
    "docx that unpacks to too much": ("a.docx", lambda: corpus.bomb("word/document.xml", 30_000_000), Reason.TOO_LARGE),
    "docx of nested entities": ("a.docx", corpus.entity_bomb, Reason.BROKEN),
    "docx with a password": (
        "a.docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        Reason.ENCRYPTED,
    ),
    "xlsx with a password": (
        "a.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        Reason.ENCRYPTED,
    ),
    "xlsx cut short": ("a.xlsx", lambda: corpus.sheet([["甲"]])[:900], Reason.FORMAT),
    "xlsx that unpacks to too much": ("a.xlsx", lambda: corpus.bomb("xl/workbook.xml", 30_000_000), Reason.TOO_LARGE),
    "xlsx without cells": ("a.xlsx", lambda: corpus.sheet([]), Reason.NO_TEXT),
    "pdf cut short": ("a.pdf", lambda: corpus.pdf_report()[:300], Reason.BROKEN),
    "pdf that is text": ("a.pdf", lambda: b"no pdf", Reason.BROKEN),
    "pdf with a password": (
        "a.pdf",
        lambda: corpus.pdf(lambda c: c.drawString(50, 50, "x"), "secret"),
        Reason.ENCRYPTED,
    ),
    "pdf of too many pages": ("a.pdf", lambda: corpus.pdf_scan(12), Reason.TOO_MANY_PAGES),
    "html without text": ("a.html", lambda: b"<html><body><script>1</script></body></html>", Reason.NO_TEXT),
    "too large": ("a.txt", lambda: "字".encode() * 2_000_000, Reason.TOO_LARGE),
    "csv of too many cells": ("a.csv", lambda: b"1,2\n" * 60_000, Reason.TOO_MANY_CELLS),
}


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Limits:
    """Limits that small files exceed."""
    limits = Limits(file=4_000_000, unpacked=20_000_000, pages=10, cells=100_000, members=5)
    for module in ("limits", "report_file", "package", "pdf", "sources"):
        # the room offers a function of the same name as its module
        monkeypatch.setattr(importlib.import_module(f"index.reading.{module}"), "limits", lambda: limits)
    return limits


@pytest.mark.parametrize("name", BAD)
def test_every_fault_is_refused_with_its_reason(tmp_path: Path, narrow: Limits, name: str) -> None:
    file, make, reason = BAD[name]
    with pytest.raises(UnreadableFile) as refused:
        read_report(saved(tmp_path, file, make()))
    assert refused.value.reason is reason
    assert refused.value.path.name == file


def test_a_table_becomes_figures_with_their_headings(tmp_path: Path) -> None:
    report = read_report(saved(tmp_path, "a.docx", corpus.word(corpus.word_table)))
    assert TABLE_LINE in report.text.split("\n")
    table = report.tables[0]
    assert table.rows == tuple(tuple(row) for row in ROWS)
    assert report.text[table.start : table.end].split("\n")[0] == TABLE_LINE
    assert [f.text for row in analyse_report(report).figures for f in row][-4:] == [
        "31所",
        "28450人",
        "12所",
        "13020人",
    ]


def test_merged_cells_years_and_a_unit_for_the_whole_table(tmp_path: Path) -> None:
    report = read_report(saved(tmp_path, "a.docx", corpus.word(corpus.word_merged_table)))
    assert "2023年小学经费510万元，2024年小学经费620万元。" in report.text


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            [["指标", "2023年", "2024年"], ["在校生（人）", "100", "120"]],
            ["2023年在校生100人，2024年在校生120人。"],
        ),
        ([["指标", "2023", "2024"], ["学校数", "10所", "12所"]], ["2023年学校数10所，2024年学校数12所。"]),
        ([["学校数", "68所"], ["教师", "5120人"]], ["学校数68所。", "教师5120人。"]),
        ([["学校数", "68", "教师", "5120"]], ["学校数为68，教师为5120。"]),
        ([["序号", "学校", "占比（%）"], ["1", "一小", "98.5"]], ["一小占比98.5%。"]),
        ([["姓名", "职务"], ["甲", "校长"]], ["姓名：甲，职务：校长。"]),
        ([["学段", "学校数"], ["小学", "—"], ["初中", "12所"]], ["小学", "初中学校数12所。"]),
    ],
)
def test_readable_lines_of_tables(rows: list[list[str]], lines: list[str]) -> None:
    assert [row.text for row in table_paragraphs(rows, 0) if row.text] == lines


def _solid(cell: str) -> str:
    return "".join(cell.split())


@given(st.lists(st.lists(st.text("小学初12.%年—（人） ", max_size=6), min_size=1, max_size=4), min_size=1, max_size=5))
def test_no_cell_of_a_table_is_lost(rows: list[list[str]]) -> None:
    read = table_paragraphs(rows, 0)
    said = {_solid(cell) for row in read for cell in (*row.cells, row.text)}
    assert {_solid(cell) for row in rows for cell in row} - {""} <= said


def test_sheets_and_separated_values(tmp_path: Path) -> None:
    rows: list[list[object]] = [[TITLE], ["单位：万元"], ["学段", "经费"], ["小学", 620.5], ["初中", 385]]
    report = read_report(saved(tmp_path, "a.xlsx", corpus.sheet(rows, "经费")))
    assert "小学经费620.5万元。" in report.text
    assert report.text.startswith("经费")
    report = read_report(saved(tmp_path, "b.csv", corpus.comma_separated([[TITLE], [], *ROWS], "gb18030")))
    assert TABLE_LINE in report.text
    assert report.title == TITLE


def test_a_pdf_loses_headers_and_joins_lines(tmp_path: Path) -> None:
    report = read_report(saved(tmp_path, "a.pdf", corpus.pdf_report(3)))
    assert "内部资料" not in report.text
    assert "—" not in report.text
    body = [line for line in report.text.split("\n") if "招聘教师" in line]
    assert len(body) == 3
    assert body[0].startswith("本年度继续推进")
    assert body[0].endswith("培训教师3300人次。")
    assert [page.number for page in report.pages] == [1, 2, 3]
    assert report.page_at(report.text.rindex("招聘教师")) == 3
    assert report.headings[0].title == "一、教师队伍"


def test_a_paragraph_goes_on_over_a_page(tmp_path: Path) -> None:
    report = read_report(saved(tmp_path, "a.pdf", corpus.pdf_across_pages()))
    joined = next(line for line in report.text.split("\n") if "持续推进" in line)
    assert joined.endswith("新增学位2160个。")
    assert report.page_at(report.text.index("持续推进")) == 1
    assert report.page_at(report.text.index("2160")) == 2


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    text = read_report(saved(tmp_path, "a.pdf", corpus.pdf_columns())).text.replace("\n", "")
    assert text.index("左栏末行") < text.index("右栏第一行")


def test_a_ruled_table_in_a_pdf(tmp_path: Path) -> None:
    report = read_report(saved(tmp_path, "a.pdf", corpus.pdf_table()))
    assert TABLE_LINE in report.text
    assert report.tables[0].rows[0] == ("学段", "学校数（所）", "在校生（人）")
    assert "学段学校数" not in report.text


def test_a_scan_is_recognised(tmp_path: Path) -> None:
    if find_spec("rapidocr_onnxruntime"):
        pytest.skip("recognition is installed, so a scan is read")
    with pytest.raises(UnreadableFile) as refused:
        read_report(saved(tmp_path, "a.pdf", corpus.pdf_scan()))
    assert refused.value.reason is Reason.SCANNED


def test_a_scan_is_read_where_recognition_is_installed(tmp_path: Path) -> None:
    if not find_spec("rapidocr_onnxruntime"):
        pytest.skip("the extra `ocr` is not installed")
    import io

    import pypdfium2
    from reportlab.lib.utils import ImageReader

    page = pypdfium2.PdfDocument(corpus.pdf_report())[0]
    image = io.BytesIO()
    page.render(scale=3).to_pil().save(image, "PNG")
    image.seek(0)
    scan = corpus.pdf(lambda canvas: canvas.drawImage(ImageReader(image), 0, 0, 595, 842))
    assert "招聘教师126名" in read_report(saved(tmp_path, "a.pdf", scan)).text


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Converts a report by the office, which is prepared once; returns the file, the same one for the same ending."""
    home = tmp_path_factory.mktemp("office")
    return functools.cache(lambda kind: _converted(home, kind))


def _converted(tmp_path: Path, kind: str) -> Path:
    if libreoffice() is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing and CI is set")
        pytest.skip("LibreOffice is not installed")
    source = saved(tmp_path, "a.docx", corpus.word(corpus.word_table))
    command = [str(libreoffice()), "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"]
    subprocess.run([*command, "--convert-to", kind, "--outdir", str(tmp_path), str(source)], check=True, timeout=90)
    return source.with_suffix(f".{kind}")


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_old_formats_go_through_libreoffice(converted: Callable[[str], Path], kind: str) -> None:
    report = read_report(converted(kind))
    assert BODY in report.text
    if kind != "doc":  # LibreOffice itself drops a table without widths when it writes a .doc
        assert TABLE_LINE in report.text


def test_wps_is_a_word_document_by_another_name(tmp_path: Path, converted: Callable[[str], Path]) -> None:
    assert BODY in read_report(saved(tmp_path, "a.wps", converted("doc").read_bytes())).text


def test_without_libreoffice_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.reading.legacy.libreoffice", lambda: None)
    with pytest.raises(UnreadableFile) as refused:
        read_report(saved(tmp_path, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    assert refused.value.reason is Reason.NEEDS_LIBREOFFICE


def test_a_converter_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = saved(tmp_path, "soffice", b"#!/bin/sh\nexec sleep 60\n")
    slow.chmod(slow.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("ASSISTANT_SOFFICE", str(slow))
    monkeypatch.setattr("index.reading.legacy.limits", lambda: Limits(seconds=0.3))
    with pytest.raises(UnreadableFile) as refused:
        read_report(saved(tmp_path, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))
    assert refused.value.reason is Reason.TOO_SLOW


def test_archives(tmp_path: Path, narrow: Limits) -> None:
    members = {
        "报告/一.txt": TEXT.encode(),
        "../../climbs.md": MARKDOWN.encode(),
        "/root/b.docx": corpus.word(),
        "x.exe": b"MZ",
    }
    path = saved(tmp_path, "全部.zip", corpus.zipped(members))
    sources, failures = find_sources([path])
    assert [str(source.member) for source in sources] == ["报告/一.txt", "climbs.md", "root/b.docx"]
    assert not failures
    with Worker() as worker:
        for source in sources:
            assert LINES[2] in worker.read(source.shown, source.content()).text
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["全部.zip"]
    old = saved(tmp_path, "gbk.zip", corpus.zipped({"柳溪区总结.txt": TEXT.encode()}, gbk_names=True))
    assert [source.member for source in find_sources([old])[0]] == ["柳溪区总结.txt"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 no archive", Reason.BROKEN),
        (corpus.zipped({"a.exe": b"MZ"}), Reason.NO_TEXT),
        (corpus.zipped({f"{n}.txt": b"x" for n in range(9)}), Reason.TOO_MANY_FILES),
        (corpus.zipped({"a.txt": b"0" * 30_000_000}), Reason.TOO_LARGE),
    ],
)
def test_bad_archives(tmp_path: Path, narrow: Limits, content: bytes, reason: Reason) -> None:
    sources, failures = find_sources([saved(tmp_path, "a.zip", content)])
    assert not sources
    assert [failure.reason for failure in failures] == [reason]


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.reading.worker.limits", lambda: Limits(seconds=0.01))
    with Worker() as worker, pytest.raises(UnreadableFile) as refused:
        worker.read(saved(tmp_path, "a.docx", corpus.word()))
    assert refused.value.reason is Reason.TOO_SLOW
    assert refused.value.path.name == "a.docx"


def test_a_file_that_takes_too_much_memory_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MAX_MEMORY_MB", "300")
    with Worker() as worker, pytest.raises(UnreadableFile) as refused:
        worker.read(saved(tmp_path, "a.docx", corpus.word_of_many_parts(3_000_000)))
    assert refused.value.reason in (Reason.TOO_HEAVY, Reason.BROKEN)  # libxml2 does not always say why it stopped


def test_the_reading_process_says_what_is_wrong_and_goes_on(tmp_path: Path) -> None:
    with Worker() as worker:
        with pytest.raises(UnreadableFile) as refused:
            worker.read(saved(tmp_path, "a.pdf", b"%PDF-1.4 nothing"))
        assert refused.value.reason is Reason.BROKEN
        read = worker.read(saved(tmp_path, "b.docx", corpus.word(corpus.word_table)))
    assert read == read_report(tmp_path / "b.docx")


def test_markup_in_a_report_stays_text(tmp_path: Path) -> None:
    line = "<img src=x onerror=alert(1)>招聘教师12名。"
    assert line in read_report(saved(tmp_path, "a.docx", corpus.word(lines=[TITLE, line]))).text


_FUZZED = {name: GOOD[name][1]() for name in ("docx with a table", "xlsx of lines", "html", "csv of lines")}
_FUZZED["pdf"] = corpus.pdf_table()
_ENDINGS = {
    "docx with a table": ".docx",
    "xlsx of lines": ".xlsx",
    "html": ".html",
    "csv of lines": ".csv",
    "pdf": ".pdf",
}


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One process that reads, as for all files of a folder; it is started anew where a file ended it."""
    with Worker() as started:
        yield started


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(sorted(_FUZZED)), st.data())
def test_damaged_documents_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, worker: Worker, name: str, data: st.DataObject
) -> None:
    content = bytearray(_FUZZED[name])
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    path = saved(tmp_path_factory.mktemp("f"), f"a{_ENDINGS[name]}", bytes(content[:cut]))
    try:
        report = worker.read(path)
    except UnreadableFile:
        return
    assert isinstance(report, Report)


# the marks of Markdown are no text: of headings, lists and rules at the start of a line, of emphasis around words
_MARKUP = re.compile(r"^#{1,6}\s|^\s*[-*+]\s|^\s*(?:[-*_]\s*){3,}$|\*\*(?=\S)|(?<=\S)\*\*", re.MULTILINE)


def _characters(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace() and character not in "\u200b\ufeff\xad")


def test_no_paragraph_of_the_real_reports_is_lost(shared: Path) -> None:
    """What goes in comes out: all characters but those of lines left out as a web page's, which are listed."""
    import docx

    for source in find_sources([shared / "reports"])[0]:
        report = read_report(source.path)
        if source.path.suffix == ".docx":
            document = docx.Document(str(source.path))
            raw = "".join(paragraph.text for paragraph in document.paragraphs)
            raw += "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
        else:
            raw = re.sub(r"\[bookmark: ?[^\]]*\]", "", source.path.read_text("utf-8"), flags=re.IGNORECASE)
        if source.path.suffix == ".md":
            raw = _MARKUP.sub("", raw)
        lost = _characters(raw) - _characters(report.text)
        left_out = sum(int(code.partition(":")[2]) for code in report.warnings if code.startswith("residue"))
        assert sum(lost.values()) <= 60 * left_out, (source.path.name, lost)


def test_a_folder_of_everything_is_indexed(tmp_path: Path, embedder: StaticEmbedder) -> None:
    """Good and bad files side by side: the good ones are in service, each bad one is named, nothing else happens."""
    folder = tmp_path / "in"
    for number, (file, make) in enumerate(GOOD.values()):
        saved(folder / f"good{number}", file, make())
    for number, (name, (file, make, _)) in enumerate(BAD.items()):
        if not {"many", "large"} & set(name.split()):  # which they are for narrow limits only
            saved(folder / f"bad{number}", file, make())
    store = Store(tmp_path / "data")
    built = build([folder], store, embedder)
    refused = {failure.path.parent.name for failure in built.failures}
    assert {path.name for path in folder.iterdir() if path.name.startswith("good")}.isdisjoint(refused)
    assert len(refused) >= 12
    # all of these are one report in many forms: each newer one took the older one's place
    assert len(Snapshot.open(store.current()).entries) < len(GOOD)
    shutil.rmtree(folder)
