"""Sound files open whatever program wrote them; a bad one is named and the others are indexed, in bounded time."""

import io
import os
import stat
import tempfile
import time
import zipfile
from pathlib import Path

import corpus
import packages
import pytest
from corpus import LINES, TEXT, TITLE, saved
from packages import p

from index.errors import Reason, UnreadableFile
from index.reading import Worker, find_sources, libreoffice, read_report, table_paragraphs
from index.reading.legacy import convert_all
from index.search import StaticEmbedder
from index.snapshot import Snapshot, Store, build, parts

WEB = (
    "<html><head><meta charset=gb2312></head><body><h1>"
    + "</h1><p>".join([*LINES[:1], "</p><p>".join(LINES[1:])])
    + "</p></body></html>"
)


def mhtml() -> bytes:
    import quopri

    body = quopri.encodestring(WEB.replace("gb2312", "utf-8").encode())
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="=_x"\n\n--=_x\nContent-Type: text/html; charset="utf-8"\n'
    return head + b"Content-Transfer-Encoding: quoted-printable\n\n" + body + b"\n--=_x--\n"


def word_lines() -> bytes:
    return packages.document("".join(map(p, LINES)), {"lost": ("image", "NULL"), "n": ("footnotes", "gone.xml")})


SOUND: dict[str, tuple[str, bytes]] = {
    "strict docx": ("a.docx", packages.strict(word_lines())),
    "relations to nowhere": ("a.docx", word_lines()),
    "docm": ("a.docm", word_lines()),
    "template": ("a.dotx", word_lines()),
    "doc that is a web page": ("a.doc", WEB.encode("gb18030")),
    "doc that is a single-file page": ("a.doc", mhtml()),
    "mht": ("a.mht", mhtml()),
    "wps that is text": ("a.wps", TEXT.encode("gb18030")),
    "xls that is tab text": ("a.xls", TEXT.encode("gb18030")),
    "xls that is a table of a page": (
        "a.xls",
        ("<table>" + "".join(f"<tr><td>{line}</td></tr>" for line in LINES) + "</table>").encode(),
    ),
    "xlsm": ("a.xlsm", corpus.sheet([[line] for line in LINES])),
    "strict xlsx": ("a.xlsx", packages.strict(corpus.sheet([[line] for line in LINES]))),
    "big5": ("a.txt", "".join(LINES).translate(str.maketrans("区总结", "區總結")).encode("big5", "ignore")),
    "utf-16 without a mark": ("a.txt", TEXT.encode("utf-16-be")),
    "a wrong declaration": ("a.html", WEB.encode("utf-8")),
    "csv in utf-16 with tabs": ("a.csv", TEXT.encode("utf-16")),
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_files_open(tmp_path: Path, name: str) -> None:
    file, content = SOUND[name]
    report = read_report(saved(tmp_path, file, content))
    assert "126名" in report.text
    assert "2160" in report.text


def test_a_sheet_formatted_to_the_last_row(tmp_path: Path) -> None:
    rows = f"<row r='1'>{packages.text_cell('镇')}{packages.text_cell('学校（所）')}</row><row r='2'>{packages.text_cell('甲镇')}<c><v>3</v></c></row>"
    rows += "<row r='1048576'><c r='A1048576' s='0'/></row>"
    assert "甲镇学校3所。" in read_report(saved(tmp_path, "a.xlsx", packages.workbook(rows))).text


def test_a_few_broken_bytes_are_marked(tmp_path: Path) -> None:
    broken = TEXT.encode().replace("投资".encode(), "投".encode() + b"\xe8\xb5")
    report = read_report(saved(tmp_path, "a.txt", broken))
    assert LINES[2] in report.text
    assert any(code.startswith("letters_lost") for code in report.warnings)


def damaged(method: int) -> bytes:
    """An archive of two members, the packed bytes of the first one damaged."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        archive.writestr("坏.txt", "坏" * 4000)
        archive.writestr("好.txt", TEXT)
        start = archive.infolist()[0].header_offset
    content = bytearray(written.getvalue())
    for offset in range(start + 50, start + 62):
        content[offset] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_member_leaves_the_others(tmp_path: Path, embedder: StaticEmbedder, method: int) -> None:
    path = saved(tmp_path / "in", "a.zip", damaged(method))
    built = build([path], Store(tmp_path / "data"), embedder)
    assert [entry.title for entry in built.entries] == [TITLE]
    assert [failure.path.name for failure in built.failures] == ["坏.txt"]


def test_archives_in_archives_and_names_that_climb(tmp_path: Path) -> None:
    inner = corpus.zipped({"二.txt": TEXT.encode(), "三.zip": corpus.zipped({"四.txt": TEXT.encode()})})
    members = {
        "../../甲/总结.txt": TEXT.encode(),
        "C:\\乙\\总结.txt": b"x" + TEXT.encode(),
        "/丙/总结.txt": b"y" + TEXT.encode(),
    }
    sources, failures = find_sources([saved(tmp_path, "a.zip", corpus.zipped({**members, "里.zip": inner}))])
    assert [source.member for source in sources] == ["甲/总结.txt", "乙/总结.txt", "丙/总结.txt", "里.zip/二.txt"]
    assert len({source.content() for source in sources}) == 3
    assert [(failure.path.name, failure.reason) for failure in failures] == [("三.zip", Reason.NESTED)]


def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    members = {"总结.txt": TEXT.encode(), "../总结.txt": ("另：" + TEXT).encode()}
    sources, _ = find_sources([saved(tmp_path, "a.zip", corpus.zipped(members))])
    assert [source.member for source in sources] == ["总结.txt", "总结 (2).txt"]
    assert len({source.content() for source in sources}) == 2


def test_names_and_titles_that_are_no_text(
    tmp_path: Path, embedder: StaticEmbedder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    raw = os.fsencode(folder) + b"/\xbc\xd7\xc7\xf8.txt"  # 甲区 in GBK, and one that no encoding knows
    for name in (raw, os.fsencode(folder) + b"/a\xff\xfe.md"):
        try:
            Path(os.fsdecode(name)).write_bytes(TEXT.encode() + name[-8:-4].hex().encode())
        except OSError:
            pytest.skip("the file system takes no such names")
    saved(folder, "b.html", f"<title>\ud83d{TITLE}</title><p>招聘教师9名。</p>".encode("utf-16", "surrogatepass"))
    store = Store(tmp_path / "data")
    built = build([folder], store, embedder, keep_versions=True)
    assert not built.failures
    assert "甲区.txt" in {entry.file for entry in Snapshot.open(store.current()).entries}
    print([(entry.file, entry.source) for entry in built.entries])
    assert capsys.readouterr().out


def test_a_sentence_that_the_program_stumbles_over(
    tmp_path: Path, embedder: StaticEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyse = parts.analyse_report

    def stumbles(report: object) -> object:
        if "绊" in report.text:  # type: ignore[attr-defined]
            raise KeyError("绊")
        return analyse(report)  # type: ignore[arg-type]

    monkeypatch.setattr(parts, "analyse_report", stumbles)
    paths = [saved(tmp_path, "坏.txt", ("绊" + TEXT).encode()), saved(tmp_path, "好.txt", TEXT.encode())]
    store = Store(tmp_path / "data")
    built = build(paths, store, embedder)
    assert [(failure.path.name, failure.reason) for failure in built.failures] == [("坏.txt", Reason.FAILED)]
    assert len(Snapshot.open(store.current()).entries) == 1


LONG = {
    "sentences": LINES[2],
    "no marks": "全区招聘教师",
    "numerals": "一二三四五六",
    "brackets": "（“《",
    "digits": "1234567890",
    "tabs": "甲\t1\t",
}


@pytest.mark.parametrize("name", LONG)
def test_the_cost_of_a_line_grows_with_its_length(tmp_path: Path, embedder: StaticEmbedder, name: str) -> None:
    """Twelve times the text may not take more than about twelve times as long: nothing goes by the square of a line."""

    def seconds(characters: int) -> float:
        text = TITLE + "\n" + LONG[name] * (characters // len(LONG[name]))
        path = saved(tmp_path, f"{characters}.txt", text.encode())
        begun = time.process_time()
        with Worker() as worker:
            parts.analyse_report(worker.read(path))
        return time.process_time() - begun

    short = max(seconds(20_000), 0.05)
    assert seconds(240_000) < 40 * short


def test_no_line_is_longer_than_the_program_can_read(tmp_path: Path) -> None:
    report = read_report(saved(tmp_path, "a.txt", (TITLE + "\n" + LINES[2] * 3000).encode()))
    assert max(map(len, report.text.split("\n"))) <= 6000
    assert report.text.count("126名") == 3000


def test_libreoffice_is_started_once_for_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        b'#!/bin/sh\necho run >> "$RUNS"\nprevious=\nfor a in "$@"; do case "$previous" in --outdir) out="$a";; esac; previous="$a"; done\n'
        b'for a in "$@"; do case "$a" in *.doc) b=$(basename "$a" .doc); case "$(cat "$a")" in *bad*) ;; *) cp "$a" "$out/$b.docx";; esac;; esac; done\n'
    )
    program = saved(tmp_path, "soffice", script)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("ASSISTANT_SOFFICE", str(program))
    monkeypatch.setenv("RUNS", str(tmp_path / "runs"))
    made = convert_all([(".doc", b"one"), (".doc", b"bad"), (".doc", b"three")])
    assert made == [b"one", Reason.BROKEN, b"three"]
    assert (tmp_path / "runs").read_text().count("run") == 1


def test_old_files_of_a_batch(tmp_path: Path, embedder: StaticEmbedder) -> None:
    if libreoffice() is None:
        pytest.skip("LibreOffice is not installed")
    rtf = b"{\\rtf1\\ansi\\ansicpg936 %s}"
    for year in (2021, 2022):
        words = "".join(f"\\u{ord(c)}?" for c in f"{year}年甲区工作总结。招聘教师{year}名。").encode()
        saved(tmp_path / "in", f"{year}年甲区工作总结.doc", rtf % words)
    saved(tmp_path / "in", "bad.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    built = build([tmp_path / "in"], Store(tmp_path / "data"), embedder)
    assert sorted(entry.year or 0 for entry in built.entries) == [2021, 2022]
    assert [failure.path.name for failure in built.failures] == ["bad.doc"]


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.zip", "a.txt"])
def test_an_archive_made_for_a_later_program_does_not_stop_a_batch(
    tmp_path: Path, embedder: StaticEmbedder, name: str
) -> None:
    content = bytearray(corpus.zipped({"word/document.xml": b"<x/>", "b.txt": TEXT.encode()}))
    content[content.find(b"PK\x01\x02") + 6] = 84  # the version that it takes to unpack the first member
    paths = [saved(tmp_path, name, bytes(content)), saved(tmp_path, "好.txt", TEXT.encode())]
    built = build(paths, Store(tmp_path / "data"), embedder)
    assert [entry.file for entry in built.added] == ["好.txt"]
    assert {failure.path.name for failure in built.failures} == {name}


@pytest.mark.parametrize("name", ["a.zip", "a.docx"])
def test_an_endless_list_of_members_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = saved(tmp_path, name, b"PK\x03\x04" + b"PK\x01\x02" * 50_001)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    _, failures = find_sources([path])
    if name == "a.docx":
        with pytest.raises(UnreadableFile) as refused:
            read_report(path)
        failures = [refused.value]
    assert [failure.reason for failure in failures] == [Reason.TOO_MANY_FILES]


def test_what_libreoffice_leaves_is_gone_with_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = saved(tmp_path, "soffice", b'#!/bin/sh\necho x > "$TMPDIR/lu1.tmp"\nkill -9 $$\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("ASSISTANT_SOFFICE", str(program))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    (tmp_path / "temporary").mkdir()
    assert convert_all([(".doc", b"one")]) == [Reason.BROKEN]
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("piece", ["[^1]: ", "[^1] "])
def test_many_notes_in_a_line_of_markdown_cost_what_they_are_long(tmp_path: Path, piece: str) -> None:
    def seconds(count: int) -> float:
        path = saved(tmp_path, f"{count}.md", (TITLE + "\n\n甲 " + piece * count).encode())
        begun = time.process_time()
        read_report(path)
        return time.process_time() - begun

    assert seconds(8000) < 40 * max(seconds(500), 0.02)


def test_a_long_column_of_names_costs_what_it_is_long() -> None:
    def seconds(count: int) -> float:
        rows = [["学校", "人数（人）"], *([f"{n}小", str(n)] for n in range(count))]
        begun = time.process_time()
        table_paragraphs(rows, 0)
        return time.process_time() - begun

    assert seconds(24_000) < 30 * max(seconds(2000), 0.02)
