"""The page 操作记录: for managers, with names and words, and what was taken along in it."""

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.access import Accounts, Role
from assistant.audit import Questions, Rules, Trail, acts
from assistant.service.in_service import shared_service
from assistant.web import record, signed_in, taken_along

APP = str(Path(__file__).resolve().parents[3] / "app.py")
PASSWORD = "correct horse battery"


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample_data: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(sample_data, folder, ignore=shutil.ignore_patterns("audit"))
    accounts = Accounts(folder)
    accounts.add("guan", PASSWORD, Role.MANAGER)
    accounts.add("du", PASSWORD, Role.READER)
    monkeypatch.setenv("ASSISTANT_DATA", str(folder))
    shared_service.cache_clear()
    signed_in._kept_in.cache_clear()
    st.cache_data.clear()
    return folder


def sign_in(name: str) -> AppTest:
    page = AppTest.from_file(APP, default_timeout=120)
    page.run()
    page.text_input[0].set_value(name)
    page.text_input[1].set_value(PASSWORD)
    return page.button[0].click().run()


def _page() -> None:
    from assistant.web.record import record_page

    record_page()


def record_of(name: str, data: Path) -> AppTest:
    page = AppTest.from_function(_page, default_timeout=120)
    page.session_state["language"] = "zh"
    page.session_state["session_token"] = Accounts(data).sign_in(name, PASSWORD)
    return page.run()


@pytest.mark.parametrize(("name", "sees"), [("du", False), ("guan", True)])
def test_only_managers_are_led_to_it_and_let_in(data: Path, name: str, sees: bool) -> None:
    page = sign_in(name)
    assert not page.exception
    assert ("record" in page.session_state["pages"]) is sees
    page = record_of(name, data)
    assert len(page.dataframe) == (1 if sees else 0)
    assert [error.value for error in page.error] == ([] if sees else ["您的账号没有做这件事的权限，请找管理员"])


def test_it_tells_who_did_what_and_whether_it_is_whole(data: Path) -> None:
    page = record_of("guan", data)
    shown = page.dataframe[0].value
    assert list(shown.columns) == ["时间", "操作人", "操作", "对象", "涉及账号", "结果", "说明"]
    assert list(shown["操作"])[:3] == ["登录", "新建账号", "新建账号"]
    assert shown["操作人"].iloc[0] == "guan"
    assert list(shown["涉及账号"])[1:3] == ["du", "guan"]
    assert list(shown["说明"])[1:3] == ["角色 reader", "角色 manager"]
    next(field for field in page.text_input if field.label == "操作人").set_value("du").run()
    assert list(page.dataframe[0].value["操作"]) == ["新建账号"]
    page.button[0].click().run()
    assert page.success[0].value.startswith("记录完整：")
    trail = Trail(data).path
    trail.write_bytes(trail.read_bytes().replace(b"account_add", b"account_bad", 1))
    page.button[0].click().run()
    assert page.error[0].value == "第 1 条被改动"


def test_a_question_is_recorded_where_the_rules_want_it(data: Path) -> None:
    page = sign_in("du")
    page.chat_input[0].set_value("交流轮岗的教师有多少人？").run()
    assert acts(data, what="ask") == []
    Trail(data).set_rules("", Rules(Questions.TEXT))
    page.chat_input[0].set_value("交流轮岗的教师有多少人？").run()
    assert [(row.who, row.more["words"]) for row in acts(data, what="ask")] == [("du", "交流轮岗的教师有多少人？")]


def test_what_is_taken_along_is_recorded_before_it_is_handed_out(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.errors import CannotWrite

    monkeypatch.setattr(taken_along, "account_name", lambda: "du")
    make = taken_along.recorded("数据一览.csv", lambda: b"content")
    assert acts(data, what="export") == []
    assert make() == b"content"
    assert [(row.who, row.thing) for row in acts(data, what="export")] == [("du", "数据一览.csv")]

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.audit.trail.os.pwrite", full)
    with pytest.raises(CannotWrite):
        make()
    assert record.SHOWN == 500
