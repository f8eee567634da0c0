"""What an attacker would try, tried: docs/operations.md says which test stands for which risk."""

import csv
import io
import shutil
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import corpus
import pytest
import streamlit as st
from argon2 import PasswordHasher
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from assistant.access import LOCAL, Accounts, Role, WrongPassword
from assistant.answering import Assistant, as_csv, as_xlsx
from assistant.collection.jobs import shared_jobs
from assistant.collection.uploads import keep_upload
from assistant.service import Conversations, as_markdown
from assistant.service.in_service import shared_service
from assistant.web import sign_on, signed_in, visitor
from index.errors import UnreadableFile
from index.reading import find_sources, read_report
from index.search import StaticEmbedder
from index.snapshot import Store, build, read_manifest

PASSWORD = "correct horse battery"
SECRET = "only-this-machine-may-read-this"


class Listening:
    """A server that counts who connects to it."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.connections = 0
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()


@pytest.fixture
def listening() -> Iterator[Listening]:
    server = Listening()
    yield server
    server.socket.close()


def _with(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a zipped document with one part changed, or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return written.getvalue()


def _entity(target: str) -> Callable[[bytes], bytes]:
    """Declare an external entity in an XML part, and use it in the first text there is."""

    def change(xml: bytes) -> bytes:
        head, _, body = xml.partition(b"?>")
        declared = head + b'?><!DOCTYPE x [<!ENTITY xxe SYSTEM "' + target.encode() + b'">]>' + body
        for tag in (b"<w:t>", b"<t>"):
            if tag in declared:
                return declared.replace(tag, tag + b"&xxe;", 1)
        return declared

    return change


def _outside(target: str) -> dict[str, bytes]:
    """Documents that want something of `target`: an entity, a type definition, a picture, a template, a frame."""
    rows: list[list[object]] = [["学段", "学校数（所）"], ["小学", 31]]
    relation = (
        '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'{{}}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    page = corpus.web_page().decode()
    return {
        "entity.docx": _with(corpus.word(), "word/document.xml", _entity(target)),
        "entity.xlsx": _with(corpus.sheet(rows), "xl/workbook.xml", _entity(target)),
        "strings.xlsx": _with(corpus.sheet(rows), "xl/worksheets/sheet1.xml", _entity(target)),
        "template.docx": _with(
            corpus.word(),
            "word/_rels/document.xml.rels",
            lambda xml: xml.replace(b"</Relationships>", relation.format("attachedTemplate").encode()),
        ),
        "picture.docx": _with(
            corpus.word(),
            "word/_rels/document.xml.rels",
            lambda xml: xml.replace(b"</Relationships>", relation.format("image").encode()),
        ),
        "entity.html": page.replace("<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY xxe SYSTEM "{target}">]>')
        .replace("<article>", "<article><p>&xxe;</p>")
        .encode(),
        "dtd.html": page.replace("<!DOCTYPE html>", f'<!DOCTYPE html SYSTEM "{target}">').encode(),
        "frame.html": page.replace(
            "<article>",
            f'<article><img src="{target}"><iframe src="{target}"></iframe><link rel="stylesheet" href="{target}">'
            f'<script src="{target}"></script><object data="{target}"></object>',
        ).encode(),
        "picture.md": f"# {corpus.TITLE}\n\n![x]({target}) <img src='{target}'>\n\n招聘教师126名。\n".encode(),
    }


def _read(path: Path) -> str:
    try:
        return read_report(path).text
    except UnreadableFile:
        return ""


@pytest.mark.parametrize("name", list(_outside("x")))
def test_no_document_makes_the_program_connect_anywhere(name: str, tmp_path: Path, listening: Listening) -> None:
    _read(corpus.saved(tmp_path, name, _outside(listening.address)[name]))
    assert listening.connections == 0
    with socket.create_connection(listening.socket.getsockname()):  # the server would have noticed
        pass
    for _ in range(200):
        if listening.connections:
            break
        listening.thread.join(0.01)
    assert listening.connections == 1


@pytest.mark.parametrize("name", list(_outside("x")))
def test_no_document_reads_another_file_of_this_machine(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    assert SECRET not in _read(corpus.saved(tmp_path, name, _outside(secret.as_uri())[name]))


def test_entities_that_name_themselves_a_billion_times_cost_nothing(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE x [<!ENTITY e0 "lol">{entities}]>'.encode()

    def laugh(xml: bytes) -> bytes:
        head, _, body = xml.partition(b"?>")
        return head + b"?>" + declared + body.replace(b"<sheetData>", b"<sheetData>&e9;")

    sheet = _with(corpus.sheet([["学段", "学校数（所）"], ["小学", 31]]), "xl/worksheets/sheet1.xml", laugh)
    page = corpus.web_page().replace(b"<!DOCTYPE html>", declared).replace(b"<article>", b"<article><p>&e9;</p>")
    for name, content in (("a.xlsx", sheet), ("a.html", page), ("a.docx", corpus.entity_bomb())):
        assert len(_read(corpus.saved(tmp_path, name, content))) < 5_000


def test_no_member_of_an_archive_and_no_upload_leaves_its_folder(tmp_path: Path, embedder: StaticEmbedder) -> None:
    inside = tmp_path / "in" / "side"
    members = {"../../../climbs.txt": corpus.TEXT.encode(), "/abs.txt": corpus.TEXT.replace("126", "127").encode()}
    archive = corpus.saved(inside, "a.zip", corpus.zipped(members))
    build([archive], Store(inside / "data"), embedder)
    for name in ("../../climbs.txt", "..\\..\\climbs.txt", "/etc/climbs.txt", "..", ".", "a\x00/../b"):
        path = keep_upload(inside / "data", name, b"x")
        assert path.resolve().is_relative_to((inside / "data" / "files").resolve())
    outside = [p for p in tmp_path.rglob("*") if p.is_file() and not p.is_relative_to(inside)]
    assert outside == []
    assert len(find_sources([archive])[0]) == 2


FORMULAS = [
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_an_export_is_a_formula(formula: str) -> None:
    table = [{"指标": formula, "原句": "招聘教师126名", "数值": -2.1}]
    row = next(csv.DictReader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline="")))
    assert row["指标"] == f"'{formula}"
    assert row["数值"] == "-2.1"  # a number stays one
    sheet = load_workbook(io.BytesIO(as_xlsx(table, "x"))).active
    assert sheet is not None
    cell = sheet.cell(2, 1)
    assert cell.data_type != "f"
    assert str(cell.value).startswith("'")


EVIL_TITLE = "2024年<img src=x onerror=alert(1)>柳溪区<script>alert(2)</script>教育工作总结"
EVIL = f"{EVIL_TITLE}\n一、<b onclick=alert(3)>教师</b>队伍\n全年招聘教师126名，![a](http://x/p.png)交流轮岗教师214名[点我](javascript:alert(4))。\n"
RAW = ("<img", "<script>alert", "<b onclick", "onerror=alert(1)>")


@pytest.fixture
def hostile(tmp_path: Path, embedder: StaticEmbedder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection of one report that is full of markup, served to this machine."""
    folder = tmp_path / "data"
    path = corpus.saved(tmp_path, "<img src=x onerror=alert(5)>.txt", EVIL.encode())
    build([path], Store(folder), embedder)
    monkeypatch.setenv("ASSISTANT_DATA", str(folder))
    for cached in (shared_service, shared_jobs, signed_in._kept_in, visitor._kept_in):
        cached.cache_clear()
    st.cache_data.clear()
    return folder


