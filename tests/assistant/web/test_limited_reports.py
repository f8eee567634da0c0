"""No page shows a word of a report that is limited to others: not to a reader, not to a keeper, not by a guessed address."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from argon2 import PasswordHasher
from limited import GROUP, LIMITED, OPEN, SECRETS, indexed
from streamlit.testing.v1 import AppTest

from assistant.access import LOCAL, Accounts, Role
from assistant.collection import Collection, Job, Lost
from assistant.collection.jobs import shared_jobs
from assistant.evaluation import read_cases
from assistant.service import Conversations, Service, owner_of
from assistant.service.in_service import shared_service
from assistant.web import signed_in, visitor
from index.search import StaticEmbedder

PASSWORD = "correct horse battery"
_IDS = re.compile(rb"[0-9a-f]{16,}")
PAGES = ["chat", "overview", "read", "settings", "manage", "assess"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Path:
    """A collection with a limited report, accounts of each kind, and what was asked before it was limited."""
    folder = tmp_path_factory.mktemp("pages") / "data"
    report = indexed(folder, embedder, [LIMITED, *OPEN])
    accounts = Accounts(folder, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for name, role in (("guan", Role.MANAGER), ("zi", Role.KEEPER), ("du", Role.READER), ("yuan", Role.READER)):
        accounts.add(name, PASSWORD, role)
    service = Service(folder)
    service.groups.add(GROUP)
    service.groups.join(GROUP, ["yuan"])
    asked = service.assistant(LOCAL)
    for question in ("全年招聘教师多少名？", "督导有哪些数据？", "食堂多少个？", "你好", "各区县新增学位分别多少个？"):
        Conversations(folder).add_turn(owner(folder, "du"), "c" * 32, asked.ask(question))
    service.groups.limit([report], [GROUP])
    return folder


def owner(folder: Path, account: str) -> str:
    """Return whose the conversations of an account are."""
    named = Accounts(folder).named(account)
    assert named is not None
    return owner_of(named.name, named.key)


@pytest.fixture(autouse=True)
def served(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(folder))
    for cached in (shared_service, shared_jobs, signed_in._kept_in, visitor._kept_in):
        cached.cache_clear()
    st.cache_data.clear()


def hidden_id() -> str:
    return next(entry.id for entry in shared_service().entries(LOCAL) if entry.file == LIMITED)


def open_page(name: str, account: str, **query: str) -> AppTest:
    source = (
        "import streamlit as st\nfrom assistant.web.frame import close_frame, open_frame\n"
        "from assistant.web.navigation import pages\nlanguage = open_frame()\n"
        f"from assistant.web.{name} import {name}_page\n"
        f"st.navigation(pages(language), position='hidden')\nclose_frame(language)\n{name}_page()\n"
    )
    page = AppTest.from_string(source, default_timeout=60)
    page.session_state["session_token"] = signed_in.accounts().sign_in(account, PASSWORD)
    for key, value in query.items():
        page.query_params[key] = value
    return page.run()


def sent(page: AppTest) -> bytes:
    """Return all that the page sends to the browser, tables among it, in UTF-8."""
    assert not page.exception, page.exception
    protos: Iterable[Any] = (node.proto for node in page._tree if getattr(node, "proto", None) is not None)
    token = str(page.session_state["session_token"]).encode()
    return b"\n".join(proto.SerializeToString() for proto in protos).replace(token, b"")


def betrayed(page: AppTest) -> list[str]:
    content = sent(page)
    # ids of conversations and of what is drawn are made by chance, and may hold the digits of a figure
    words = _IDS.sub(b"", content)
    told = [secret for secret in SECRETS if secret.encode() in words]
    return told + [hidden_id()] * (hidden_id().encode() in content)


@pytest.mark.parametrize("account", ["du", "zi"])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_shows_a_word_of_it(name: str, account: str) -> None:
    assert betrayed(open_page(name, account)) == []


@pytest.mark.parametrize("name", ["chat", "overview", "read"])
def test_its_group_sees_it(name: str) -> None:
    assert "临岚".encode() in sent(open_page(name, "yuan"))


def test_a_guessed_address_of_the_report_is_one_of_no_report() -> None:
    known = sent(open_page("read", "du", report=hidden_id(), start="0", end="9"))
    unknown = sent(open_page("read", "du", report="f" * 64, start="0", end="9"))
    assert known == unknown
    assert betrayed(open_page("read", "du", report=hidden_id(), start="0", end="9")) == []
    assert "临岚".encode() in sent(open_page("read", "yuan", report=hidden_id()))


def test_answers_given_before_the_limit_are_not_shown_any_more() -> None:
    folder = shared_service().store.folder
    conversation = Conversations(folder).latest(owner(folder, "du"))[0].id
    page = open_page("chat", "du", c=conversation)
    assert "现在不对您开放".encode() in sent(page)
    assert "食堂多少个".encode() in sent(page)  # the own question stays
    assert betrayed(page) == []


def test_nobody_opens_the_conversation_of_another() -> None:
    folder = shared_service().store.folder
    conversation = Conversations(folder).latest(owner(folder, "du"))[0].id
    page = open_page("chat", "zi", c=conversation)
    assert "食堂多少个".encode() not in sent(page)


def test_asking_shows_nothing_of_it() -> None:
    page = open_page("chat", "du")
    for question in ("招聘教师多少名？", "哪个区招聘教师最多？", "各区县新增学位分别多少个？", "你好"):
        page.chat_input[0].set_value(question).run()
        assert betrayed(page) == []


def test_figures_are_kept_apart_between_who_sees_and_who_does_not() -> None:
    """Tables are remembered between visitors: the reader after the member must not get the member's."""
    assert "9317名".encode() in sent(open_page("overview", "yuan"))
    assert betrayed(open_page("overview", "du")) == []
    assert "9317名".encode() in sent(open_page("overview", "yuan"))