def _page(name: str) -> AppTest:
    source = (
        "import streamlit as st\nfrom assistant.web.frame import close_frame, open_frame\n"
        "from assistant.web.navigation import pages\nlanguage = open_frame()\n"
        f"from assistant.web.{name} import {name}_page\n"
        f"st.navigation(pages(language), position='hidden')\nclose_frame(language)\n{name}_page()\n"
    )
    return AppTest.from_string(source, default_timeout=60)


def _rendered(page: AppTest) -> str:
    """Return what the browser takes for HTML."""
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html") if "<style>" not in element.proto.body)


@pytest.mark.parametrize("name", ["chat", "overview", "read", "manage", "settings"])
def test_nothing_of_a_report_is_markup_on_a_page(hostile: Path, name: str) -> None:
    page = _page(name).run()
    assert [raw for raw in RAW if raw in _rendered(page)] == []


@pytest.mark.parametrize(
    "question",
    [
        "招聘教师多少名？",
        "总结一下教师队伍",
        "教师队伍有哪些数据？",
        "<img src=x onerror=alert(1)>教师多少名？",
        "食堂几个？",
    ],
)
def test_neither_question_nor_answer_is_markup(hostile: Path, question: str) -> None:
    page = _page("chat").run()
    page.chat_input[0].set_value(question).run()
    assert [raw for raw in RAW if raw in _rendered(page)] == []
    for element in (*page.markdown, *page.caption, *page.warning, *page.error):
        assert "](javascript" not in element.value and "](http" not in element.value
    labels = [element.label for element in (*page.button, *page.expander)]
    assert not any("](javascript:alert" in label or "![a](http" in label for label in labels)