def test_a_change_by_another_is_no_ones_to_read_about() -> None:
    service = shared_service()
    work: Callable[..., Any] = lambda listen, _: Collection(service).rebuild(listen)  # noqa: E731
    shared_jobs().start(f"更正《{LIMITED}》", work, "guan")
    shared_jobs().wait()
    assert betrayed(open_page("manage", "zi")) == []
    assert "临岚".encode() in sent(open_page("manage", "guan"))


def test_a_manager_limits_a_report_on_the_page() -> None:
    service = shared_service()
    page = open_page("manage", "guan")
    chosen = next(entry.id for entry in service.entries(LOCAL) if entry.file.startswith("云溪县"))
    next(box for box in page.selectbox if box.label == "选择报告").set_value(chosen).run()
    next(box for box in page.multiselect if box.key == f"limit-{chosen}").set_value([GROUP]).run()
    next(button for button in page.button if button.key == f"save-limit-{chosen}").click().run()
    assert not page.exception
    assert service.groups.limits()[chosen] == {GROUP}
    assert "云溪县".encode() not in sent(open_page("read", "du"))
    service.groups.limit([chosen], [])
    assert "云溪县".encode() in sent(open_page("read", "du"))


def test_answers_that_a_change_would_lose_are_told_to_who_sees_the_whole(tmp_path: Path) -> None:
    """The questions are the whole collection's: a keeper's own change may touch those about a limited report."""
    line = '{"id": "1", "lang": "zh", "kind": "figure", "style": "x", "question": "临岚区约谈园长多少人？", "gold": [["83人"]], "quote": [], "section": ""}'
    path = tmp_path / "cases.jsonl"
    path.write_text(line + "\n", "utf-8")
    lost = Lost(read_cases(path)[0], "83人", None)
    shared_jobs().job = Job("编入 1 个文件", "zi", running=False, lost=(lost,))
    page = open_page("manage", "zi")
    assert betrayed(page) == []
    assert "请管理员核对后发布".encode() in sent(page)
    assert "仍然" not in "".join(button.label for button in page.button)
    assert "约谈园长".encode() in sent(open_page("manage", "guan"))