def test_an_export_to_markdown_holds_no_markup_of_a_report(hostile: Path) -> None:
    from assistant.service import Turn

    answer = shared_service().assistant(LOCAL).ask("招聘教师多少名？")
    written = as_markdown(EVIL_TITLE, [Turn("0" * 32, "[x](http://x)", answer, "")], "zh").decode()
    assert "\n# 2024年\\<img" in f"\n{written}"
    assert "](http" not in written.replace("\\]", "") and "<script" not in written.replace("\\<", "")


INJECTIONS = ["' or '1'='1", "'; drop table turn; --", '" or ""="', "%' or user like '%", "\\", "_%"]


@pytest.mark.parametrize("words", INJECTIONS)
def test_words_are_never_part_of_a_statement(words: str, tmp_path: Path, assistant: Assistant) -> None:
    kept = Conversations(tmp_path)
    conversation, _ = kept.add_turn("account:li", None, assistant.ask("金牌多少块"))
    assert kept.latest("account:wang", words) == []
    assert kept.turns(words, conversation, ()) == []
    kept.rename("account:wang", f"{conversation}{words}", "x")
    kept.delete(words, conversation)
    accounts = Accounts(tmp_path, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    accounts.add("li", PASSWORD, Role.READER)
    with pytest.raises(WrongPassword):
        accounts.sign_in(words, words)
    assert accounts.who(words) is None
    assert len(kept.latest("account:li")) == 1
    assert len(accounts.all()) == 1


@pytest.fixture
def guarded(tmp_path: Path, sample_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(sample_data, folder)
    Accounts(folder).add("guan", PASSWORD, Role.MANAGER)
    monkeypatch.setenv("ASSISTANT_DATA", str(folder))
    for cached in (shared_service, signed_in._kept_in, visitor._kept_in):
        cached.cache_clear()
    return folder


APP = str(Path(__file__).resolve().parents[2] / "app.py")


def test_neither_password_nor_token_is_logged(
    guarded: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    page = AppTest.from_file(APP, default_timeout=60).run()
    for password in ("a wrong password", PASSWORD):
        page.text_input[0].set_value("guan")
        page.text_input[1].set_value(password)
        page.button[0].click().run()
    token = page.session_state["session_token"]
    shown = caplog.text + "".join(capfd.readouterr())
    assert [secret for secret in ("a wrong password", PASSWORD, token) if secret in shown] == []


def test_a_server_for_the_network_lets_nobody_in_when_its_accounts_are_gone(
    guarded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without accounts everybody is the manager of this machine: never of one that others reach."""
    monkeypatch.setenv(sign_on.REQUIRED, "required")
    (guarded / "access.sqlite").unlink()
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    assert len(page.chat_input) == 0
    assert len(page.text_input) == 0


@pytest.mark.parametrize("cookie", ["", "x", "guan", "' or '1'='1", "a" * 43])
def test_a_made_up_session_is_nobodys(guarded: Path, cookie: str) -> None:
    page = AppTest.from_file(APP, default_timeout=60)
    page.session_state["session_token"] = cookie
    page.run()
    assert len(page.chat_input) == 0


def test_the_address_of_a_report_is_looked_up_and_never_a_path(guarded: Path) -> None:
    (guarded / "access.sqlite").unlink()
    known = {entry.id for entry in read_manifest(Store(guarded).current()).reports}
    for asked in ("../../../../etc/passwd", "/etc/passwd", "..%2f..", f"{next(iter(known))}/../x"):
        page = _page("read")
        page.query_params["report"] = asked
        page.run()
        assert page.warning
        assert "root:" not in _rendered(page)
